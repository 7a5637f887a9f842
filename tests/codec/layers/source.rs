//! The imports and the words of Rust source.

use regex_lite::{Captures, Regex};

/// The paths of a file that start at the crate root or lead to it with `super`. Each is given as
/// its line and the first name after the root.
pub(super) fn imports(path: &str, text: &str) -> Vec<(usize, String)> {
    let code = without_comments_and_literals(text);
    let tokens = tokens(&code);
    let token = |at: usize| tokens.get(at).map_or("", |(_, token)| *token);
    let file: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let mut found = Vec::new();
    // The open braces, and whether each is that of a module.
    let mut open = Vec::new();
    for (at, (line, word)) in tokens.iter().enumerate() {
        let begins = at.checked_sub(1).is_none_or(|before| token(before) != "::");
        match *word {
            "{" => open.push(at >= 2 && token(at - 2) == "mod"),
            "}" => drop(open.pop()),
            "crate" if begins && token(at + 1) == "::" => {
                found.extend(names(&tokens, at + 2).map(|name| (*line, name.to_owned())));
            }
            "super" | "self" if begins && token(at + 1) == "::" => {
                let supers = (at..).step_by(2).take_while(|at| {
                    token(at + 1) == "::" && matches!(token(*at), "super" | "self")
                });
                let (mut depth, mut end) = (file.len() + count(&open), at);
                for step in supers {
                    depth = depth.saturating_sub(usize::from(token(step) == "super"));
                    end = step + 2;
                }
                if depth == 0 {
                    found.extend(names(&tokens, end).map(|name| (*line, name.to_owned())));
                }
            }
            _ => {}
        }
    }
    found
}

fn count(open: &[bool]) -> usize {
    open.iter().filter(|is_module| **is_module).count()
}

/// The name at a position, or the first names of a group that opens there.
fn names<'code>(tokens: &[(usize, &'code str)], at: usize) -> impl Iterator<Item = &'code str> {
    let mut depth = 0_usize;
    let mut names = Vec::new();
    let mut expected = true;
    for (_, token) in tokens.iter().skip(at) {
        match *token {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "," if depth == 1 => expected = true,
            name if expected => {
                names.push(name);
                expected = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.into_iter()
}

/// Names, `::` and every other character except white space, each with its line.
pub(super) fn tokens(code: &str) -> Vec<(usize, &str)> {
    let token = Regex::new(r"\w+|::|\S").unwrap();
    let of_line = |(line, code)| token.find_iter(code).map(move |token| (line, token.as_str()));
    (1..).zip(code.lines()).flat_map(of_line).collect()
}

/// The code without comments and literals. Line numbers do not change.
pub(super) fn without_comments_and_literals(text: &str) -> String {
    let comment = r"//[^\n]*|/\*.*?\*/";
    let raw = r##"[bc]?r"[^"]*"|[bc]?r#".*?"#"##;
    let literal = r#"[bc]?"(?:\\.|[^"\\])*"|b?'(?:\\[^\n]+?|[^\\'\n])'"#;
    let left_out = Regex::new(&format!("(?s){comment}|{raw}|{literal}")).unwrap();
    let lines =
        |found: &Captures<'_>| " ".to_owned() + &"\n".repeat(found[0].matches('\n').count());
    left_out.replace_all(text, lines).into_owned()
}

/// The words of a line in lower case. `GetIdentity`, `get_identity` and `GET_IDENTITY` each have
/// two.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let characters: Vec<char> = line.chars().collect();
    for (at, character) in characters.iter().enumerate() {
        let is_lower = |at: usize| characters.get(at).is_some_and(|c| c.is_lowercase());
        let follows_lower = at.checked_sub(1).is_some_and(is_lower);
        if character.is_uppercase() && (follows_lower || is_lower(at + 1)) {
            words.push(String::new());
        }
        if !character.is_alphabetic() {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
    }
    words
}
