//! "A nhấn mạnh, Sở B cần ...": who leads the meeting, or stands above B, says what B has to do.
//!
//! Not this: what somebody thinks of bodies beside or above him ("Ông A cho rằng Quốc hội cần ..."), what classes ought to do.

use super::{Frame, Scene, Verb, speaks};
use crate::entity::EntityIndex;
use crate::event::order::{split, target_list, write};
use crate::event::scene::Director;
use crate::event::standing::{not_above, stands_above};
use crate::event::subject::listed;
use crate::lexicon::{Act, Flag, Particle};
use crate::mention::Who;
use crate::vocab::{EntityKind, EventStatus, Strength};

pub(super) const FRAME: Frame = Frame { id: "directed.urged", confidence: 0.87, read };

/// Lines over which somebody goes on speaking.
const SPEECH: usize = 6;

fn read(scene: &mut Scene, verbs: &[Verb]) {
    if scene.ordered() || verbs.iter().any(|v| v.act == Act::Direct) {
        return;
    }
    let Some((speaker, from)) = speaker(scene, verbs) else { return };
    let end = scene.line().sentence.span.end;
    let Some((list, after)) = told(scene, speaker, from, end) else { return };
    let strength = Some(Strength::Reminder);
    let row = verbs.iter().rev().find(|v| v.span.end <= after && speaks(v)).map(|v| v.entry.source());
    for order in split(scene, list, after, end) {
        write(scene, &[speaker], &order, strength, &row.clone().unwrap_or_default(), FRAME.id);
    }
    scene.director =
        Some(Director { agents: vec![speaker], strength, line: scene.at, open: false, told: Vec::new() });
}

/// Who speaks, and behind which token his words stand: here, or in a line before.
fn speaker(scene: &Scene, verbs: &[Verb]) -> Option<(EntityIndex, usize)> {
    let said = verbs.iter().rfind(|v| speaks(v) && !v.left.is_empty());
    if let (None, Some(source)) = (said, source(scene)) {
        return Some(source);
    }
    let Some(verb) = said else {
        let start = scene.line().sentence.span.start;
        return scene.speaker.filter(|s| scene.reaches_from(s.line, SPEECH)).map(|s| (s.who, start));
    };
    let who = scene.entity(verb.left[0]).filter(|_| verb.left.len() == 1)?;
    let says = verb.act == Act::Say && verb.status == EventStatus::Asserted && !verb.has(Flag::Petition);
    (says && scene.kind(who) == EntityKind::Person).then_some((who, verb.span.end))
}

/// "Theo bà A: ...": who is heard at the head of the sentence.
fn source(scene: &Scene) -> Option<(EntityIndex, usize)> {
    let heard = scene.scan.particle(scene.line().sentence.span.start, Particle::According)?;
    let p = scene.line().phrases.iter().position(|p| p.span().start == heard)?;
    let end = scene.line().phrases[p].span().end;
    let marked = [',', ':'].into_iter().any(|mark| scene.scan.mark(end, mark));
    let who = scene.entity(p).filter(|&who| marked && scene.kind(who) == EntityKind::Person)?;
    Some((who, end + 1))
}

/// The first bodies behind a token that open a clause with "cần", "phải", and that the speaker may tell.
fn told(scene: &Scene, speaker: EntityIndex, from: usize, end: usize) -> Option<(Vec<usize>, usize)> {
    let phrases = &scene.line().phrases;
    let leads = scene.leads(speaker);
    let own = |e| scene.entities.roles.iter().any(|role| role.person == speaker && role.body == Some(e));
    phrases.iter().filter(|p| p.span().start >= from && p.span().start < end).find_map(|p| {
        let list = target_list(scene, p.span().start);
        let after = phrases[*list.last()?].span().end;
        let fits = |&p: &usize| {
            named(scene, p)
                && scene.entity(p).is_some_and(|e| {
                    !own(e)
                        && if leads { not_above(scene, e, speaker) } else { stands_above(scene, speaker, e) }
                })
        };
        let past = scene.scan.particle(after, Particle::Adverb).unwrap_or(after);
        let asked = scene.scan.particle(past, Particle::Modal);
        // "phải là trung tâm của vùng" is no task.
        let task = asked.is_some_and(|end| scene.scan.particle(end, Particle::Copula).is_none());
        (task && opens(scene, from, list[0]) && list.iter().all(fits)).then_some((list, after))
    })
}

/// No list goes on: directly behind the verb of saying, a comma, a colon, "rằng" or the words that open a sentence.
fn opens(scene: &Scene, from: usize, p: usize) -> bool {
    if p > 0 && listed(scene, p - 1, p) {
        return false;
    }
    let at = scene.line().phrases[p].span().start;
    let before = at.checked_sub(1);
    let mark = |mark: char| before.is_some_and(|before| scene.scan.mark(before, mark));
    at == from
        || [',', ':', '\u{201C}', '"'].into_iter().any(mark)
        || (1..=3).filter_map(|back| at.checked_sub(back)).any(|back| {
            back >= from && scene.scan.any_particle(back, &[Particle::Clause, Particle::Adverb]) == Some(at)
        })
}

/// A body with a name, or a place.
fn named(scene: &Scene, p: usize) -> bool {
    scene.actor(p).is_some_and(|actor| match &actor.who {
        Who::Body(body) => !body.bare,
        Who::Place(place) => !place.name.is_empty(),
        _ => false,
    })
}
