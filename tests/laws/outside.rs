//! The two outside readers, with their strictest settings.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Both outside readers accept the document.
pub fn accept(body: &[u8]) {
    let text = core::str::from_utf8(body).expect("a document is UTF-8");
    roxmltree::Document::parse(text).expect("roxmltree accepts");
    quick_xml(body).expect("quick-xml accepts");
}

/// Whether roxmltree accepts a body.
pub fn roxmltree(body: &[u8]) -> Result<(), Option<roxmltree::Error>> {
    let text = core::str::from_utf8(body).map_err(|_| None)?;
    roxmltree::Document::parse(text).map(drop).map_err(Some)
}

/// Whether quick-xml accepts a body with all its checks.
///
/// This function makes the checks that quick-xml leaves to its caller: one closed root element,
/// only white space around it, no document type declaration.
pub fn quick_xml(body: &[u8]) -> Result<(), String> {
    let text = core::str::from_utf8(body).map_err(|error| error.to_string())?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut depth = 0_usize;
    let mut roots = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let outside = depth == 0;
        match event {
            Event::Start(start) => {
                attributes(&start)?;
                roots += usize::from(outside);
                depth += 1;
            }
            Event::Empty(start) => {
                attributes(&start)?;
                roots += usize::from(outside);
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) if outside => {
                let blank = text.trim_matches([' ', '\t', '\r', '\n']).is_empty();
                refuse_unless(blank, "text outside the root")?;
            }
            Event::CData(_) | Event::GeneralRef(_) if outside => {
                return Err("text outside the root".into());
            }
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|e| e.to_string())?;
                let known = ["amp", "lt", "gt", "apos", "quot"].contains(&&*reference);
                refuse_unless(known || character.is_some(), "an unknown entity")?;
            }
            Event::Decl(declaration) => {
                drop(declaration.version().map_err(|error| error.to_string())?);
            }
            Event::DocType(_) => return Err("a document type declaration".into()),
            Event::Eof => return refuse_unless(depth == 0 && roots == 1, "not one closed root"),
            Event::Text(_) | Event::CData(_) | Event::Comment(_) | Event::PI(_) => {}
        }
    }
}

fn attributes(start: &BytesStart<'_>) -> Result<(), String> {
    for attribute in start.attributes().with_checks(true) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        drop(value.map_err(|error| error.to_string())?);
    }
    Ok(())
}

fn refuse_unless(holds: bool, why: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why.to_owned()) }
}

/// The offset after the last `>` of the root of a well-formed document, according to quick-xml.
pub fn root_end(body: &[u8]) -> usize {
    let text = core::str::from_utf8(body).expect("a document is UTF-8");
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().expect("a well-formed document") {
            Event::Start(_) => depth += 1,
            Event::Empty(_) if depth == 0 => break,
            Event::End(_) if depth == 1 => break,
            Event::End(_) => depth -= 1,
            Event::Eof => panic!("a document without a root"),
            Event::DocType(_) => panic!("a document type declaration"),
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::PI(_)
            | Event::Decl(_) => {}
        }
    }
    let end = usize::try_from(reader.buffer_position()).expect("a position in the body");
    end + body.len() - text.len()
}
