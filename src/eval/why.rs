//! Why an event of gold was missed, and why one of the facts is not in gold.
//!
//! A miss and a false alarm that belong together are told as one near match; each of the rest gets the first cause that holds.

use super::align::Alignment;
use super::cause::Cause;
use super::claims::Statement;
use super::events::{Bench, is_same_content};
use super::gold::{GoldEvent, GoldTarget};
use super::metric::Metric;
use super::name::Name;
use super::score::Score;
use crate::vocab::{EntityKind, Relation};

/// Two names that share so much are taken for one, badly read.
const NEAR: f64 = 0.5;

pub(super) fn explain(
    bench: &Bench,
    metric: Metric,
    gold: &[&GoldEvent],
    found: &[&Statement],
    mut aligned: Alignment,
    score: &mut Score,
) {
    for (g, f, cause) in aligned.take_near(|g, f| nearness(bench, gold[g], found[f])) {
        score.near(metric, cause, bench.gold_line(gold[g]), bench.line(found[f]));
    }
    for g in aligned.missed {
        score.missed(metric, why_missed(bench, gold[g]), bench.gold_line(gold[g]));
    }
    for f in aligned.surplus {
        score.surplus(metric, why_unfounded(bench, found[f]), bench.line(found[f]));
    }
}

/// Whether a missed event and one too many are the same with one end wrong: how near they are, and which end it is.
fn nearness(bench: &Bench, event: &GoldEvent, statement: &Statement) -> Option<(f64, Cause)> {
    let agent = bench.agent_fit(event, statement) > 0.0;
    let target = bench.target_fit(event, statement) > 0.0;
    match (agent, target) {
        (true, false) => other_target(bench, event, statement),
        (false, true) => other_agent(bench, event, statement),
        _ => None,
    }
}

fn other_target(bench: &Bench, event: &GoldEvent, statement: &Statement) -> Option<(f64, Cause)> {
    let told = bench.claims.target(statement);
    let name = match &event.target {
        GoldTarget::Meeting(meeting) => {
            return Some((0.9, bench.meetings.why_apart(*meeting, statement.target)));
        }
        GoldTarget::Party(name) => name,
    };
    let same_content =
        event.content.as_ref().is_some_and(|content| is_same_content(content, &statement.content));
    let differs = (same_content || name.likeness(&told.name) >= NEAR).then_some((0.7, Cause::TargetDiffers));
    extent(name, &told.name).map(|cause| (0.8, cause)).or(differs)
}

/// Many attend one meeting, so there another agent must at least be called alike.
fn other_agent(bench: &Bench, event: &GoldEvent, statement: &Statement) -> Option<(f64, Cause)> {
    let agent = &bench.claims.agent(statement).name;
    let alike = event.who.likeness(agent) >= NEAR || event.relation != Relation::Attended;
    let differs = alike.then_some((0.5, Cause::AgentDiffers));
    extent(&event.who, agent).map(|cause| (0.6, cause)).or(differs)
}

/// Whether the name that was found is a part of the other, or the other of it.
fn extent(gold: &Name, found: &Name) -> Option<Cause> {
    let (wanted, got) = (gold.words().len(), found.words().len());
    if got < wanted && got > 0 && gold.lacks_none_of(found) {
        Some(Cause::CutShort)
    } else if wanted < got && found.lacks_none_of(gold) {
        Some(Cause::TooLong)
    } else {
        None
    }
}

fn why_missed(bench: &Bench, event: &GoldEvent) -> Cause {
    let claims = bench.claims;
    let fits = |statement: &&Statement| bench.fit(event, statement) > 0.0;
    let of_type = |statement: &&Statement| statement.relation == event.relation;
    if let Some(statement) = claims.asserted.iter().filter(of_type).find(fits) {
        return same_event(event, statement);
    }
    if claims.unasserted.iter().filter(of_type).any(|statement| fits(&statement)) {
        return Cause::NotAsserted;
    }
    if claims.asserted.iter().any(|statement| fits(&statement)) {
        return Cause::RelationDiffers;
    }
    let is_found = |name: &Name| claims.parties.iter().any(|party| bench.party_fit(name, party) > 0.0);
    if !is_found(&event.who) {
        let person = bench.gold.is_person(&event.who) || event.metric == Metric::AttendedPeople;
        return if person { Cause::PersonNotFound } else { Cause::AgentNotFound };
    }
    match &event.target {
        GoldTarget::Meeting(meeting) => bench.meetings.why_not_found(*meeting).unwrap_or(Cause::Missing),
        GoldTarget::Party(name) if !is_found(name) => Cause::TargetNotFound,
        GoldTarget::Party(_) => Cause::Missing,
    }
}

fn why_unfounded(bench: &Bench, statement: &Statement) -> Cause {
    let fits = |event: &&GoldEvent| bench.fit(event, statement) > 0.0;
    let of_type = |event: &&GoldEvent| statement.relation == event.relation;
    if let Some(event) = bench.gold.events.iter().filter(of_type).find(fits) {
        return same_event(event, statement);
    }
    if bench.gold.events.iter().any(|event| fits(&event)) {
        return Cause::RelationDiffers;
    }
    let agent = bench.claims.agent(statement);
    if agent.kind == EntityKind::Person && !bench.gold.is_person(&agent.name) {
        return Cause::PersonUnfounded;
    }
    bench.meetings.why_unfounded(statement.target).unwrap_or(Cause::Unfounded)
}

/// Why two events that are one do not count as one.
fn same_event(event: &GoldEvent, statement: &Statement) -> Cause {
    if event.metric == statement.metric { Cause::Twice } else { Cause::KindDiffers }
}
