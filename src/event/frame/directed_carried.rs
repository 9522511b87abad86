//! "B cần ...", "B tập trung ..." behind an instruction: the instruction goes on without its verb.

use super::directed_active::{split, target_list, write};
use super::{Frame, Scene, Verb};
use crate::event::scene::Director;
use crate::lexicon::{Act, Particle};
use crate::mention::{Phrase, Who};
use crate::vocab::EntityKind;

pub(super) const FRAME: Frame = Frame { id: "directed.carried", confidence: 0.7, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    let Some(director) = scene.director.clone().filter(|d| d.line + 1 == scene.at && same_paragraph(scene, d)) else { return };
    let start = opening(scene);
    let list = target_list(scene, start);
    let Some(&last) = list.last() else { return };
    if !list.iter().all(|&p| may_be_told(scene, p)) || verbs.iter().any(|v| matches!(v.act, Act::Say | Act::Speak | Act::Conclude | Act::Direct) && !v.left.is_empty()) {
        return;
    }
    let after = scene.line().phrases[last].span().end;
    if !modal(scene, after) {
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
    while let Some(next) = scene.scan.any_particle(at, &[Particle::Toward, Particle::Adverb]).or_else(|| scene.scan.mark(at, ',').then_some(at + 1)) {
        at = next;
    }
    at
}

fn may_be_told(scene: &Scene, p: usize) -> bool {
    let kind = scene.entity(p).map(|e| scene.kind(e));
    let place = matches!(&scene.line().phrases[p], Phrase::Actor(a) if matches!(a.who, Who::Place(_)));
    matches!(kind, Some(EntityKind::Body | EntityKind::Group | EntityKind::Post)) || place
}

fn modal(scene: &Scene, at: usize) -> bool {
    let modals = [Particle::Modal, Particle::ModalWeak, Particle::LeadAgency, Particle::PassiveOrder];
    scene.scan.any_particle(at, &modals).is_some()
}
