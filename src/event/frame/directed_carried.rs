//! "B cần ...", "B tập trung ..." behind an instruction: the instruction goes on without its verb.

use super::directed_active::{item, passive};
use super::{Frame, Scene, Verb};
use crate::event::order::{Order, notably, split, target_list, write};
use crate::event::scene::Director;
use crate::event::standing::may_tell;
use crate::lexicon::{Act, Particle, Source};
use crate::mention::{Phrase, Who};
use crate::text::Span;
use crate::vocab::EntityKind;

pub(super) const FRAME: Frame = Frame { id: "directed.carried", confidence: 0.83, read };

/// Lines over which an instruction goes on.
const REACH: usize = 3;

fn read(scene: &mut Scene, verbs: &[Verb]) {
    let listed = item(scene);
    let Some(director) = scene.director.clone().filter(|d| reaches(scene, d, listed.is_some())) else {
        return;
    };
    let start = opening(scene, listed, &director);
    let mut list = target_list(scene, start);
    while let Some(notable) =
        list.last().and_then(|&last| notably(scene, scene.line().phrases[last].span().end))
    {
        list.extend(notable);
    }
    let free = |v: &Verb| {
        let told = listed.is_some() && v.span.start > start;
        !told
            && !passive(scene, v)
            && !told_in_turn(scene, v)
            && matches!(v.act, Act::Say | Act::Speak | Act::Conclude | Act::Direct)
            && !v.left.is_empty()
    };
    if let Some(speech) = verbs.iter().find(|v| free(v)) {
        if speech.act == Act::Say && own(scene, &director, speech) {
            scene.director = Some(Director { line: scene.at, ..director });
        }
        return;
    }
    let end = scene.line().sentence.span.end;
    let Some(&last) = list.last() else {
        if listed.is_some() && !director.told.is_empty() {
            let order = Order { targets: Vec::new(), content: Span::new(start, end) };
            write(scene, &director.agents, &order, director.strength, &Source::default(), FRAME.id);
            scene.director = Some(Director { line: scene.at, ..director });
        } else if asks(scene, start) {
            scene.director = Some(Director { line: scene.at, ..director });
        }
        return;
    };
    if list.iter().filter_map(|&p| scene.entity(p)).any(|e| director.agents.contains(&e)) {
        scene.director = Some(Director { line: scene.at, ..director });
        return;
    }
    if !list.iter().all(|&p| may_be_told(scene, p)) {
        return;
    }
    let after = past_aside(scene, scene.line().phrases[last].span().end);
    let near = director.line + 1 == scene.at;
    let told = if listed.is_some() {
        scene.scan.mark(after, ':') || plain(scene, after)
    } else {
        let paragraph = scene.near(director.line, 1) || scene.reaches_from(director.line, 1);
        modal(scene, after, !near)
            || near && paragraph && (plain_order(scene, &list, after) || beside(scene, &list, after))
    };
    if !told {
        return;
    }
    for order in split(scene, list, after, end) {
        write(scene, &director.agents, &order, director.strength, &Source::default(), FRAME.id);
    }
    scene.director = Some(Director { line: scene.at, ..director });
}

/// The director himself speaks on.
fn own(scene: &Scene, director: &Director, verb: &Verb) -> bool {
    verb.left.iter().filter_map(|&p| scene.entity(p)).any(|e| director.agents.contains(&e))
}

/// "Không để xảy ra ...", "Đẩy mạnh x; cần làm y": the line tells what to do, and names nobody.
fn asks(scene: &Scene, start: usize) -> bool {
    let opens = [Particle::ModalWeak, Particle::Modal, Particle::Negation];
    let end = scene.line().sentence.span.end;
    scene.scan.any_particle(start, &opens).is_some()
        || (start..end).any(|at| scene.scan.particle(at, Particle::Modal).is_some())
}

/// "Bộ X chỉ đạo ..." behind words of somebody above it who instructs: told to tell in turn.
pub(in crate::event) fn told_in_turn(scene: &Scene, verb: &Verb) -> bool {
    let Some(director) = scene.director.as_ref().filter(|d| scene.reaches_from(d.line, 1)) else {
        return false;
    };
    let (Some(&first), Some(&last)) = (verb.left.first(), verb.left.last()) else { return false };
    let phrases = &scene.line().phrases;
    let people =
        director.agents.iter().all(|&a| matches!(scene.kind(a), EntityKind::Person | EntityKind::Post));
    people
        && verb.act == Act::Direct
        && scene.scan.particle(verb.span.start, Particle::ModalWeak).is_some()
        && phrases[first].span().start == opening(scene, None, director)
        && phrases[last].span().end == verb.span.start
        && verb.left.iter().all(|&p| {
            named(scene, p) && scene.entity(p).is_some_and(|e| may_tell(scene, &director.agents, e))
        })
}

/// The instruction goes on: in its paragraph, behind "bên cạnh đó", in the items behind its colon, or in a passive that takes it up.
fn reaches(scene: &Scene, director: &Director, listed: bool) -> bool {
    let near = scene.at > director.line && scene.at <= director.line + REACH;
    let people = director.agents.iter().all(|&a| scene.kind(a) != EntityKind::Body);
    near && (scene.near(director.line, REACH)
        || people && scene.reaches_from(director.line, REACH)
        || director.open && listed
        || people && scene.line_by_line && scene.at == director.line + 1
        || ordered(scene))
}

/// "Ban Quản lý được giao ...", "Theo công điện, Bộ X có nhiệm vụ ...": the words themselves tell of an order given before.
fn ordered(scene: &Scene) -> bool {
    let span = scene.line().sentence.span;
    let passive = (span.start..span.end.min(span.start + 20))
        .any(|at| scene.scan.particle(at, Particle::PassiveOrder).is_some());
    passive || past_source(scene, span.start).is_some()
}

/// Past "Theo công điện,".
fn past_source(scene: &Scene, at: usize) -> Option<usize> {
    let document = scene.scan.particle(at, Particle::According)?;
    let end = scene.scan.particle(document, Particle::Document)?;
    scene.scan.mark(end, ',').then_some(end + 1)
}

/// Past "Riêng", "Đồng thời,", "Đối với", the mark of an item.
fn opening(scene: &Scene, listed: Option<usize>, director: &Director) -> usize {
    let start = scene.line().sentence.span.start;
    let mut at = listed.filter(|_| director.open).or_else(|| past_source(scene, start)).unwrap_or(start);
    while let Some(next) = scene
        .scan
        .any_particle(at, &[Particle::Toward, Particle::Adverb, Particle::InWhich])
        .or_else(|| scene.scan.mark(at, ',').then_some(at + 1))
    {
        at = next;
    }
    past_tasks(scene, at).or_else(|| past_topic(scene, at)).unwrap_or(at)
}

/// Tokens of the longest words that tell what an item is about.
const TOPIC: usize = 12;

/// Past "Về quản lý lễ hội,".
fn past_topic(scene: &Scene, at: usize) -> Option<usize> {
    let topic = scene.scan.particle(at, Particle::AboutTopic)?;
    (topic..topic + TOPIC).find(|&at| scene.scan.mark(at, ',')).map(|comma| comma + 1)
}

/// Tokens of the longest words that speak of tasks to come.
const TASKS: usize = 8;

/// Past "chú trọng một số nhiệm vụ, như".
fn past_tasks(scene: &Scene, at: usize) -> Option<usize> {
    scene.scan.particle(at, Particle::ModalWeak)?;
    let tasks = (at..at + TASKS).find_map(|at| scene.scan.particle(at, Particle::Tasks))?;
    let next = if scene.scan.mark(tasks, ',') { tasks + 1 } else { tasks };
    let past = scene.scan.particle(next, Particle::Example).or(scene.scan.mark(next, ':').then_some(next))?;
    Some(if scene.scan.mark(past, ':') { past + 1 } else { past })
}

/// Past "(Bộ GTVT)", past "cũng" and past ", cùng với việc tổng hợp nhu cầu," before "phải".
fn past_aside(scene: &Scene, at: usize) -> usize {
    let end = scene.line().sentence.span.end;
    let close = |mark: char| (at + 1..end.min(at + 16)).find(|&t| scene.scan.mark(t, mark)).map(|t| t + 1);
    if scene.scan.mark(at, '(') {
        return close(')').unwrap_or(at);
    }
    if let Some(past) = scene.scan.particle(at, Particle::Adverb).filter(|&past| modal(scene, past, true)) {
        return past;
    }
    let aside = scene.scan.mark(at, ',').then(|| close(',')).flatten();
    aside.filter(|&past| modal(scene, past, true)).unwrap_or(at)
}

/// A word in small letters goes on behind the addressee.
fn plain(scene: &Scene, at: usize) -> bool {
    scene.scan.tokens.get(at).is_some_and(|t| t.is_word() && !t.is_capital())
}

fn may_be_told(scene: &Scene, p: usize) -> bool {
    let kind = scene.entity(p).map(|e| scene.kind(e));
    let place = matches!(&scene.line().phrases[p], Phrase::Actor(a) if matches!(a.who, Who::Place(_)));
    matches!(kind, Some(EntityKind::Body | EntityKind::Group | EntityKind::Post)) || place
}

/// "cần", "phải", "được giao", "chủ trì, phối hợp"; weaker words only directly behind the instruction.
fn modal(scene: &Scene, at: usize, strict: bool) -> bool {
    let modals = [Particle::Modal, Particle::LeadAgency, Particle::PassiveOrder];
    scene.scan.any_particle(at, &modals).is_some()
        || !strict && scene.scan.particle(at, Particle::ModalWeak).is_some()
}

/// "Bộ X lo đủ khẩu trang": a named body and a plain verb, with nothing that makes it a report.
fn plain_order(scene: &Scene, list: &[usize], at: usize) -> bool {
    let report = [
        Particle::Past,
        Particle::Copula,
        Particle::Negation,
        Particle::Adverb,
        Particle::Planned,
        Particle::Has,
        Particle::And,
        Particle::At,
        Particle::Of,
        Particle::Passive,
        Particle::InWhich,
        Particle::Term,
        Particle::Report,
    ];
    let bodies = list.iter().all(|&p| named(scene, p));
    let told = scene.scan.verb(at).is_none_or(|(_, entry, act)| {
        matches!(act, Act::Organize | Act::Attend | Act::Visit)
            || entry.flags.has(crate::lexicon::Flag::Narrow)
    });
    bodies && plain(scene, at) && told && scene.scan.any_particle(at, &report).is_none()
}

/// A body with a name, a place with a name and its level.
fn named(scene: &Scene, p: usize) -> bool {
    scene.actor(p).is_some_and(|actor| match &actor.who {
        Who::Body(body) => !body.bare,
        Who::Place(place) => !place.level_word.is_empty() && !place.name.is_empty(),
        Who::Office => actor.posts.iter().all(|post| post.body.is_some()),
        _ => false,
    })
}

/// Tokens of the longest aside between who is told and "cần".
const ASIDE: usize = 24;

/// "Bộ X bên cạnh việc lo đủ khẩu trang thì cần ...".
fn beside(scene: &Scene, list: &[usize], at: usize) -> bool {
    let end = scene.line().sentence.span.end.min(at + ASIDE);
    scene.scan.particle(at, Particle::Beside).is_some()
        && list.iter().all(|&p| named(scene, p))
        && (at..end).any(|at| scene.scan.particle(at, Particle::Modal).is_some())
}
