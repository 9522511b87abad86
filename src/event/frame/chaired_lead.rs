//! "A dẫn đầu đoàn ... thăm", "do A làm trưởng đoàn": leading a delegation is chairing its visit or working session.

use super::{Frame, PEOPLE, Scene, Verb};
use crate::entity::{EntityIndex, VISIT};
use crate::event::Event;
use crate::lexicon::{Act, Flag, Particle};
use crate::mention::{Phrase, Who};
use crate::text::Span;
use crate::vocab::{EventStatus, Relation};

pub(super) const FRAME: Frame = Frame { id: "chaired.lead", confidence: 0.81, read };

/// The journey that the article tells of.
fn journey(scene: &Scene) -> Option<EntityIndex> {
    let visit = |&e: &EntityIndex| scene.entities.list[e].type_id.as_deref() == Some(VISIT);
    scene.entities.meetings.iter().copied().find(visit)
}

/// Tokens between the verb and what the delegation came for.
const DELEGATION: usize = 12;

/// "dẫn đầu đoàn công tác của tỉnh | kiểm tra tiến độ dự án": what the delegation came for.
fn inspects(scene: &Scene, verb: &Verb) -> Option<Span> {
    let end = scene.line().sentence.span.end.min(verb.span.end + DELEGATION);
    let marked = |at: usize| [',', ';', ':', '('].iter().any(|&mark| scene.scan.mark(at, mark));
    let mut open = (verb.span.end..end).take_while(|&at| !marked(at));
    open.find_map(|at| Some(Span::new(at, scene.scan.particle(at, Particle::Inspects)?)))
}

/// Lines that an article begins with.
const LEAD: usize = 4;

/// Words between a verb of visiting and where to ("thăm | chính thức | Lào").
const MANNER: usize = 3;

/// "thăm chính thức | Lào": the verb tells of a journey.
fn place_behind(scene: &Scene, verb: usize) -> bool {
    scene.line().phrases.iter().any(|p| {
        matches!(p, Phrase::Actor(actor) if matches!(actor.who, Who::Place(_)))
            && (verb..=verb + MANNER).contains(&p.span().start)
    })
}

/// "Đoàn công tác của UBND tỉnh | do | ông A làm trưởng đoàn": the delegation that is led.
fn sent_before(scene: &Scene, verb: &Verb) -> Option<usize> {
    let phrases = &scene.line().phrases;
    let first = phrases[*verb.left.first()?].span().start;
    let by = (1..=MANNER).filter_map(|back| first.checked_sub(back));
    let by = by.into_iter().find(|&at| scene.scan.particle(at, Particle::By).is_some())?;
    phrases.iter().position(|p| {
        p.span().end == by && matches!(p, Phrase::Actor(actor) if matches!(actor.who, Who::Body(_)))
    })
}

fn read(scene: &mut Scene, verbs: &[Verb]) {
    for (i, verb) in verbs.iter().enumerate() {
        if verb.act != Act::Lead || verb.has(Flag::Narrow) {
            continue;
        }
        let agents = verb.agents(scene, &PEOPLE);
        let visit = verbs[i + 1..]
            .iter()
            .find(|v| matches!(v.act, Act::Visit | Act::Meet | Act::Attend))
            .map(|v| v.span)
            .or_else(|| inspects(scene, verb));
        // "Kết thúc lễ đón, A dẫn đầu đoàn tiến hành hội đàm": what stands behind the verb, if anything does.
        let meetings = scene.line().phrases.iter().enumerate().filter_map(|(p, phrase)| {
            match phrase {
                Phrase::Meeting(_) => scene.entity(p).filter(|&e| scene.is_meeting(e)),
                _ => None,
            }
            .map(|e| (phrase.span().start >= verb.span.end, e))
        });
        let meetings: Vec<(bool, EntityIndex)> = meetings.collect();
        let named = meetings.iter().find(|(behind, _)| *behind).or(meetings.first()).map(|&(_, e)| e);
        // "dẫn đầu đoàn sang thăm Lào và dự hội nghị": the journey is led, the conference attended.
        let travels = verbs.get(i + 1).filter(|v| v.act == Act::Visit && !v.has(Flag::Rite));
        let named = named.filter(|_| travels.is_none_or(|v| scene.meeting_after(v.span.start, 2).is_some()));
        let discussed = scene.meeting.filter(|_| !super::attended_met::fresh(scene, verb));
        let abroad = travels.filter(|v| place_behind(scene, v.span.end)).map(|v| v.span);
        let meeting = named
            .or_else(|| journey(scene).filter(|_| travels.is_some()))
            .or_else(|| abroad.and_then(|span| super::attended_met::meeting_of(scene, span)))
            .or(discussed)
            .or_else(|| visit.and_then(|span| super::attended_met::meeting_of(scene, span)))
            .or_else(|| scene.meeting_for(verb.span.start));
        // "Đoàn kiểm tra do ông A làm trưởng đoàn đã ...": the lead is cut off, the headline tells what they did.
        let cut = scene.at < LEAD && scene.meeting.is_some();
        let told =
            visit.is_some() || cut || scene.line().phrases.iter().any(|p| matches!(p, Phrase::Meeting(_)));
        let Some(meeting) = meeting.filter(|_| told) else {
            scene.drop(verb.span, "the delegation's visit is not named");
            continue;
        };
        let start = verb.subject.first().map_or(verb.span.start, |&p| scene.line().phrases[p].span().start);
        if verb.status == EventStatus::Asserted
            && let Some(sent) = sent_before(scene, verb)
        {
            super::attend(scene, &[sent], meeting, FRAME.id, &verb.entry.source(), verb.status);
        }
        for agent in agents {
            let span = Span::new(start.min(verb.span.start), verb.span.end);
            let event = Event {
                status: verb.status,
                row: verb.entry.source(),
                ..scene.event(Relation::Chaired, agent, meeting, FRAME.id, span)
            };
            scene.add(event);
        }
    }
}
