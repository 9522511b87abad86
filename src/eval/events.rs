//! Who chaired, attended and directed what: the events of gold and of the facts, and which of them are one.

use super::align::{align, whole};
use super::claims::{Claims, Party, Statement};
use super::gold::{Gold, GoldEvent, GoldTarget};
use super::meetings::Meetings;
use super::metric::{Metric, Tally};
use super::name::Name;
use super::score::{Score, Verdict};
use super::{cause::Cause, why};
use crate::vocab::{EntityKind, Relation};

/// The metrics that are about events, in the order of reports.
const METRICS: [Metric; 5] = [
    Metric::Chaired,
    Metric::AttendedPeople,
    Metric::AttendedBodies,
    Metric::DirectedMeeting,
    Metric::DirectedTarget,
];
/// From this likeness on, two instructions are one.
const SAME_CONTENT: f64 = 0.5;

/// All that it takes to say whether two events are one.
pub(super) struct Bench<'a> {
    pub(super) gold: &'a Gold,
    pub(super) claims: &'a Claims,
    pub(super) meetings: &'a Meetings<'a>,
}

pub(super) fn compare(bench: &Bench, score: &mut Score) {
    for metric in METRICS {
        bench.compare(metric, score);
    }
}

impl Bench<'_> {
    /// Compares the events of one metric.
    fn compare(&self, metric: Metric, score: &mut Score) {
        let gold: Vec<&GoldEvent> = self.gold.events.iter().filter(|event| event.metric == metric).collect();
        let found: Vec<&Statement> =
            self.claims.asserted.iter().filter(|statement| statement.metric == metric).collect();
        let optional: Vec<bool> = gold.iter().map(|event| event.optional).collect();
        let spare: Vec<bool> = found.iter().map(|statement| self.is_spare(statement)).collect();
        let aligned = align(&optional, &spare, |g, f| self.fit(gold[g], found[f]));
        score.tallies.add(metric, aligned.tally());
        let verdict = |f: usize, right: bool| Verdict { confidence: found[f].confidence, right };
        score.verdicts.extend(aligned.pairs.iter().map(|(_, f)| verdict(*f, true)));
        score.verdicts.extend(aligned.surplus.iter().map(|f| verdict(*f, false)));
        if metric == Metric::DirectedTarget {
            let told = aligned.pairs.iter().map(|&(g, f)| (gold[g], found[f]));
            told.for_each(|(event, statement)| self.compare_content(event, statement, score));
        }
        why::explain(self, metric, &gold, &found, aligned, score);
    }

    /// Of an instruction that was found: whether its words are right, if gold has any.
    fn compare_content(&self, event: &GoldEvent, statement: &Statement, score: &mut Score) {
        let Some(content) = &event.content else { return };
        let wrong = usize::from(!is_same_content(content, &statement.content));
        score.tallies.add(Metric::DirectedContent, Tally { right: 1 - wrong, wrong, missed: wrong });
        if wrong > 0 {
            let (gold, found) = (self.gold_line(event), self.line(statement));
            score.near(Metric::DirectedContent, Cause::ContentDiffers, gold, found);
        }
    }

    /// Somebody who chaired a meeting may be given as attending it too.
    fn is_spare(&self, statement: &Statement) -> bool {
        let agent = &self.claims.agent(statement).name;
        let chairs = self.gold.events.iter().filter(|event| event.relation == Relation::Chaired);
        let mut own = chairs.filter(|event| event.who.same(agent));
        statement.relation == Relation::Attended && own.any(|event| self.target_fit(event, statement) > 0.0)
    }

    /// How well a statement says the event, whatever its type; 0 if it does not.
    pub(super) fn fit(&self, event: &GoldEvent, statement: &Statement) -> f64 {
        self.agent_fit(event, statement) * self.target_fit(event, statement)
    }

    pub(super) fn agent_fit(&self, event: &GoldEvent, statement: &Statement) -> f64 {
        self.party_fit(&event.who, self.claims.agent(statement))
    }

    pub(super) fn target_fit(&self, event: &GoldEvent, statement: &Statement) -> f64 {
        match &event.target {
            GoldTarget::Meeting(meeting) => whole(self.meetings.same(*meeting, statement.target)),
            GoldTarget::Party(name) => self.party_fit(name, self.claims.target(statement)),
        }
    }

    /// A person by the whole name only; a body by any of its forms.
    pub(super) fn party_fit(&self, name: &Name, party: &Party) -> f64 {
        let same = name.same(&party.name);
        if same || party.kind == EntityKind::Person || self.gold.is_person(name) {
            whole(same)
        } else {
            name.as_body(&party.forms)
        }
    }

    /// The event of gold in one line.
    pub(super) fn gold_line(&self, event: &GoldEvent) -> String {
        let target = match &event.target {
            GoldTarget::Meeting(meeting) => self.meetings.name(*meeting),
            GoldTarget::Party(name) => &name.text,
        };
        line(&event.who.text, target, event.content.as_ref().map_or("", |content| &content.text))
    }

    /// The event of the facts in one line.
    pub(super) fn line(&self, statement: &Statement) -> String {
        let (agent, target) = (self.claims.agent(statement), self.claims.target(statement));
        line(&agent.name.text, &target.name.text, &statement.content.text)
    }
}

fn line(who: &str, target: &str, content: &str) -> String {
    let colon = if content.is_empty() { "" } else { ": " };
    format!("{who} -> {target}{colon}{content}")
}

pub(super) fn is_same_content(gold: &Name, found: &Name) -> bool {
    gold.likeness(found) >= SAME_CONTENT
}
