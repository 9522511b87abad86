//! What the comparison of one article with its gold file came to.

use super::cause::Cause;
use super::metric::{Metric, Tallies};

/// One article compared.
#[derive(Clone, Debug)]
pub struct Score {
    /// Id of the article.
    pub id: String,
    /// The counts.
    pub tallies: Tallies,
    /// Every row that is not as it should be, in the order of the metrics.
    pub faults: Vec<Fault>,
    /// Every event that counts as right or wrong.
    pub verdicts: Vec<Verdict>,
}

/// A row that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is a fault in.
    pub metric: Metric,
    /// Why.
    pub cause: Cause,
    /// The row of gold; none if nothing in gold comes near.
    pub gold: Option<String>,
    /// The row of the facts; none if nothing in the facts comes near. One of both is there.
    pub found: Option<String>,
}

impl Fault {
    /// `-` for a miss, `+` for a false alarm, `~` for a near match: both sides have the row, and something in it differs.
    pub fn sign(&self) -> char {
        match (&self.gold, &self.found) {
            (Some(_), None) => '-',
            (None, _) => '+',
            _ => '~',
        }
    }
}

/// An asserted event, compared with gold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// What the facts say: the probability that a careful reader agrees.
    pub confidence: f64,
    /// Whether gold has it.
    pub right: bool,
}

impl Score {
    pub(super) fn new(id: &str) -> Score {
        Score { id: id.to_owned(), tallies: Tallies::default(), faults: Vec::new(), verdicts: Vec::new() }
    }

    pub(super) fn missed(&mut self, metric: Metric, cause: Cause, gold: String) {
        self.faults.push(Fault { metric, cause, gold: Some(gold), found: None });
    }

    pub(super) fn surplus(&mut self, metric: Metric, cause: Cause, found: String) {
        self.faults.push(Fault { metric, cause, gold: None, found: Some(found) });
    }

    pub(super) fn near(&mut self, metric: Metric, cause: Cause, gold: String, found: String) {
        self.faults.push(Fault { metric, cause, gold: Some(gold), found: Some(found) });
    }
}
