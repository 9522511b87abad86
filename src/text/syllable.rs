//! Whether a word can be a syllable of Vietnamese: what cannot belongs to a foreign name or is an abbreviation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a syllable may begin with; nothing, too.
const ONSETS: [&str; 27] = [
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
    "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// Its vowels without marks.
const NUCLEI: [&str; 41] = [
    "a", "e", "i", "o", "u", "y", "ai", "ao", "au", "ay", "eo", "eu", "ia", "ie", "iu", "oa", "oe", "oi",
    "oo", "ua", "ue", "ui", "uo", "uu", "uy", "ye", "ieu", "yeu", "oai", "oao", "oay", "oeo", "uai", "uay",
    "uoi", "uou", "uya", "uye", "uyu", "uao", "ya",
];

/// What it may end in.
const CODAS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// The word, in small letters, is built as a syllable is: an onset, vowels, a coda; marks are not looked at.
pub fn is_syllable(folded: &str) -> bool {
    let plain: String = folded.nfd().filter(|c| !is_combining_mark(*c)).map(bare).collect();
    let rests = ONSETS.iter().filter_map(|onset| plain.strip_prefix(onset));
    let rimes = |rest: &str| {
        let codas = CODAS.iter().filter_map(|coda| rest.strip_suffix(coda));
        codas.into_iter().any(|vowels| NUCLEI.contains(&vowels))
    };
    rests.into_iter().any(rimes) || plain.strip_prefix("gi").is_some_and(|rest| CODAS.contains(&rest))
}

/// A letter without its stroke.
fn bare(letter: char) -> char {
    if letter == '\u{111}' { 'd' } else { letter }
}
