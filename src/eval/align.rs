//! Rows of gold and rows that were found -> which stand for which, and what is left over on both sides.

use super::metric::Tally;

/// What became of two lists of rows; all numbers are indices into them.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    /// Gold and found, best fit first.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Required gold rows that nothing stands for, in order.
    pub(super) missed: Vec<usize>,
    /// Found rows that stand for nothing and count against the finder, in order.
    pub(super) surplus: Vec<usize>,
    /// Required gold rows among the pairs.
    hits: usize,
}

/// Pairs rows one to one, the best fit first and equals in order; a fit of 0 is none.
///
/// `optional[g]`: nothing is lost if the gold row is missed, and nothing won if it is found. `spare[f]`: the found row costs
/// nothing where nothing fits it.
pub(super) fn align(optional: &[bool], spare: &[bool], fit: impl Fn(usize, usize) -> f64) -> Alignment {
    let all = (0..optional.len()).flat_map(|gold| (0..spare.len()).map(move |found| (gold, found)));
    let mut fits: Vec<_> = all.map(|(g, f)| (fit(g, f), g, f)).filter(|(fit, _, _)| *fit > 0.0).collect();
    fits.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut gold_free, mut found_free) = (vec![true; optional.len()], vec![true; spare.len()]);
    let mut pairs = Vec::new();
    for (_, g, f) in fits {
        if gold_free[g] && found_free[f] {
            (gold_free[g], found_free[f]) = (false, false);
            pairs.push((g, f));
        }
    }
    let hits = pairs.iter().filter(|(g, _)| !optional[*g]).count();
    let missed = (0..optional.len()).filter(|&g| gold_free[g] && !optional[g]).collect();
    let surplus = (0..spare.len()).filter(|&f| found_free[f] && !spare[f]).collect();
    Alignment { pairs, missed, surplus, hits }
}

/// The fit of what either is the same or is not.
pub(super) fn whole(same: bool) -> f64 {
    f64::from(u8::from(same))
}

impl Alignment {
    pub(super) fn tally(&self) -> Tally {
        Tally { right: self.hits, wrong: self.surplus.len(), missed: self.missed.len() }
    }

    /// The same with other numbers for the rows, where only some of them were aligned.
    pub(super) fn renumbered(mut self, gold: &[usize], found: &[usize]) -> Alignment {
        self.pairs.iter_mut().for_each(|(g, f)| (*g, *f) = (gold[*g], found[*f]));
        self.missed.iter_mut().for_each(|g| *g = gold[*g]);
        self.surplus.iter_mut().for_each(|f| *f = found[*f]);
        self
    }

    /// Takes from what is left over the pairs that are near enough, nearest first, each with the reason that goes with it.
    pub(super) fn take_near<C>(
        &mut self,
        near: impl Fn(usize, usize) -> Option<(f64, C)>,
    ) -> Vec<(usize, usize, C)> {
        let (missed, surplus) = (&self.missed, &self.surplus);
        let nearness = |m: usize, s: usize| near(missed[m], surplus[s]).map_or(0.0, |(score, _)| score);
        let taken = align(&vec![false; missed.len()], &vec![false; surplus.len()], nearness);
        let found: Vec<_> = taken.pairs.iter().map(|&(m, s)| (missed[m], surplus[s])).collect();
        self.missed = taken.missed.iter().map(|&m| missed[m]).collect();
        self.surplus = taken.surplus.iter().map(|&s| surplus[s]).collect();
        found.into_iter().filter_map(|(g, f)| Some((g, f, near(g, f)?.1))).collect()
    }
}
