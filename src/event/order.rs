//! Instructions as printed: who is told, what is to be done, where the next addressee takes over; and their events.

use super::Event;
use super::clause::Verb;
use super::scene::Scene;
use super::standing::{abroad, from_below};
use super::subject::{joined, subject_of};
use super::task::{cut, gives_office, name_alone, past_bracket, past_purpose, without_lead};
use crate::entity::{EntityIndex, Place};
use crate::lexicon::{Act, EntryKind, Particle, Source};
use crate::mention::{Phrase, Who};
use crate::text::{Span, TokenKind};
use crate::vocab::{EntityKind, Relation, Strength};

/// One addressee or several, and the clause that tells them what to do.
pub(super) struct Order {
    pub(super) targets: Vec<usize>,
    pub(super) content: Span,
}

/// The addressees and clauses behind a verb, up to a token.
pub(super) fn orders(scene: &Scene, verb: &Verb, end: usize) -> Vec<Order> {
    let mut next = verb.span.end;
    while let Some(past) = past_opening(scene, next) {
        next = past;
    }
    let mut first = target_list(scene, next);
    let content = first.last().map_or(next, |&p| scene.line().phrases[p].span().end);
    let content = past_tail(scene, &mut first, content, end);
    let fronted = if first.is_empty() { fronted(scene, verb) } else { Vec::new() };
    let fronted = if first.is_empty() && fronted.is_empty() { sent_to(scene, verb) } else { fronted };
    let fronted = if first.is_empty() && fronted.is_empty() { told_by(scene, verb) } else { fronted };
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
    scene
        .scan
        .any_particle(at, &words)
        .or(adverb)
        .or(mark)
        .or_else(|| past_time(scene, at))
        .or_else(|| past_role(scene, at))
}

/// Tokens of the longest words that tell in which post somebody is to act.
const ROLE: usize = 10;

/// Past "trên cương vị công tác mới," before who is told.
fn past_role(scene: &Scene, at: usize) -> Option<usize> {
    let words = scene.scan.particle(at, Particle::Role)?;
    let comma = (words..words + ROLE).find(|&at| scene.scan.mark(at, ','))?;
    (!target_list(scene, comma + 1).is_empty()).then_some(comma + 1)
}

/// Past "trong năm 2017", "ngày 5/6".
fn past_time(scene: &Scene, at: usize) -> Option<usize> {
    let inside =
        scene.scan.any_particle(at, &[Particle::InWhich, Particle::At, Particle::From, Particle::To]);
    let from = inside.unwrap_or(at);
    let dated = scene.line().phrases.iter().find(|p| p.span().start == from && matches!(p, Phrase::Date(_)));
    let year = scene
        .scan
        .particle(from, Particle::Year)
        .filter(|&figure| scene.scan.tokens.get(figure).is_some_and(|token| token.kind == TokenKind::Number));
    dated.map(|date| date.span().end).or(year.map(|figure| figure + 1))
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

/// Tokens of the longest description of those who are told.
pub(super) const TAIL: usize = 12;

/// Past what still belongs to the addressees: "nói riêng và các địa phương", "và lực lượng Quân đội, Công an", "tham gia diễn tập".
/// Addressees found on the way are told too.
fn past_tail(scene: &Scene, list: &mut Vec<usize>, from: usize, end: usize) -> usize {
    if list.is_empty() {
        return from;
    }
    let mut at = from;
    loop {
        let phrases = &scene.line().phrases;
        if let Some(notable) = notably(scene, at) {
            at = notable.last().map_or(at, |&p| phrases[p].span().end);
            // "nhất là các xã vùng cao": a class inside a class is told with it.
            list.extend(notable.into_iter().filter(|&p| !group(scene, p)));
            continue;
        }
        if let Some(past) = scene.scan.particle(at, Particle::Tail) {
            at = past;
            continue;
        }
        let joint = scene.scan.particle(at, Particle::And).or(scene.scan.mark(at, ',').then_some(at + 1));
        let Some(item) = joint.filter(|&item| item < end) else { break };
        // "các | Ủy ban của Quốc hội".
        let named = scene.scan.particle(item, Particle::Plural).unwrap_or(item);
        let more = [item, named].map(|at| target_list(scene, at)).into_iter().find(|list| !list.is_empty());
        let more = more.unwrap_or_default();
        let noun = scene.scan.longest(item, EntryKind::Group);
        let behind =
            more.last().map(|&p| phrases[p].span().end).or(noun.map(|(span, _)| past_name(scene, span.end)));
        let Some(behind) = behind.filter(|&behind| behind < end && !begins_with_verb(scene, item)) else {
            break;
        };
        list.extend(more);
        at = behind;
    }
    let describes = scene.scan.verb(at).is_some_and(|(_, _, act)| act == Act::Attend)
        || scene.scan.particle(at, Particle::Passive).is_some()
        || scene
            .scan
            .particle(at, Particle::Adverb)
            .is_some_and(|past| scene.scan.particle(past, Particle::Has).is_some());
    let task = |t: &usize| scene.scan.any_particle(*t, &[Particle::ModalWeak, Particle::Modal]).is_some();
    let near = (at + 2..end.min(at + TAIL)).take_while(|t| !scene.scan.mark(*t, ';')).find(task);
    near.filter(|_| describes && class(scene, list)).unwrap_or(at)
}

/// ", nhất là Bộ X, Bộ Y": who of them is told above all.
pub(super) fn notably(scene: &Scene, at: usize) -> Option<Vec<usize>> {
    let from = if scene.scan.mark(at, ',') { at + 1 } else { at };
    let past = scene.scan.particle(from, Particle::Notably)?;
    let list = target_list(scene, past);
    (!list.is_empty()).then_some(list)
}

/// Past a name behind a class noun: "lực lượng | Quân đội".
fn past_name(scene: &Scene, from: usize) -> usize {
    let named = scene.line().phrases.iter().find(|p| p.span().start == from && is_target(p));
    let mut end = named.map_or(from, |p| p.span().end);
    while named.is_none()
        && (scene.scan.capital(end)
            || end > from
                && scene.scan.tokens.get(end).is_some_and(|t| t.is_word())
                && scene.scan.only_names(end))
    {
        // "chỉ huy | Lữ đoàn"
        let unit = scene.scan.longest(end, EntryKind::BodyType).map(|(span, _)| span.end);
        end = unit.unwrap_or(end + 1);
    }
    end
}

/// The last addressee is a class.
fn class(scene: &Scene, list: &[usize]) -> bool {
    list.last().is_some_and(|&p| group(scene, p))
}

fn group(scene: &Scene, p: usize) -> bool {
    scene.entity(p).is_some_and(|e| scene.kind(e) == EntityKind::Group)
}

fn is_target(phrase: &Phrase) -> bool {
    matches!(phrase, Phrase::Actor(actor) if !matches!(actor.who, Who::Pronoun))
}

/// "Đối với hội K, A đề nghị ...": the addressee at the head of the sentence.
fn fronted(scene: &Scene, verb: &Verb) -> Vec<usize> {
    let start = scene.line().sentence.span.start;
    let start = scene.scan.particle(start, Particle::Adverb).unwrap_or(start);
    let Some(past) = scene.scan.any_particle(start, &[Particle::Toward, Particle::TowardWeak]) else {
        return Vec::new();
    };
    let list = target_list(scene, past);
    let before = list.first().is_some_and(|&p| scene.line().phrases[p].span().end <= verb.span.start);
    if before { list } else { Vec::new() }
}

/// "có công văn gửi A, B đề nghị ...": the addressees of the letter.
fn sent_to(scene: &Scene, verb: &Verb) -> Vec<usize> {
    let start = scene.line().sentence.span.start;
    let sent = (start..verb.span.start).rev().find_map(|at| scene.scan.particle(at, Particle::SendTo));
    let list = sent.map(|past| target_list(scene, past)).unwrap_or_default();
    let end = list.last().map_or(verb.span.start, |&p| scene.line().phrases[p].span().end);
    // "trong đơn gửi B, ông A cho biết bà C yêu cầu": not what the letter asks for
    let told = (end..verb.span.start)
        .any(|at| scene.scan.verb(at).is_some_and(|(_, _, act)| matches!(act, Act::Say | Act::Speak)));
    if end <= verb.span.start && !told { list } else { Vec::new() }
}

/// "B được A giao ...": who is told stands before "được".
fn told_by(scene: &Scene, verb: &Verb) -> Vec<usize> {
    let Some(&agent) = verb.left.first() else { return Vec::new() };
    let start = scene.line().phrases[agent].span().start;
    let passive =
        start.checked_sub(1).filter(|&at| scene.scan.particle(at, Particle::Passive) == Some(start));
    passive.map(|at| subject_of(scene, at)).unwrap_or_default()
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
    // "đề nghị kỷ luật 1 tổ chức; 12 đảng viên vi phạm": nobody is told before, so nobody counted is told
    let counted = |orders: &[Order], list: &[usize]| {
        let number = scene.scan.tokens[phrases[list[0]].span().start].kind == TokenKind::Number;
        number && orders[0].targets.is_empty()
    };
    let mut p = phrases.iter().position(|phrase| phrase.span().start >= from).unwrap_or(phrases.len());
    while p < phrases.len() && phrases[p].span().start < end {
        let list = target_list(scene, phrases[p].span().start);
        match list.last() {
            Some(&last) if takes_over(scene, &list, from, end) && !counted(&orders, &list) => {
                let open = orders.len() - 1;
                orders[open].content.end =
                    before_joint(scene, orders[open].content.start, phrases[p].span().start);
                orders
                    .push(Order { targets: list.clone(), content: Span::new(phrases[last].span().end, end) });
                p = last + 1;
            }
            Some(&last) => p = last + 1,
            None => p += 1,
        }
    }
    orders.retain(|order| !scene.trimmed(order.content).is_empty());
    orders
}

/// Back over "và", "đồng thời", "riêng" before the next addressee.
pub(super) fn before_joint(scene: &Scene, start: usize, end: usize) -> usize {
    let words = [Particle::And, Particle::Adverb, Particle::Toward];
    let mut at = end;
    while let Some(from) = (1..=3)
        .filter_map(|back| at.checked_sub(back))
        .find(|&from| from > start && scene.scan.any_particle(from, &words) == Some(at))
    {
        at = from;
    }
    at
}

/// A body or class behind a comma, with a verb of its own behind it, is told something new.
fn takes_over(scene: &Scene, list: &[usize], from: usize, end: usize) -> bool {
    let phrases = &scene.line().phrases;
    let (first, last) = (phrases[list[0]].span(), phrases[list[list.len() - 1]].span());
    let told = list
        .iter()
        .filter_map(|&p| scene.actor(p))
        .all(|a| matches!(a.who, Who::Body(_) | Who::Group | Who::Place(_) | Who::Office));
    let told =
        told && list.iter().filter_map(|&p| scene.entity(p)).all(|e| scene.kind(e) != EntityKind::Person);
    let mut before = first.start - 1;
    while let Some(back) = (1..=3).find(|&back| {
        let from = (before + 1).saturating_sub(back);
        scene.scan.any_particle(from, &[Particle::And, Particle::Adverb]) == Some(before + 1)
    }) {
        before = before.saturating_sub(back);
    }
    let separated = matches!(scene.scan.tokens[before].kind, TokenKind::Mark(',' | ';'))
        || scene.scan.tokens[first.start].is_capital() && scene.scan.mark(first.start - 1, '.');
    let follows = last.end < end
        && scene.scan.tokens[last.end].is_word()
        && !scene.scan.tokens[last.end].is_capital()
        && scene.scan.any_particle(last.end, &[Particle::And, Particle::Of, Particle::At]).is_none();
    let reports = scene.scan.any_particle(last.end, &[Particle::Planned, Particle::Past]).is_some();
    let bare = |&p: &usize| {
        scene.actor(p).is_some_and(|a| matches!(&a.who, Who::Place(place) if place.name.is_empty()))
    };
    // "ở quận, huyện, xã khu vực ...": level words alone take over only before what is to be done.
    let does = !list.iter().any(bare) || begins_with_verb(scene, last.end);
    told && separated
        && follows
        && does
        && !reports
        && !partner(scene, list[0])
        && !inside_quotation(scene, from, first.start)
}

/// "phương châm “tỉnh mạnh, huyện | vững”": a quotation that the instruction opened goes on.
fn inside_quotation(scene: &Scene, from: usize, at: usize) -> bool {
    let opened = (from..at).filter(|&t| scene.scan.mark(t, '\u{201C}')).count();
    let closed = (from..at).filter(|&t| scene.scan.mark(t, '\u{201D}')).count();
    let plain = (from..at).filter(|&t| scene.scan.mark(t, '"')).count();
    opened > closed || plain % 2 == 1
}

/// The phrase goes on with the partners of "phối hợp với A, B và C", the owners of "quy chế của A, B và C".
fn partner(scene: &Scene, first: usize) -> bool {
    let phrases = &scene.line().phrases;
    if beside_partners(scene, phrases[first].span().start) {
        return true;
    }
    let mut p = first;
    loop {
        let start = phrases[p].span().start;
        let with = (1..=4).any(|back| {
            start.checked_sub(back).is_some_and(|from| {
                scene.scan.any_particle(from, &[Particle::WithAgency, Particle::LeadAgency]) == Some(start)
            })
        });
        let words = [Particle::TowardWeak, Particle::Of, Particle::At];
        let governed =
            start.checked_sub(1).is_some_and(|from| scene.scan.any_particle(from, &words) == Some(start));
        if with || governed {
            return true;
        }
        if p == 0 || !joined(scene, p - 1, p) {
            return false;
        }
        p -= 1;
    }
}

/// Tokens of the longest list of partners that no table knows.
const PARTNERS: usize = 24;

/// "phối hợp với các đội, tổ, | Phòng Y tế": nothing is done between "phối hợp với" and here.
fn beside_partners(scene: &Scene, at: usize) -> bool {
    let words = [Particle::WithAgency, Particle::LeadAgency];
    let start = scene.line().sentence.span.start.max(at.saturating_sub(PARTNERS));
    let with =
        (start..at).rev().find_map(|from| scene.scan.any_particle(from, &words).filter(|&end| end <= at));
    let named = |t: usize| scene.line().phrases.iter().any(|p| p.span().start <= t && t < p.span().end);
    let does = |t: usize| {
        !named(t)
            && (scene.scan.mark(t, ';')
                || scene.scan.verb(t).is_some()
                || scene
                    .scan
                    .any_particle(t, &[Particle::ModalWeak, Particle::Purpose, Particle::Matter])
                    .is_some())
    };
    with.is_some_and(|end| !(end..at).any(does))
}

/// Writes down an instruction: to its addressees, or to the meeting where there is none.
pub(super) fn write(
    scene: &mut Scene,
    agents: &[EntityIndex],
    order: &Order,
    strength: Option<Strength>,
    row: &Source,
    rule: &'static str,
) {
    let content = without_lead(scene, past_purpose(scene, order.content));
    let content = scene.trimmed(cut(scene, past_bracket(scene, content)));
    if gives_office(scene, content) {
        return scene.drop(content, "an office is given, no task");
    }
    if scene.scan.particle(content.start, Particle::Copula).is_some() {
        return scene.drop(content, "it says what somebody is, not what to do");
    }
    let only_time = past_time(scene, content.start).is_some_and(|end| end >= content.end);
    if content.len() < 2 || only_time || scene.scan.particle(order.content.start, Particle::Purpose).is_some()
    {
        return;
    }
    let mut targets: Vec<EntityIndex> = order.targets.iter().filter_map(|&p| told(scene, p)).collect();
    if targets.is_empty() {
        targets =
            scene.director.as_ref().filter(|d| d.line < scene.at).map(|d| d.told.clone()).unwrap_or_default();
    }
    let class_abroad = |p: &usize| {
        let span = scene.line().phrases[*p].span();
        let country =
            |at: usize| scene.scan.longest(at, EntryKind::Country).map(|(span, _)| scene.scan.str(span));
        group(scene, *p)
            && (span.start..span.end).filter_map(country).any(|name| !scene.scan.lexicon.is_home(name))
    };
    let (others, own): (Vec<usize>, Vec<usize>) = order.targets.iter().copied().partition(class_abroad);
    let foreign = |&e: &EntityIndex| abroad(scene, e);
    let within =
        strength == Some(Strength::Order) && targets.iter().all(foreign) && agents.iter().all(foreign);
    if !within
        && (own.is_empty() && !others.is_empty() || targets.iter().any(foreign) || agents.iter().any(foreign))
    {
        return scene.drop(content, "a request between states");
    }
    if strength == Some(Strength::Request) && targets.iter().any(|&t| from_below(scene, agents, t)) {
        return scene.drop(content, "a request from below");
    }
    if !targets.is_empty() && name_alone(scene, content) {
        return scene.drop(content, "a name stands behind the addressee, and nothing to do");
    }
    if targets.is_empty() && !begins_with_verb(scene, content.start) {
        return scene.drop(content, "neither an addressee nor a verb stands behind the instruction");
    }
    if targets.is_empty() && strength == Some(Strength::Request) && !agents.iter().any(|&a| scene.leads(a)) {
        return scene.drop(content, "a request to nobody by name, of somebody who does not lead");
    }
    let spoken = agents.iter().any(|&a| matches!(scene.kind(a), EntityKind::Person | EntityKind::Post));
    if targets.is_empty() && spoken && scene.line().place != Place::Title {
        targets.extend(scene.meeting_near(content.start).filter(|_| !named_inside(scene, content)));
    }
    let start = order.targets.first().map_or(content.start, |&p| scene.line().phrases[p].span().start);
    for &agent in agents {
        for &target in &targets {
            let span = Span::new(start, content.end);
            let event = Event {
                directive: Some(content),
                strength,
                row: row.clone(),
                ..scene.event(Relation::Directed, agent, target, rule, span)
            };
            scene.add(event);
        }
    }
}

/// "yêu cầu thu hồi công văn về phát ngôn tại | tọa đàm": a meeting is in what is to be done, and none was named before.
fn named_inside(scene: &Scene, content: Span) -> bool {
    let meetings = |line: usize| {
        scene.lines[line].phrases.iter().filter(|p| matches!(p, Phrase::Meeting(_))).map(|p| p.span().start)
    };
    let before = (0..scene.at).any(|line| meetings(line).next().is_some());
    let mut here = meetings(scene.at).peekable();
    !before && here.peek().is_some() && here.all(|start| start >= content.start)
}

/// Who is told by a phrase: "các thành viên Chính phủ" are a class, not the body.
fn told(scene: &mut Scene, p: usize) -> Option<EntityIndex> {
    let entity = scene.entity(p)?;
    let start = scene.line().phrases[p].span().start;
    let several = start.checked_sub(1).filter(|&at| scene.scan.particle(at, Particle::Plural) == Some(start));
    let inside = scene.scan.particle(start, Particle::Plural).map(|_| start);
    let several = several.or(inside);
    let members = scene.actor(p).is_some_and(|actor| actor.member);
    let Some(from) = several.filter(|_| members) else { return Some(entity) };
    let class = scene.scan.str(Span::new(from, scene.line().phrases[p].span().end)).to_string();
    Some(scene.entities.intern(EntityKind::Group, &class))
}

/// An instruction to nobody by name begins with what is to be done.
fn begins_with_verb(scene: &Scene, at: usize) -> bool {
    let words = [Particle::Modal, Particle::ModalWeak, Particle::Negation, Particle::LeadAgency];
    let end = scene.scan.any_particle(at, &words).max(scene.scan.verb(at).map(|(verb, ..)| verb.end));
    // "cử tri" begins with no verb.
    let longer = scene.scan.particle(at, Particle::Inner);
    end.is_some_and(|end| longer.is_none_or(|longer| longer <= end))
}
