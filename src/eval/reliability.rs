//! Whether confidence means what it says: events by confidence, and how many of them are right.

use super::score::{Score, Verdict};

/// Bins of equal width between 0 and 1.
const BINS: usize = 10;

/// Events by confidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// Ten, from the lowest confidence.
    pub bins: Vec<Bin>,
    /// Events in all bins.
    pub count: usize,
    /// The mean distance between confidence and the share that is right, weighted by the events of the bins; 0 without events.
    pub calibration_error: f64,
}

/// The events of one stretch of confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The least confidence in it.
    pub low: f64,
    /// Where the next begins; the last bin holds this too.
    pub high: f64,
    /// Events in it.
    pub count: usize,
    /// Their mean confidence; 0 without events.
    pub confidence: f64,
    /// The share of them that is right; 0 without events.
    pub right: f64,
}

/// Puts the asserted events into bins of confidence.
///
/// An event is right if it stands for one of gold, a required one or an optional one, and wrong if it counts as a false alarm.
/// What is not counted is left out: somebody who chaired a meeting and is said to have attended it too, and names that gold
/// ignores. An event that the facts state more than once counts once, with the confidence of the first.
pub fn reliability(scores: &[Score]) -> Reliability {
    let verdicts: Vec<Verdict> = scores.iter().flat_map(|score| score.verdicts.iter().copied()).collect();
    let bins: Vec<Bin> = (0..BINS).map(|at| bin(at, &verdicts)).collect();
    let gaps: f64 = bins.iter().map(|bin| bin.count as f64 * (bin.confidence - bin.right).abs()).sum();
    Reliability { bins, count: verdicts.len(), calibration_error: mean(gaps, verdicts.len()) }
}

fn bin(at: usize, verdicts: &[Verdict]) -> Bin {
    let place = |confidence: f64| ((confidence * BINS as f64) as usize).min(BINS - 1);
    let inside: Vec<_> = verdicts.iter().filter(|verdict| place(verdict.confidence) == at).collect();
    let right = inside.iter().filter(|verdict| verdict.right).count();
    Bin {
        low: at as f64 / BINS as f64,
        high: (at + 1) as f64 / BINS as f64,
        count: inside.len(),
        confidence: mean(inside.iter().map(|verdict| verdict.confidence).sum(), inside.len()),
        right: mean(right as f64, inside.len()),
    }
}

fn mean(sum: f64, count: usize) -> f64 {
    if count == 0 { 0.0 } else { sum / count as f64 }
}
