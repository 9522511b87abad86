//! The meetings of an article: which of the facts stands for which of gold, their names and dates.

use super::align::{Alignment, align};
use super::cause::Cause;
use super::claims::{Claims, Party};
use super::gold::{Gold, GoldMeeting};
use super::metric::{Metric, Tally};
use super::score::Score;
use crate::vocab::EntityKind;

/// From this fit on, two names may be those of one meeting.
const SAME_MEETING: f64 = 0.5;
/// What it counts that the shorter name stands in the longer one.
const CONTAINED: f64 = 0.9;
/// From this likeness on, the name of a meeting that was found is right.
const SAME_NAME: f64 = 0.6;
/// From this likeness on, a missed meeting and one too many are taken for one, badly named.
const NEAR_NAME: f64 = 0.3;

/// Which meeting of the facts stands for which of gold.
pub(super) struct Meetings<'a> {
    gold: &'a [GoldMeeting],
    parties: &'a [Party],
    /// Meeting of gold, party of the facts.
    pairs: Vec<(usize, usize)>,
}

/// Compares the meetings, and gives the pairs for those who chaired, attended and directed them.
pub(super) fn compare<'a>(gold: &'a Gold, claims: &'a Claims, score: &mut Score) -> Meetings<'a> {
    let (wanted, parties) = (gold.meetings.as_slice(), claims.parties.as_slice());
    let found = align_with(wanted, parties, &claims.meetings, |_| true, |_| true, fit);
    let has_date = |meeting: &GoldMeeting| meeting.date.is_some();
    let dates =
        align_with(wanted, parties, &claims.meetings, has_date, |party| party.date.is_some(), dated_fit);
    score.tallies.add(Metric::Meetings, found.tally());
    score.tallies.add(Metric::MeetingDates, dates.tally());
    for &(g, f) in &found.pairs {
        let (gold, claim) = (&wanted[g], &parties[f]);
        let named = gold.name.likeness(&claim.own_name) >= SAME_NAME;
        let wrong = usize::from(!named);
        score.tallies.add(Metric::MeetingNames, Tally { right: 1 - wrong, wrong, missed: wrong });
        if !named {
            let (gold, claim) = (gold.name.text.clone(), claim.own_name.text.clone());
            score.near(Metric::MeetingNames, Cause::NameDiffers, gold, claim);
        }
        if dates.missed.contains(&g) || dates.surplus.contains(&f) {
            let line =
                |date: &Option<String>, name: &str| format!("{} {name}", date.as_deref().unwrap_or("-"));
            let (gold_line, line) =
                (line(&gold.date, &gold.name.text), line(&claim.date, &claim.own_name.text));
            score.near(Metric::MeetingDates, why_not_dated(gold, claim), gold_line, line);
        }
    }
    let meetings = Meetings { gold: wanted, parties, pairs: found.pairs.clone() };
    meetings.explain_rest(found, score);
    meetings
}

/// Aligns the meetings that are asked for; the numbers are those of all meetings of gold and of all parties.
fn align_with(
    gold: &[GoldMeeting],
    parties: &[Party],
    meetings: &[usize],
    gold_asked: impl Fn(&GoldMeeting) -> bool,
    party_asked: impl Fn(&Party) -> bool,
    fit: impl Fn(&GoldMeeting, &Party) -> f64,
) -> Alignment {
    let gold_rows: Vec<usize> = (0..gold.len()).filter(|&g| gold_asked(&gold[g])).collect();
    let found_rows: Vec<usize> = meetings.iter().copied().filter(|&f| party_asked(&parties[f])).collect();
    let optional: Vec<bool> = gold_rows.iter().map(|&g| gold[g].optional).collect();
    let spare = vec![false; found_rows.len()];
    let aligned = align(&optional, &spare, |g, f| fit(&gold[gold_rows[g]], &parties[found_rows[f]]));
    aligned.renumbered(&gold_rows, &found_rows)
}

fn fit(gold: &GoldMeeting, claim: &Party) -> f64 {
    let fit = likeness(gold, claim);
    if fit >= SAME_MEETING { fit } else { 0.0 }
}

fn likeness(gold: &GoldMeeting, claim: &Party) -> f64 {
    let (own, other) = (&gold.name, &claim.own_name);
    own.likeness(other).max(CONTAINED * own.containment(other))
}

fn dated_fit(gold: &GoldMeeting, claim: &Party) -> f64 {
    let day = |date: &str| date.chars().take("2020-10-10".len()).collect::<String>();
    let same = gold.date.is_some() && gold.date == claim.date.as_deref().map(day);
    if same { fit(gold, claim) } else { 0.0 }
}

fn why_not_dated(gold: &GoldMeeting, claim: &Party) -> Cause {
    match (&gold.date, &claim.date) {
        (Some(_), None) => Cause::DateMissing,
        (None, _) => Cause::DateUnfounded,
        _ if dated_fit(gold, claim) > 0.0 => Cause::Twice,
        _ => Cause::DateDiffers,
    }
}

impl Meetings<'_> {
    /// Whether a party of the facts stands for this meeting; where gold has only one, every meeting does.
    pub(super) fn same(&self, gold: usize, party: usize) -> bool {
        let is_meeting = self.parties[party].kind == EntityKind::Meeting;
        is_meeting && (self.gold.len() == 1 || self.stands_for(party) == Some(gold))
    }

    /// How the meeting is called in gold.
    pub(super) fn name(&self, gold: usize) -> &str {
        &self.gold[gold].name.text
    }

    fn stands_for(&self, party: usize) -> Option<usize> {
        self.pairs.iter().find(|(_, f)| *f == party).map(|(g, _)| *g)
    }

    fn is_found(&self, gold: usize) -> bool {
        self.pairs.iter().any(|(g, _)| *g == gold)
    }

    /// Why this party does not stand for the meeting that gold has in its place.
    pub(super) fn why_apart(&self, gold: usize, party: usize) -> Cause {
        let fits = fit(&self.gold[gold], &self.parties[party]) > 0.0;
        match (self.is_found(gold), self.stands_for(party).is_some()) {
            (true, false) if fits => Cause::MeetingSplit,
            (false, true) if fits => Cause::MeetingMerged,
            (false, _) => Cause::MeetingNotFound,
            (true, false) => Cause::MeetingUnfounded,
            (true, true) => Cause::MeetingDiffers,
        }
    }

    /// Why no meeting of the facts stands for this one; none if one does.
    pub(super) fn why_not_found(&self, gold: usize) -> Option<Cause> {
        (self.gold.len() > 1 && !self.is_found(gold)).then(|| self.merged_or_not_found(gold))
    }

    fn merged_or_not_found(&self, gold: usize) -> Cause {
        let merged = self.pairs.iter().any(|(_, f)| fit(&self.gold[gold], &self.parties[*f]) > 0.0);
        if merged { Cause::MeetingMerged } else { Cause::MeetingNotFound }
    }

    /// Why this party stands for no meeting of gold; none if it does, or is no meeting.
    pub(super) fn why_unfounded(&self, party: usize) -> Option<Cause> {
        let counts = self.parties[party].kind == EntityKind::Meeting && self.gold.len() != 1;
        (counts && self.stands_for(party).is_none()).then(|| self.split_or_unfounded(party))
    }

    fn split_or_unfounded(&self, party: usize) -> Cause {
        let split = self.gold.iter().any(|gold| fit(gold, &self.parties[party]) > 0.0);
        if split { Cause::MeetingSplit } else { Cause::MeetingUnfounded }
    }

    /// Names the meetings that were missed and found too much.
    fn explain_rest(&self, mut found: Alignment, score: &mut Score) {
        let text = |f: usize| self.parties[f].own_name.text.clone();
        let near = |g: usize, f: usize| {
            let likeness = self.gold[g].name.likeness(&self.parties[f].own_name);
            Some((likeness, Cause::NameDiffers)).filter(|_| likeness >= NEAR_NAME)
        };
        for (g, f, cause) in found.take_near(near) {
            score.near(Metric::Meetings, cause, self.name(g).to_owned(), text(f));
        }
        for g in found.missed {
            score.missed(Metric::Meetings, self.merged_or_not_found(g), self.name(g).to_owned());
        }
        for f in found.surplus {
            score.surplus(Metric::Meetings, self.split_or_unfounded(f), text(f));
        }
    }
}
