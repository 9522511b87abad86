//! Gold files and readings -> how well they agree: counts for each metric, the cause of every fault, and what confidence is worth.
//!
//! An article is compared in the order of the metrics: people, posts, meetings, and what was done there. Names are compared
//! in a form of their own ([`normal`]), and rows are paired one to one, best fit first.

mod align;
mod cause;
mod claims;
mod events;
mod gold;
mod interval;
mod meetings;
mod metric;
mod name;
mod normal;
mod people;
mod post;
mod reliability;
mod roles;
mod score;
mod why;
mod write;

pub use cause::Cause;
pub use gold::{Gold, GoldError};
pub use interval::{Interval, Intervals, intervals};
pub use metric::{Metric, Tallies, Tally};
pub use normal::normal;
pub use reliability::{Bin, Reliability, reliability};
pub use score::{Fault, Score, Verdict};
pub use write::gold;

use crate::extractor::Reading;
use claims::Claims;
use events::Bench;

/// Compares an article with its gold file. Without a reading, everything is missed.
pub fn score(gold: &Gold, reading: Option<&Reading>) -> Score {
    let claims = reading.map_or_else(Claims::default, |reading| Claims::of(gold, reading));
    let mut score = Score::new(&gold.id);
    people::compare(gold, &claims, &mut score);
    roles::compare(gold, &claims, &mut score);
    let meetings = meetings::compare(gold, &claims, &mut score);
    events::compare(&Bench { gold, claims: &claims, meetings: &meetings }, &mut score);
    score.faults.sort_by_key(|fault| fault.metric);
    score
}

/// The counts of all articles together.
pub fn total(scores: &[Score]) -> Tallies {
    scores.iter().fold(Tallies::default(), |mut sum, score| {
        sum += &score.tallies;
        sum
    })
}
