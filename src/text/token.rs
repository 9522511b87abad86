//! The normalised text -> tokens: syllables, numbers and marks of punctuation.

use std::ops::Range;

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
    /// The end of a line.
    Line,
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
    let text = &norm[within.clone()];
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let start = within.start + at;
        if c == ' ' {
            continue;
        }
        if !c.is_alphanumeric() {
            let kind = if c == '\n' { TokenKind::Line } else { TokenKind::Mark(c) };
            tokens.push(token(start, start + c.len_utf8(), kind, Case::None));
            continue;
        }
        let mut shape = Shape::new(c);
        let mut end = at + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let glued = next == '\'' && text[at + 1..].starts_with(char::is_alphabetic);
            if !next.is_alphanumeric() && !glued {
                break;
            }
            shape.add(next);
            end = at + next.len_utf8();
            chars.next();
        }
        let (kind, case) = shape.read();
        tokens.push(token(start, within.start + end, kind, case));
    }
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
            Shape { digit: c.is_numeric(), first_capital: c.is_uppercase(), capitals: 0, letters: 0 };
        shape.add(c);
        shape
    }

    fn add(&mut self, c: char) {
        self.letters += u32::from(c.is_alphabetic());
        self.capitals += u32::from(c.is_uppercase());
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
