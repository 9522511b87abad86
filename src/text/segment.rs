//! Tokens of one paragraph -> sentences.

use super::token::{Case, Span, Token, TokenKind};

/// A sentence: a range of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub span: Span,
    /// Index of the paragraph it stands in.
    pub paragraph: usize,
}

/// Tokens in the longest sentence: a text without full stops is cut there.
pub(super) const LONGEST: usize = 2000;

/// Cuts a range of tokens, one paragraph, into sentences of at most 2000 tokens.
///
/// `abbreviation` says whether the token before a full stop is an abbreviation that carries one.
pub fn sentences(
    tokens: &[Token],
    within: Span,
    paragraph: usize,
    abbreviation: impl Fn(usize) -> bool,
    out: &mut Vec<Sentence>,
) {
    let mut start = within.start;
    for at in within.start..within.end {
        if at < start {
            continue;
        }
        let cut = (at + 1 - start >= LONGEST || encloses(tokens, start, at)).then_some(at + 1);
        if let Some(end) = ends_here(tokens, within, at, &abbreviation).or(cut)
            && end > start
        {
            out.push(Sentence { span: Span::new(start, end), paragraph });
            start = end;
        }
    }
    if within.end > start {
        out.push(Sentence { span: Span::new(start, within.end), paragraph });
    }
}

/// "[Chủ tịch nước tiếp Đại sứ Lào]": square brackets around a sentence end here.
pub fn encloses(tokens: &[Token], start: usize, at: usize) -> bool {
    let mark = |at: usize, mark: char| tokens[at].kind == TokenKind::Mark(mark);
    mark(start, '[') && mark(at, ']')
}

/// One past the last token of a sentence that ends at this mark.
fn ends_here(
    tokens: &[Token],
    within: Span,
    at: usize,
    abbreviation: &impl Fn(usize) -> bool,
) -> Option<usize> {
    let TokenKind::Mark(mark) = tokens[at].kind else { return None };
    if !matches!(mark, '.' | '!' | '?' | '\u{2026}' | ';') {
        return None;
    }
    let mut end = at + 1;
    // Behind a space, glued to a word: the mark opens the next sentence.
    let opening = |at: usize| {
        tokens[at].kind == TokenKind::Mark('"')
            && tokens[at].start > tokens[at - 1].end
            && tokens.get(at + 1).is_some_and(|next| next.start == tokens[at].end)
    };
    while end < within.end && closes(tokens[end].kind) && !opening(end) {
        end += 1;
    }
    let Some(next) = tokens.get(end).filter(|_| end < within.end) else { return Some(within.end) };
    let spaced = next.start > tokens[end - 1].end;
    let capital = next.is_capital() || opens(next.kind) || (spaced && next.kind == TokenKind::Number);
    match mark {
        ';' => None,
        '.' => {
            let before = at.checked_sub(1).map(|i| tokens[i]);
            let word = before.is_some_and(|t| t.is_word());
            let glued = word
                && before.is_some_and(|t| t.case == Case::Lower && t.end - t.start > 1)
                && next.case == Case::Title;
            let item = at == within.start + 1 && before.is_some_and(|t| t.kind == TokenKind::Number);
            let full =
                capital && (spaced || glued) && !item && !(word && abbreviation(at - 1) && end == at + 1);
            full.then_some(end)
        }
        '\u{2026}' => (capital && spaced).then_some(end),
        _ => capital.then_some(end),
    }
}

fn closes(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Mark('.' | '\u{201D}' | '"' | ')' | '/' | '\u{2026}'))
}

fn opens(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Mark('\u{201C}' | '"' | '-' | '*' | '\u{2022}' | '(' | '[' | '+'))
}
