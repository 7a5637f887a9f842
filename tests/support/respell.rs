//! Writes a document in another spelling with the same meaning under XML 1.0 and the rules of the
//! codec. The caller makes every choice; 0 is always the plain spelling.

use super::tree::{self, Content, Node};
use ses_dkim_codec::ErrorResponse;

use crate::laws::Operation;

/// A spelling of a response. `choose(n)` returns a number below `n`.
pub fn respell<O: Operation>(
    response: &O::Response<'_>,
    choose: &mut impl FnMut(usize) -> usize,
) -> Vec<u8> {
    spell(&tree::response::<O>(response), choose)
}

/// A spelling and shape of an error document.
pub fn respell_error(
    error: &ErrorResponse<'_>,
    choose: &mut impl FnMut(usize) -> usize,
) -> Vec<u8> {
    spell(&tree::error(error, choose), choose)
}

fn spell(root: &Node, choose: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    let prefix = PREFIXES[rarely(choose, PREFIXES.len())];
    let mut speller = Speller { out: String::new(), choose, prefix };
    speller.document(root);
    speller.out.into_bytes()
}

const PREFIXES: [&str; 5] = ["", "ses:", "a:", "n1:", "\u{E9}:"];
const DECLARATIONS: [&str; 8] = [
    "",
    r#"<?xml version="1.0"?>"#,
    "<?xml version='1.0' encoding='utf-8'?>",
    r#"<?xml version="1.0" encoding="UTF-8" ?>"#,
    "<?xml\n version = '1.0' standalone = 'yes'?>",
    "<?xml version='1.0' encoding='UTF-8'?>\n",
    r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>"#,
    "<?xml\r\n\tversion=\"1.0\"\r\n\tencoding=\"Utf-8\"\r\n?>\r\n",
];
const COMMENTS: [&str; 4] = ["<!---->", "<!-- </key> & < ]]> -->", "<!--x-->", "<!-- \u{E9} - -->"];
const INSTRUCTIONS: [&str; 5] =
    ["<?a?>", "<?php </key> & ?>", "<?xml-stylesheet href='a'?>", "<?x ? > ??>", "<?\u{132} y?>"];
const SPACES: [&str; 6] = ["\n", " ", "\r\n  ", "\t", "\r", "\n\n    "];
const STRAY: [&str; 4] = ["stray", "&amp;&#65;", "<![CDATA[<key>]]>", "\u{E9} ]] >"];
const UNKNOWN: [&str; 6] = [
    "<Extra/>",
    "<NextToken>a&lt;b<!----></NextToken>",
    "<dkimEnabled>true</dkimEnabled>",
    "<entries><entry><key>no</key><value/></entry></entries>",
    "<x.y-z_1 a='1'><member>no</member><![CDATA[</x>]]></x.y-z_1>",
    "<\u{132}x><\u{10000}/>\u{1F4E7}</\u{132}x>",
];
const ATTRIBUTES: [&str; 9] = [
    "",
    " a=\"1\"",
    " b = '2'",
    "\n\tc=\"&lt;&#65;\"",
    " DkimEnabled=\"true\"",
    " d='\">]]>'",
    " \u{132}=\"\u{E9}\"",
    " xml:lang=\"en\"",
    " e=\"\"",
];

/// A choice among `n` that is usually the plain one.
fn rarely(choose: &mut impl FnMut(usize) -> usize, n: usize) -> usize {
    let choice = choose(n * 4);
    if choice < n { choice } else { 0 }
}

struct Speller<'choices, F> {
    out: String,
    choose: &'choices mut F,
    prefix: &'static str,
}

impl<F: FnMut(usize) -> usize> Speller<'_, F> {
    fn rarely(&mut self, n: usize) -> usize {
        rarely(self.choose, n)
    }

    fn push_one_of(&mut self, words: &[&str]) {
        let choice = (self.choose)(words.len());
        self.out.push_str(words[choice]);
    }

    fn document(&mut self, root: &Node) {
        if self.rarely(2) == 1 {
            self.out.push('\u{FEFF}');
        }
        let declaration = self.rarely(DECLARATIONS.len());
        self.out.push_str(DECLARATIONS[declaration]);
        self.miscellany();
        let binding = match self.prefix.strip_suffix(':') {
            Some(prefix) => format!(" xmlns:{prefix}=\"urn:x\""),
            None => [" xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"", "", " xmlns='urn:x'"]
                [self.rarely(3)]
            .to_owned(),
        };
        self.element(root, &binding);
        self.miscellany();
    }

    /// White space, comments and instructions, which may occur anywhere between tags.
    fn miscellany(&mut self) {
        for _ in 0..self.rarely(3) {
            match (self.choose)(3) {
                0 => self.push_one_of(&SPACES),
                1 => self.push_one_of(&COMMENTS),
                _ => self.push_one_of(&INSTRUCTIONS),
            }
        }
    }

    /// Content that may occur between the elements of a structure and is ignored there.
    fn noise(&mut self) {
        self.miscellany();
        match self.rarely(4) {
            1 => self.push_one_of(&STRAY),
            2 => self.push_one_of(&UNKNOWN),
            3 => self.push_one_of(&SPACES),
            _ => {}
        }
    }

    fn element(&mut self, node: &Node, binding: &str) {
        let Node { name, content } = node;
        let prefix = self.prefix;
        self.out.push_str(&format!("<{prefix}{name}{binding}"));
        self.attributes();
        if content.is_empty() && (self.choose)(2) == 0 {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        match content {
            Content::Text(text) => self.text(text),
            Content::Padded(text) => {
                self.padding();
                self.text(text);
                self.padding();
            }
            Content::Ordered(children) => self.children(name, children.iter()),
            Content::AnyOrder(children) => {
                let mut children: Vec<&Node> = children.iter().collect();
                for index in 1..children.len() {
                    let other = (self.choose)(index + 1);
                    children.swap(index - other, index);
                }
                self.children(name, children.into_iter());
            }
        }
        let space = ["", " ", "\n", "\t\r\n"][self.rarely(4)];
        self.out.push_str(&format!("</{prefix}{name}{space}>"));
    }

    fn attributes(&mut self) {
        let first = self.rarely(ATTRIBUTES.len());
        let second = self.rarely(ATTRIBUTES.len());
        self.out.push_str(ATTRIBUTES[first]);
        if second != first {
            self.out.push_str(ATTRIBUTES[second]);
        }
        let space = ["", " ", "\r\n"][self.rarely(3)];
        self.out.push_str(space);
    }

    fn children<'node>(&mut self, parent: &str, children: impl Iterator<Item = &'node Node>) {
        for child in children {
            self.between(parent);
            self.element(child, "");
        }
        self.between(parent);
    }

    /// Content before, between and after the children. Lists and maps refuse other elements and
    /// text.
    fn between(&mut self, parent: &str) {
        match parent {
            "DkimAttributes" | "DkimTokens" => self.miscellany(),
            _ => self.noise(),
        }
    }

    fn padding(&mut self) {
        if self.rarely(2) == 1 {
            self.push_one_of(&SPACES);
        }
    }

    /// A text as literal characters, references and CDATA sections, with ignored markup between
    /// them.
    fn text(&mut self, text: &str) {
        let mut in_section = false;
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let fits = character != '\r' && !(character == '>' && self.out.ends_with("]]"));
            let toggled = self.rarely(8) == 1;
            if in_section && (toggled || !fits) {
                self.out.push_str("]]>");
                in_section = false;
            } else if !in_section && toggled && fits {
                self.out.push_str("<![CDATA[");
                in_section = true;
            }
            if character == '\n' {
                self.line_feed(in_section, characters.peek() == Some(&'\n'));
            } else if in_section {
                self.out.push(character);
            } else {
                self.interruption();
                self.character(character);
            }
        }
        if in_section {
            self.out.push_str("]]>");
        }
        self.interruption();
    }

    /// A comment, an instruction or an empty section inside a text.
    fn interruption(&mut self) {
        match self.rarely(8) {
            1 => self.push_one_of(&COMMENTS),
            2 => self.push_one_of(&INSTRUCTIONS),
            3 => self.out.push_str("<![CDATA[]]>"),
            _ => {}
        }
    }

    /// A line feed, or another line end that is read as one (XML 1.0 §2.11).
    fn line_feed(&mut self, in_section: bool, before_another: bool) {
        let spelling = match self.rarely(4) {
            1 => "\r\n",
            // Before another line feed, the two would be read as one line end.
            2 if !before_another => "\r",
            3 if !in_section => "&#10;",
            _ => "\n",
        };
        self.out.push_str(spelling);
    }

    fn character(&mut self, character: char) {
        let code = u32::from(character);
        let named = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '\'' => "&apos;",
            '"' => "&quot;",
            _ => "",
        };
        let needs_reference =
            matches!(character, '&' | '<' | '\r') || character == '>' && self.out.ends_with("]]");
        match self.rarely(6) {
            1 => self.out.push_str(&format!("&#{code};")),
            2 => self.out.push_str(&format!("&#x{code:X};")),
            3 => self.out.push_str(&format!("&#x000{code:x};")),
            4 if !named.is_empty() => self.out.push_str(named),
            _ if !needs_reference => self.out.push(character),
            _ if named.is_empty() => self.out.push_str(&format!("&#{code:04};")),
            _ => self.out.push_str(named),
        }
    }
}
