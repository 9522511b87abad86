//! Readings -> which of them are one article printed again: copied, trimmed, under another headline, on another day.
//!
//! Articles are reprints of each other where most of the shorter text and much of both is the same, or where a third article is a reprint
//! of either. The first of them is the original.

use std::collections::BTreeMap;

use super::day::days;
use crate::extractor::Reading;

/// A reprint has at least this share of the shorter text.
const OF_SHORTER: f64 = 0.7;
/// And at least this share of both.
const OF_BOTH: f64 = 0.3;
/// Articles that share fewer rows of words in their sketches are not compared.
const ROWS: usize = 6;

/// An article that a reading repeats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Original {
    /// The number of its reading; the reading's own where it is no reprint.
    pub(super) at: usize,
    /// The share of the shorter text that both have.
    pub(super) shared: f64,
}

/// The original of every reading. Readings come in the order of ids.
pub(super) fn originals(readings: &[&Reading]) -> Vec<Original> {
    let mut group: Vec<usize> = (0..readings.len()).collect();
    let mut last: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        for &digest in reading.doc.sketch.digests() {
            if let Some(before) = last.insert(digest, at) {
                *rows.entry(before).or_default() += 1;
            }
        }
        let near = rows.into_iter().filter(|&(_, count)| count >= ROWS).map(|(before, _)| before);
        for before in near.filter(|&before| is_reprint(readings[before], reading)) {
            let (a, b) = (root(&mut group, before), root(&mut group, at));
            group[a.max(b)] = a.min(b);
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..readings.len() {
        members.entry(root(&mut group, at)).or_default().push(at);
    }
    let mut originals: Vec<Original> = (0..readings.len()).map(|at| Original { at, shared: 1.0 }).collect();
    for members in members.into_values().filter(|members| members.len() > 1) {
        let first = |&at: &usize| {
            let doc = &readings[at].doc;
            let day = doc.day().and_then(days);
            (day.is_none(), day, std::cmp::Reverse(doc.chars), at)
        };
        let Some(original) = members.iter().copied().min_by_key(first) else { continue };
        for at in members {
            let shared = readings[at].doc.sketch.shared(&readings[original].doc.sketch);
            originals[at] = Original { at: original, shared: shared.map_or(0.0, |shared| shared.of_shorter) };
        }
    }
    originals
}

fn is_reprint(a: &Reading, b: &Reading) -> bool {
    let shared = a.doc.sketch.shared(&b.doc.sketch);
    shared.is_some_and(|shared| shared.of_shorter >= OF_SHORTER && shared.of_both >= OF_BOTH)
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}
