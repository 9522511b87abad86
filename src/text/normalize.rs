//! The decoded original -> the normalised text, its case-folded twin of equal length, and the map back to the original.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

/// A text in NFC with one spelling of spaces, dashes and tone placement, and the way back to the original.
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
    Text::new(source).norm
}

/// The string under which two spellings of one name are the same: normalised and in lower case.
pub fn key(source: &str) -> String {
    Text::new(source.trim()).folded
}

/// Lower case, letter by letter, keeping every letter's length in bytes.
pub fn fold_case(norm: &str) -> String {
    let mut folded = String::with_capacity(norm.len());
    for c in norm.chars() {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(l), None) if l.len_utf8() == c.len_utf8() => folded.push(l),
            _ => folded.push(c),
        }
    }
    folded
}

struct Builder {
    norm: String,
    jumps: Vec<(u32, u32)>,
    /// The last two letters written, for the tone rule.
    tail: [char; 2],
}

impl Builder {
    fn with_capacity(capacity: usize) -> Builder {
        Builder { norm: String::with_capacity(capacity), jumps: Vec::new(), tail: [' '; 2] }
    }

    fn run(&mut self, source: &str) {
        let mut chars = source.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let mut end = at + c.len_utf8();
            if chars.peek().is_some_and(|&(_, next)| is_mark(next)) {
                while let Some(&(at, next)) = chars.peek().filter(|&&(_, next)| is_mark(next)) {
                    end = at + next.len_utf8();
                    chars.next();
                }
                let following = chars.peek().map(|&(_, c)| c);
                self.letter(compose_letter(&source[at..end]), following);
            } else {
                let following = chars.peek().map(|&(_, c)| c);
                self.letter(c, following);
            }
            self.sync(end);
        }
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
            return self.push(c);
        }
        match c {
            '\n' => self.push('\n'),
            '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}' | '\u{2060}' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{02BC}' => self.push('\''),
            '\u{D0}' => self.push('\u{110}'),
            '\u{F0}' => self.push('\u{111}'),
            c if c.is_whitespace() => {
                if self.tail[1] != ' ' || self.norm.is_empty() {
                    self.push(' ');
                }
            }
            c if !c.is_ascii() => self.accented(c, following),
            c => self.push(c),
        }
    }

    /// Moves a tone mark to the first vowel of a final oa, oe, uy.
    fn accented(&mut self, c: char, following: Option<char>) {
        if let Some((base, mark)) = toned_final(c)
            && !following.is_some_and(|next| next.is_alphabetic() || is_mark(next))
            && let Some(first) = glide(self.tail, base).and_then(|vowel| compose(vowel, mark))
        {
            self.norm.pop();
            self.tail[1] = self.tail[0];
            self.push(first);
            return self.push(base);
        }
        self.push(c);
    }

    fn push(&mut self, c: char) {
        self.norm.push(c);
        self.tail = [self.tail[1], c];
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

fn is_mark(c: char) -> bool {
    c >= '\u{300}' && is_combining_mark(c)
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
fn glide(tail: [char; 2], base: char) -> Option<char> {
    let [before, vowel] = tail;
    let fits = match base {
        'a' | 'e' | 'A' | 'E' => matches!(vowel, 'o' | 'O'),
        _ => matches!(vowel, 'u' | 'U') && !matches!(before, 'q' | 'Q'),
    };
    fits.then_some(vowel)
}
