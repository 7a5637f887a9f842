//! A figure and its bound.

/// Prints a figure and its bound, and returns whether the bound holds.
pub fn is_within(what: &str, figure: f64, most: f64) -> bool {
    let kept = figure <= most;
    let word = if kept { "kept" } else { "MISSED" };
    println!("  {word:<8}{what}: {figure:.3}, at most {most:.3}");
    kept
}
