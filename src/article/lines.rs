//! Text -> its lines, trimmed, empty ones dropped, hard-wrapped ones put together again; and the key by which lines compare.

use super::layout::layout;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is left of the letters from U+0080 on, where it is one letter: those of Vietnamese are among them.
static LATIN: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let only = |c: char| {
        let mut left = key_of(c);
        left.next().filter(|_| left.next().is_none())
    };
    ('\u{80}'..'\u{1F00}').map(|c| if is_latin(c) { only(c) } else { None }).collect()
});

/// A hard-wrapped line is longer, in letters, when an empty line stands behind it.
const LONG: usize = 60;

/// The lines of the text as ranges of bytes, in order, none empty.
///
/// A line that goes on in the next one (a small letter after no stop, anything after an abbreviation) is one with it.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut adjacent = false;
    for range in raw(text) {
        let inside_crlf = text[..range.start].ends_with('\r') && text[range.end..].starts_with('\n');
        let trimmed = trim(text, range);
        match lines.last_mut() {
            _ if trimmed.is_empty() => adjacent &= inside_crlf,
            Some(last) if goes_on(&text[last.clone()], &text[trimmed.clone()], adjacent) => {
                last.end = trimmed.end
            }
            _ => {
                lines.push(trimmed);
                adjacent = true;
            }
        }
    }
    lines
}

/// The range without white space and zero-width characters at its ends.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start_matches(is_blank).len());
    let end = range.start + slice.trim_end_matches(is_blank).len();
    if start < end { start..end } else { range.start..range.start }
}

/// What is left of a line for comparison: small letters and digits without their marks, so that Unicode form, place
/// of the tone, case, spaces and dashes do not matter.
pub(super) fn key(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            'a'..='z' | '0'..='9' => key.push(c),
            '\0'..='\x7F' if !c.is_ascii_uppercase() => {}
            '\0'..='\x7F' => key.push(c.to_ascii_lowercase()),
            _ => match LATIN.get(u32::from(c).wrapping_sub(0x80) as usize) {
                Some(Some(small)) => key.push(*small),
                _ => key.extend(key_of(c)),
            },
        }
    }
    key
}

/// What is left of a letter.
fn key_of(c: char) -> impl Iterator<Item = char> {
    let bare = std::iter::once(c).nfd().filter(|c| !is_mark(*c));
    bare.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric())
}

/// The first letters of a text. All lengths here count a letter and its marks once, so that they are the same in every
/// Unicode form.
pub(super) fn head(text: &str, letters: usize) -> &str {
    let after = text.char_indices().filter(|(_, c)| !is_mark(*c)).nth(letters);
    after.map_or(text, |(at, _)| &text[..at])
}

/// The last letters of a text.
pub(super) fn tail(text: &str, letters: usize) -> &str {
    let first = text.char_indices().rev().filter(|(_, c)| !is_mark(*c)).take(letters).last();
    first.map_or("", |(at, _)| &text[at..])
}

/// Whether a text has more letters.
pub(super) fn is_longer(text: &str, letters: usize) -> bool {
    // No letter is shorter than a byte, and every byte of ASCII is one: that settles most lines without reading letters.
    let ascii = || text.bytes().take(2 * letters).filter(u8::is_ascii).count();
    text.len() > letters && (ascii() > letters || head(text, letters).len() < text.len())
}

/// Whether the line ends as a sentence does.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', '…'])
}

/// Whether the line breaks off: `... `, `…`.
pub(super) fn breaks_off(line: &str) -> bool {
    line.ends_with("...") || line.ends_with('…')
}

/// A mark that is written over or under the letter before it.
fn is_mark(c: char) -> bool {
    c >= '\u{300}' && !is_latin(c) && is_combining_mark(c)
}

/// In a block of Latin letters, none of them a mark.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

fn raw(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let (end, next) = line_end(text, from).map_or((text.len(), None), |end| {
            let after = text[end..].chars().next().map_or(0, char::len_utf8);
            (end, Some(end + after))
        });
        start = next;
        Some(from..end)
    })
}

/// Where the line that begins at `from` is ended, if it is. Bytes are looked at, not letters: they are many.
fn line_end(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    // The line breaks beyond ASCII begin with these two.
    let ends = |at: usize| match bytes[at] {
        b'\n' | b'\r' => true,
        0xC2 => bytes[at..].starts_with("\u{85}".as_bytes()),
        0xE2 => ["\u{2028}", "\u{2029}"].iter().any(|mark| bytes[at..].starts_with(mark.as_bytes())),
        _ => false,
    };
    (from..bytes.len()).find(|&at| ends(at))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\u{200E}' | '\u{200F}')
        || c.is_control()
}

/// Whether a sentence of the first line goes on in the second.
fn goes_on(first: &str, second: &str, adjacent: bool) -> bool {
    let small = second.chars().next().is_some_and(char::is_lowercase);
    let open = !first.ends_with(['.', '!', '?', '…', ':', ';', '"', '”', ')']);
    let near = adjacent || (is_longer(first, LONG) && is_longer(second, LONG / 2));
    (small && open && near) || (first.ends_with('.') && ends_in_abbreviation(first))
}

/// Whether the point at the end of this text belongs to a short form.
pub(super) fn ends_in_abbreviation(text: &str) -> bool {
    layout().abbreviation.is_match(tail(text, 8))
}
