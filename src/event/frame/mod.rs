//! The sentence frames, one file each: in what shape of sentence who did what.

mod attended_active;
mod attended_companion;
mod attended_heard;
mod attended_list;
mod attended_met;
mod attended_parties;
mod attended_presence;
mod attended_side;
mod attended_speech;
mod chaired_active;
mod chaired_by;
mod chaired_inverted;
mod chaired_lead;
mod directed_active;
mod directed_carried;
mod directed_meeting;
mod directed_urged;
mod organized;

pub(super) use directed_active::passive;

use super::clause::Verb;
use super::scene::{Scene, Speaker};
use crate::entity::EntityIndex;
use crate::lexicon::{Act, EntryKind, Flag, Particle, Source};
use crate::mention::{Phrase, Who};
use crate::text::TokenKind;
use crate::vocab::{EntityKind, EventStatus, Relation};

/// A shape of sentence.
pub struct Frame {
    /// Rule id: what is printed with every event that it reads.
    pub id: &'static str,
    /// Probability that its events are right in the plainest case (a person at the only meeting, an addressee by name),
    /// fitted on annotated articles.
    pub confidence: f64,
    /// Reads the line of the scene.
    pub read: fn(&mut Scene, &[Verb]),
}

/// Every frame, in the order in which they read a line.
pub const FRAMES: &[Frame] = &[
    organized::FRAME,
    chaired_by::FRAME,
    chaired_inverted::FRAME,
    chaired_active::FRAME,
    chaired_lead::FRAME,
    attended_list::FRAME,
    attended_presence::FRAME,
    attended_heard::FRAME,
    attended_side::FRAME,
    attended_met::FRAME,
    attended_parties::FRAME,
    attended_active::FRAME,
    attended_companion::FRAME,
    directed_meeting::FRAME,
    directed_active::FRAME,
    directed_carried::FRAME,
    directed_urged::FRAME,
    attended_speech::FRAME,
];

/// Lets every frame read the line.
pub(super) fn read(scene: &mut Scene, verbs: &[Verb]) {
    set_behalf(scene);
    // What was done at meetings long before is no news; instructions are.
    let background = scene.entities.background.contains(&scene.at);
    for frame in FRAMES.iter().filter(|frame| !background || is_order(frame)) {
        (frame.read)(scene, verbs);
    }
    remember_speaker(scene, verbs);
}

/// Somebody tells somebody what to do, at a meeting or not.
fn is_order(frame: &Frame) -> bool {
    [directed_active::FRAME.id, directed_carried::FRAME.id, directed_urged::FRAME.id].contains(&frame.id)
}

/// Who said or told something last in the line.
fn remember_speaker(scene: &mut Scene, verbs: &[Verb]) {
    let speaker =
        verbs.iter().rev().filter(|verb| speaks(verb) && verb.status == EventStatus::Asserted).find_map(
            |verb| {
                let who = scene.entity(*verb.subject.first()?)?;
                (verb.subject.len() == 1 && scene.kind(who) == EntityKind::Person).then_some(who)
            },
        );
    // "Đại diện các bộ cho biết ...": somebody else spoke, whoever it was.
    if speaker.is_none() && verbs.iter().any(|verb| speaks(verb) && !verb.left.is_empty()) {
        scene.speaker = None;
    }
    if let Some(who) = speaker {
        if verbs.iter().any(|verb| verb.act == Act::Conclude && !verb.has(Flag::Narrow)) {
            scene.concluded.insert(who);
        }
        scene.speaker = Some(Speaker { who, line: scene.at });
    }
}

/// The verb opens the words of its subject.
fn speaks(verb: &Verb) -> bool {
    matches!(verb.act, Act::Say | Act::Speak | Act::Conclude | Act::Direct | Act::DirectMeeting)
}

/// The confidence of a rule.
pub(super) fn confidence(rule: &str) -> f64 {
    FRAMES.iter().find(|frame| frame.id == rule).map_or(0.5, |frame| frame.confidence)
}

/// "Thừa ủy quyền của A, B ...": B acts on behalf of A.
fn set_behalf(scene: &mut Scene) {
    let line = scene.line();
    for p in 0..line.phrases.len() {
        let start = line.phrases[p].span().start;
        let told = (1..=5).any(|back| {
            start
                .checked_sub(back)
                .filter(|&from| from >= line.sentence.span.start)
                .is_some_and(|from| scene.scan.particle(from, Particle::Behalf) == Some(start))
        });
        if told && matches!(line.phrases[p], Phrase::Actor(_)) {
            scene.behalf = scene.entity(p);
        }
    }
}

/// People, and offices that act without a name.
const PEOPLE: [EntityKind; 2] = [EntityKind::Person, EntityKind::Post];

/// Everyone who can take part.
const ANYONE: [EntityKind; 4] = [EntityKind::Person, EntityKind::Body, EntityKind::Group, EntityKind::Post];

/// The actor phrases in a range of phrase indexes up to a verb that has its own subject.
fn actors_between(scene: &Scene, from: usize, end_token: usize) -> Vec<usize> {
    let phrases = &scene.line().phrases;
    (from..phrases.len())
        .take_while(|&p| phrases[p].span().start < end_token)
        .filter(|&p| matches!(&phrases[p], Phrase::Actor(actor) if !matches!(actor.who, Who::Place(_) | Who::Pronoun) || of_leaders(scene, p)))
        .filter(|&p| !situated(scene, p) && !affiliation(scene, p) && !class_above(scene, p))
        .filter(|&p| !any_of_the_kind(scene, p))
        .collect()
}

/// "TS. A - | Khoa Lịch sử", "; A, trợ lý khoa học | Khoa Lịch sử;": where somebody works, behind a dash or, where semicolons part those
/// who came, behind a comma.
fn affiliation(scene: &Scene, phrase: usize) -> bool {
    let start = scene.line().phrases[phrase].span().start;
    let Some(before) = phrase.checked_sub(1).and_then(|p| scene.actor(p)) else { return false };
    let end = before.span.end;
    if !is_body(scene, phrase) || scene.actor(phrase).is_some_and(|actor| actor.member) {
        return false;
    }
    let behind = matches!(before.who, Who::Name(_)) || affiliation(scene, phrase - 1);
    let dash = scene.scan.mark(end, '-') && start == end + 1;
    let small = |at: usize| scene.scan.tokens[at].is_word() && !scene.scan.capital(at);
    let joint = [Particle::And, Particle::Companion, Particle::Member, Particle::Plural];
    let plain = |at: usize| small(at) && scene.scan.any_particle(at, &joint).is_none();
    let comma = scene.scan.mark(end, ',') && (end + 1..start).all(plain);
    behind && (dash || comma && parted_by_semicolons(scene, end, start))
}

/// Words of the name of a committee without its unit.
const KIND: usize = 2;

/// "bí thư huyện ủy, | quận ủy, thị ủy": a committee in small letters of which nobody can tell the unit is any one of its kind.
fn any_of_the_kind(scene: &Scene, phrase: usize) -> bool {
    let small = !scene.scan.capital(scene.line().phrases[phrase].span().start);
    let short = scene.actor(phrase).is_some_and(|actor| match &actor.who {
        Who::Body(body) => body.short && body.bare && !actor.member,
        _ => false,
    });
    let body = scene.entity(phrase).map(|e| &scene.entities.list[e]);
    small && short && body.is_some_and(|body| body.name.split(' ').count() <= KIND)
}

/// A semicolon stands in the line before and behind two places, or one before and the stop behind.
fn parted_by_semicolons(scene: &Scene, from: usize, to: usize) -> bool {
    let span = scene.line().sentence.span;
    let stands = |mut tokens: std::ops::Range<usize>| tokens.any(|at| scene.scan.mark(at, ';'));
    stands(span.start..from) || stands(to..span.end)
}

/// "lãnh đạo Sở Y tế, Sở Xây dựng và | huyện Bảo Thắng": a unit that ends a list of those whose leaders came.
fn of_leaders(scene: &Scene, phrase: usize) -> bool {
    let unit = |p: usize| {
        scene.actor(p).is_some_and(|actor| match &actor.who {
            Who::Place(place) => !place.level_word.is_empty() && !place.name.is_empty(),
            _ => false,
        })
    };
    let mut first = phrase;
    while first > 0
        && super::subject::listed(scene, first - 1, first)
        && (unit(first - 1) || is_body(scene, first - 1))
    {
        first -= 1;
    }
    unit(phrase) && first < phrase && scene.actor(first).is_some_and(|actor| actor.member)
}

fn is_body(scene: &Scene, p: usize) -> bool {
    scene.actor(p).is_some_and(|actor| matches!(actor.who, Who::Body(_)))
}

/// "có", "gồm", "là" or a colon stands in a range of tokens.
fn list_opens(scene: &Scene, from: usize, to: usize) -> bool {
    (from..to.min(scene.line().sentence.span.end)).any(|at| {
        scene.scan.mark(at, ':') || scene.scan.any_particle(at, &[Particle::Has, Particle::Copula]).is_some()
    })
}

/// Writes down a list of people and bodies who took part, in printed order.
fn attend(
    scene: &mut Scene,
    phrases: &[usize],
    meeting: EntityIndex,
    rule: &'static str,
    row: &Source,
    status: EventStatus,
) {
    let mut order = 0;
    for &p in phrases {
        let Some(agent) = scene.entity(p).filter(|&e| takes_part(scene, p, e)) else { continue };
        order += 1;
        let span = scene.line().phrases[p].span();
        let mut event = scene.event(Relation::Attended, agent, meeting, rule, span);
        event.order = Some(order);
        event.status = status;
        event.row = row.clone();
        scene.add(event);
    }
}

/// "các đơn vị thuộc | Tỉnh ủy", "2 Ban | Hội đồng nhân dân": a body that tells which class came.
fn class_above(scene: &Scene, phrase: usize) -> bool {
    let start = scene.line().phrases[phrase].span().start;
    let told = |from: usize| {
        scene.line().phrases.iter().any(|p| p.span().end == from && matches!(p, Phrase::Actor(_)))
    };
    let under = |from: usize| scene.scan.particle(from, Particle::Under) == Some(start) && !told(from);
    let counted = |from: usize| {
        let class = scene.scan.longest(from, EntryKind::BodyType).is_some_and(|(span, _)| span.end == start);
        class && from.checked_sub(1).is_some_and(|number| scene.scan.tokens[number].kind == TokenKind::Number)
    };
    is_body(scene, phrase)
        && (1..=2).filter_map(|back| start.checked_sub(back)).any(|from| under(from) || counted(from))
}

/// "trên địa bàn Quân khu 2, Quân khu 3": where something is, not who came.
fn situated(scene: &Scene, phrase: usize) -> bool {
    let body =
        |p: usize| scene.actor(p).is_some_and(|actor| matches!(actor.who, Who::Body(_)) && !actor.member);
    let place = |p: usize| scene.actor(p).is_some_and(|actor| matches!(actor.who, Who::Place(_)));
    let mut first = phrase;
    while first > 0
        && (body(first - 1) || place(first - 1))
        && super::subject::listed(scene, first - 1, first)
    {
        first -= 1;
    }
    let start = scene.line().phrases[first].span().start;
    let words = [Particle::At, Particle::From];
    body(phrase)
        && (1..=3).filter_map(|back| start.checked_sub(back)).any(|from| {
            let among =
                scene.line().phrases.iter().any(|p| p.span().end == from && matches!(p, Phrase::Actor(_)));
            scene.scan.any_particle(from, &words) == Some(start) && !among
        })
}

/// A class in a list of guests ("lãnh đạo các sở, ngành") does not tell who came; an office without a name takes part when its body is
/// told.
fn takes_part(scene: &Scene, phrase: usize, entity: EntityIndex) -> bool {
    match scene.kind(entity) {
        EntityKind::Group => false,
        EntityKind::Post => {
            let end = scene.line().phrases[phrase].span().end;
            scene.scan.particle(end, Particle::Plural).is_none()
                && scene.actor(phrase).is_some_and(|a| a.posts.iter().any(|post| post.body.is_some()))
        }
        kind => ANYONE.contains(&kind),
    }
}
