//! Articles -> which of them are one printed again: copied, trimmed, under another headline, on another day.
//!
//! Articles are reprints of each other where most of the shorter text and much of both is the same, or where a third article is a reprint
//! of either. The first of them is the original.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::day::days;
use crate::extractor::{Doc, Sketch};

/// A reprint has at least this share of the shorter text.
const OF_SHORTER: f64 = 0.7;
/// And at least this share of both.
const OF_BOTH: f64 = 0.3;
/// So many pairs of neighbours among the least digests of a sketch are looked up; articles that share none are not compared. Half of a
/// text shares one in 997 cases of 1000, and what all articles say in one way is seldom twice beside the same.
const MARKS: usize = 24;

/// An article and its reprints.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// Places of the articles, in order.
    pub(crate) members: Vec<usize>,
    /// The place of the original among the members.
    pub(crate) original: usize,
    /// What share of the shorter text each has of the original.
    pub(crate) shared: Vec<f64>,
}

/// The pairs of digests by which an article is looked up, each as one number.
pub(crate) fn marks(sketch: &Sketch) -> impl Iterator<Item = i64> {
    let pair = |pair: &[u32]| (i64::from(pair[0]) << 32 | i64::from(pair[1])) ^ i64::MIN;
    sketch.digests().windows(2).take(MARKS).map(pair)
}

/// Every article in its group. Articles come in the order of ids; the result does not depend on what else is among them but reprints.
pub(crate) fn groups(docs: &[&Doc]) -> Vec<Group> {
    let mut group: Vec<usize> = (0..docs.len()).collect();
    let mut bearers: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, doc) in docs.iter().enumerate() {
        let mut near: BTreeSet<usize> = BTreeSet::new();
        for mark in marks(&doc.sketch) {
            let bearers = bearers.entry(mark).or_default();
            near.extend(bearers.iter());
            bearers.push(at);
        }
        for before in near.into_iter().filter(|&before| are_reprints(&docs[before].sketch, &doc.sketch)) {
            let (a, b) = (root(&mut group, before), root(&mut group, at));
            group[a.max(b)] = a.min(b);
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..docs.len() {
        members.entry(root(&mut group, at)).or_default().push(at);
    }
    members.into_values().map(|members| of(docs, members)).collect()
}

fn of(docs: &[&Doc], members: Vec<usize>) -> Group {
    let first = |&place: &usize| {
        let doc = docs[members[place]];
        let day = doc.day().and_then(days);
        (day.is_none(), day, std::cmp::Reverse(doc.chars), place)
    };
    let original = (0..members.len()).min_by_key(first).unwrap_or_default();
    let shared = |&at: &usize| match at == members[original] {
        true => 1.0,
        false => docs[at].sketch.shared(&docs[members[original]].sketch).map_or(0.0, |it| it.of_shorter),
    };
    let shared = members.iter().map(shared).collect();
    Group { members, original, shared }
}

/// Whether one of two articles is the other, printed again.
pub(crate) fn are_reprints(a: &Sketch, b: &Sketch) -> bool {
    let shared = a.shared(b);
    shared.is_some_and(|shared| shared.of_shorter >= OF_SHORTER && shared.of_both >= OF_BOTH)
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}
