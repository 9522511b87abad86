//! "A dự hội nghị", "A và B tham dự": the subject takes part.

use super::{Frame, Scene, Verb};
use crate::event::Event;
use crate::event::subject::{governed, listed};
use crate::lexicon::{Act, EntryKind, Flag, Particle};
use crate::mention::Phrase;
use crate::text::Span;
use crate::vocab::Relation;

pub(super) const FRAME: Frame = Frame { id: "attended.active", confidence: 0.84, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    let attends = |verb: &&Verb| {
        verb.act == Act::Attend
            || verb.has(Flag::Attends)
            || verb.act == Act::Accompany && closes(scene, verb)
    };
    for verb in verbs.iter().filter(attends).cloned().collect::<Vec<_>>().iter() {
        let near = scene.meeting_after(verb.span.end, 4);
        let all = whole_sentence(scene, verbs, verb);
        if verb.left.is_empty() && all.is_empty() && !coordinated(scene, verb, near.is_some()) {
            scene.drop(verb.span, "nobody stands before the verb");
            continue;
        }
        if verb.has(Flag::Narrow) && near.is_none() {
            scene.drop(verb.span, "no meeting stands behind the verb");
            continue;
        }
        let own = near.map(|(_, m)| m);
        if own.is_none() && object_unknown(scene, verb) {
            scene.drop(verb.span, "what stands behind the verb is no meeting that is known");
            continue;
        }
        let Some(meeting) = own.or_else(|| scene.meeting_for(verb.span.start)) else {
            scene.drop(verb.span, "no meeting is under discussion");
            continue;
        };
        let end = near.map_or(verb.span.end, |(p, _)| scene.line().phrases[p].span().end);
        let subject = if all.is_empty() { with_bodies(scene, &verb.subject) } else { all };
        let subject: Vec<usize> = subject
            .into_iter()
            .filter(|&p| scene.entity(p).is_some_and(|e| super::takes_part(scene, p, e)))
            .collect();
        for agent in subject.into_iter().filter_map(|p| scene.entity(p)).collect::<Vec<_>>() {
            let start = verb.left.first().map_or(verb.span.start, |&p| scene.line().phrases[p].span().start);
            let event = Event {
                status: verb.status,
                row: verb.entry.source(),
                ..scene.event(Relation::Attended, agent, meeting, FRAME.id, Span::new(start, end))
            };
            scene.add(event);
        }
    }
}

/// "dự | vòng chung kết ...": words behind the verb that name something else than the meeting under discussion.
fn object_unknown(scene: &Scene, verb: &Verb) -> bool {
    let at = verb.span.end;
    let words = [
        Particle::At,
        Particle::Adverb,
        Particle::And,
        Particle::Purpose,
        Particle::Has,
        Particle::Companion,
        Particle::When,
        Particle::InWhich,
        Particle::Deictic,
    ];
    let inside = at < scene.line().sentence.span.end && scene.scan.tokens[at].is_word();
    let phrase =
        scene.line().phrases.iter().any(|phrase| phrase.span().start <= at + 1 && at < phrase.span().end);
    let known = scene.scan.any_particle(at, &words).is_some() || scene.scan.verb(at).is_some();
    verb.act == Act::Attend
        && inside
        && !phrase
        && !known
        && scene.scan.longest(at, EntryKind::Meeting).is_none()
}

/// "A; lãnh đạo B, C; chủ tịch UBND các xã có dịch tham dự.": a list that fills the sentence before its only verb.
fn whole_sentence(scene: &Scene, verbs: &[Verb], verb: &Verb) -> Vec<usize> {
    let phrases = &scene.line().phrases;
    let opens = phrases.first().is_some_and(|p| p.span().start == scene.line().sentence.span.start);
    let only = verbs.iter().all(|v| v.span == verb.span || v.act == Act::Other);
    let closed = verb.next >= phrases.len() || matches!(phrases[verb.next], Phrase::Meeting(_));
    let list = super::actors_between(scene, 0, verb.span.start);
    let long = list.len() > 2 && (1..list.len()).all(|i| list[i] == list[i - 1] + 1);
    if verb.left.is_empty() && opens && only && closed && long { list } else { Vec::new() }
}

/// "A và B cùng đi.": nobody stands behind the verb.
fn closes(scene: &Scene, verb: &Verb) -> bool {
    !verb.left.is_empty() && verb.next >= scene.line().phrases.len()
}

/// "A, cùng đại diện B, C": the people before the bodies of one subject.
fn with_bodies(scene: &Scene, subject: &[usize]) -> Vec<usize> {
    let mut list = subject.to_vec();
    let body = |p: usize| scene.actor(p).is_some_and(|actor| actor.member);
    while let Some(&first) = list.first()
        && first > 0
        && (body(first) || list.len() > subject.len())
        && !governed(scene, first - 1)
        && listed(scene, first - 1, first)
    {
        list.insert(0, first - 1);
    }
    list
}

/// "A làm việc với ...; dự Lễ ...; dự Lễ ...": the subject goes on, and the verb stands directly before its meeting.
fn coordinated(scene: &Scene, verb: &Verb, near: bool) -> bool {
    let close = scene.meeting_after(verb.span.end, 1).is_some();
    let before = verb.span.start.checked_sub(1);
    let joint = before.is_some_and(|at| {
        [',', ';'].iter().any(|&mark| scene.scan.mark(at, mark))
            || scene.scan.particle(at, Particle::And).is_some()
    });
    near && close && joint && !verb.subject.is_empty() && verb.entry.text.split(' ').count() <= 2
}
