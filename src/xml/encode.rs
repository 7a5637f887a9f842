//! Types to documents: compact, or indented by two spaces.

use alloc::string::String;

use super::characters::is_char;
use crate::attributes::{DkimAttributes, IdentityDkimAttributes};
use crate::error::{EncodeError, Part};
use crate::error_response::ErrorResponse;
use crate::response::GetIdentityDkimAttributesResponse;
use crate::text::trim_white_space;
use crate::wire;

/// How a document is laid out.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Layout {
    Compact,
    Indented,
}

type Written = Result<(), EncodeError>;

/// Writes a success document.
pub(super) fn response(
    response: &GetIdentityDkimAttributesResponse<'_>,
    layout: Layout,
) -> Result<String, EncodeError> {
    document(layout, wire::RESPONSE, |writer| {
        writer.element(wire::RESULT, |writer| writer.dkim_attributes(&response.dkim_attributes))?;
        request_id(response.request_id.as_deref()).map_or(Ok(()), |id| {
            let field = |writer: &mut Writer| writer.trimmed(wire::REQUEST_ID, Part::RequestId, id);
            writer.element(wire::RESPONSE_METADATA, field)
        })
    })
}

/// Writes an error document.
pub(super) fn error_response(
    error: &ErrorResponse<'_>,
    layout: Layout,
) -> Result<String, EncodeError> {
    let trimmed = [
        (wire::TYPE, error.error_type.as_ref().map(|of| of.as_str())),
        (wire::CODE, error.code.as_deref()),
    ];
    let kept = [(wire::MESSAGE, error.message.as_deref()), (wire::DETAIL, error.detail.as_deref())];
    document(layout, wire::ERROR_RESPONSE, |writer| {
        writer.element(wire::ERROR, |writer| {
            for (name, text) in trimmed {
                text.map_or(Ok(()), |text| writer.trimmed(name, Part::Error, text))?;
            }
            for (name, text) in kept {
                text.map_or(Ok(()), |text| writer.text(name, Part::Error, text))?;
            }
            Ok(())
        })?;
        request_id(error.request_id.as_deref())
            .map_or(Ok(()), |id| writer.trimmed(wire::REQUEST_ID, Part::RequestId, id))
    })
}

/// A request id of which something is left without the white space around it.
fn request_id(id: Option<&str>) -> Option<&str> {
    id.filter(|id| !trim_white_space(id).is_empty())
}

fn document(
    layout: Layout,
    root: &str,
    content: impl FnOnce(&mut Writer) -> Written,
) -> Result<String, EncodeError> {
    let mut writer = Writer { out: String::new(), layout, depth: 0 };
    writer.push(&["<", root, " xmlns=\"", wire::NAMESPACE, "\">"]);
    writer.content(root, content)?;
    if layout == Layout::Indented {
        writer.out.push('\n');
    }
    Ok(writer.out)
}

struct Writer {
    out: String,
    layout: Layout,
    depth: usize,
}

impl Writer {
    fn dkim_attributes(&mut self, attributes: &DkimAttributes<'_>) -> Written {
        self.element(wire::DKIM_ATTRIBUTES, |writer| {
            attributes.iter().enumerate().try_for_each(|(index, (identity, attributes))| {
                let written = writer.element(wire::ENTRY, |writer| {
                    writer.text(wire::KEY, Part::Key, identity)?;
                    writer.element(wire::VALUE, |writer| writer.value(attributes))
                });
                let entry = index.saturating_add(1);
                written.map_err(|error| EncodeError { entry, ..error })
            })
        })
    }

    fn value(&mut self, attributes: IdentityDkimAttributes<'_>) -> Written {
        if let Some(enabled) = attributes.dkim_enabled() {
            let text = if enabled { "true" } else { "false" };
            self.text(wire::DKIM_ENABLED, Part::DkimEnabled, text)?;
        }
        if let Some(status) = attributes.dkim_verification_status() {
            let part = Part::DkimVerificationStatus;
            self.text(wire::DKIM_VERIFICATION_STATUS, part, status.as_str())?;
        }
        attributes.dkim_tokens().map_or(Ok(()), |tokens| {
            self.element(wire::DKIM_TOKENS, |writer| {
                tokens.iter().try_for_each(|token| writer.text(wire::MEMBER, Part::Token, token))
            })
        })
    }

    /// An element on a line of its own, an empty-element tag when nothing is written into it.
    fn element(&mut self, name: &str, content: impl FnOnce(&mut Self) -> Written) -> Written {
        self.line();
        self.push(&["<", name, ">"]);
        self.content(name, content)
    }

    /// The content and the end tag of the element whose start tag was just written.
    fn content(&mut self, name: &str, content: impl FnOnce(&mut Self) -> Written) -> Written {
        let start = self.out.len();
        self.depth = self.depth.saturating_add(1);
        content(self)?;
        self.depth = self.depth.saturating_sub(1);
        if self.out.len() == start {
            self.out.pop();
            self.out.push_str("/>");
        } else {
            self.line();
            self.push(&["</", name, ">"]);
        }
        Ok(())
    }

    /// A line break and the indentation, when the layout has any.
    fn line(&mut self) {
        if self.layout == Layout::Indented {
            self.out.push('\n');
            (0..self.depth).for_each(|_| self.out.push_str("  "));
        }
    }

    /// An element with text in it, on a line of its own.
    fn text(&mut self, name: &str, part: Part, text: &str) -> Written {
        self.line();
        self.push(&["<", name, ">"]);
        self.character_data(part, text)?;
        self.push(&["</", name, ">"]);
        Ok(())
    }

    /// The same without the white space around the text, which a reader would not keep.
    fn trimmed(&mut self, name: &str, part: Part, text: &str) -> Written {
        let inner = trim_white_space(text);
        let skipped = inner.as_ptr().addr().saturating_sub(text.as_ptr().addr());
        self.text(name, part, inner).map_err(|error| {
            let offset = error.offset.saturating_add(skipped);
            EncodeError { offset, ..error }
        })
    }

    /// What the text means, written so that a reader finds it unchanged.
    fn character_data(&mut self, part: Part, text: &str) -> Written {
        let mut written: usize = 0;
        for (offset, character) in text.char_indices() {
            let reference = match character {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                // A reader would make a bare CR a line feed (XML 1.0 §2.11).
                '\r' => "&#xD;",
                _ if is_char(character) => continue,
                _ => {
                    return Err(EncodeError { character, offset, entry: 0, part });
                }
            };
            self.push(&[text.get(written..offset).unwrap_or_default(), reference]);
            written = offset.saturating_add(1);
        }
        self.push(&[text.get(written..).unwrap_or_default()]);
        Ok(())
    }

    fn push(&mut self, words: &[&str]) {
        words.iter().for_each(|word| self.out.push_str(word));
    }
}
