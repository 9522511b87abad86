//! "A đã đến thăm ..., cùng lãnh đạo B, C": those who go with the subject, behind what it does.

use super::{Frame, Scene, Verb, actors_between, attend};
use crate::lexicon::{Act, Particle};
use crate::vocab::EventStatus;

pub(super) const FRAME: Frame = Frame { id: "attended.companion", confidence: 0.86, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    let gathers = |verb: &&Verb| {
        let act =
            matches!(verb.act, Act::Chair | Act::Lead | Act::Visit | Act::Receive | Act::Meet | Act::Attend);
        act && verb.status == EventStatus::Asserted && !verb.subject.is_empty()
    };
    let Some(verb) = verbs.iter().rfind(gathers) else { return };
    let end = scene.line().sentence.span.end;
    let opening = (verb.span.end..end).find(|&at| {
        let joint = scene.scan.particle(at + 1, Particle::And).filter(|_| scene.scan.mark(at, ','));
        joint.is_some_and(|past| scene.scan.particle(past, Particle::Member).is_some())
    });
    let Some(opening) = opening else { return };
    if verbs.iter().any(|other| other.span.start > opening) {
        return;
    }
    let first = scene.line().phrases.iter().position(|p| p.span().start > opening);
    let companions = first.map(|first| actors_between(scene, first, end)).unwrap_or_default();
    if let Some(meeting) = scene.meeting_for(verb.span.start) {
        attend(scene, &companions, meeting, FRAME.id, &verb.entry.source(), EventStatus::Asserted);
    }
}
