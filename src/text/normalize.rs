//! The decoded original -> the normalised text, its case-folded twin of equal length, and the map back to the original.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical};

use super::letter::{is_alphabetic, is_mark, lower};

/// A text in NFC with one spelling of spaces, dashes and tone placement, and the way back to the original.
///
/// A line end is a space: which lines are paragraphs is known of the article, and inside a paragraph it says nothing.
///
/// Spans inside are byte ranges of [`Text::norm`]; [`Text::to_source`] turns them into byte ranges of the original.
#[derive(Clone, Debug)]
pub struct Text {
    /// The normalised text.
    pub norm: String,
    /// `norm` in lower case; every offset of one is an offset of the other.
    pub folded: String,
    /// Where the distance between the two texts changes: (offset in `norm`, offset in the original).
    jumps: Vec<(u32, u32)>,
}

impl Text {
    /// Normalises the original.
    pub fn new(source: &str) -> Text {
        let mut builder = Builder::with_capacity(source.len());
        builder.run(source);
        let folded = fold_case(&builder.norm);
        Text { norm: builder.norm, folded, jumps: builder.jumps }
    }

    /// The byte range of the original that a byte range of `norm` was made from.
    pub fn to_source(&self, span: Range<usize>) -> Range<usize> {
        self.back(span.start)..self.back(span.end)
    }

    /// The byte range of `norm` that a byte range of the original became.
    pub fn from_source(&self, span: Range<usize>) -> Range<usize> {
        self.forth(span.start)..self.forth(span.end)
    }

    fn back(&self, offset: usize) -> usize {
        let after = self.jumps.partition_point(|&(norm, _)| norm as usize <= offset);
        match after.checked_sub(1).map(|i| self.jumps[i]) {
            Some((norm, source)) => source as usize + (offset - norm as usize),
            None => offset,
        }
    }

    fn forth(&self, offset: usize) -> usize {
        let after = self.jumps.partition_point(|&(_, source)| source as usize <= offset);
        let limit = self.jumps.get(after).map_or(self.norm.len(), |&(norm, _)| norm as usize);
        let guess = match after.checked_sub(1).map(|i| self.jumps[i]) {
            Some((norm, source)) => norm as usize + (offset - source as usize),
            None => offset,
        };
        let mut at = guess.min(limit).min(self.norm.len());
        while !self.norm.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// The normalised form of a short string, such as a row of a gazetteer.
pub fn normalize(source: &str) -> String {
    let mut builder = Builder::with_capacity(source.len());
    builder.run(source);
    builder.norm
}

/// The string under which two spellings of one name are the same: normalised and in lower case.
pub fn key(source: &str) -> String {
    fold_case(&normalize(source.trim()))
}

/// The first byte of the first letter in UTF-8 beyond ASCII that has a small form.
const FIRST_LETTER: u8 = 0xC3;

/// Lower case, letter by letter, keeping every letter's length in bytes.
pub fn fold_case(norm: &str) -> String {
    let bytes = norm.as_bytes();
    let mut folded = String::with_capacity(norm.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < FIRST_LETTER {
            at += 1;
            continue;
        }
        if let Some(length) = small_letter(&bytes[at..]) {
            at += length;
            continue;
        }
        let Some(c) = norm[at..].chars().next() else { break };
        let small = lower(c);
        if small != c {
            folded.push_str(&norm[folded.len()..at]);
            folded.push(small);
        }
        at += c.len_utf8();
    }
    folded.push_str(&norm[folded.len()..]);
    folded.make_ascii_lowercase();
    folded
}

/// The bytes of the letter, where its first ones tell that it is a small letter of Vietnamese.
fn small_letter(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [0xC3, 0xA0..=0xBF, ..] => Some(2),
        [0xE1, 0xBA | 0xBB, last, ..] if last & 1 == 1 => Some(3),
        _ => None,
    }
}

struct Builder {
    norm: String,
    jumps: Vec<(u32, u32)>,
}

impl Builder {
    fn with_capacity(capacity: usize) -> Builder {
        Builder { norm: String::with_capacity(capacity), jumps: Vec::new() }
    }

    /// Copies what is normal already in runs, and takes what is not letter by letter.
    fn run(&mut self, source: &str) {
        let mut at = 0;
        while at < source.len() {
            let length = plain(&source.as_bytes()[at..]);
            self.norm.push_str(&source[at..at + length]);
            at += length;
            if at < source.len() {
                at = self.step(source, at);
                self.sync(at);
            }
        }
    }

    /// Takes the letter at an offset with the marks behind it; gives the offset behind them.
    fn step(&mut self, source: &str, at: usize) -> usize {
        let mut rest = source[at..].chars();
        let Some(c) = rest.next() else { return source.len() };
        let behind = rest.as_str();
        let marked = behind.trim_start_matches(is_mark);
        let end = source.len() - marked.len();
        let following = marked.chars().next();
        if marked.len() == behind.len() {
            self.letter(c, following);
        } else {
            self.letter(compose_letter(&source[at..end]), following);
        }
        end
    }

    /// Notes where the original stands now, if the distance has changed.
    fn sync(&mut self, source: usize) {
        let (norm, source) = (self.norm.len() as u32, source as u32);
        let (last_norm, last_source) = self.jumps.last().copied().unwrap_or((0, 0));
        if norm.wrapping_sub(last_norm) != source.wrapping_sub(last_source) {
            match self.jumps.last_mut() {
                Some(last) if last.0 == norm => last.1 = source,
                _ => self.jumps.push((norm, source)),
            }
        }
    }

    fn letter(&mut self, c: char, following: Option<char>) {
        if c.is_ascii() && !c.is_ascii_whitespace() {
            return self.norm.push(c);
        }
        match c {
            '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}' | '\u{2060}' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.norm.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{02BC}' => self.norm.push('\''),
            '\u{D0}' => self.norm.push('\u{110}'),
            '\u{F0}' => self.norm.push('\u{111}'),
            c if c.is_whitespace() => {
                if !self.norm.ends_with(' ') {
                    self.norm.push(' ');
                }
            }
            c if !c.is_ascii() => self.accented(c, following),
            c => self.norm.push(c),
        }
    }

    /// Moves a tone mark to the first vowel of a final oa, oe, uy.
    fn accented(&mut self, c: char, following: Option<char>) {
        if let Some((base, mark)) = toned_final(c)
            && !following.is_some_and(|next| is_alphabetic(next) || is_mark(next))
            && let Some(first) = glide(&self.norm, base).and_then(|vowel| compose(vowel, mark))
        {
            self.norm.pop();
            self.norm.push(first);
            return self.norm.push(base);
        }
        self.norm.push(c);
    }
}

/// One letter of a base and its marks: marks of quality before the tone, whatever their order. What is typed twice, or belongs
/// to no letter of the language, is left out, so that no offset falls between a letter and its marks.
fn compose_letter(cluster: &str) -> char {
    let mut parts: Vec<char> = cluster.nfd().collect();
    let quality = |c: &char| matches!(c, '\u{302}' | '\u{306}' | '\u{31B}');
    parts[1..].sort_by_key(|c| !quality(c));
    parts.into_iter().nfc().next().unwrap_or(' ')
}

/// How many bytes at the start stay as they are, whatever stands before and behind them.
///
/// Those are ASCII but for odd spaces, and the Latin letters of Vietnamese but for one that may end oa, oe, uy. The last letter
/// is left out, because a mark may follow it, and so is a space, because another may stand before it.
fn plain(bytes: &[u8]) -> usize {
    let (mut at, mut last) = (0, 0);
    while at < bytes.len() {
        let length = match bytes[at] {
            b'!'..=b'~' => 1,
            b' ' if at > 0 && bytes[at - 1] != b' ' => 1,
            0xC3..=0xC6 if is_plain_letter(bytes, at) => 2,
            0xE1 if matches!(bytes.get(at + 1), Some(0xBA | 0xBB)) && !ends_glide(bytes, at) => 3,
            _ => break,
        };
        last = at;
        at += length;
    }
    if at == bytes.len() { at } else { last }
}

/// Not the eth that stands for another letter, no sign of ISO Latin, and no final vowel with its tone behind a glide.
fn is_plain_letter(bytes: &[u8], at: usize) -> bool {
    let eth = bytes[at] == 0xC3 && matches!(bytes.get(at + 1), Some(0x90 | 0xB0));
    !eth && !ends_glide(bytes, at)
}

/// A vowel that is not ASCII behind an o or u, or at the start.
fn ends_glide(bytes: &[u8], at: usize) -> bool {
    at == 0 || matches!(bytes[at - 1], b'o' | b'O' | b'u' | b'U')
}

/// The vowel and tone of a letter that may end oa, oe or uy.
fn toned_final(c: char) -> Option<(char, char)> {
    let mut parts = [' '; 3];
    let mut count = 0;
    if !matches!(c, '\u{C0}'..='\u{FD}' | '\u{1EA0}'..='\u{1EF9}') {
        return None;
    }
    decompose_canonical(c, |part| {
        if count < 3 {
            parts[count] = part;
        }
        count += 1;
    });
    let tone = matches!(parts[1], '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    (count == 2 && tone && matches!(parts[0], 'a' | 'e' | 'y' | 'A' | 'E' | 'Y'))
        .then_some((parts[0], parts[1]))
}

/// The glide before a final vowel, when the mark belongs on it.
fn glide(before: &str, base: char) -> Option<char> {
    let mut letters = before.chars().rev();
    let vowel = letters.next()?;
    let fits = match base {
        'a' | 'e' | 'A' | 'E' => matches!(vowel, 'o' | 'O'),
        _ => matches!(vowel, 'u' | 'U') && !matches!(letters.next(), Some('q' | 'Q')),
    };
    fits.then_some(vowel)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTERS: [&str; 16] = [
        "a", "o", "q", "u", "\u{E0}", "\u{1EA1}", "\u{FD}", "\u{1B0}", "\u{300}", "\u{323}", " ", "\u{A0}",
        "\n", "\u{F0}", "\u{200B}", "\u{2013}",
    ];

    /// Text in runs is the same as letter by letter, whatever stands beside what.
    #[test]
    fn runs_change_nothing() {
        for word in 0..LETTERS.len().pow(4) {
            let source: String = (0..4).map(|at| LETTERS[word >> (4 * at) & 15]).collect();
            let mut slow = Builder::with_capacity(0);
            let mut at = 0;
            while at < source.len() {
                at = slow.step(&source, at);
                slow.sync(at);
            }
            let fast = Text::new(&source);
            assert_eq!((&fast.norm, &fast.jumps), (&slow.norm, &slow.jumps), "{source:?}");
            assert_eq!(fast.folded, fast.norm.chars().map(lower).collect::<String>(), "{source:?}");
        }
    }
}
