//! How far a figure would move with other articles: percentile intervals of the bootstrap.

use std::num::NonZeroUsize;

use fastrand::Rng;

use super::metric::{Metric, Tallies};
use super::score::Score;

/// Where the random numbers start: the same scores give the same intervals.
const SEED: u64 = 0x6368_6964_616F;
/// The share of resamples that lies inside an interval.
const INSIDE: f64 = 0.95;

/// The middle 95 % of F1 over the resamples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// 2.5 % of the resamples lie at this or below.
    pub low: f64,
    /// 2.5 % of the resamples lie at this or above.
    pub high: f64,
}

/// The intervals of all figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    metrics: Vec<Interval>,
    /// Of the mean F1 of the core metrics.
    pub core: Interval,
}

impl Intervals {
    /// Of the F1 of a metric.
    pub fn of(&self, metric: Metric) -> Interval {
        self.metrics[metric as usize]
    }
}

/// Draws as many articles as there are, with replacement, so many times, and takes the figures of each draw.
///
/// The seed is fixed. Without an article, the intervals are those of empty counts.
pub fn intervals(scores: &[Score], resamples: NonZeroUsize) -> Intervals {
    let mut random = Rng::with_seed(SEED);
    let mut metrics = vec![Vec::with_capacity(resamples.get()); Metric::ALL.len()];
    let mut core = Vec::with_capacity(resamples.get());
    for _ in 0..resamples.get() {
        let mut drawn = Tallies::default();
        scores.iter().for_each(|_| drawn += &scores[random.usize(..scores.len())].tallies);
        metrics.iter_mut().zip(Metric::ALL).for_each(|(seen, metric)| seen.push(drawn.of(metric).f1()));
        core.push(drawn.core());
    }
    Intervals { metrics: metrics.into_iter().map(middle).collect(), core: middle(core) }
}

fn middle(mut values: Vec<f64>) -> Interval {
    values.sort_by(f64::total_cmp);
    let cut = ((1.0 - INSIDE) / 2.0 * values.len() as f64) as usize;
    Interval { low: values[cut], high: values[values.len() - 1 - cut] }
}
