//! Lines of styled text: indents, columns, folding at the right margin. Knows nothing of articles.
//!
//! The styles are always written; who prints the page drops them where no terminal listens.

use std::fmt::Write;

use clap::builder::styling::{AnsiColor, Style};
use unicode_normalization::char::is_combining_mark;

pub(super) const PLAIN: Style = Style::new();
pub(super) const STRONG: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const RED: Style = AnsiColor::Red.on_default();
pub(super) const GREEN: Style = AnsiColor::Green.on_default();
pub(super) const YELLOW: Style = AnsiColor::Yellow.on_default();
pub(super) const BLUE: Style = AnsiColor::Blue.on_default();
pub(super) const MAGENTA: Style = AnsiColor::Magenta.on_default();
pub(super) const CYAN: Style = AnsiColor::Cyan.on_default();

/// The right margin, in columns.
const MARGIN: usize = 110;

/// A piece of a line and how it looks.
pub(super) type Piece<'p> = (Style, &'p str);

/// The page so far.
#[derive(Default)]
pub(super) struct Paper {
    text: String,
}

impl Paper {
    pub(super) fn finish(mut self) -> String {
        self.gap();
        self.text
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A line that is not folded.
    pub(super) fn line(&mut self, pieces: &[Piece]) {
        let mut line = Fold { out: &mut self.text, indent: 0, column: 0, margin: usize::MAX, spaced: false };
        pieces.iter().for_each(|piece| line.add(*piece));
        line.end();
    }

    /// A label at `indent` and text beside it at `column`, folded under itself.
    pub(super) fn entry(&mut self, indent: usize, label: Piece, column: usize, pieces: &[Piece]) {
        let mut line = Fold { out: &mut self.text, indent: column, column: 0, margin: MARGIN, spaced: false };
        line.pad(indent);
        line.add(label);
        line.pad(column);
        pieces.iter().for_each(|piece| line.add(*piece));
        line.end();
    }
}

/// A line in the making.
struct Fold<'o> {
    out: &'o mut String,
    indent: usize,
    column: usize,
    margin: usize,
    /// A space was written last, so the line may be broken.
    spaced: bool,
}

impl Fold<'_> {
    fn pad(&mut self, column: usize) {
        let missing = column.saturating_sub(self.column);
        let _ = write!(self.out, "{:missing$}", "");
        self.column += missing;
        self.spaced = false;
    }

    fn add(&mut self, (style, text): Piece) {
        let _ = write!(self.out, "{style}");
        for word in text.split_inclusive(' ') {
            let bare = word.trim_end_matches(' ');
            if self.spaced && self.column.saturating_add(width(bare)) > self.margin {
                self.out.truncate(self.out.trim_end_matches(' ').len());
                let _ = write!(self.out, "\n{:1$}", "", self.indent);
                self.column = self.indent;
            }
            self.out.push_str(word);
            self.column += width(word);
            self.spaced = bare.len() < word.len();
        }
        let _ = write!(self.out, "{style:#}");
    }

    fn end(self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }
}

/// Columns that a text takes: an accent over the letter before takes none.
pub(super) fn width(text: &str) -> usize {
    text.chars().filter(|&c| !is_combining_mark(c)).count()
}

/// The text, cut behind a word where it is wider than this.
pub(super) fn shortened(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let cut: String = text.chars().take(columns).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole} \u{2026}")
}
