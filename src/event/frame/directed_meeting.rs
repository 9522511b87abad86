//! "A phát biểu chỉ đạo hội nghị", "A dự và chỉ đạo": an instruction to the whole meeting.

use super::{Frame, PEOPLE, Scene, Verb};
use crate::entity::EntityIndex;
use crate::event::Event;
use crate::lexicon::{Act, Row};
use crate::text::Span;
use crate::vocab::{EventStatus, Relation};

pub(super) const FRAME: Frame = Frame { id: "directed.meeting", confidence: 0.89, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    for verb in verbs.iter().filter(|verb| verb.act == Act::DirectMeeting) {
        let agents = if verb.left.is_empty() && inverted(scene, verb) {
            behind(scene, verb)
        } else {
            verb.agents(scene, &PEOPLE)
        };
        let Some(meeting) = scene.meeting_for(verb.span.end) else {
            scene.drop(verb.span, "no meeting is under discussion");
            continue;
        };
        if scene.habitual(verb.span.start) {
            scene.drop(verb.span, "said at meetings in general");
            continue;
        }
        for agent in agents {
            direct(scene, verb, agent, meeting);
        }
    }
}

/// The sentence begins with the verb, so the speaker stands behind it.
fn inverted(scene: &Scene, verb: &Verb) -> bool {
    verb.subject.is_empty() || verb.span.start <= scene.line().sentence.span.start + 2
}

fn behind(scene: &Scene, verb: &Verb) -> Vec<EntityIndex> {
    let phrases = &scene.line().phrases;
    let person = (verb.next..phrases.len()).find(|&p| {
        scene.actor(p).is_some() && scene.entity(p).is_some_and(|e| PEOPLE.contains(&scene.kind(e)))
    });
    person
        .filter(|&p| phrases[p].span().start <= verb.span.end + 20)
        .and_then(|p| scene.entity(p))
        .into_iter()
        .collect()
}

fn direct(scene: &mut Scene, verb: &Verb, agent: EntityIndex, meeting: EntityIndex) {
    let Row::Verb { strength, .. } = verb.entry.row else { return };
    let end = scene
        .meeting_after(verb.span.end, 3)
        .map_or(verb.span.end, |(p, _)| scene.line().phrases[p].span().end);
    let span = Span::new(verb.span.start, end);
    let event = Event {
        status: verb.status,
        row: verb.entry.source(),
        strength,
        directive: Some(span),
        ..scene.event(Relation::Directed, agent, meeting, FRAME.id, span)
    };
    if verb.status == EventStatus::Asserted {
        let attended = Event {
            row: verb.entry.source(),
            ..scene.event(Relation::Attended, agent, meeting, FRAME.id, span)
        };
        scene.add(attended);
    }
    scene.add(event);
}
