//! "A chủ trì hội nghị", "do A và B chủ trì": the subject leads the meeting.
//!
//! Not this: "giao Sở X chủ trì, phối hợp với Sở Y", where X leads a task.

use super::{Frame, PEOPLE, Scene, Verb};
use crate::lexicon::{Act, Flag, Particle};
use crate::vocab::{EventStatus, Relation};

pub(super) const FRAME: Frame = Frame { id: "chaired.active", confidence: 0.89, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    for (i, verb) in verbs.iter().enumerate() {
        let chairs = verb.act == Act::Chair || verb.has(Flag::Chairs);
        if !chairs {
            continue;
        }
        if let Some(reason) = not_a_chair(scene, verbs, i) {
            scene.drop(verb.span, reason);
            continue;
        }
        chair(scene, verbs, i);
    }
}

fn chair(scene: &mut Scene, verbs: &[Verb], i: usize) {
    let verb = &verbs[i];
    let agents = verb.agents(scene, &PEOPLE);
    if agents.is_empty() {
        return;
    }
    let near = scene.meeting_after(verb.span.end, 3);
    if near.is_none() && (verb.has(Flag::Narrow) || verb.has(Flag::Weak) && !led_by(scene, verb)) {
        return scene.drop(verb.span, "no meeting stands behind the verb");
    }
    let Some(meeting) =
        near.map(|(_, m)| m).or_else(|| made(scene, verb)).or_else(|| scene.meeting_for(verb.span.start))
    else {
        return scene.drop(verb.span, "no meeting is under discussion");
    };
    let start = verb.subject.first().map_or(verb.span.start, |&p| scene.line().phrases[p].span().start);
    let end = near.map_or(verb.span.end, |(p, _)| scene.line().phrases[p].span().end);
    for agent in agents {
        let span = crate::text::Span::new(start.min(verb.span.start), end);
        let event = crate::event::Event {
            status: verb.status,
            row: verb.entry.source(),
            ..scene.event(Relation::Chaired, agent, meeting, FRAME.id, span)
        };
        scene.add(event);
    }
}

/// "do | ông A chủ tọa", but not "xin phép chủ tọa": the verb says who, and no noun stands for him.
fn led_by(scene: &Scene, verb: &Verb) -> bool {
    let start = verb.left.first().map(|&p| scene.line().phrases[p].span().start);
    let before = |start: usize| (1..=2).filter_map(move |back| start.checked_sub(back));
    start.is_some_and(|start| before(start).any(|at| scene.scan.particle(at, Particle::By).is_some()))
}

/// "chủ trì đón ...": the verb behind names the meeting.
fn made(scene: &mut Scene, verb: &Verb) -> Option<crate::entity::EntityIndex> {
    let (span, _, act) = scene.scan.verb(verb.span.end)?;
    if !matches!(act, Act::Receive | Act::Meet | Act::Visit) {
        return None;
    }
    super::attended_met::meeting_of(scene, span)
}

fn not_a_chair(scene: &Scene, verbs: &[Verb], i: usize) -> Option<&'static str> {
    let verb = &verbs[i];
    let noun =
        |from: usize| scene.scan.particle(from, Particle::ByChair).is_some_and(|end| end >= verb.span.end);
    if (1..=3).filter_map(|back| verb.span.start.checked_sub(back)).any(noun) {
        return Some("the leader stands behind the noun");
    }
    let is = |from: usize| scene.scan.particle(from, Particle::Copula) == Some(verb.span.start);
    if verb.span.start.checked_sub(1).is_some_and(is) {
        return Some("what somebody is, not what was done");
    }
    if scene.scan.particle(verb.span.start, Particle::LeadAgency).is_some() {
        return Some("leads a task, with partners");
    }
    if scene.scan.verb(verb.span.end).is_some_and(|(_, _, act)| act == Act::Organize) {
        return Some("leads the organising");
    }
    let asked = |v: &Verb| {
        let told = verb.left.first().map(|&p| scene.line().phrases[p].span().start);
        v.act == Act::Direct && !v.subject.is_empty() && told == Some(v.span.end)
    };
    if verbs[..i].last().is_some_and(asked) {
        return Some("told to lead it");
    }
    let instructed = verbs[..i].iter().rev().find(|v| v.act == Act::Direct).is_some_and(|v| {
        v.subject != verb.subject
            || verb.left.first().is_some_and(|&p| scene.line().phrases[p].span().start >= v.span.end)
    });
    if instructed && scene.meeting_after(verb.span.end, 3).is_none() {
        return Some("told to lead a task");
    }
    if verb.status == EventStatus::Asserted && verb.agents(scene, &PEOPLE).is_empty() {
        return Some("no person is the subject");
    }
    None
}
