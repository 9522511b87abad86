//! The people of an article: names compared whole.

use super::align::{align, whole};
use super::cause::Cause;
use super::claims::Claims;
use super::gold::Gold;
use super::metric::Metric;
use super::score::Score;

/// Two names that share so much of their words are taken for one person, badly read.
const NEAR: f64 = 0.5;

pub(super) fn compare(gold: &Gold, claims: &Claims, score: &mut Score) {
    let (wanted, found) = (&gold.people, &claims.people);
    let (optional, spare) = (vec![false; wanted.len()], vec![false; found.len()]);
    let mut aligned = align(&optional, &spare, |g, f| whole(wanted[g].same(&found[f])));
    score.tallies.add(Metric::People, aligned.tally());
    let near = |g: usize, f: usize| {
        Some((wanted[g].likeness(&found[f]), Cause::PersonDiffers)).filter(|(likeness, _)| *likeness >= NEAR)
    };
    for (g, f, cause) in aligned.take_near(near) {
        score.near(Metric::People, cause, wanted[g].text.clone(), found[f].text.clone());
    }
    for g in aligned.missed {
        score.missed(Metric::People, Cause::PersonNotFound, wanted[g].text.clone());
    }
    for f in aligned.surplus {
        score.surplus(Metric::People, Cause::PersonUnfounded, found[f].text.clone());
    }
}
