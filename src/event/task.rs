//! What is to be done: the clause of an instruction, without what only leads to it, and clauses that are none.

use super::order::TAIL;
use super::scene::Scene;
use super::subject::joined;
use crate::lexicon::{Act, Flag, Particle};
use crate::mention::Phrase;
use crate::text::Span;

/// "nhắc nhở Ban Quản lý hai di tích | Hoàng thành Thăng Long và Văn Miếu": capitals up to the end, with no verb.
pub(super) fn name_alone(scene: &Scene, content: Span) -> bool {
    let words = [Particle::Modal, Particle::ModalWeak, Particle::LeadAgency, Particle::Negation];
    let does = |at: usize| scene.scan.any_particle(at, &words).is_some() || scene.scan.verb(at).is_some();
    let small = |at: usize| scene.scan.tokens[at].is_word() && !scene.scan.capital(at);
    let joint = |at: usize| scene.scan.particle(at, Particle::And).is_some();
    scene.scan.capital(content.start)
        && (content.start..content.end).all(|at| !does(at) && (!small(at) || joint(at)))
}

/// Words at the head of an instruction in which an office may be given.
const OFFICE: usize = 8;

/// "phân công ông A | giữ chức Bí thư Huyện ủy".
pub(super) fn gives_office(scene: &Scene, content: Span) -> bool {
    let end = content.end.min(content.start + OFFICE);
    (content.start..end).any(|at| {
        let verb =
            scene.scan.verb(at).filter(|(_, entry, act)| *act == Act::Hold && !entry.flags.has(Flag::Narrow));
        verb.is_some_and(|(span, ..)| {
            scene.line().phrases.iter().any(|phrase| match phrase {
                Phrase::Actor(actor) => actor.span.start == span.end && !actor.posts.is_empty(),
                _ => false,
            })
        })
    })
}

/// Words of an instruction that are printed: the first clauses.
const WORDS: usize = 26;

/// The clauses of an instruction up to about [`WORDS`] words.
pub(super) fn cut(scene: &Scene, content: Span) -> Span {
    if content.len() <= WORDS + 6 {
        return content;
    }
    let limit = content.start + WORDS + 4;
    let at = (content.start + WORDS / 2..limit)
        .rev()
        .find(|&t| scene.scan.mark(t, ';') || scene.scan.mark(t, ','));
    Span::new(content.start, at.unwrap_or(limit))
}

/// Past an explanation in brackets behind the addressee.
pub(super) fn past_bracket(scene: &Scene, content: Span) -> Span {
    if !scene.scan.mark(content.start, '(') {
        return content;
    }
    let close = (content.start..content.end).find(|&t| scene.scan.mark(t, ')'));
    close.map_or(content, |t| Span::new(t + 1, content.end))
}

/// Past "trong việc" and "được giao", which open what is to be done.
pub(super) fn past_purpose(scene: &Scene, content: Span) -> Span {
    let given = scene.scan.particle(content.start, Particle::PassiveOrder).filter(|&past| past < content.end);
    let content = Span::new(given.unwrap_or(content.start), content.end);
    let past = scene.scan.particle(content.start, Particle::Matter).filter(|&past| past < content.end);
    Span::new(past.unwrap_or(content.start), content.end)
}

/// "chủ trì, phối hợp với B ... tiến hành x": what is to be done stands behind the partners.
pub(super) fn without_lead(scene: &Scene, content: Span) -> Span {
    let Some(past) = scene.scan.any_particle(content.start, &[Particle::LeadAgency]) else { return content };
    let phrases = &scene.line().phrases;
    let with = scene.scan.any_particle(past, &[Particle::TowardWeak, Particle::And]).unwrap_or(past);
    let mut end = with;
    if let Some(first) = phrases.iter().position(|p| p.span().start >= with && p.span().start <= with + 1) {
        let mut last = first;
        while last + 1 < phrases.len() && joined(scene, last, last + 1) {
            last += 1;
        }
        end = phrases[last].span().end;
    }
    while let Some(past) = scene.scan.particle(end, Particle::Tail) {
        end = past;
    }
    // The partners go on ("..., tổ chức đảng có liên quan"): up to what is to be done.
    if scene.scan.mark(end, ',') || scene.scan.particle(end, Particle::And).is_some() {
        let named = |t: usize| phrases.iter().any(|p| p.span().start <= t && t < p.span().end);
        let task = |t: &usize| scene.scan.particle(*t, Particle::ModalWeak).is_some();
        end = (end + 1..content.end).filter(|&t| !named(t)).take(TAIL).find(task).unwrap_or(end);
    }
    // "phối hợp với B để làm x".
    end = scene.scan.particle(end, Particle::Purpose).unwrap_or(end);
    if end < content.end { Span::new(end, content.end) } else { content }
}
