//! Bytes -> [`Article`]: the decoded text, and which stretches of it are title, dateline, byline, captions and body.
//!
//! All ranges are bytes of the decoded text, which is never changed. Words and their meaning are left to later stages.

mod byline;
mod caption;
mod copies;
mod credit;
mod dateline;
mod decode;
mod layout;
mod lines;
mod meta;
mod published;
mod sentence;
mod sort;

pub use decode::{DecodeError, decode};
pub use meta::{Given, Meta, MetaError};
pub use published::{Published, Time};

use crate::vocab::NoteKind;
use std::ops::Range;

/// One article as it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Unique among the inputs of a run.
    pub id: String,
    /// The decoded original. Everything else points into it.
    pub text: String,
    /// What the stretches of the text are, in order, without overlap; white space, joints and stray marks are in none.
    pub parts: Vec<Part>,
    /// The headline.
    pub title: Option<Range<usize>>,
    /// When it was published: what the text says, else what the metadata says.
    pub published: Option<Published>,
    /// The names of who signed it, without prefix and agency.
    pub byline: Option<Range<usize>>,
    /// Its address, from the metadata.
    pub url: Option<String>,
    /// Its publisher, from the metadata.
    pub publisher: Option<String>,
    /// How often the article stands in the text: 1 or more.
    pub copies: u32,
    /// What was seen and not settled.
    pub notes: Vec<Note>,
}

/// A stretch of the text of one kind. A line is one part, or several where a credit or a byline stands in it; a
/// hard-wrapped paragraph is one part with line breaks in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Bytes of the text, trimmed, never empty.
    pub range: Range<usize>,
}

/// What a stretch of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// The headline.
    Title,
    /// A teaser that breaks off, or that stands in full further down.
    Lead,
    /// When it was published.
    Dateline,
    /// Body text.
    Paragraph,
    /// The caption of a picture, without its credit.
    Caption,
    /// Who made a picture, or the agency before the first sentence.
    Credit,
    /// The file name of a picture.
    Image,
    /// Who signed.
    Byline,
    /// Text that only repeats what stands further up.
    Copy,
    /// The page around the article.
    Menu,
}

/// Something seen in the article and not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub kind: NoteKind,
    /// Bytes of the text.
    pub range: Range<usize>,
}

impl Article {
    /// Sorts a decoded text into its parts. Takes any text.
    ///
    /// ```
    /// use chidao::article::Article;
    /// let article = Article::from_text("a", "Opening day\n\n10/10/2020 06:43\n\nThe fair opened.".to_owned());
    /// assert_eq!(article.published.unwrap().to_string(), "2020-10-10T06:43:00+07:00");
    /// assert_eq!(article.copies, 1);
    /// ```
    pub fn from_text(id: impl Into<String>, text: String) -> Article {
        let sorted = sort::sort(&text);
        Article {
            id: id.into(),
            parts: sorted.parts,
            title: sorted.title,
            published: sorted.published,
            byline: sorted.byline,
            url: None,
            publisher: None,
            copies: sorted.copies,
            notes: Vec::new(),
            text,
        }
    }

    /// Whether there is no letter and no digit in it.
    pub fn is_empty(&self) -> bool {
        !self.text.contains(|c: char| c.is_alphanumeric())
    }

    /// The text of a part.
    pub fn text_of(&self, part: &Part) -> &str {
        &self.text[part.range.clone()]
    }
}

impl PartKind {
    /// Every kind.
    pub const ALL: &'static [PartKind] = &[
        PartKind::Title,
        PartKind::Lead,
        PartKind::Dateline,
        PartKind::Paragraph,
        PartKind::Caption,
        PartKind::Credit,
        PartKind::Image,
        PartKind::Byline,
        PartKind::Copy,
        PartKind::Menu,
    ];

    /// The id by which tests and `explain` print it.
    pub fn id(self) -> &'static str {
        match self {
            PartKind::Title => "title",
            PartKind::Lead => "lead",
            PartKind::Dateline => "dateline",
            PartKind::Paragraph => "paragraph",
            PartKind::Caption => "caption",
            PartKind::Credit => "credit",
            PartKind::Image => "image",
            PartKind::Byline => "byline",
            PartKind::Copy => "copy",
            PartKind::Menu => "menu",
        }
    }

    /// Whether sentences stand in it that later stages read.
    pub fn is_prose(self) -> bool {
        matches!(self, PartKind::Title | PartKind::Lead | PartKind::Paragraph | PartKind::Caption)
    }
}
