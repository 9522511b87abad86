//! Turns names into keys (same key = same name, however it is typed) and into slugs for ids.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The five tone marks: grave, acute, tilde, hook above, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Letters that look like the barred d: its Icelandic and African doubles, which old fonts and keyboards leave behind.
const BARRED_D: [char; 3] = ['\u{111}', '\u{f0}', '\u{256}'];

/// Shortest hash that tells two names of one slug apart, in hexadecimal digits.
const HASH: usize = 6;

/// The name as an identity: lower case, composed, tones at the end of their syllable (so that both placements agree), one
/// space between words, one kind of dash and quote, nothing invisible.
pub(crate) fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
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
    spaced(&out).nfc().collect()
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

/// One space between words, none beside a dash.
fn spaced(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace(" -", "-").replace("- ", "-")
}

/// The name in small letters without accents, words joined by hyphens. Letters of other scripts stay as they are.
pub(crate) fn slug(name: &str) -> String {
    let bare = name.nfd().flat_map(char::to_lowercase).filter(|&c| !is_combining_mark(c));
    let bare: String = bare.map(|c| if BARRED_D.contains(&c) { 'd' } else { c }).collect();
    let words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
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
