//! What stands before a name and is part of neither name nor post: honorifics, ranks, degrees.

use super::Finder;
use crate::lexicon::{EntryKind, Flag};

impl Finder<'_, '_> {
    /// The end of a singular honorific, with prefixes of other languages.
    pub(super) fn honorific(&self, at: usize) -> Option<usize> {
        let (span, entry) = self.scan.longest(at, EntryKind::Honorific)?;
        // "bác | sĩ", "Bà | Rịa"
        let longer = |kind| self.scan.longest(at, kind).is_some_and(|(other, _)| other.end > span.end);
        let part = longer(EntryKind::Place) || longer(EntryKind::Rank);
        if entry.flags.has(Flag::Plural) || span.end > self.within.end || part {
            return None;
        }
        let next = self
            .past_mark(span.end, &[':'])
            .filter(|&n| entry.flags.has(Flag::Comrade) && self.name_follows(n))
            .unwrap_or(span.end);
        Some(self.honorific(next).unwrap_or(next))
    }

    /// Past ranks and degrees, with the full stops and commas between them.
    pub(crate) fn past_ranks(&self, at: usize) -> usize {
        let mut end = at;
        while let Some((span, _)) = self.scan.longest(end, EntryKind::Rank).filter(|(span, _)| {
            span.end <= self.within.end && self.scan.capital(span.start) | (span.len() > 1)
        }) {
            let next = self.past_mark(span.end, &['.', ',', '-']).unwrap_or(span.end);
            let glued = self.mark(span.end, '.') || self.scan.longest(next, EntryKind::Rank).is_some();
            end = if glued { next } else { span.end };
        }
        if end > at
            && let Some((span, _)) =
                self.scan.longest(end, EntryKind::Honorific).filter(|(_, e)| !e.flags.has(Flag::Plural))
        {
            return span.end;
        }
        end
    }
}
