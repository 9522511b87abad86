//! What a letter is, told by arithmetic for ASCII and the Latin letters of Vietnamese, by the tables of Unicode for the rest.
//!
//! Says the same as the methods of `char`, only sooner: nearly every letter of the press is one of these.

/// A letter or a digit.
pub(super) fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        _ if is_latin(c) => true,
        _ => c.is_alphanumeric(),
    }
}

/// A letter.
pub(super) fn is_alphabetic(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphabetic(),
        _ if is_latin(c) => true,
        _ => c.is_alphabetic(),
    }
}

/// A capital.
pub(super) fn is_uppercase(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_uppercase(),
        '\u{C0}'..='\u{FF}' => c <= '\u{DE}' && c != '\u{D7}',
        // O and U with a horn.
        '\u{1A0}' | '\u{1AF}' => true,
        '\u{1A1}' | '\u{1B0}' => false,
        _ if is_paired(c) => is_even(c),
        _ => c.is_uppercase(),
    }
}

/// The small letter, if it is one letter as long in UTF-8; else the letter itself.
pub(super) fn lower(c: char) -> char {
    match c {
        '\0'..='\x7F' => c.to_ascii_lowercase(),
        '\u{C0}'..='\u{DE}' if c != '\u{D7}' => next(c, 32),
        '\u{D7}' | '\u{DF}'..='\u{FF}' | '\u{1A1}' | '\u{1B0}' => c,
        '\u{1A0}' | '\u{1AF}' => next(c, 1),
        _ if is_paired(c) => next(c, u32::from(is_even(c))),
        _ => lower_of_any(c),
    }
}

/// A mark that is written over or under the letter before it.
pub(super) fn is_mark(c: char) -> bool {
    let letters = ('\u{1E00}'..='\u{1FFF}').contains(&c);
    c >= '\u{300}' && !letters && unicode_normalization::char::is_combining_mark(c)
}

/// In a block of Latin letters without anything else.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// In a block where each capital is even and its small letter follows.
fn is_paired(c: char) -> bool {
    matches!(c, '\u{100}'..='\u{12F}' | '\u{14A}'..='\u{177}' | '\u{1EA0}'..='\u{1EFF}')
}

fn is_even(c: char) -> bool {
    u32::from(c).is_multiple_of(2)
}

/// The letter so many places further on in its block.
fn next(c: char, by: u32) -> char {
    char::from_u32(u32::from(c) + by).unwrap_or(c)
}

fn lower_of_any(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_uppercase(c), c.is_uppercase(), "{c:?}");
            assert_eq!(lower(c), lower_of_any(c), "{c:?}");
            let mark = c >= '\u{300}' && unicode_normalization::char::is_combining_mark(c);
            assert_eq!(is_mark(c), mark, "{c:?}");
        }
    }
}
