//! Turns names into keys (same key = same name, however it is typed) and into slugs for ids.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The five tone marks: grave, acute, tilde, hook above, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Letters that look like the barred d: its Icelandic and African doubles, which old fonts and keyboards leave behind.
const BARRED_D: [char; 3] = ['\u{111}', '\u{f0}', '\u{256}'];

/// Shortest hash that tells two names of one slug apart, in hexadecimal digits.
const HASH: usize = 6;

/// Letters below this have their bare form in a table: all that Vietnamese is written in.
const TABLED: u32 = 0x1f00;
/// In the table: nothing is left of it, and more than one letter is.
const NOTHING: char = '\u{0}';
const SEVERAL: char = '\u{1}';

/// Words whose keys are kept, for each thread; names are made of few words, and all are looked at again and again.
const KEPT: usize = 1 << 14;
/// Words that are longer, in bytes, are no part of a name.
const LONGEST: usize = 48;

thread_local! {
    static KEYS: RefCell<HashMap<Box<str>, Box<str>, foldhash::fast::FixedState>> = RefCell::default();
}

/// The name as an identity: lower case, composed, tones at the end of their syllable (so that both placements agree), one
/// space between words, one kind of dash and quote, nothing invisible.
pub(crate) fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    for word in name.split_whitespace() {
        let begins = out.len();
        if begins > 0 {
            out.push(' ');
        }
        let space = out.len();
        push_key(&mut out, word);
        if out.len() == space {
            out.truncate(begins);
        }
    }
    // No space beside a dash.
    if out.contains('-') { out.replace(" -", "-").replace("- ", "-") } else { out }
}

fn push_key(out: &mut String, word: &str) {
    if word.len() > LONGEST {
        return out.push_str(&key_of_word(word));
    }
    KEYS.with_borrow_mut(|keys| match keys.get(word) {
        Some(key) => out.push_str(key),
        None => {
            let key = key_of_word(word);
            out.push_str(&key);
            if keys.len() >= KEPT {
                keys.clear();
            }
            keys.insert(word.into(), key.into());
        }
    });
}

fn key_of_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 8);
    let mut tones = String::new();
    for c in word.nfd().flat_map(char::to_lowercase).filter_map(plain) {
        if TONES.contains(&c) {
            tones.push(c);
            continue;
        }
        if !c.is_alphabetic() && !is_combining_mark(c) {
            out.push_str(&std::mem::take(&mut tones));
        }
        out.push(c);
    }
    out.push_str(&tones);
    out.nfc().collect()
}

/// One character without its typographic variants; none for what cannot be seen.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' => Some('\''),
        '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' => Some('"'),
        c if BARRED_D.contains(&c) => Some(BARRED_D[0]),
        c => Some(c),
    }
}

/// The name in small letters without accents, words joined by hyphens. Letters of other scripts stay as they are.
pub(crate) fn slug(name: &str) -> String {
    static BARE: LazyLock<Vec<char>> = LazyLock::new(|| (0..TABLED).map(only).collect());
    let (bare, mut out, mut gap) = (&*BARE, String::with_capacity(name.len()), false);
    let mut put = |c: char| {
        if !c.is_alphanumeric() {
            gap = true;
            return;
        }
        if std::mem::take(&mut gap) && !out.is_empty() {
            out.push('-');
        }
        out.push(c);
    };
    for c in name.chars() {
        match bare.get(c as usize) {
            Some(&NOTHING) => {}
            Some(&SEVERAL) | None => without_marks(c).for_each(&mut put),
            Some(&bare) => put(bare),
        }
    }
    out
}

/// A letter in small letters without accents.
fn without_marks(c: char) -> impl Iterator<Item = char> {
    let bare = std::iter::once(c).nfd().flat_map(char::to_lowercase).filter(|&c| !is_combining_mark(c));
    bare.map(|c| if BARRED_D.contains(&c) { 'd' } else { c })
}

/// What the table has for a letter.
fn only(c: u32) -> char {
    let mut bare = char::from_u32(c).into_iter().flat_map(without_marks);
    match (bare.next(), bare.next()) {
        (None, _) => NOTHING,
        (Some(c), None) if c > SEVERAL => c,
        _ => SEVERAL,
    }
}

/// An id for each exact name: its slug, and a hash of the exact name wherever two names want one slug.
///
/// Takes pairs of exact name and slug. The result does not depend on their order.
pub(crate) fn ids<'n>(names: impl Iterator<Item = (&'n str, &'n str)>) -> BTreeMap<&'n str, String> {
    let mut claims: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (exact, slug) in names {
        claims.entry(slug).or_default().insert(exact);
    }
    claims.into_iter().flat_map(|(slug, claimants)| share(slug, claimants)).collect()
}

fn share<'n>(slug: &str, claimants: BTreeSet<&'n str>) -> Vec<(&'n str, String)> {
    // A slug that ends in its separator has lost all its letters: only the hash names it.
    if claimants.len() == 1 && !slug.ends_with(['/', '@']) {
        return claimants.into_iter().map(|exact| (exact, slug.to_owned())).collect();
    }
    let hashes: Vec<_> = claimants.iter().map(|exact| hash(exact)).collect();
    let length = (HASH..64).find(|&n| all_differ(&hashes, n)).unwrap_or(64);
    let join = if slug.ends_with(['/', '@']) { "" } else { "-" };
    claimants.into_iter().zip(&hashes).map(|(e, h)| (e, format!("{slug}{join}{}", &h[..length]))).collect()
}

fn all_differ(hashes: &[String], length: usize) -> bool {
    let short: BTreeSet<_> = hashes.iter().map(|hash| &hash[..length]).collect();
    short.len() == hashes.len()
}

fn hash(exact: &str) -> String {
    Sha256::digest(exact.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Both as they are told, without tables and kept words.
    fn told(name: &str) -> (String, String) {
        let mut out = String::new();
        let mut tones = String::new();
        for c in name.nfd().flat_map(char::to_lowercase).filter_map(plain) {
            if TONES.contains(&c) {
                tones.push(c);
                continue;
            }
            if !c.is_alphabetic() && !is_combining_mark(c) {
                out.push_str(&std::mem::take(&mut tones));
            }
            out.push(c);
        }
        out.push_str(&tones);
        let spaced = out.split_whitespace().collect::<Vec<_>>().join(" ");
        let key = spaced.replace(" -", "-").replace("- ", "-").nfc().collect();
        let bare: String =
            name.nfd().flat_map(char::to_lowercase).filter(|&c| !is_combining_mark(c)).collect();
        let bare: String = bare.chars().map(|c| if BARRED_D.contains(&c) { 'd' } else { c }).collect();
        let words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        (key, words.collect::<Vec<_>>().join("-"))
    }

    proptest! {
        #[test]
        fn tables_and_kept_words_change_nothing(
            name in "([\\PC]|[\u{e0}-\u{1b0}]|[\u{1ea0}-\u{1ef9}]|[\u{300}-\u{323}]|[ -]|\u{200b}|\u{a0}|[a-z]){0,40}"
        ) {
            prop_assert_eq!((key(&name), slug(&name)), told(&name));
        }
    }
}
