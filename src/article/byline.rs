//! A line, or the end of one -> who signed the article.

use super::credit::{self, is_credit};
use super::layout::layout;
use super::lines::{is_longer, tail, trim};
use super::sentence::{self, After};
use std::ops::Range;

/// No byline is longer, in letters.
const LONGEST: usize = 180;
/// Names in a byline have no more words together.
const WORDS: usize = 12;
/// Words of a line without a bracket that may be signed: the names, and who did what behind them.
const SIGNED: usize = 2 * WORDS;

/// A byline, as ranges of the text it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Byline {
    /// With prefix, bracket and point.
    pub(super) whole: Range<usize>,
    /// The names alone.
    pub(super) names: Range<usize>,
    /// What marks it.
    pub(super) mark: Mark,
}

/// What marks a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Words in front: `Tin, ảnh:`, `Theo`.
    Prefix,
    /// A source, a bracket, a short form.
    Source,
    /// Nothing but the form of a name.
    None,
}

/// The byline that the range is, if it is nothing else.
pub(super) fn of(text: &str, range: Range<usize>) -> Option<Byline> {
    let whole = trim(text, range);
    if whole.is_empty() || is_longer(&text[whole.clone()], LONGEST) {
        return None;
    }
    let inner = unwrap(text, whole.clone());
    let line = &text[inner.clone()];
    let bare_credit = || layout().named_credit_line.is_match(line) || layout().credit_line.is_match(line);
    if is_credit(line) || bare_credit() {
        return None;
    }
    let (names, mark) = match prefixed(line) {
        Some(names) => (names, Mark::Prefix),
        None => signed(line, inner != whole)?,
    };
    Some(Byline { whole, names: shift(names, inner.start), mark })
}

/// The names behind a prefix.
fn prefixed(line: &str) -> Option<Range<usize>> {
    if let Some(found) = layout().byline_work.find(line) {
        let rest = &line[found.end()..];
        let all = || (few_words(rest) || is_domain(rest)).then_some(0..rest.len());
        return names(rest).map(|(names, _)| names).or_else(all).map(|names| shift(names, found.end()));
    }
    if layout().byline_alone.is_match(line) {
        return Some(0..line.trim_end_matches('.').len());
    }
    layout().byline_prefix.find(line).and_then(|found| source(line, found.end()))
}

/// The names that the line is, and what marks them.
fn signed(line: &str, wrapped: bool) -> Option<(Range<usize>, Mark)> {
    let (range, sourced) = names(line).filter(|_| !layout().honorific.is_match(line))?;
    let names = &line[range.clone()];
    if wrapped || sourced || is_short_form(names) {
        return Some((range, Mark::Source));
    }
    is_name(names).then_some((range, Mark::None))
}

/// The byline glued to the end of the range, behind its last sentence.
pub(super) fn at_end(text: &str, range: Range<usize>) -> Option<Byline> {
    let window = tail(&text[range.clone()], LONGEST);
    let start = range.end - window.len();
    let behind_sentence = sentence::starts(window).find_map(|(from, after)| {
        let byline = of(text, start + from..range.end)?;
        let told_apart = byline.mark == Mark::Prefix || matches!(after, After::Stop | After::Bracket);
        told_apart.then_some(byline)
    });
    behind_sentence.or_else(|| {
        let works = credit::words(window).last();
        let word = window.rfind(' ').filter(|&at| layout().byline_alone.is_match(window[at..].trim()));
        of(text, start + works.map(|word| word.start).or(word)?..range.end)
    })
}

/// Without a bracket around everything and a dash in front.
fn unwrap(text: &str, range: Range<usize>) -> Range<usize> {
    let dashed = text[range.clone()].trim_start_matches(['-', '–', '—', '*', '(', '[']);
    let start = range.end - dashed.len();
    let wrapped = text[range.start..].starts_with(['(', '[']) && dashed.ends_with([')', ']']);
    trim(text, start..range.end - usize::from(wrapped))
}

/// The names that the whole line is, and whether anything marks them as a byline: a source, a bracket.
fn names(line: &str) -> Option<(Range<usize>, bool)> {
    if !line.contains('(') && line.split_whitespace().nth(SIGNED).is_some() {
        return None;
    }
    // Whether it matches at all is told much sooner than what its groups are.
    let found = layout().names.is_match(line).then(|| layout().names.captures(line)).flatten()?;
    let names = found.name("names")?;
    if names.as_str().split_whitespace().count() > WORDS {
        return None;
    }
    let sourced = names.as_str().contains('/') || layout().agency.is_match(names.as_str());
    Some((person(names.as_str()), sourced || found.name("more").is_some()))
}

/// `Vũ Dũng/VOV` is signed by `Vũ Dũng`; `VGP/Nhật Bắc` is left as it is.
fn person(names: &str) -> Range<usize> {
    match names.find('/') {
        Some(slash) if !layout().agency.is_match(names) => 0..names[..slash].trim_end().len(),
        _ => 0..names.len(),
    }
}

/// What stands behind `Theo`, `PV`: names, or a source in few words.
fn source(line: &str, from: usize) -> Option<Range<usize>> {
    let rest = line[from..].trim_end_matches('.');
    if let Some((names, _)) = names(rest) {
        return Some(shift(names, from));
    }
    let named =
        rest.starts_with(char::is_uppercase) || layout().source_word.is_match(rest) || is_domain(rest);
    (named && few_words(rest) && !line.ends_with('.')).then(|| from..from + rest.len())
}

/// Whether this is a few words and no sentence; behind a comma stands a name.
fn few_words(text: &str) -> bool {
    let few = !text.is_empty() && text.split_whitespace().count() <= 9;
    let sentence =
        text.contains([';', ':', '?', '!', '"', '“', '(', ')']) || sentence::starts(text).next().is_some();
    let names = text.split(',').skip(1).all(|name| name.trim_start().starts_with(char::is_uppercase));
    few && !sentence && names
}

/// One word that is no word of prose: `PV`, `T.Minh`.
fn is_short_form(names: &str) -> bool {
    let capitals = names.chars().filter(|c| c.is_uppercase()).count();
    let short = (is_longer(names, 1) && !is_longer(names, 4)) || names.contains('.');
    short && capitals >= 2 && !names.contains(char::is_whitespace)
}

/// Two words or more, no name among them longer than names are: headings in capitals are.
fn is_name(names: &str) -> bool {
    let most = if names.contains(char::is_lowercase) { 5 } else { 3 };
    let joint = |c: char| matches!(c, ',' | '-' | '–' | '—' | '/' | '&' | ';');
    let mut length = 0;
    let short = names.split_whitespace().all(|word| {
        length = if word.starts_with(char::is_uppercase) { length + 1 } else { 0 };
        let fits = length <= most;
        length = if word.contains(joint) { 0 } else { length };
        fits
    });
    short && names.contains(char::is_whitespace)
}

fn is_domain(text: &str) -> bool {
    !text.contains(char::is_whitespace) && text.contains('.')
}

fn shift(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}
