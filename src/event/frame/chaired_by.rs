//! "dưới sự chủ trì của A": the leader behind a noun.

use super::{Frame, PEOPLE, Scene, Verb};
use crate::event::Event;
use crate::event::subject::joined;
use crate::lexicon::Particle;
use crate::vocab::{EventStatus, Relation};

pub(super) const FRAME: Frame = Frame { id: "chaired.by", confidence: 0.87, read };

fn read(scene: &mut Scene, _verbs: &[Verb]) {
    let span = scene.line().sentence.span;
    let mut at = span.start;
    while at < span.end {
        let Some(end) = scene.scan.particle(at, Particle::ByChair) else {
            at += 1;
            continue;
        };
        chair(scene, at, end);
        at = end;
    }
}

fn chair(scene: &mut Scene, start: usize, end: usize) {
    let phrases = &scene.line().phrases;
    let colon = (end..end + 12).find(|&at| scene.scan.mark(at, ':')).map_or(end, |at| at + 1);
    let behind = |from: usize| {
        phrases.iter().position(|phrase| phrase.span().start >= from && phrase.span().start <= from + 1)
    };
    let Some(first) = behind(colon).or_else(|| behind(end)) else { return };
    let Some(meeting) = scene.meeting_for(end) else {
        return scene.drop(crate::text::Span::new(start, end), "no meeting is under discussion");
    };
    let mut list = vec![first];
    while list.last().is_some_and(|&p| p + 1 < phrases.len() && joined(scene, p, p + 1)) {
        list.push(list[list.len() - 1] + 1);
    }
    for p in list {
        let Some(agent) = scene.entity(p).filter(|&e| PEOPLE.contains(&scene.kind(e))) else { continue };
        let span = crate::text::Span::new(start, phrases[p].span().end);
        let planned = (scene.line().sentence.span.start..start)
            .any(|t| scene.scan.particle(t, Particle::Planned).is_some());
        let status = if planned { EventStatus::Planned } else { EventStatus::Asserted };
        let event = Event { status, ..scene.event(Relation::Chaired, agent, meeting, FRAME.id, span) };
        scene.add(event);
    }
}
