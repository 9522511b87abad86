//! XML that every reader takes: elements on quick-xml, and values with nothing in them that XML has no way to say.

use std::borrow::Cow;
use std::fmt::Display;
use std::io;

use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

/// Writes elements, one indented line each.
pub(super) struct Xml<'w>(Writer<&'w mut dyn io::Write>);

/// Names and values, in the order in which they are written.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

impl<'w> Xml<'w> {
    /// A document, with its declaration.
    pub(super) fn begin(out: &'w mut dyn io::Write) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(out, b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Xml(writer))
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes) -> io::Result<()> {
        self.0.write_event(Event::Start(tag(name, attributes)))
    }

    /// Closes the element that was opened last, which has this name.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes) -> io::Result<()> {
        self.0.write_event(Event::Empty(tag(name, attributes)))
    }

    /// An element with words in it.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes, words: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::from_escaped(escaped(words))))?;
        self.close(name)
    }

    /// Ends the document with a line end.
    pub(super) fn end(self) -> io::Result<()> {
        self.0.into_inner().write_all(b"\n")
    }
}

fn tag<'a>(name: &'a str, attributes: Attributes) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for (key, value) in attributes {
        let value = escaped(&value.to_string()).into_owned().into();
        tag.push_attribute(Attribute { key: QName(key), value });
    }
    tag
}

/// Line ends and tabs as references, because readers turn those of attributes into spaces; U+FFFD for what XML 1.0 forbids.
fn escaped(words: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !matches!(c, '<' | '>' | '&' | '"' | '\'' | '\u{fffe}' | '\u{ffff}') && c >= ' ';
    if words.chars().all(is_plain) {
        return Cow::Borrowed(words);
    }
    let mut escaped = String::with_capacity(words.len() + 16);
    for c in words.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            c if is_plain(c) => escaped.push(c),
            _ => escaped.push('\u{fffd}'),
        }
    }
    Cow::Owned(escaped)
}
