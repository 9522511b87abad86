//! "A yêu cầu B làm x, C làm y", "Đối với B, A đề nghị ...", "Giao B ...": instructions with their addressees.
//!
//! Not this: the noun ("theo yêu cầu", "sự chỉ đạo"), requests from below, wishes.

use super::{Frame, Scene, Verb};
use crate::entity::EntityIndex;
use crate::event::Event;
use crate::event::clause::joined;
use crate::event::scene::Director;
use crate::lexicon::{Act, Flag, Particle, Row};
use crate::mention::{Phrase, Who};
use crate::text::{Span, TokenKind};
use crate::vocab::{EntityKind, EventStatus, Relation, Strength};

pub(super) const FRAME: Frame = Frame { id: "directed.active", confidence: 0.85, read };

/// One addressee or several, and the clause that tells them what to do.
pub(super) struct Order {
    pub(super) targets: Vec<usize>,
    pub(super) content: Span,
}

fn read(scene: &mut Scene, verbs: &[Verb]) {
    for (i, verb) in verbs.iter().enumerate().filter(|(_, verb)| verb.act == Act::Direct) {
        if let Some(reason) = no_order(scene, verbs, i) {
            scene.drop(verb.span, reason);
            continue;
        }
        let agents = directors(scene, verb);
        if agents.is_empty() {
            scene.drop(verb.span, "nobody who may instruct is the subject");
            continue;
        }
        instruct(scene, verbs, i, &agents);
    }
}

fn no_order(scene: &Scene, verbs: &[Verb], i: usize) -> Option<&'static str> {
    let verb = &verbs[i];
    let start = scene.line().sentence.span.start;
    let noun_before = (1..=2).any(|back| {
        verb.span
            .start
            .checked_sub(back)
            .filter(|&from| from >= start)
            .is_some_and(|from| scene.scan.particle(from, Particle::NounBefore) == Some(verb.span.start))
    });
    if noun_before && verb.left.is_empty() {
        return Some("a noun, not a verb");
    }
    if scene.scan.particle(verb.span.end, Particle::NounAfter).is_some() {
        return Some("a noun or part of a longer word");
    }
    if scene.scan.tokens[verb.span.start].is_capital()
        && verb.span.start > start
        && !scene.scan.mark(verb.span.start - 1, '\u{201C}')
        && !scene.scan.mark(verb.span.start - 1, '"')
        && !scene.scan.mark(verb.span.start - 1, ':')
    {
        return Some("part of a name");
    }
    if verb.status != EventStatus::Asserted {
        return Some("planned or negated");
    }
    let nested = verbs[..i].iter().any(|v| v.act == Act::Direct)
        && !verb.left.is_empty()
        && inside_order(scene, verbs, i);
    nested.then_some("inside another instruction")
}

/// The subject of this verb is itself told to instruct ("đề nghị A chỉ đạo B").
fn inside_order(scene: &Scene, verbs: &[Verb], i: usize) -> bool {
    let subject = scene.line().phrases[verbs[i].left[0]].span();
    let told =
        verbs[..i].iter().rev().find(|v| v.act == Act::Direct).is_some_and(|v| v.span.end <= subject.start);
    told && scene.entity(verbs[i].left[0]).is_none_or(|e| scene.kind(e) != EntityKind::Person)
}

/// People in office, bodies, offices; else whoever has been instructing.
fn directors(scene: &Scene, verb: &Verb) -> Vec<EntityIndex> {
    let official = |e: &EntityIndex| match scene.kind(*e) {
        EntityKind::Body | EntityKind::Post => true,
        EntityKind::Person => scene.entities.roles.iter().any(|r| r.person == *e),
        _ => false,
    };
    let subject: Vec<EntityIndex> = verb.subject.iter().filter_map(|&p| scene.entity(p)).collect();
    if subject.is_empty()
        && let Some(speaker) = quoted_speaker(scene, verb)
    {
        return vec![speaker];
    }
    if subject.is_empty() {
        let carried = scene.director.as_ref().filter(|d| d.line + 4 >= scene.at);
        return carried.map(|d| d.agents.clone()).unwrap_or_default();
    }
    if verb.subject.iter().any(|&p| {
        scene.actor(p).is_some_and(|a| matches!(a.who, Who::Place(_)) && !opens_clause(scene, a.span.start))
    }) {
        return Vec::new();
    }
    let people: Vec<EntityIndex> = subject.iter().copied().filter(official).collect();
    people.into_iter().take(3).collect()
}

/// A place instructs only as the subject that opens a clause ("TP đã giao ...").
fn opens_clause(scene: &Scene, at: usize) -> bool {
    let start = scene.line().sentence.span.start;
    at == start
        || at.checked_sub(1).is_some_and(|before| {
            matches!(scene.scan.tokens[before].kind, TokenKind::Mark(',' | ':')) && at <= start + 8
        })
        || at.checked_sub(1).is_some_and(|before| scene.scan.verb(before).is_none() && at <= start + 3)
}

/// “... đề nghị ...”, A nói: the speaker behind a quotation, in this line or the next.
fn quoted_speaker(scene: &Scene, verb: &Verb) -> Option<EntityIndex> {
    let marks = |from: usize, to: usize| {
        (from..to)
            .filter(|&t| {
                scene.scan.mark(t, '\u{201C}') || scene.scan.mark(t, '\u{201D}') || scene.scan.mark(t, '"')
            })
            .count()
    };
    let start = scene.line().sentence.span.start;
    if marks(start, verb.span.start) % 2 == 0 {
        return None;
    }
    (scene.at..(scene.at + 2).min(scene.lines.len()))
        .find_map(|l| speaker_in(scene, l, if l == scene.at { verb.span.end } else { 0 }))
}

/// The person before a verb of saying or instructing, behind a token.
fn speaker_in(scene: &Scene, line: usize, from: usize) -> Option<EntityIndex> {
    let phrases = &scene.lines[line].phrases;
    (0..phrases.len()).find_map(|p| {
        let end = phrases[p].span().end;
        let person = scene.entities.of(line, p).filter(|&e| scene.kind(e) == EntityKind::Person)?;
        let says = scene.scan.verb(end).is_some_and(|(_, _, act)| matches!(act, Act::Say | Act::Direct));
        (phrases[p].span().start >= from && says).then_some(person)
    })
}

fn instruct(scene: &mut Scene, verbs: &[Verb], i: usize, agents: &[EntityIndex]) {
    let verb = &verbs[i];
    let Row::Verb { strength, .. } = verb.entry.row else { return };
    let end = clause_end(scene, verbs, i);
    let orders = orders(scene, verb, end);
    let narrow = verb.has(Flag::Narrow) && orders.first().is_none_or(|o| o.targets.is_empty());
    if narrow {
        return scene.drop(verb.span, "no addressee stands behind the verb");
    }
    scene.director = Some(Director { agents: agents.to_vec(), strength, line: scene.at });
    for order in orders {
        write(scene, agents, &order, strength, &verb.entry.source(), FRAME.id);
    }
}

/// The instruction ends where the next verb of saying or instructing has the same subject.
fn clause_end(scene: &Scene, verbs: &[Verb], i: usize) -> usize {
    let end = scene.line().sentence.span.end;
    let ends = |v: &&Verb| {
        let order = v.act == Act::Direct
            && no_order(scene, verbs, position(verbs, v)).is_none()
            && (v.left.is_empty() || agent_like(scene, v));
        let speech = matches!(v.act, Act::Say | Act::Speak | Act::Conclude)
            && !v.left.is_empty()
            && agent_like(scene, v);
        order || speech
    };
    verbs[i + 1..]
        .iter()
        .filter(|v| v.span.start > verbs[i].span.end + 1)
        .find(ends)
        .map_or(end, |v| v.left.first().map_or(v.span.start, |&p| scene.line().phrases[p].span().start))
}

fn position(verbs: &[Verb], verb: &Verb) -> usize {
    verbs.iter().position(|v| v.span == verb.span).unwrap_or(0)
}

fn agent_like(scene: &Scene, verb: &Verb) -> bool {
    verb.left
        .iter()
        .filter_map(|&p| scene.entity(p))
        .any(|e| matches!(scene.kind(e), EntityKind::Person | EntityKind::Post))
}

/// The addressees and clauses behind a verb, up to a token.
fn orders(scene: &Scene, verb: &Verb, end: usize) -> Vec<Order> {
    let mut next = verb.span.end;
    while let Some(past) = past_opening(scene, next) {
        next = past;
    }
    let first = target_list(scene, next);
    let content = first.last().map_or(next, |&p| scene.line().phrases[p].span().end);
    let fronted = if first.is_empty() { fronted(scene, verb) } else { Vec::new() };
    let fronted = if first.is_empty() && fronted.is_empty() { sent_to(scene, verb) } else { fronted };
    let content = if fronted.is_empty() { content } else { past_anaphor(scene, &fronted, content) };
    let targets = if first.is_empty() { fronted } else { first };
    split(scene, targets, content, end)
}

/// Past "đối với", "trong thời gian tới", a comma or a colon behind the verb; not past what is to be done ("tiếp tục").
fn past_opening(scene: &Scene, at: usize) -> Option<usize> {
    let words = [Particle::Toward, Particle::TowardWeak, Particle::To];
    let adverb = scene
        .scan
        .particle(at, Particle::Adverb)
        .filter(|_| scene.scan.particle(at, Particle::ModalWeak).is_none());
    let mark = (scene.scan.mark(at, ',') || scene.scan.mark(at, ':')).then_some(at + 1);
    scene.scan.any_particle(at, &words).or(adverb).or(mark)
}

/// The actors that begin at a token, joined.
pub(super) fn target_list(scene: &Scene, token: usize) -> Vec<usize> {
    let phrases = &scene.line().phrases;
    let Some(first) = phrases.iter().position(|p| p.span().start == token && is_target(p)) else {
        return Vec::new();
    };
    let mut list = vec![first];
    while let Some(&last) = list.last()
        && last + 1 < phrases.len()
        && is_target(&phrases[last + 1])
        && joined(scene, last, last + 1)
    {
        list.push(last + 1);
    }
    list
}

fn is_target(phrase: &Phrase) -> bool {
    matches!(phrase, Phrase::Actor(actor) if !matches!(actor.who, Who::Pronoun))
}

/// "Đối với hội K, A đề nghị ...": the addressee at the head of the sentence.
fn fronted(scene: &Scene, verb: &Verb) -> Vec<usize> {
    let start = scene.line().sentence.span.start;
    let Some(past) = scene.scan.particle(start, Particle::Toward) else { return Vec::new() };
    let list = target_list(scene, past);
    let before = list.first().is_some_and(|&p| scene.line().phrases[p].span().end <= verb.span.start);
    if before { list } else { Vec::new() }
}

/// "có công văn gửi A, B đề nghị ...": the addressees of the letter.
fn sent_to(scene: &Scene, verb: &Verb) -> Vec<usize> {
    let start = scene.line().sentence.span.start;
    let sent = (start..verb.span.start).rev().find_map(|at| scene.scan.particle(at, Particle::SendTo));
    let list = sent.map(|past| target_list(scene, past)).unwrap_or_default();
    let near = list.last().is_some_and(|&p| scene.line().phrases[p].span().end <= verb.span.start);
    if near { list } else { Vec::new() }
}

/// "... đề nghị hội vận động": the type word that takes up the addressee.
fn past_anaphor(scene: &Scene, targets: &[usize], at: usize) -> usize {
    let Some(&first) = targets.first() else { return at };
    let head = scene.line().phrases[first].span().start;
    let word = |i: usize| scene.scan.folded(Span::new(i, i + 1));
    if at < scene.line().sentence.span.end && word(at) == word(head) { at + 1 } else { at }
}

/// Cuts a clause where a new addressee takes over: "A làm x, phòng B làm y".
pub(super) fn split(scene: &Scene, targets: Vec<usize>, from: usize, end: usize) -> Vec<Order> {
    let mut orders = vec![Order { targets, content: Span::new(from, end) }];
    let phrases = &scene.line().phrases;
    let mut p = phrases.iter().position(|phrase| phrase.span().start >= from).unwrap_or(phrases.len());
    while p < phrases.len() && phrases[p].span().start < end {
        let list = target_list(scene, phrases[p].span().start);
        match list.last() {
            Some(&last) if takes_over(scene, &list, end) => {
                let open = orders.len() - 1;
                orders[open].content.end = phrases[p].span().start;
                orders
                    .push(Order { targets: list.clone(), content: Span::new(phrases[last].span().end, end) });
                p = last + 1;
            }
            _ => p += 1,
        }
    }
    orders.retain(|order| !scene.trimmed(order.content).is_empty());
    orders
}

/// A body or class behind a comma, with a verb of its own behind it, is told something new.
fn takes_over(scene: &Scene, list: &[usize], end: usize) -> bool {
    let phrases = &scene.line().phrases;
    let (first, last) = (phrases[list[0]].span(), phrases[list[list.len() - 1]].span());
    let told = list
        .iter()
        .filter_map(|&p| scene.actor(p))
        .all(|a| matches!(a.who, Who::Body(_) | Who::Group | Who::Place(_) | Who::Office));
    let told =
        told && list.iter().filter_map(|&p| scene.entity(p)).all(|e| scene.kind(e) != EntityKind::Person);
    let mut before = first.start - 1;
    if scene.scan.particle(before, Particle::And).is_some() {
        before -= 1;
    }
    let separated = matches!(scene.scan.tokens[before].kind, TokenKind::Mark(',' | ';'))
        || scene.scan.tokens[first.start].is_capital() && scene.scan.mark(first.start - 1, '.');
    let follows = last.end < end
        && scene.scan.tokens[last.end].is_word()
        && !scene.scan.tokens[last.end].is_capital()
        && scene.scan.any_particle(last.end, &[Particle::And, Particle::Of, Particle::At]).is_none();
    told && separated && follows && !partner(scene, list[0])
}

/// The phrase continues the partners of "phối hợp với A, B và C".
fn partner(scene: &Scene, first: usize) -> bool {
    let phrases = &scene.line().phrases;
    let mut p = first;
    loop {
        let start = phrases[p].span().start;
        let with = (1..=4).any(|back| {
            start.checked_sub(back).is_some_and(|from| {
                scene.scan.any_particle(from, &[Particle::WithAgency, Particle::LeadAgency]) == Some(start)
            })
        });
        let with_word = start
            .checked_sub(1)
            .is_some_and(|from| scene.scan.any_particle(from, &[Particle::TowardWeak]) == Some(start));
        if with || with_word {
            return true;
        }
        if p == 0 || !joined(scene, p - 1, p) {
            return false;
        }
        p -= 1;
    }
}

/// Writes down an instruction: to its addressees, or to the meeting where there is none.
pub(super) fn write(
    scene: &mut Scene,
    agents: &[EntityIndex],
    order: &Order,
    strength: Option<Strength>,
    row: &str,
    rule: &'static str,
) {
    let content = scene.trimmed(cut(scene, past_bracket(scene, without_lead(scene, order.content))));
    if content.is_empty() || content.len() < 2 {
        return;
    }
    let mut targets: Vec<EntityIndex> = order.targets.iter().filter_map(|&p| scene.entity(p)).collect();
    if targets.iter().any(|&t| abroad(scene, t)) || agents.iter().any(|&a| abroad(scene, a)) {
        return scene.drop(content, "a request between states");
    }
    if targets.is_empty() && !begins_with_verb(scene, content.start) {
        return scene.drop(content, "neither an addressee nor a verb stands behind the instruction");
    }
    if targets.is_empty() {
        targets.extend(scene.meeting_for(content.start));
    }
    let start = order.targets.first().map_or(content.start, |&p| scene.line().phrases[p].span().start);
    for &agent in agents {
        for &target in &targets {
            let span = Span::new(start, content.end);
            let event = Event {
                directive: Some(content),
                strength,
                row: row.to_string(),
                ..scene.event(Relation::Directed, agent, target, rule, span)
            };
            scene.add(event);
        }
    }
}

/// A country, a foreign body, an international organisation.
fn abroad(scene: &Scene, entity: EntityIndex) -> bool {
    let entity = &scene.entities.list[entity];
    let foreign = matches!(entity.type_id.as_deref(), Some("foreign_government" | "international"));
    let country =
        entity.type_id.as_deref() == Some("place") && entity.level == Some(crate::vocab::Level::None);
    foreign || country || entity.foreign
}

/// An instruction to nobody by name begins with what is to be done.
fn begins_with_verb(scene: &Scene, at: usize) -> bool {
    scene
        .scan
        .any_particle(at, &[Particle::Modal, Particle::ModalWeak, Particle::Negation, Particle::LeadAgency])
        .is_some()
        || scene.scan.verb(at).is_some()
}

/// Words of an instruction that are printed: the first clauses.
const WORDS: usize = 26;

/// The clauses of an instruction up to about [`WORDS`] words.
fn cut(scene: &Scene, content: Span) -> Span {
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
fn past_bracket(scene: &Scene, content: Span) -> Span {
    if !scene.scan.mark(content.start, '(') {
        return content;
    }
    let close = (content.start..content.end).find(|&t| scene.scan.mark(t, ')'));
    close.map_or(content, |t| Span::new(t + 1, content.end))
}

/// "chủ trì, phối hợp với B ... tiến hành x": what is to be done stands behind the partners.
fn without_lead(scene: &Scene, content: Span) -> Span {
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
    if end < content.end { Span::new(end, content.end) } else { content }
}
