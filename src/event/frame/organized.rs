//! "A tổ chức hội nghị ...": the body that organised a meeting; it takes part in its own meeting.

use super::{Frame, Scene, Verb, attend};
use crate::lexicon::Act;
use crate::mention::Who;
use crate::vocab::{EntityKind, EventStatus};

pub(super) const FRAME: Frame = Frame { id: "attended.organizer", confidence: 0.93, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    for verb in verbs.iter().filter(|verb| verb.act == Act::Organize && verb.status == EventStatus::Asserted)
    {
        let Some((_, meeting)) = scene.meeting_after(verb.span.end, 3) else { continue };
        let bodies: Vec<usize> = verb
            .left
            .iter()
            .copied()
            .filter(|&p| scene.entity(p).is_some_and(|e| scene.kind(e) == EntityKind::Body))
            .collect();
        // "tại xã A, UBND huyện B tổ chức": the unit says where.
        let place = |&p: &usize| scene.actor(p).is_some_and(|actor| matches!(actor.who, Who::Place(_)));
        let bodies: Vec<usize> = match bodies.iter().all(place) {
            true => bodies,
            false => bodies.into_iter().filter(|p| !place(p)).collect(),
        };
        let Some(&first) = bodies.first() else { continue };
        let organizer = scene.entity(first);
        if scene.entities.list[meeting].organizer.is_none() {
            scene.entities.list[meeting].organizer = organizer;
        }
        attend(scene, &bodies, meeting, FRAME.id, &verb.entry.source(), EventStatus::Asserted);
    }
}
