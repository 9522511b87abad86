//! A line -> the credits of pictures in it: `Ảnh: Thu Hằng`, `(Ảnh: VGP/Nhật Bắc).`, `(Ảnh Reuters)`.
//!
//! Where the text goes on behind a name (`Ảnh: Thu Hằng Ngày mai`), the name ends after an agency, after words in capitals, or
//! after two words.

use super::layout::layout;
use super::lines::{head, is_longer};
use std::ops::Range;

/// No credit is longer, in letters.
const LONGEST: usize = 120;

/// The credits in a line, in order, with the bracket around each and the full stop behind.
pub(super) fn find(line: &str) -> Vec<Range<usize>> {
    let named = found(line).filter_map(|(word, names)| {
        let opened = line[..word.start].trim_end().ends_with(['(', '[', '-', '–', '—']);
        let capital = line[word.start..].starts_with(char::is_uppercase);
        let credit = is_credit(&line[word.start..]) && (capital || opened);
        credit.then(|| bracketed(line, word.start, names))
    });
    let bare = layout()
        .bare_credit
        .find_iter(line)
        .filter(|found| !is_longer(found.as_str(), LONGEST))
        .map(|found| found.range());
    let mut credits: Vec<Range<usize>> = named.chain(bare).collect();
    credits.sort_by_key(|credit| credit.start);
    credits
}

/// The words before a colon that say who did what (`Ảnh`, `Tin, ảnh`), in order.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    found(text).map(|(word, _)| word)
}

/// The same, and where the names behind the colon begin.
fn found(text: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
    // Few colons have such a word before them, and whether one has is told sooner than where the words begin.
    let any = text.match_indices(':').any(|(colon, _)| layout().credit_end.is_match(&text[..colon]));
    let found = any.then(|| layout().credit.captures_iter(text)).into_iter().flatten();
    found.filter_map(|found| {
        let whole = found.get(0)?;
        found.name("word").map(|word| (word.range(), whole.end()))
    })
}

/// Whether the text begins with the credit of a picture, and not of an article too: `Ảnh:`, not `Tin, ảnh:`.
pub(super) fn is_credit(text: &str) -> bool {
    layout().credit_word.is_match(text)
}

/// The credit that begins with a word and names its source from `names` on.
fn bracketed(line: &str, word: usize, names: usize) -> Range<usize> {
    let open = line[..word].trim_end();
    let rest = &line[names..];
    let end = names + named(rest);
    if !open.ends_with(['(', '[']) {
        return word..with_point(line, end);
    }
    let close = head(rest, LONGEST).find([')', ']']);
    open.len() - 1..close.map_or(end, |close| with_point(line, names + close + 1))
}

/// Where the names end that stand at the start of the text, in bytes: sources and names with joints between them.
fn named(text: &str) -> usize {
    let mut end = name(text);
    while let Some(joint) = layout().joint.find(&text[end..]).filter(|_| end > 0) {
        match name(&text[end + joint.end()..]) {
            0 => break,
            length => end += joint.end() + length,
        }
    }
    end
}

/// The length of one name: an agency, a source in small letters, or a pen name.
fn name(text: &str) -> usize {
    if let Some(agency) = layout().agency.captures(text).and_then(|found| found.name("name")) {
        return agency.end();
    }
    if let Some(source) = layout().credit_source.find(text) {
        return source.end()
            + if layout().source_word.is_match(text) { pen_name(&text[source.end()..]) } else { 0 };
    }
    pen_name(text)
}

/// The length of a name with the white space before it: capitals (`VĂN YÊN`), all words up to a stop, else two words.
fn pen_name(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    let text = &text[blank..];
    let words = name_words(text);
    let capitals = words.iter().take_while(|word| is_capitals(&text[word.start..word.end])).count();
    let all = words.last().map_or(0, |word| word.end);
    let stops =
        text[all..].trim_start().starts_with(['.', ')', ']', '•', '/']) || text[all..].trim().is_empty();
    match words.get(if capitals > 0 { capitals - 1 } else { 1 }) {
        _ if all == 0 => 0,
        Some(word) if words.len() > 4 || !stops => blank + word.end,
        _ => blank + all,
    }
}

/// Up to five words of a name at the start of the text.
fn name_words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(word) = layout().name_word.find(&text[at..]).filter(|_| words.len() < 5) {
        words.push(at..at + word.end());
        at += word.end();
        let space = text[at..].len() - text[at..].trim_start().len();
        if space == 0 {
            break;
        }
        at += space;
    }
    words
}

fn is_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.contains(char::is_lowercase)
}

/// The end with the full stop behind it, if there is one.
fn with_point(text: &str, end: usize) -> usize {
    let rest = text[end..].trim_start();
    if rest.starts_with('.') && !rest.starts_with("..") { text.len() - rest.len() + 1 } else { end }
}
