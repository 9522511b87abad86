//! "cuộc họp giữa A, B và C", "A có buổi làm việc với B": those named as meeting each other; "A bắt đầu chuyến thăm B": who travels.

use super::{ANYONE, Frame, Scene, Verb};
use crate::entity::{EntityIndex, Place};
use crate::event::Event;
use crate::event::subject::{governed, subject_of};
use crate::lexicon::{Act, Particle};
use crate::mention::{Actor, MeetingPhrase, Phrase, Who};
use crate::text::Span;
use crate::vocab::Relation;

pub(super) const FRAME: Frame = Frame { id: "attended.parties", confidence: 0.90, read };

/// Words of "kết thúc tốt đẹp".
const LONGEST: usize = 4;

/// "A đã đến Viêng Chăn, | bắt đầu chuyến thăm ...": the first person of the sentence that stands behind no preposition.
fn traveller(scene: &Scene, at: usize) -> Vec<usize> {
    let person = |p: &usize| {
        scene.actor(*p).is_some_and(|actor| matches!(actor.who, Who::Name(_)) && actor.span.end <= at)
    };
    let first = (0..scene.line().phrases.len()).filter(person).find(|&p| !governed(scene, p));
    first.into_iter().collect()
}

fn read(scene: &mut Scene, _verbs: &[Verb]) {
    let line = scene.line();
    if line.place == Place::Caption {
        return;
    }
    for (p, phrase) in line.phrases.iter().enumerate() {
        let Phrase::Meeting(meeting) = phrase else { continue };
        let Some(target) = scene.entity(p) else { continue };
        let heard = heard(scene, meeting);
        if meeting.parties.is_none() && heard.is_none() && !meeting.visit {
            continue;
        }
        let told = [meeting.parties, heard];
        let parties = |actor: &Actor| told.iter().flatten().any(|&parties| actor.span.overlaps(parties));
        let inner = meeting.inner.iter().enumerate().filter(|(_, actor)| parties(actor));
        let mut present: Vec<(EntityIndex, Span)> = inner
            .filter_map(|(i, actor)| Some((*scene.entities.inner.get(&(scene.at, p, i + 1))?, actor.span)))
            .collect();
        let words: &[Particle] = match meeting.visit {
            true => &[Particle::Has, Particle::Undertakes],
            false => &[Particle::Has],
        };
        let has = (1..=LONGEST)
            .filter_map(|back| meeting.span.start.checked_sub(back))
            .find(|&at| scene.scan.any_particle(at, words) == Some(meeting.span.start));
        let mut holder = has.map(|at| subject_of(scene, at)).unwrap_or_default();
        if let Some(at) = has.filter(|_| meeting.visit && holder.is_empty()) {
            holder = traveller(scene, at);
        }
        let somebody = |p: &&usize| {
            !scene.actor(**p).is_some_and(|actor| meeting.visit && matches!(actor.who, Who::Place(_)))
        };
        present.extend(
            holder.iter().filter(somebody).filter_map(|&p| Some((scene.entity(p)?, line.phrases[p].span()))),
        );
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

/// "cuộc họp nghe | Sở Y tế và UBND huyện | báo cáo": who is heard in the name of a meeting reports at it.
fn heard(scene: &Scene, meeting: &MeetingPhrase) -> Option<Span> {
    let name = meeting.head.end..meeting.name.end;
    let hears = name.clone().find_map(|at| scene.scan.particle(at, Particle::Hear))?;
    let reports = |at: &usize| scene.scan.verb(*at).is_some_and(|(_, _, act)| act == Act::Speak);
    (hears..name.end).find(reports).map(|end| Span::new(hears, end))
}
