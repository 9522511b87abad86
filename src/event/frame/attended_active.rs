//! "A dự hội nghị", "A và B tham dự": the subject takes part.

use super::{Frame, Scene, Verb};
use crate::event::Event;
use crate::lexicon::{Act, Flag, Particle};
use crate::text::Span;
use crate::vocab::Relation;

pub(super) const FRAME: Frame = Frame { id: "attended.active", confidence: 0.93, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    for verb in verbs.iter().filter(|verb| verb.act == Act::Attend || verb.has(Flag::Attends)) {
        let near = scene.meeting_after(verb.span.end, 4);
        if verb.left.is_empty() && !coordinated(scene, verb, near.is_some()) {
            continue;
        }
        if verb.has(Flag::Narrow) && near.is_none() {
            scene.drop(verb.span, "no meeting stands behind the verb");
            continue;
        }
        let Some(meeting) = near.map(|(_, m)| m).or_else(|| scene.meeting_for(verb.span.start)) else {
            scene.drop(verb.span, "no meeting is under discussion");
            continue;
        };
        let end = near.map_or(verb.span.end, |(p, _)| scene.line().phrases[p].span().end);
        let subject: Vec<usize> = verb
            .subject
            .iter()
            .copied()
            .filter(|&p| scene.entity(p).is_some_and(|e| super::takes_part(scene, p, e, 0)))
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
