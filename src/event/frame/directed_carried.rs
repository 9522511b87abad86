//! "B cần ...", "B tập trung ..." behind an instruction: the instruction goes on without its verb.

use super::directed_active::{item, passive};
use super::{Frame, Scene, Verb};
use crate::event::order::{Order, split, target_list, write};
use crate::event::scene::Director;
use crate::lexicon::{Act, Particle, Source};
use crate::mention::{Phrase, Who};
use crate::text::Span;
use crate::vocab::EntityKind;

pub(super) const FRAME: Frame = Frame { id: "directed.carried", confidence: 0.95, read };

/// Lines over which an instruction goes on.
const REACH: usize = 3;

fn read(scene: &mut Scene, verbs: &[Verb]) {
    let listed = item(scene);
    let Some(director) = scene.director.clone().filter(|d| reaches(scene, d, listed.is_some())) else {
        return;
    };
    let Some(start) = opening(scene, listed, &director) else { return };
    let list = target_list(scene, start);
    let free = |v: &Verb| {
        let told = listed.is_some() && v.span.start > start;
        !told
            && !passive(scene, v)
            && matches!(v.act, Act::Say | Act::Speak | Act::Conclude | Act::Direct)
            && !v.left.is_empty()
    };
    if verbs.iter().any(free) {
        return;
    }
    let end = scene.line().sentence.span.end;
    let Some(&last) = list.last() else {
        if listed.is_some() && !director.told.is_empty() {
            let order = Order { targets: Vec::new(), content: Span::new(start, end) };
            write(scene, &director.agents, &order, director.strength, &Source::default(), FRAME.id);
            scene.director = Some(Director { line: scene.at, ..director });
        }
        return;
    };
    if !list.iter().all(|&p| may_be_told(scene, p)) {
        return;
    }
    let after = past_aside(scene, scene.line().phrases[last].span().end);
    let near = director.line + 1 == scene.at;
    let told = if listed.is_some() {
        scene.scan.mark(after, ':') || plain(scene, after)
    } else {
        modal(scene, after, !near) || near && plain_order(scene, &list, after)
    };
    if !told {
        return;
    }
    for order in split(scene, list, after, end) {
        write(scene, &director.agents, &order, director.strength, &Source::default(), FRAME.id);
    }
    scene.director = Some(Director { line: scene.at, ..director });
}

/// The instruction goes on: in its paragraph, in the items behind its colon, or in a passive that takes it up.
fn reaches(scene: &Scene, director: &Director, listed: bool) -> bool {
    let near = scene.at > director.line && scene.at <= director.line + REACH;
    let same = scene.lines[director.line].sentence.paragraph == scene.line().sentence.paragraph;
    near && (same || director.open && listed || ordered(scene))
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
fn opening(scene: &Scene, listed: Option<usize>, director: &Director) -> Option<usize> {
    let start = scene.line().sentence.span.start;
    let mut at = listed.filter(|_| director.open).or_else(|| past_source(scene, start)).unwrap_or(start);
    while let Some(next) = scene
        .scan
        .any_particle(at, &[Particle::Toward, Particle::Adverb, Particle::InWhich])
        .or_else(|| scene.scan.mark(at, ',').then_some(at + 1))
    {
        at = next;
    }
    Some(at)
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
    ];
    let bodies = list.iter().filter_map(|&p| scene.actor(p)).all(|a| match &a.who {
        Who::Body(body) => !body.bare,
        Who::Place(place) => !place.level_word.is_empty() && !place.name.is_empty(),
        _ => false,
    });
    let told = scene.scan.verb(at).is_none_or(|(_, entry, act)| {
        matches!(act, Act::Organize | Act::Attend | Act::Visit)
            || entry.flags.has(crate::lexicon::Flag::Narrow)
    });
    bodies && plain(scene, at) && told && scene.scan.any_particle(at, &report).is_none()
}
