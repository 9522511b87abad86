//! A reading as spans and links drawn on its article, for review by hand in the tools of annotators, and back.
//!
//! Every mention is a span. Links say which spans name one entity, which title a person holds at which body, and who chaired, directed
//! and attended what. A role or an event whose parts are not all named in the text cannot be drawn: it travels with the facts beside the
//! text, like everything else that a drawing has no place for, and comes back as it was.

mod brat;
mod change;
mod doccano;
mod draw;
mod labelstudio;
mod webanno;

use std::collections::BTreeSet;

use serde_json::Value;

pub use brat::{configuration, read as read_brat};

use crate::export::facts;
use crate::extractor::Reading;
use crate::vocab::{LinkKind, MentionKind};

/// A stretch of text that names something. Offsets in code points of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it names.
    pub kind: MentionKind,
}

/// What stands between two spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// What it says.
    pub kind: LinkKind,
    /// Where it comes from.
    pub from: Span,
    /// Where it goes.
    pub to: Span,
}

/// An article with what is drawn on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Id of the article.
    pub id: String,
    /// Its text as decoded.
    pub text: String,
    /// The mentions.
    pub spans: BTreeSet<Span>,
    /// What stands between them.
    pub links: BTreeSet<Link>,
    /// The reading that was drawn, before anybody changed the drawing; none where the tool lost it.
    pub facts: Option<Reading>,
}

impl Sheet {
    /// The drawing of a reading on the text that it was read from.
    pub fn of(reading: &Reading, text: &str) -> Sheet {
        let drawing = draw::Drawing::of(reading);
        Sheet {
            id: reading.doc.id.clone(),
            text: text.to_owned(),
            spans: drawing.spans.iter().copied().collect(),
            links: drawing.links().collect(),
            facts: Some(reading.clone()),
        }
    }

    /// The reading that the drawing tells: the one that was drawn, with what was changed by hand.
    pub fn reading(&self) -> Reading {
        change::reading(self)
    }

    /// The spans in their order, each with its number from 1.
    fn numbered(&self) -> impl Iterator<Item = (usize, Span)> {
        self.spans.iter().enumerate().map(|(at, &span)| (at + 1, span))
    }

    /// The number of a span.
    fn number(&self, span: Span) -> usize {
        self.spans.range(..span).count() + 1
    }

    /// The facts as JSON, null where there are none.
    fn facts_json(&self) -> Value {
        let Some(reading) = &self.facts else { return Value::Null };
        let mut line = Vec::new();
        // A vector takes all that is written, and the line is JSON.
        let written = facts::write(reading, &mut line);
        written.ok().and_then(|()| serde_json::from_slice(&line).ok()).unwrap_or_default()
    }

    /// Every span must lie in the text, and every link must join spans that it can join.
    fn checked(self) -> Result<Sheet, Error> {
        let length = self.text.chars().count();
        for span in &self.spans {
            if span.start >= span.end || span.end > length {
                return Err(Error::Span { start: span.start, end: span.end, length });
            }
        }
        for link in &self.links {
            let ends = (link.from.kind, link.to.kind);
            let fits = match link.kind {
                LinkKind::SameAs => {
                    !matches!(ends.0, MentionKind::Title | MentionKind::Date) && is_named(ends.1)
                }
                LinkKind::Holds => is_named(ends.0) && ends.1 == MentionKind::Title,
                LinkKind::Of => ends.0 == MentionKind::Title && is_named(ends.1),
                _ => is_named(ends.0) && is_named(ends.1),
            };
            if !fits {
                return Err(Error::Ends { kind: link.kind.id(), from: ends.0.id(), to: ends.1.id() });
            }
        }
        Ok(self)
    }
}

/// Whether a mention of this kind names an entity.
fn is_named(kind: MentionKind) -> bool {
    !matches!(kind, MentionKind::Title | MentionKind::Date)
}

/// Why an annotated article is not read. One line; the caller knows the file and the place.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No JSON.
    #[error("no JSON: {0}")]
    Json(serde_json::Error),
    /// A key that is missing or of another type.
    #[error("{0}: is missing or of another type")]
    Key(&'static str),
    /// A label that the program does not know.
    #[error("{place}: {value:?} is not one of {allowed}")]
    Label {
        /// Where it stands.
        place: String,
        /// The label.
        value: String,
        /// What it may be.
        allowed: String,
    },
    /// A span beyond the text, or an empty one.
    #[error("a span from {start} to {end} is no stretch of a text of {length} characters")]
    Span {
        /// Where it begins.
        start: usize,
        /// Where it ends.
        end: usize,
        /// Characters of the text.
        length: usize,
    },
    /// A link to a span that is not there.
    #[error("{place}: {value:?} is no span")]
    Reference {
        /// Where it stands.
        place: String,
        /// What it refers to.
        value: String,
    },
    /// A link between spans that it cannot join.
    #[error("a link {kind:?} does not lead from a {from} to a {to}")]
    Ends {
        /// The link.
        kind: &'static str,
        /// What it comes from.
        from: &'static str,
        /// What it goes to.
        to: &'static str,
    },
    /// A line of brat that is neither a span, a relation nor a note.
    #[error("line {line}: {value:?} is no span (T), relation (R) or note (#) of brat")]
    Line {
        /// From 1.
        line: usize,
        /// The line.
        value: String,
    },
    /// The facts beside the text are broken.
    #[error("facts: {0}")]
    Facts(#[from] facts::Error),
    /// JSON of no format that is known.
    #[error("no annotated article: neither doccano, nor Label Studio, nor W3C Web Annotation")]
    Unknown,
}

/// A format of annotated articles.
pub struct Format {
    /// What one types after `--format`.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// The extensions of the files of an article, without the dot; none where all articles stand in one file.
    pub extensions: &'static [&'static str],
    /// What stands before, between and behind articles in one file.
    pub frame: [&'static str; 3],
    /// The files of an article, or its part of the file.
    pub write: fn(&Sheet) -> Vec<String>,
}

/// Every format, in the order in which help lists them.
pub const FORMATS: &[Format] = &[brat::FORMAT, webanno::FORMAT, doccano::FORMAT, labelstudio::FORMAT];

/// The format of this name.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// An article of a file, and its place there: a number of a line, or of a task in brackets.
pub type Placed = (String, Result<Sheet, Error>);

/// Reads the articles of a file of JSON, whatever the format, each with its place in the file.
///
/// # Errors
/// The file is neither a JSON array nor JSON on every line.
pub fn read(text: &str) -> Result<Vec<Placed>, Error> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('[') {
        let tasks: Vec<Value> = serde_json::from_str(text).map_err(Error::Json)?;
        return Ok(tasks.iter().enumerate().map(|(at, task)| (format!("[{at}]"), read_one(task))).collect());
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let one = |line| serde_json::from_str(line).map_err(Error::Json).and_then(|value| read_one(&value));
    Ok(lines.map(|(at, line)| ((at + 1).to_string(), one(line))).collect())
}

fn read_one(value: &Value) -> Result<Sheet, Error> {
    let sheet = if value["type"] == "AnnotationPage" {
        webanno::read(value)
    } else if value["data"].is_object() {
        labelstudio::read(value)
    } else if value["entities"].is_array() {
        doccano::read(value)
    } else {
        Err(Error::Unknown)
    };
    sheet?.checked()
}

/// The kind of a span by the label of a tool.
fn kind_of(value: &str, place: impl FnOnce() -> String) -> Result<MentionKind, Error> {
    let unknown =
        || Error::Label { place: place(), value: value.to_owned(), allowed: MentionKind::ids().join(", ") };
    MentionKind::from_id(value).ok_or_else(unknown)
}

/// The kind of a link by the label of a tool.
fn link_of(value: &str, place: impl FnOnce() -> String) -> Result<LinkKind, Error> {
    let unknown =
        || Error::Label { place: place(), value: value.to_owned(), allowed: LinkKind::ids().join(", ") };
    LinkKind::from_id(value).ok_or_else(unknown)
}

fn words<'v>(value: &'v Value, key: &'static str) -> Result<&'v str, Error> {
    value.as_str().ok_or(Error::Key(key))
}

fn number(value: &Value, key: &'static str) -> Result<usize, Error> {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).ok_or(Error::Key(key))
}

fn list<'v>(value: &'v Value, key: &'static str) -> Result<&'v Vec<Value>, Error> {
    value.as_array().ok_or(Error::Key(key))
}

/// The facts that stand beside a text, where the tool kept them.
fn facts_of(value: &Value) -> Result<Option<Reading>, Error> {
    if value.is_null() { Ok(None) } else { Ok(Some(facts::read(&value.to_string())?)) }
}
