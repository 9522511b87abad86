//! A printed text -> the form in which two spellings of it are compared.
//!
//! Stands apart from the stage `text` and the gazetteers on purpose: a mistake in how articles are read must not change what
//! counts as right.

use std::sync::LazyLock;

use csv::ReaderBuilder;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

/// A row of `spellings.tsv`.
#[derive(Deserialize)]
struct Spelling {
    short: String,
    full: String,
    not_behind: String,
    flags: String,
}

static SPELLINGS: LazyLock<Vec<Spelling>> = LazyLock::new(|| {
    let table = include_str!("spellings.tsv");
    let mut reader = ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .comment(Some(b'#'))
        .from_reader(table.as_bytes());
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("the embedded table is read by every test of this form")
});

/// Lower case, NFC, one placement of tones, abbreviations written out, and the words alone with one space between them.
pub fn normal(text: &str) -> String {
    let text: String = text.nfc().collect();
    let text = written_out(text, true).to_lowercase().replace('\u{F0}', "\u{111}");
    let text = written_out(with_tones_moved(&text), false);
    text.split(|c| !is_of_word(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How many words of a normal form say that somebody is the deputy of somebody.
pub(super) fn deputies(normal: &str) -> usize {
    let is_deputy = |word: &str| SPELLINGS.iter().any(|row| row.flags == "deputy" && row.short == word);
    normal.split(' ').filter(|word| is_deputy(word)).count()
}

/// A letter, a digit or an underscore; a letter in a circle or a square is a sign.
fn is_of_word(c: char) -> bool {
    let enclosed = matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}');
    c == '_' || c.is_alphanumeric() && !is_combining_mark(c) && !enclosed
}

/// Puts the full spelling for each short one, row after row, in capitals or in lower case.
fn written_out(text: String, capitals: bool) -> String {
    let rows = SPELLINGS.iter().filter(|row| (row.flags == "capitals") == capitals);
    rows.fold(text, |text, row| if text.contains(&row.short) { row.written_out(&text) } else { text })
}

impl Spelling {
    fn written_out(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for (at, short) in text.match_indices(&self.short) {
            let end = at + short.len();
            if self.stands_alone(&text[..at], &text[end..]) {
                out.push_str(&text[done..at]);
                out.push_str(&self.full);
                done = end;
            }
        }
        out + &text[done..]
    }

    /// Whether no word goes on over the ends of this spelling, and nothing stands before it that forbids it.
    fn stands_alone(&self, before: &str, behind: &str) -> bool {
        let goes_on = |inner: Option<char>, outer: Option<char>| {
            inner.is_some_and(is_of_word) && outer.is_some_and(is_of_word)
        };
        let (open, within) = (self.flags == "open", self.flags == "within");
        let starts = within || !goes_on(self.short.chars().next(), before.chars().next_back());
        let ends = open || within || !goes_on(self.short.chars().next_back(), behind.chars().next());
        let forbidden = !self.not_behind.is_empty() && before.ends_with(&self.not_behind);
        starts && ends && !forbidden
    }
}

/// Moves a tone at the end of a word from the first vowel of oa, oe, uy to the second.
fn with_tones_moved(text: &str) -> String {
    let mut moved = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let mut ahead = rest.clone();
        match ahead.next().and_then(|vowel| with_tone_moved(c, vowel)) {
            Some(pair) if !ahead.clone().next().is_some_and(is_of_word) => {
                moved.extend(pair);
                rest = ahead;
            }
            _ => moved.push(c),
        }
    }
    moved
}

fn with_tone_moved(marked: char, vowel: char) -> Option<[char; 2]> {
    let mut parts = Vec::new();
    decompose_canonical(marked, |part| parts.push(part));
    let &[glide, mark] = parts.as_slice() else { return None };
    let tone = matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let pair = matches!((glide, vowel), ('o', 'a' | 'e') | ('u', 'y'));
    Some([glide, compose(vowel, mark).filter(|_| tone && pair)?])
}
