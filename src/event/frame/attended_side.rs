//! "Về phía tỉnh có A; B", "Tại điểm cầu X có ...": the people of one side or venue.

use super::{Frame, Scene, Verb, actors_between, attend, list_opens};
use crate::lexicon::{Act, Particle, Source};
use crate::vocab::EventStatus;

pub(super) const FRAME: Frame = Frame { id: "attended.side", confidence: 0.89, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    let sentence = scene.line().sentence.span;
    if verbs.iter().any(|v| matches!(v.act, Act::Attend | Act::Presence) && v.left.is_empty()) {
        return;
    }
    for at in sentence.start..sentence.end.min(sentence.start + 12) {
        let weak = scene.scan.particle(at, Particle::SideWeak).filter(|_| at == sentence.start);
        let Some(end) = scene.scan.any_particle(at, &[Particle::Side, Particle::Venue]).or(weak) else {
            continue;
        };
        let Some(opening) = (end..sentence.end.min(end + 20)).find(|&t| list_opens(scene, t, t + 1)) else {
            continue;
        };
        let first = scene.line().phrases.iter().position(|p| p.span().start > opening);
        let stop = verbs
            .iter()
            .find(|v| v.span.start > opening && matches!(v.act, Act::Chair | Act::Direct | Act::Say))
            .map_or(sentence.end, |v| v.span.start);
        let actors = first.map(|first| actors_between(scene, first, stop)).unwrap_or_default();
        if let Some(meeting) = scene.meeting_for(end) {
            attend(scene, &actors, meeting, FRAME.id, &Source::default(), EventStatus::Asserted);
            scene.listed = Some((meeting, Source::default(), scene.at));
        }
        return;
    }
}
