//! Where sentences begin inside a line, as far as captions and bylines need it. Stage `text` does it properly.

use super::lines::ends_in_abbreviation;

/// What stands before the start of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// `.`, `!`, `?`, `…`, and closing quotes.
    Stop,
    /// The point of a short form, which may end a sentence too.
    Abbreviation,
    /// `:`
    Colon,
    /// `)`
    Bracket,
}

/// The offsets into `window` at which a sentence may begin, in order. A capital, an opening bracket or quote stands there.
pub(super) fn starts(window: &str) -> impl Iterator<Item = (usize, After)> {
    let stops = window.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | ':' | ')'));
    stops.filter_map(move |(at, stop)| start_after(window, at, stop))
}

/// The start of the last sentence in `window`.
pub(super) fn last(window: &str) -> Option<usize> {
    starts(window).filter(|(_, after)| matches!(after, After::Stop | After::Colon)).map(|(at, _)| at).last()
}

fn start_after(window: &str, at: usize, stop: char) -> Option<(usize, After)> {
    let end = at + stop.len_utf8();
    let closed = match stop {
        ')' => &window[end..],
        _ => window[end..].trim_start_matches(['"', '”', '’', '»', ')', ']']),
    };
    let start = closed.trim_start();
    let after = match stop {
        ':' => After::Colon,
        ')' => After::Bracket,
        '.' if ends_in_abbreviation(&window[..end]) => After::Abbreviation,
        _ => After::Stop,
    };
    let spaced = start.len() < closed.len();
    let glued = after == After::Stop && closed.len() == window[end..].len() && follows_word(&window[..at]);
    let opens = start.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '"' | '“' | '['));
    (opens && (spaced || glued)).then(|| (window.len() - start.len(), after))
}

/// Whether a small letter stands before: `nước.Chiều`, not `T.Minh`, `A.V.`.
fn follows_word(before: &str) -> bool {
    let letters =
        before.chars().rev().take_while(|c| c.is_alphabetic() || ('\u{300}'..'\u{370}').contains(c));
    letters.take(2).filter(|c| !c.is_uppercase()).count() == 2
}
