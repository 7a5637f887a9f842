//! Which names can be in the DNS (RFC 1034 §3.1, RFC 1035 §2.3.4).

use super::error::{Fault, RecordError, RecordErrorKind};

/// The most bytes of a label.
pub(super) const MAX_LABEL: usize = 63;

/// The most bytes of a name as text, without the final dot. On the wire, with a length for each
/// label and the empty label at the end, such a name has 255 bytes.
pub(super) const MAX_NAME: usize = 253;

pub(super) fn check_domain(domain: &str) -> Result<(), RecordError> {
    if let Some((offset, found)) = domain.char_indices().find(|(_, found)| !found.is_ascii()) {
        let fault = Fault::Character(found);
        return Err(RecordError::new(RecordErrorKind::NonAsciiDomain, domain, offset, fault));
    }
    check_labels(domain, RecordErrorKind::MalformedDomain)
}

pub(super) fn check_zone(zone: &str) -> Result<(), RecordError> {
    check_labels(zone, RecordErrorKind::MalformedZone)
}

/// Checks a token, which is a single label.
pub(super) fn check_token(token: &str) -> Result<(), RecordError> {
    check_label(token)
        .map_err(|(at, fault)| RecordError::new(RecordErrorKind::MalformedToken, token, at, fault))
}

/// Checks the length of a name in a record. The error is about `text`, which is a part of the name.
pub(super) fn check_length(
    name: &str,
    kind: RecordErrorKind,
    text: &str,
) -> Result<(), RecordError> {
    if name.len() <= MAX_NAME {
        return Ok(());
    }
    Err(RecordError::new(kind, text, 0, Fault::LongName(name.len())))
}

fn check_labels(name: &str, kind: RecordErrorKind) -> Result<(), RecordError> {
    let mut offset = 0;
    for label in name.split('.') {
        check_label(label)
            .map_err(|(at, fault)| RecordError::new(kind, name, offset + at, fault))?;
        offset += label.len() + 1;
    }
    Ok(())
}

/// Checks one label. The error is the offset in the label, and the fault.
fn check_label(label: &str) -> Result<(), (usize, Fault)> {
    let is_legal = |found: char| found.is_ascii_alphanumeric() || found == '-' || found == '_';
    if let Some((at, found)) = label.char_indices().find(|(_, found)| !is_legal(*found)) {
        return Err((at, Fault::Character(found)));
    }
    match label.len() {
        0 => Err((0, Fault::EmptyLabel)),
        1..=MAX_LABEL => Ok(()),
        length => Err((0, Fault::LongLabel(length))),
    }
}
