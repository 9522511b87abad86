//! "Chủ trì hội nghị có các đồng chí: A; B": the leaders behind the verb.

use super::{Frame, PEOPLE, Scene, Verb, actors_between, list_opens};
use crate::event::Event;
use crate::lexicon::{Act, Flag, Particle};
use crate::text::Span;
use crate::vocab::Relation;

pub(super) const FRAME: Frame = Frame { id: "chaired.inverted", confidence: 0.81, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    for (i, verb) in verbs.iter().enumerate() {
        if !(verb.act == Act::Chair || verb.has(Flag::Chairs)) || !verb.left.is_empty() {
            continue;
        }
        let stop =
            verbs[i + 1..].iter().map(|v| v.span.start).next().unwrap_or(scene.line().sentence.span.end);
        let actors = actors_between(scene, verb.next, scene.line().sentence.span.end);
        let begins = |p: usize| scene.line().phrases[p].span().start;
        // "Chủ trì hội nghị tại điểm cầu UBND tỉnh có ông A": where it was, then who led it.
        let venue = (verb.span.end..stop).any(|at| scene.scan.particle(at, Particle::Venue).is_some());
        let named = actors.iter().position(|&p| venue && list_opens(scene, verb.span.end, begins(p)));
        let actors = &actors[named.unwrap_or(0)..];
        let Some(&first) = actors.first() else { continue };
        let start = begins(first);
        if participial(scene, verb, start) {
            chair(scene, verb, &actors[..1], start + 1);
            continue;
        }
        if start > stop + 2 && verbs.get(i + 1).is_some_and(|v| v.act != Act::Chair)
            || !list_opens(scene, verb.span.end, start)
        {
            continue;
        }
        chair(scene, verb, actors, stop.max(start + 1));
    }
}

/// "Chủ trì cuộc họp ..., A nêu rõ": a clause without a subject, a comma, and the person.
fn participial(scene: &Scene, verb: &Verb, person: usize) -> bool {
    let line = scene.line();
    let start = line.sentence.span.start;
    let second = (start..verb.span.start)
        .all(|at| scene.scan.tokens[at].is_word() && !line.phrases.iter().any(|p| p.span().contains(at)));
    let opens = verb.span.start == start
        || second && verb.span.start <= start + 4 && scene.scan.verb(start).is_some()
        || scene.scan.mark(verb.span.start - 1, ',')
        || scene.scan.mark(verb.span.start - 1, '.');
    let meeting = line.phrases.iter().any(|p| {
        matches!(p, crate::mention::Phrase::Meeting(_))
            && p.span().start >= verb.span.end
            && p.span().start <= verb.span.end + 2
    });
    opens && meeting && scene.scan.mark(person - 1, ',')
}

fn chair(scene: &mut Scene, verb: &Verb, actors: &[usize], stop: usize) {
    let Some(meeting) = scene.meeting_for(verb.span.end) else {
        return scene.drop(verb.span, "no meeting is under discussion");
    };
    for &p in actors {
        let span = scene.line().phrases[p].span();
        if span.start >= stop {
            break;
        }
        let Some(agent) = scene.entity(p).filter(|&e| PEOPLE.contains(&scene.kind(e))) else { continue };
        let span = Span::new(verb.span.start, span.end);
        let event = Event {
            row: verb.entry.source(),
            ..scene.event(Relation::Chaired, agent, meeting, FRAME.id, span)
        };
        scene.add(event);
    }
}
