//! The words of an article -> a small sample of them by which reprints are found.
//!
//! The sample is the same on every machine and in every version: stores keep it.

use std::fmt;

use super::write::hexadecimal;

/// Hexadecimal digits of a digest.
const DIGITS: usize = 8;
/// So many words in a row are looked at together.
const ROW: usize = 5;
/// A sketch keeps so many rows, those of the least digests: the same ones of every text that has them.
const KEPT: usize = 64;
/// Two texts of which fewer rows can be compared are too short to tell.
const LEAST: usize = 12;

/// A sample of the rows of five words of a text: their digests, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch(Vec<u32>);

/// How much of two texts is the same, in shares from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shared {
    /// Of the rows of the shorter text.
    pub of_shorter: f64,
    /// Of the rows of both.
    pub of_both: f64,
}

impl Sketch {
    /// The sketch of a text, given by its words in small letters.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Sketch {
        let mut row = [0u64; ROW];
        let mut kept: Vec<u32> = Vec::with_capacity(4 * KEPT);
        let mut limit = u32::MAX;
        for (at, word) in words.enumerate() {
            row.rotate_left(1);
            row[ROW - 1] = of_word(word);
            let digest = of_row(&row);
            if at + 1 >= ROW && digest <= limit {
                kept.push(digest);
            }
            if kept.len() == kept.capacity() {
                limit = least(&mut kept).unwrap_or(limit);
            }
        }
        least(&mut kept);
        // Thousands of sketches wait for the graph.
        kept.shrink_to_fit();
        Sketch(kept)
    }

    /// The sketch that prints so; none if nothing does.
    pub fn parse(digits: &str) -> Option<Sketch> {
        let digest = |digits: &[u8]| {
            let hexadecimal = digits.len() == DIGITS && digits.iter().all(u8::is_ascii_hexdigit);
            let digits = std::str::from_utf8(digits).ok().filter(|_| hexadecimal)?;
            u32::from_str_radix(digits, 16).ok()
        };
        let mut digests = digits.as_bytes().chunks(DIGITS).map(digest).collect::<Option<_>>()?;
        least(&mut digests);
        Some(Sketch(digests))
    }

    /// Four bytes a digest.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|digest| digest.to_be_bytes()).collect()
    }

    /// The sketch of these bytes; none if there is none.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (digests, []) = bytes.as_chunks::<4>() else { return None };
        Some(Sketch(digests.iter().map(|digest| u32::from_be_bytes(*digest)).collect()))
    }

    /// The digests, sorted.
    pub fn digests(&self) -> &[u32] {
        &self.0
    }

    /// What two texts share; none where one is too short to tell.
    pub fn shared(&self, other: &Sketch) -> Option<Shared> {
        // Up to here both have kept every row.
        let limit = self.limit().min(other.limit());
        let own = self.0.partition_point(|&digest| digest <= limit);
        let others = &other.0[..other.0.partition_point(|&digest| digest <= limit)];
        let common = in_both(&self.0[..own], others);
        let shorter = own.min(others.len());
        let share = |of: usize| common as f64 / of as f64;
        (shorter >= LEAST)
            .then(|| Shared { of_shorter: share(shorter), of_both: share(own + others.len() - common) })
    }

    fn limit(&self) -> u32 {
        if self.0.len() < KEPT { u32::MAX } else { self.0[KEPT - 1] }
    }
}

/// How many digests two sorted rows share.
fn in_both(one: &[u32], other: &[u32]) -> usize {
    let (mut at, mut others, mut common) = (0, 0, 0);
    // Which of two is less cannot be foreseen, so nothing branches on it.
    while at < one.len() && others < other.len() {
        let (a, b) = (one[at], other[others]);
        common += usize::from(a == b);
        at += usize::from(a <= b);
        others += usize::from(b <= a);
    }
    common
}

/// Eight hexadecimal digits a digest.
impl fmt::Display for Sketch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hexadecimal(&self.to_bytes()))
    }
}

/// Keeps the least digests, each once; gives the greatest of them where no more can be kept.
fn least(digests: &mut Vec<u32>) -> Option<u32> {
    digests.sort_unstable();
    digests.dedup();
    digests.truncate(KEPT);
    digests.get(KEPT - 1).copied()
}

/// A multiplier of which about half of the bits are set.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Eight bytes at a time, the last ones filled up with zeros.
fn of_word(word: &str) -> u64 {
    word.as_bytes().chunks(8).fold(word.len() as u64, |hash, bytes| {
        let mut eight = [0; 8];
        eight[..bytes.len()].copy_from_slice(bytes);
        mix(hash ^ u64::from_le_bytes(eight))
    })
}

/// The words in their order: each is weighed by its place.
fn of_row(row: &[u64; ROW]) -> u32 {
    let weighed =
        (1u64..).zip(row).map(|(place, word)| word.wrapping_mul(FACTOR.rotate_left(9 * place as u32) | 1));
    (mix(weighed.fold(0, u64::wrapping_add)) >> 32) as u32
}

/// Every bit moves half of the others.
fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 32)).wrapping_mul(FACTOR);
    bits ^ (bits >> 29)
}
