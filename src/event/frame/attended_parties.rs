//! "cuộc họp giữa A, B và C", "A có buổi làm việc với B": those named as meeting each other.

use super::{ANYONE, Frame, Scene, Verb};
use crate::entity::{EntityIndex, Place};
use crate::event::Event;
use crate::event::subject::subject_of;
use crate::lexicon::Particle;
use crate::mention::Phrase;
use crate::text::Span;
use crate::vocab::Relation;

pub(super) const FRAME: Frame = Frame { id: "attended.parties", confidence: 0.98, read };

fn read(scene: &mut Scene, _verbs: &[Verb]) {
    let line = scene.line();
    if line.place == Place::Caption {
        return;
    }
    for (p, phrase) in line.phrases.iter().enumerate() {
        let Phrase::Meeting(meeting) = phrase else { continue };
        let (Some(target), Some(parties)) = (scene.entity(p), meeting.parties) else { continue };
        let inner = meeting.inner.iter().enumerate().filter(|(_, actor)| actor.span.overlaps(parties));
        let mut present: Vec<(EntityIndex, Span)> = inner
            .filter_map(|(i, actor)| Some((*scene.entities.inner.get(&(scene.at, p, i + 1))?, actor.span)))
            .collect();
        let has = (1..=2)
            .filter_map(|back| meeting.span.start.checked_sub(back))
            .find(|&at| scene.scan.particle(at, Particle::Has) == Some(meeting.span.start));
        let holder = has.map(|at| subject_of(scene, at)).unwrap_or_default();
        present.extend(holder.iter().filter_map(|&p| Some((scene.entity(p)?, line.phrases[p].span()))));
        for (agent, span) in present {
            if ANYONE.contains(&scene.kind(agent)) {
                let event = Event {
                    row: meeting.row.clone(),
                    ..scene.event(Relation::Attended, agent, target, FRAME.id, span)
                };
                scene.add(event);
            }
        }
    }
}
