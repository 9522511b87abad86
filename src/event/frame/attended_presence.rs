//! "với sự tham dự của A, B", "có sự tham gia của ...": guests behind a noun.

use super::{Frame, Scene, Verb, actors_between, attend};
use crate::lexicon::{Act, Particle};
use crate::vocab::EventStatus;

pub(super) const FRAME: Frame = Frame { id: "attended.presence", confidence: 0.77, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    for (i, verb) in verbs.iter().enumerate().filter(|(_, verb)| verb.act == Act::Presence) {
        let end = verbs[i + 1..]
            .iter()
            .find(|v| matches!(v.act, Act::Chair | Act::Direct | Act::DirectMeeting | Act::Say))
            .map_or(scene.line().sentence.span.end, |v| {
                v.left.first().map_or(v.span.start, |&p| scene.line().phrases[p].span().start)
            });
        let actors = actors_between(scene, verb.next, end);
        let of = scene.scan.particle(verb.span.end, Particle::Of).is_some()
            || scene.line().phrases.iter().any(|p| p.span().start == verb.span.end);
        let near =
            of && actors.first().is_some_and(|&p| scene.line().phrases[p].span().start <= verb.span.end + 6);
        let Some(meeting) = scene.meeting_under_discussion(verb.span.start).filter(|_| near) else {
            scene.drop(verb.span, "nobody is named behind it, or no meeting is under discussion");
            continue;
        };
        attend(scene, &actors, meeting, FRAME.id, &verb.entry.source(), verb.status);
        if verb.status == EventStatus::Asserted {
            scene.listed = Some((meeting, verb.entry.source(), scene.at));
        }
    }
}
