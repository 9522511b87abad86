//! "cuộc họp giữa A, B và C", "làm việc với A": those named as meeting each other.

use super::{ANYONE, Frame, Scene, Verb};
use crate::entity::Place;
use crate::event::Event;
use crate::mention::Phrase;
use crate::vocab::Relation;

pub(super) const FRAME: Frame = Frame { id: "attended.parties", confidence: 0.85, read };

fn read(scene: &mut Scene, _verbs: &[Verb]) {
    let line = scene.line();
    if line.place == Place::Caption {
        return;
    }
    for (p, phrase) in line.phrases.iter().enumerate() {
        let Phrase::Meeting(meeting) = phrase else { continue };
        let (Some(target), Some(parties)) = (scene.entity(p), meeting.parties) else { continue };
        for (i, actor) in meeting.inner.iter().enumerate().filter(|(_, actor)| actor.span.overlaps(parties)) {
            let Some(&agent) = scene.entities.inner.get(&(scene.at, p, i + 1)) else { continue };
            if ANYONE.contains(&scene.kind(agent)) {
                let event = Event {
                    row: meeting.row.clone(),
                    ..scene.event(Relation::Attended, agent, target, FRAME.id, actor.span)
                };
                scene.add(event);
            }
        }
    }
}
