//! "B cần ...", "B tập trung ..." behind an instruction: the instruction goes on without its verb.

use super::directed_active::{split, target_list, write};
use super::{Frame, Scene, Verb};
use crate::event::scene::Director;
use crate::lexicon::{Act, Particle};
use crate::mention::{Phrase, Who};
use crate::vocab::EntityKind;

pub(super) const FRAME: Frame = Frame { id: "directed.carried", confidence: 0.7, read };

/// Lines over which an instruction goes on.
const REACH: usize = 3;

fn read(scene: &mut Scene, verbs: &[Verb]) {
    let Some(director) = scene
        .director
        .clone()
        .filter(|d| scene.at > d.line && scene.at <= d.line + REACH && same_paragraph(scene, d))
    else {
        return;
    };
    let start = opening(scene);
    let list = target_list(scene, start);
    let Some(&last) = list.last() else { return };
    if !list.iter().all(|&p| may_be_told(scene, p))
        || verbs.iter().any(|v| {
            matches!(v.act, Act::Say | Act::Speak | Act::Conclude | Act::Direct) && !v.left.is_empty()
        })
    {
        return;
    }
    let after = scene.line().phrases[last].span().end;
    let near = director.line + 1 == scene.at;
    if !(modal(scene, after, !near) || near && plain_order(scene, &list, after)) {
        return;
    }
    let end = scene.line().sentence.span.end;
    for order in split(scene, list, after, end) {
        write(scene, &director.agents, &order, director.strength, "", FRAME.id);
    }
    scene.director = Some(Director { line: scene.at, ..director });
}

fn same_paragraph(scene: &Scene, director: &Director) -> bool {
    scene.lines[director.line].sentence.paragraph == scene.line().sentence.paragraph
}

/// Past "Riêng", "Đồng thời,", "Đối với".
fn opening(scene: &Scene) -> usize {
    let mut at = scene.line().sentence.span.start;
    while let Some(next) = scene
        .scan
        .any_particle(at, &[Particle::Toward, Particle::Adverb])
        .or_else(|| scene.scan.mark(at, ',').then_some(at + 1))
    {
        at = next;
    }
    at
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
    let bodies =
        list.iter().all(|&p| scene.actor(p).is_some_and(|a| matches!(&a.who, Who::Body(body) if !body.bare)));
    let word = scene.scan.tokens.get(at).is_some_and(|t| t.is_word() && !t.is_capital());
    let told = scene.scan.verb(at).is_none_or(|(_, entry, act)| {
        matches!(act, Act::Organize | Act::Attend | Act::Visit)
            || entry.flags.has(crate::lexicon::Flag::Narrow)
    });
    bodies && word && told && scene.scan.any_particle(at, &report).is_none()
}
