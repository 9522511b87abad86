//! The normalised text -> tokens: syllables, numbers and marks of punctuation.

use std::ops::Range;
use std::str::Chars;

use super::letter::{is_alphabetic, is_alphanumeric, is_uppercase};

/// A range of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
}

impl Span {
    /// The tokens from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// How many tokens.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// No token at all.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The smallest range that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Holds this token.
    pub fn contains(self, token: usize) -> bool {
        (self.start..self.end).contains(&token)
    }

    /// Shares a token with the other range.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A syllable, or an abbreviation without its full stops.
    Word,
    /// Digits, perhaps with letters behind them.
    Number,
    /// One mark of punctuation.
    Mark(char),
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No capital.
    Lower,
    /// One capital, first.
    Title,
    /// Capitals only, two or more.
    Upper,
    /// A capital somewhere else.
    Mixed,
    /// Not a word.
    None,
}

/// A syllable, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte in the normalised text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
}

impl Token {
    /// The bytes of the normalised text.
    pub fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Begins with a capital.
    pub fn is_capital(self) -> bool {
        matches!(self.case, Case::Title | Case::Upper | Case::Mixed)
    }

    /// A syllable or abbreviation.
    pub fn is_word(self) -> bool {
        self.kind == TokenKind::Word
    }
}

/// Cuts a range of the normalised text into tokens.
pub fn tokenize(norm: &str, within: Range<usize>, tokens: &mut Vec<Token>) {
    let mut rest = norm[within.clone()].chars();
    let offset = |rest: &Chars| within.end - rest.as_str().len();
    loop {
        let start = offset(&rest);
        let Some(c) = rest.next() else { return };
        if c == ' ' {
            continue;
        }
        if !is_alphanumeric(c) {
            tokens.push(token(start, offset(&rest), TokenKind::Mark(c), Case::None));
            continue;
        }
        let mut shape = Shape::new(c);
        while let Some(next) = next_of_word(&rest) {
            shape.add(next);
            rest.next();
        }
        let (kind, case) = shape.read();
        tokens.push(token(start, offset(&rest), kind, case));
    }
}

/// The letter that goes on a word: a letter, a digit, or an apostrophe with a letter behind it.
fn next_of_word(rest: &Chars) -> Option<char> {
    let mut rest = rest.clone();
    let next = rest.next()?;
    (is_alphanumeric(next) || (next == '\'' && rest.next().is_some_and(is_alphabetic))).then_some(next)
}

fn token(start: usize, end: usize, kind: TokenKind, case: Case) -> Token {
    Token { start: start as u32, end: end as u32, kind, case }
}

/// Counts of letters seen while a word is read.
struct Shape {
    digit: bool,
    first_capital: bool,
    capitals: u32,
    letters: u32,
}

impl Shape {
    fn new(c: char) -> Shape {
        let mut shape =
            Shape { digit: c.is_numeric(), first_capital: is_uppercase(c), capitals: 0, letters: 0 };
        shape.add(c);
        shape
    }

    fn add(&mut self, c: char) {
        self.letters += u32::from(is_alphabetic(c));
        self.capitals += u32::from(is_uppercase(c));
    }

    fn read(&self) -> (TokenKind, Case) {
        if self.digit {
            return (TokenKind::Number, Case::None);
        }
        let case = match (self.first_capital, self.capitals) {
            (_, 0) => Case::Lower,
            (true, 1) => Case::Title,
            (true, n) if n == self.letters => Case::Upper,
            _ => Case::Mixed,
        };
        (TokenKind::Word, case)
    }
}
