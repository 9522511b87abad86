//! "A yêu cầu B làm x, C làm y", "Đối với B, A đề nghị ...", "Giao B ...": instructions with their addressees.
//!
//! Not this: the noun ("theo yêu cầu", "sự chỉ đạo"), requests from below, wishes.

use super::directed_carried::told_in_turn;
use super::{Frame, Scene, Verb};
use crate::entity::EntityIndex;
use crate::event::order::{before_joint, orders, write};
use crate::event::scene::Director;
use crate::lexicon::{Act, EntryKind, Flag, Particle, Row};
use crate::mention::{Phrase, Who};
use crate::text::TokenKind;
use crate::vocab::{EntityKind, EventStatus, Strength};

pub(super) const FRAME: Frame = Frame { id: "directed.active", confidence: 0.77, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    issued(scene);
    for verb in verbs.iter().filter(|verb| verb.act == Act::Conclude) {
        concluded(scene, verbs, verb);
    }
    for (i, verb) in verbs.iter().enumerate().filter(|(_, verb)| verb.act == Act::Direct) {
        if let Some(reason) = no_order(scene, verbs, i) {
            scene.drop(verb.span, reason);
            continue;
        }
        let agents = directors(scene, verbs, verb);
        if agents.is_empty() {
            scene.drop(verb.span, "nobody who may instruct is the subject");
            continue;
        }
        instruct(scene, verbs, i, &agents);
    }
}

/// "A kết luận như sau:": the items behind the colon are what he asks for.
fn concluded(scene: &mut Scene, verbs: &[Verb], verb: &Verb) {
    let conclusion = verb.status == EventStatus::Asserted && opens_list(scene, verb);
    let agents = if conclusion { directors(scene, verbs, verb) } else { Vec::new() };
    if !agents.is_empty() {
        let strength = Some(Strength::Order);
        scene.director = Some(Director { agents, strength, line: scene.at, open: true, told: Vec::new() });
    }
}

/// "Ban Thường vụ Tỉnh ủy vừa ban hành chỉ thị ...": what the document asks for, the body that issued it asks for.
fn issued(scene: &mut Scene) {
    let span = scene.line().sentence.span;
    let document = (span.start..span.end).find(|&at| {
        scene
            .scan
            .particle(at, Particle::Issue)
            .is_some_and(|end| scene.scan.particle(end, Particle::Document).is_some())
    });
    let issuer = document.and_then(|at| {
        let mut from = at;
        while let Some(back) = (1..=2).find(|&back| {
            from >= span.start + back
                && scene.scan.any_particle(from - back, &[Particle::Past, Particle::Adverb]) == Some(from)
        }) {
            from -= back;
        }
        let phrases = &scene.line().phrases;
        let subject = phrases.iter().position(|p| p.span().end == from)?;
        scene.entity(subject).filter(|&e| !matches!(scene.kind(e), EntityKind::Group | EntityKind::Meeting))
    });
    if let Some(issuer) = issuer {
        let strength = Some(Strength::Order);
        scene.director =
            Some(Director { agents: vec![issuer], strength, line: scene.at, open: false, told: Vec::new() });
    }
}

fn no_order(scene: &Scene, verbs: &[Verb], i: usize) -> Option<&'static str> {
    let verb = &verbs[i];
    let start = scene.line().sentence.span.start;
    if noun(scene, verb) {
        return Some("a noun, not a verb");
    }
    // "yêu cầu trên", but not "yêu cầu trên cương vị mới, B ..."
    let role = scene.scan.particle(verb.span.end, Particle::Role).is_some();
    if !role && scene.scan.particle(verb.span.end, Particle::NounAfter).is_some() {
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
    if verb.status != EventStatus::Asserted || negated_before(scene, verbs, i) {
        return Some("planned or negated");
    }
    if passive(scene, verb) || told_in_turn(scene, verb) {
        return Some("told, not telling");
    }
    if !verb.left.is_empty() && inside_petition(scene, verbs, i) {
        return Some("asked for, not done");
    }
    if verb.left.is_empty() && proposed(scene, verbs, i) {
        return Some("proposed, not done");
    }
    if part_of_task(scene, verbs, i) {
        return Some("inside another instruction");
    }
    let nested = verbs[..i].iter().any(|v| v.act == Act::Direct)
        && !verb.left.is_empty()
        && inside_order(scene, verbs, i);
    nested.then_some("inside another instruction")
}

/// "sự | chỉ đạo", "một số ý kiến | đề nghị": nobody in particular.
fn noun(scene: &Scene, verb: &Verb) -> bool {
    let start = scene.line().sentence.span.start;
    let mut before = (1..=2).filter_map(|back| verb.span.start.checked_sub(back));
    verb.left.is_empty()
        && before.any(|from| {
            from >= start && scene.scan.particle(from, Particle::NounBefore) == Some(verb.span.start)
        })
}

/// "không tổ chức đoàn cũng như phân công ...": what the verb before denies, with no comma between.
fn negated_before(scene: &Scene, verbs: &[Verb], i: usize) -> bool {
    let verb = &verbs[i];
    let before = verbs[..i].last().filter(|v| v.status == EventStatus::Negated && verb.left.is_empty());
    let parted =
        |v: &Verb| (v.span.end..verb.span.start).any(|t| scene.scan.mark(t, ',') || scene.scan.mark(t, ';'));
    before.is_some_and(|v| !parted(v))
}

/// "được yêu cầu", "được giao".
pub(in crate::event) fn passive(scene: &Scene, verb: &Verb) -> bool {
    let start = verb.span.start;
    (1..=2).filter_map(|back| start.checked_sub(back)).any(|from| {
        scene.scan.particle(from, Particle::Passive) == Some(start)
            || scene.scan.particle(from, Particle::PassiveOrder).is_some_and(|end| end >= verb.span.end)
    })
}

/// The subject of this verb stands behind a verb of asking ("kiến nghị A giao B").
fn inside_petition(scene: &Scene, verbs: &[Verb], i: usize) -> bool {
    let subject = scene.line().phrases[verbs[i].left[0]].span();
    verbs[..i].last().is_some_and(|v| v.has(Flag::Petition) && v.span.end + 1 >= subject.start)
}

/// "đề xuất thành phố nên | giao B": what somebody says that should be done.
fn proposed(scene: &Scene, verbs: &[Verb], i: usize) -> bool {
    let verb = &verbs[i];
    let modal = verb.span.start.checked_sub(1);
    let should = modal.is_some_and(|at| scene.scan.particle(at, Particle::Modal) == Some(verb.span.start));
    should && verbs[..i].last().is_some_and(|v| v.act == Act::Say)
}

/// The subject of this verb is itself told to instruct ("đề nghị A chỉ đạo B").
fn inside_order(scene: &Scene, verbs: &[Verb], i: usize) -> bool {
    let subject = scene.line().phrases[verbs[i].left[0]].span();
    let order = verbs[..i].iter().rev().find(|v| v.act == Act::Direct && v.span.end <= subject.start);
    let person = scene.entity(verbs[i].left[0]).is_some_and(|e| scene.kind(e) == EntityKind::Person);
    order.is_some_and(|v| !person || v.span.end == subject.start)
}

/// "đề nghị B rà soát x; chỉ đạo C làm y": who is told to do the first is told to do the second.
fn part_of_task(scene: &Scene, verbs: &[Verb], i: usize) -> bool {
    let verb = &verbs[i];
    let told = |v: &Verb| {
        v.act == Act::Direct
            && v.status == EventStatus::Asserted
            && scene.line().phrases.get(v.next).is_some_and(|p| {
                matches!(p, Phrase::Actor(_))
                    && p.span().start == v.span.end
                    && p.span().end <= verb.span.start
            })
    };
    verb.left.is_empty()
        && scene.scan.particle(verb.span.start, Particle::ModalWeak).is_some()
        && verbs[..i].iter().any(told)
}

/// People in office, bodies, offices; else whoever has been instructing.
fn directors(scene: &Scene, verbs: &[Verb], verb: &Verb) -> Vec<EntityIndex> {
    let official = |e: &EntityIndex| match scene.kind(*e) {
        EntityKind::Body | EntityKind::Post => true,
        EntityKind::Person => scene.entities.roles.iter().any(|r| r.person == *e),
        _ => false,
    };
    let subject: Vec<EntityIndex> = verb.subject.iter().filter_map(|&p| scene.entity(p)).collect();
    if (subject.is_empty() || speaks_of_himself(scene, verb))
        && let Some(speaker) = quoted_speaker(scene, verbs, verb)
    {
        return vec![speaker];
    }
    // "tôi đề nghị" of nobody named behind the quotation: who spoke before, not who is named in the words
    if speaks_of_himself(scene, verb) {
        let before = scene.speaker.filter(|s| s.line + SPOKEN >= scene.at).map(|s| vec![s.who]);
        let first = verb.subject.first().map_or(0, |&p| p);
        let named = (0..first).any(|p| scene.entity(p).is_some_and(|e| scene.kind(e) == EntityKind::Person));
        let told = before.unwrap_or(if named { Vec::new() } else { subject });
        return told.into_iter().filter(official).collect();
    }
    if subject.is_empty() {
        let carried = scene.director.as_ref().filter(|d| d.line + 4 >= scene.at);
        let speaker = speaker_before(scene, verb, carried.map(|d| d.line)).filter(official);
        return speaker.map(|one| vec![one]).or(carried.map(|d| d.agents.clone())).unwrap_or_default();
    }
    if verb.subject.iter().any(|&p| {
        scene.actor(p).is_some_and(|a| matches!(a.who, Who::Place(_)) && !opens_clause(scene, a.span.start))
    }) {
        return Vec::new();
    }
    let people: Vec<EntityIndex> = subject.iter().copied().filter(official).collect();
    people.into_iter().take(3).collect()
}

/// "A đánh giá cao ... Đồng thời, đề nghị B ...": who spoke in a line before, later than anybody instructed.
fn speaker_before(scene: &Scene, verb: &Verb, instructed: Option<usize>) -> Option<EntityIndex> {
    let mut at = scene.line().sentence.span.start;
    while let Some(next) =
        scene.scan.particle(at, Particle::Adverb).or(scene.scan.mark(at, ',').then_some(at + 1))
    {
        at = next;
    }
    let speaker =
        scene.speaker.filter(|s| scene.near(s.line, SPEECH) && instructed.is_none_or(|line| line < s.line));
    speaker.filter(|_| at == verb.span.start).map(|s| s.who)
}

/// "Tôi đề nghị ...".
fn speaks_of_himself(scene: &Scene, verb: &Verb) -> bool {
    verb.subject.iter().filter_map(|&p| scene.actor(p)).any(|actor| {
        matches!(actor.who, Who::Pronoun)
            && scene
                .scan
                .longest(actor.span.start, EntryKind::Honorific)
                .is_some_and(|(_, entry)| entry.flags.has(Flag::Speaker))
    })
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
fn quoted_speaker(scene: &Scene, verbs: &[Verb], verb: &Verb) -> Option<EntityIndex> {
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
    let here = verbs.iter().filter(|v| v.span.start > verb.span.end && says(v.act)).find_map(|v| {
        let told = scene.line().phrases[*v.left.first()?].span().start;
        let closed = marks(verb.span.end, told) == 1;
        scene.entity(v.left[0]).filter(|&e| closed && scene.kind(e) == EntityKind::Person)
    });
    here.or_else(|| (scene.at + 1 < scene.lines.len()).then(|| speaker_in(scene, scene.at + 1)).flatten())
}

fn says(act: Act) -> bool {
    matches!(act, Act::Say | Act::Direct)
}

/// The person directly before a verb of saying or instructing.
fn speaker_in(scene: &Scene, line: usize) -> Option<EntityIndex> {
    let phrases = &scene.lines[line].phrases;
    (0..phrases.len()).find_map(|p| {
        let person = scene.entities.of(line, p).filter(|&e| scene.kind(e) == EntityKind::Person)?;
        scene.scan.verb(phrases[p].span().end).is_some_and(|(_, _, act)| says(act)).then_some(person)
    })
}

fn instruct(scene: &mut Scene, verbs: &[Verb], i: usize, agents: &[EntityIndex]) {
    let verb = &verbs[i];
    let Row::Verb { strength, .. } = verb.entry.row else { return };
    let end = clause_end(scene, verbs, i);
    let orders = orders(scene, verb, before_joint(scene, verb.span.end, end));
    let open = opens_list(scene, verb);
    let nobody = orders.first().is_none_or(|o| o.targets.is_empty());
    if verb.has(Flag::Narrow) && nobody && !open {
        let named = (verb.span.end..end).any(|at| scene.scan.particle(at, Particle::Tasks).is_some());
        let people = agents.iter().all(|&a| scene.kind(a) == EntityKind::Person);
        if named && people {
            let agents = agents.to_vec();
            scene.director =
                Some(Director { agents, strength, line: scene.at, open: false, told: Vec::new() });
        }
        return scene.drop(verb.span, "no addressee stands behind the verb");
    }
    let listing = item(scene).is_some() && scene.director.as_ref().is_some_and(|d| d.open);
    let told = match orders.first().filter(|_| open) {
        Some(order) => order.targets.iter().filter_map(|&p| scene.entity(p)).collect(),
        None => Vec::new(),
    };
    let open = open || listing;
    scene.director = Some(Director { agents: agents.to_vec(), strength, line: scene.at, open, told });
    if open && nobody && !listing {
        return;
    }
    for order in orders {
        write(scene, agents, &order, strength, &verb.entry.source(), FRAME.id);
    }
}

/// Lines over which "tôi" is whoever spoke.
const SPOKEN: usize = 4;

/// Lines over which somebody goes on speaking.
const SPEECH: usize = 2;

/// Tokens between a verb of instruction and the colon that opens a list of instructions.
const OPENING: usize = 8;

/// "Đồng chí yêu cầu:", "đề nghị B tập trung ba việc:" at the end of a line.
fn opens_list(scene: &Scene, verb: &Verb) -> bool {
    let end = scene.line().sentence.span.end;
    let limit = verb.span.end + OPENING;
    let last = (verb.span.end..end).rev().find(|&at| !scene.scan.mark(at, '\u{201D}'));
    let behind = verb.next < scene.line().phrases.len();
    last.is_some_and(|at| scene.scan.mark(at, ':') && (at <= limit || behind && at <= limit + OPENING))
}

/// The first token of an item of a list: behind a dash, a bullet, a number or "thứ nhất" at the head of a paragraph.
pub(super) fn item(scene: &Scene) -> Option<usize> {
    let start = scene.line().sentence.span.start;
    let bullet = ['-', '+', '*', '\u{2022}', '\u{2013}'].iter().any(|&mark| scene.scan.mark(start, mark));
    if bullet {
        return Some(start + 1);
    }
    let number =
        scene.scan.tokens.get(start).is_some_and(|t| t.kind == TokenKind::Number && t.end - t.start <= 2);
    let closed = ['.', ')', '/', ':'].iter().any(|&mark| scene.scan.mark(start + 1, mark));
    if number && closed {
        return Some(start + 2);
    }
    let past = scene.scan.particle(start, Particle::Enumerator)?;
    Some(if scene.scan.mark(past, ',') || scene.scan.mark(past, ':') { past + 1 } else { past })
}

/// The instruction ends where the next verb of saying or instructing has the same subject.
fn clause_end(scene: &Scene, verbs: &[Verb], i: usize) -> usize {
    let end = scene.line().sentence.span.end;
    let ends = |v: &&Verb| {
        let told = v.left.first().is_some_and(|&p| scene.line().phrases[p].span().start == verbs[i].span.end);
        let order = v.act == Act::Direct
            && no_order(scene, verbs, position(verbs, v)).is_none()
            && (v.left.is_empty() && !asked(scene, v) || !v.left.is_empty() && !told && agent_like(scene, v));
        let speech = matches!(v.act, Act::Say | Act::Speak | Act::Conclude)
            && !v.left.is_empty()
            && !told
            && agent_like(scene, v);
        order || speech
    };
    verbs[i + 1..]
        .iter()
        .filter(|v| v.span.start > verbs[i].span.end + 1)
        .find(ends)
        .map_or(end, |v| v.left.first().map_or(v.span.start, |&p| scene.line().phrases[p].span().start))
}

/// "phải thường xuyên | quán triệt": what is to be done, not a further instruction.
fn asked(scene: &Scene, verb: &Verb) -> bool {
    let asks = [Particle::ModalWeak, Particle::Modal];
    (1..=3)
        .filter_map(|back| verb.span.start.checked_sub(back))
        .any(|from| scene.scan.any_particle(from, &asks) == Some(verb.span.start))
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
