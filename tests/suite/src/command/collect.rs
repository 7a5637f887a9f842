//! The one file that holds every vector, for the crate and for other languages.

use std::path::{Path, PathBuf};
use std::{fs, io};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

/// The folders of vectors, and how the body files in them are called.
const FOLDERS: [(&str, &str); 3] = [("error", "xml"), ("request", "form"), ("response", "xml")];

/// The folder of the vectors.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// The one file.
pub(crate) fn file() -> PathBuf {
    folder().join("vectors.json")
}

/// The text of the one file, made anew from the others: one vector a line, sorted by name.
///
/// # Errors
///
/// When a file is not readable, a body has no description or a description no body.
pub(crate) fn collect() -> io::Result<String> {
    let mut lines = Vec::new();
    for (folder, extension) in FOLDERS {
        for name in names(folder, extension)? {
            lines.push(vector(folder, &name, extension)?.to_string());
        }
    }
    Ok(format!("[\n{}\n]\n", lines.join(",\n")))
}

/// The names in a folder, sorted, each of exactly two files.
fn names(folder_name: &str, extension: &str) -> io::Result<Vec<String>> {
    let mut bodies = Vec::new();
    let mut descriptions = Vec::new();
    for entry in fs::read_dir(folder().join(folder_name))? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => descriptions.push(stem.into_owned()),
            Some(other) if other == extension => bodies.push(stem.into_owned()),
            _ => return Err(invalid(&path, "is no file of a vector")),
        }
    }
    bodies.sort();
    descriptions.sort();
    let lonely = |these: &[String], those: &[String]| {
        these.iter().find(|name| those.binary_search(name).is_err()).cloned()
    };
    if let Some(name) = lonely(&bodies, &descriptions) {
        return Err(invalid(&Path::new(folder_name).join(name), "has no .json"));
    }
    if let Some(name) = lonely(&descriptions, &bodies) {
        return Err(invalid(&Path::new(folder_name).join(name), "has no body"));
    }
    Ok(descriptions)
}

/// A vector as one object: its name, what its file says, its body.
fn vector(folder_name: &str, name: &str, extension: &str) -> io::Result<Value> {
    let path = folder().join(folder_name).join(name);
    let description = fs::read(path.with_extension("json"))?;
    let description: Map<String, Value> = serde_json::from_slice(&description)
        .map_err(|error| invalid(&path, &format!("is no vector: {error}")))?;
    let (key, body) = match String::from_utf8(fs::read(path.with_extension(extension))?) {
        Ok(text) => ("body", text),
        Err(error) => ("body_b64", STANDARD.encode(error.as_bytes())),
    };
    let mut vector = Map::new();
    vector.insert("name".into(), format!("{folder_name}/{name}").into());
    vector.extend(description);
    vector.insert(key.into(), body.into());
    Ok(Value::Object(vector))
}

fn invalid(path: &Path, what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{} {what}", path.display()))
}
