//! A line -> captions and the credits of pictures, cut out of the prose they stand in.

use super::layout::layout;
use super::lines::{ends_sentence, is_longer, tail, trim};
use super::{Part, PartKind};
use super::{credit, sentence};
use std::ops::Range;

/// A line that begins like a caption and stops like a sentence is one up to this length, in letters.
const SHORT: usize = 70;
/// A line that begins like a caption is none beyond this length, in letters.
const LINE: usize = 120;
/// No caption is longer, in letters.
const LONGEST: usize = 450;
/// A caption inside a line is no longer, in letters: what is, is body text beside a picture without a caption.
const SENTENCE: usize = 240;

/// What the line is for what it looks like: a caption by its first words, a credit alone, else body text.
pub(super) fn kind_of(line: &str) -> PartKind {
    let stops = ends_sentence(line) || line.ends_with([',', ';']);
    if is_longer(line, LINE) {
        return PartKind::Paragraph;
    }
    if layout().credit_line.is_match(line) || layout().named_credit_line.is_match(line) {
        return PartKind::Credit;
    }
    let caption = layout().caption_start.is_match(line) && (!is_longer(line, SHORT) || !stops);
    if caption { PartKind::Caption } else { PartKind::Paragraph }
}

/// Cuts a line of this kind at its credits. The sentence before a credit is a caption, and what is left has the line's kind.
pub(super) fn cut(text: &str, line: Range<usize>, kind: PartKind) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut from = source_prefix(text, &line);
    push(&mut parts, text, line.start..from, PartKind::Credit);
    for credit in credit::find(&text[line.clone()]) {
        let credit = line.start + credit.start..line.start + credit.end;
        if credit.start < from {
            continue;
        }
        let caption = caption_before(text, from..credit.start, credit.end == line.end && parts.is_empty());
        push(&mut parts, text, from..caption.start, kind);
        push(&mut parts, text, caption, PartKind::Caption);
        from = credit.end;
        push(&mut parts, text, credit, PartKind::Credit);
    }
    push(&mut parts, text, from..line.end, kind);
    parts
}

fn push(parts: &mut Vec<Part>, text: &str, range: Range<usize>, kind: PartKind) {
    let range = trim(text, range);
    if text[range.clone()].contains(|c: char| c.is_alphanumeric()) || (!range.is_empty() && parts.is_empty())
    {
        parts.push(Part { kind, range });
    }
}

/// Where the line begins behind `(QNO) - `.
fn source_prefix(text: &str, line: &Range<usize>) -> usize {
    let Some(found) = layout().source_prefix.find(&text[line.clone()]) else { return line.start };
    if found.as_str().starts_with(['I', 'V', 'X'])
        && found.as_str().chars().take_while(|c| c.is_uppercase()).all(|c| matches!(c, 'I' | 'V' | 'X'))
    {
        return line.start;
    }
    let capital = found.as_str().char_indices().rev().find(|(_, c)| c.is_uppercase()).map_or(0, |(at, _)| at);
    line.start + capital
}

/// The caption that ends where the range does: its last sentence, or the whole of a line that is not long.
fn caption_before(text: &str, before: Range<usize>, whole_line: bool) -> Range<usize> {
    let joint = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '(' | '[' | ',');
    let end = before.start + text[before.clone()].trim_end_matches(joint).len();
    if whole_line && !is_longer(&text[before.start..end], LONGEST) {
        return before.start..end;
    }
    let window = end - tail(&text[before.start..end], LONGEST).len();
    let start = match sentence::last(&text[window..end]) {
        Some(start) => window + start,
        None if window == before.start => window,
        None => end,
    };
    if is_longer(&text[start..end], SENTENCE) { end..end } else { start..end }
}
