//! Two charts: the cost of a byte for each reader, and how it changes with the size.

use std::path::Path;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use serde_json::Value;

const PAPER: RGBColor = RGBColor(255, 255, 255);
const INK: RGBColor = RGBColor(31, 35, 40);
const GRID: RGBColor = RGBColor(208, 215, 222);
const OURS: RGBColor = RGBColor(9, 105, 218);
const FLOOR: RGBColor = RGBColor(140, 149, 159);
const OTHER: RGBColor = RGBColor(188, 76, 0);

/// Background and text swap colours in dark mode. Bars and lines keep their colours.
const DARK: &str = "<style>@media (prefers-color-scheme: dark) {\
    [fill=\"#FFFFFF\"] { fill: #0D1117 } [fill=\"#1F2328\"] { fill: #E6EDF3 } \
    [stroke=\"#1F2328\"] { stroke: #E6EDF3 } [stroke=\"#D0D7DE\"] { stroke: #30363D } \
    }</style>";

type Area<'svg> = DrawingArea<SVGBackend<'svg>, Shift>;
type Bars<'chart, 'svg> =
    ChartContext<'chart, SVGBackend<'svg>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Draws the record into the folder.
pub fn draw(folder: &Path, record: &Value) {
    let rows_of = |document: &str| {
        let mut rows = rows(record, "instructions");
        rows.retain(|row| row.document == document);
        rows
    };
    let (status_first, documented) = (rows_of("100-status-first"), rows_of("100-indented"));
    paint(&folder.join("chart.svg"), (760, 520), |area| {
        draw_bars(area, &status_first, &documented, record);
    });
    let sizes = rows(record, "instructions_by_size");
    paint(&folder.join("sizes.svg"), (760, 400), |area| {
        draw_sizes(area, &sizes);
    });
}

struct Row {
    document: String,
    reader: String,
    bytes: f64,
    per_byte: f64,
}

fn rows(record: &Value, table: &str) -> Vec<Row> {
    let rows = record[table].as_array().unwrap().iter();
    let row = |row: &Value| Row {
        document: row["document"].as_str().unwrap().to_owned(),
        reader: row["reader"].as_str().unwrap().to_owned(),
        bytes: row["bytes"].as_f64().unwrap(),
        per_byte: row["instructions_per_byte"].as_f64().unwrap(),
    };
    rows.map(row).collect()
}

fn paint(file: &Path, size: (u32, u32), draw: impl FnOnce(&Area<'_>)) {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&PAPER).unwrap();
        draw(&area);
        area.present().unwrap();
    }
    let head = svg.find("<rect").unwrap();
    svg.insert_str(head, DARK);
    std::fs::write(file, svg).unwrap();
    println!("{}", file.display());
}

fn colour(reader: &str) -> RGBColor {
    match reader {
        "decode" => OURS,
        "memchr-lt" | "utf8" => FLOOR,
        _ => OTHER,
    }
}

fn label(size: u32) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&INK)
}

/// Two bars for each reader on a linear scale that starts at 0, cheapest reader first.
fn draw_bars(area: &Area<'_>, status_first: &[Row], documented: &[Row], record: &Value) {
    let mut bars: Vec<&Row> = status_first.iter().collect();
    bars.sort_by(|one, other| other.per_byte.total_cmp(&one.per_byte));
    let most = status_first.iter().chain(documented).map(|row| row.per_byte).fold(0.0, f64::max);
    let processor = record["processor"].as_str().unwrap();
    let date = record["date"].as_str().unwrap();
    let rustc = record["rustc"][0].as_str().unwrap();
    let footer = format!(
        "dark: DkimVerificationStatus first; light: the documented order — {date}, {rustc}, {processor}"
    );
    let mut chart = ChartBuilder::on(area)
        .caption("Instructions per byte, a reply of 100 identities (less is better)", label(17))
        .margin(12)
        .set_label_area_size(LabelAreaPosition::Left, 140)
        .set_label_area_size(LabelAreaPosition::Bottom, 46)
        .build_cartesian_2d(0.0..most * 1.1, 0.0..bars.len() as f64)
        .unwrap();
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(GRID)
        .x_labels(8)
        .x_label_formatter(&|value| format!("{value:.0}"))
        .x_label_style(label(12))
        .x_desc(footer)
        .axis_desc_style(label(11))
        .draw()
        .unwrap();
    for (place, row) in bars.iter().enumerate() {
        let other = documented.iter().find(|other| other.reader == row.reader).unwrap();
        draw_pair(&mut chart, place as f64 + 0.5, row, other);
    }
}

/// The two bars of a reader, and its name.
fn draw_pair(chart: &mut Bars<'_, '_>, middle: f64, above: &Row, below: &Row) {
    let text = |x: f64, y: f64, offset: i32, text: String, side: HPos| {
        let style = label(12).pos(Pos::new(side, VPos::Center));
        EmptyElement::at((x, y)) + Text::new(text, (offset, 0), style)
    };
    let name = text(0.0, middle, -8, above.reader.clone(), HPos::Right);
    chart.draw_series([name]).unwrap();
    for (row, low, high, strength) in
        [(above, middle, middle + 0.4, 1.0), (below, middle - 0.4, middle, 0.5)]
    {
        let colour = colour(&row.reader).mix(strength).filled();
        chart.draw_series([Rectangle::new([(0.0, low), (row.per_byte, high)], colour)]).unwrap();
        let figure = format!("{:.1}", row.per_byte);
        let value = text(row.per_byte, f64::midpoint(low, high), 6, figure, HPos::Left);
        chart.draw_series([value]).unwrap();
    }
}

/// Lines over a logarithmic scale of sizes. The cost starts at 0.
fn draw_sizes(area: &Area<'_>, rows: &[Row]) {
    let most = rows.iter().map(|row| row.per_byte).fold(0.0, f64::max);
    let least_size = rows.iter().map(|row| row.bytes).fold(f64::INFINITY, f64::min);
    let most_size = rows.iter().map(|row| row.bytes).fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(area)
        .caption(
            "Instructions per byte by size of the reply, DkimVerificationStatus first",
            label(17),
        )
        .margin(12)
        .set_label_area_size(LabelAreaPosition::Left, 50)
        .margin_right(130)
        .set_label_area_size(LabelAreaPosition::Bottom, 46)
        .build_cartesian_2d((least_size..most_size).log_scale(), 0.0..most * 1.1)
        .unwrap();
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(GRID)
        .x_label_formatter(&|bytes| match *bytes / 1e3 {
            kilobytes if kilobytes < 1e3 => format!("{kilobytes:.0} kB"),
            kilobytes => format!("{:.0} MB", kilobytes / 1e3),
        })
        .y_label_formatter(&|value| format!("{value:.0}"))
        .label_style(label(12))
        .x_desc("size (logarithmic)")
        .axis_desc_style(label(12))
        .draw()
        .unwrap();
    let mut readers: Vec<&str> = rows.iter().map(|row| row.reader.as_str()).collect();
    readers.sort_unstable();
    readers.dedup();
    for reader in readers {
        let of_reader = rows.iter().filter(|row| row.reader == reader);
        let points: Vec<(f64, f64)> = of_reader.map(|row| (row.bytes, row.per_byte)).collect();
        let line = LineSeries::new(points.clone(), colour(reader).stroke_width(2)).point_size(3);
        chart.draw_series(line).unwrap();
        let end = *points.last().unwrap();
        let style = label(13).pos(Pos::new(HPos::Left, VPos::Center));
        let name = EmptyElement::at(end) + Text::new(reader.to_owned(), (8, 0), style);
        chart.plotting_area().draw(&name).unwrap();
    }
}
