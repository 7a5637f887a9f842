//! The parameters of a request.

use peer_lines::strings;
use serde_json::Value;

pub fn pairs(action: &str, request: &Value) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("Action".to_owned(), action.to_owned()),
        ("Version".to_owned(), "2010-12-01".to_owned()),
    ];
    for (name, value) in request.as_object().into_iter().flatten() {
        match value {
            Value::Array(_) => {
                let items = strings(value).into_iter().zip(1..);
                pairs.extend(items.map(|(item, n)| (format!("{name}.member.{n}"), item)));
            }
            Value::String(text) => pairs.push((name.clone(), text.clone())),
            other => pairs.push((name.clone(), other.to_string())),
        }
    }
    pairs
}
