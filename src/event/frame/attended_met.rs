//! "A tiếp B", "A làm việc với B", "A thăm ...": both sides take part; the verb names the meeting where nothing else does.

use super::{ANYONE, Frame, Scene, Verb, actors_between};
use crate::entity::{EntityIndex, Place, VISIT};
use crate::event::Event;
use crate::event::subject::joined;
use crate::lexicon::{Act, EntryKind, Flag, Particle};
use crate::mention::{Phrase, Who};
use crate::text::Span;
use crate::vocab::{EventStatus, Relation};

pub(super) const FRAME: Frame = Frame { id: "attended.met", confidence: 0.87, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    for (i, verb) in verbs.iter().enumerate() {
        if !matches!(verb.act, Act::Receive | Act::Meet | Act::Visit) {
            continue;
        }
        if let Some((host, guests)) = received(scene, verbs, i) {
            meet(scene, &Verb { subject: host, ..verb.clone() }, &guests);
            continue;
        }
        if let Some(travellers) = delegation(scene, verbs, i) {
            let limit = verbs.get(i + 1).map_or(scene.line().sentence.span.end, |v| v.span.start);
            let others = first_list(scene, actors_between(scene, verb.next, limit), verb);
            meet(scene, &Verb { subject: travellers, ..verb.clone() }, &others);
            continue;
        }
        if let Some(others) = in_turn(scene, verbs, i) {
            let current = scene.meeting;
            let named = scene.meeting_after(verb.span.start, 0).map(|(_, meeting)| meeting);
            if let Some(meeting) = named.or_else(|| meeting_of(scene, verb.span)) {
                take_part(scene, verb, meeting, &[&verb.subject[..], &others].concat());
            }
            scene.meeting = current.or(scene.meeting);
            continue;
        }
        if let Some(reason) = no_meeting(scene, verbs, i) {
            scene.drop(verb.span, reason);
            continue;
        }
        let stop = verbs.get(i + 1).map_or(scene.line().sentence.span.end, |v| v.span.start);
        let others = if verb.has(Flag::SelfMeeting) || verb.has(Flag::Rite) {
            Vec::new()
        } else {
            first_list(scene, actors_between(scene, verb.next, stop), verb)
        };
        let parties = scene.line().phrases.iter().any(
            |p| matches!(p, Phrase::Meeting(m) if m.span.start == verb.span.start && m.parties.is_some()),
        );
        let unknown =
            verb.has(Flag::Strong) || guest_unknown(scene, verb) || spoken_of(scene, verb.act).is_some();
        if others.is_empty()
            && !parties
            && let Some(meeting) = scene.meeting.filter(|_| guests_under_discussion(scene, verb))
        {
            take_part(scene, verb, meeting, &verb.subject);
            continue;
        }
        if others.is_empty() && verb.act != Act::Visit && !parties && !unknown {
            scene.drop(verb.span, "nobody who may be met stands behind the verb");
            continue;
        }
        meet(scene, verb, &others);
    }
}

/// "Khi tiếp ông A, | ông B bày tỏ ...", "Tiếp ông A, | ông B bày tỏ ...": who stands before the next verb receives whom the first one names.
fn received(scene: &Scene, verbs: &[Verb], i: usize) -> Option<(Vec<usize>, Vec<usize>)> {
    let (verb, main) = (&verbs[i], verbs.get(i + 1)?);
    let when = (1..=2)
        .filter_map(|back| verb.span.start.checked_sub(back))
        .any(|from| scene.scan.particle(from, Particle::When) == Some(verb.span.start))
        || verb.span.start == scene.line().sentence.span.start && verb.act == Act::Receive;
    let told =
        matches!(main.act, Act::Say | Act::Speak | Act::Direct) && main.status == EventStatus::Asserted;
    if !when || !told || !verb.left.is_empty() || verb.act == Act::Visit {
        return None;
    }
    let phrases = &scene.line().phrases;
    // The subject of the second verb may be read as one list with the guest: "ông A, ông B".
    let guest = |p: usize| phrases[p].span().start <= verb.span.end + 1;
    let (mut guests, host): (Vec<usize>, Vec<usize>) = main.left.iter().partition(|&&p| guest(p));
    let start = phrases[*host.first()?].span().start;
    guests.extend(first_list(scene, actors_between(scene, verb.next, start), verb));
    guests.dedup();
    let comma = (1..=2).filter_map(|back| start.checked_sub(back)).any(|at| scene.scan.mark(at, ','));
    (comma && !guests.is_empty()).then_some((host, guests))
}

/// "tiếp và làm việc với | đoàn": those whose visit is under discussion.
fn guests_under_discussion(scene: &Scene, verb: &Verb) -> bool {
    let guest = scene.scan.longest(verb.span.end, EntryKind::BodyType);
    let bare = guest.filter(|(span, entry)| span.len() == 1 && entry.flags.has(Flag::Visit));
    bare.is_some_and(|(span, _)| {
        let end = scene.line().sentence.span.end;
        span.end >= end || !scene.scan.tokens[span.end].is_word()
    })
}

/// "tiếp | Thủ hiến bang ...": a capital directly behind the verb begins a guest that no table knows.
fn guest_unknown(scene: &Scene, verb: &Verb) -> bool {
    let named = scene.line().phrases.iter().any(|p| p.span().start == verb.span.end);
    scene.scan.capital(verb.span.end) && !named && !verb.has(Flag::Narrow)
}

/// "A đã hội đàm với B; | hội kiến với C, | gặp D và | tiếp E": talks one after the other, each with somebody else.
fn in_turn(scene: &Scene, verbs: &[Verb], i: usize) -> Option<Vec<usize>> {
    let verb = &verbs[i];
    let met = |v: &Verb| matches!(v.act, Act::Meet | Act::Receive) && v.status == EventStatus::Asserted;
    let talks =
        |p: &Phrase| matches!(p, Phrase::Meeting(m) if m.parties.is_some()) && p.span().end < verb.span.start;
    let before = verb.span.start.checked_sub(1)?;
    let joint = [';', ','].iter().any(|&mark| scene.scan.mark(before, mark))
        || scene.scan.particle(before, Particle::And) == Some(verb.span.start);
    let body = scene.line().place == Place::Body;
    if !(met(verb) && verb.left.is_empty() && !verb.subject.is_empty() && joint && body) {
        return None;
    }
    let attended = |v: &Verb| {
        matches!(v.act, Act::Meet | Act::Receive | Act::Visit | Act::Attend)
            && v.status == EventStatus::Asserted
    };
    let first = verbs[..i].iter().any(attended) || scene.line().phrases.iter().any(talks);
    let speech = verbs[..i].iter().any(|v| matches!(v.act, Act::Say | Act::Speak | Act::Direct));
    if !first || speech {
        return None;
    }
    let stop = verbs.get(i + 1).map_or(scene.line().sentence.span.end, |v| v.span.start);
    let others = first_list(scene, actors_between(scene, verb.next, stop), verb);
    let known = |&p: &usize| {
        scene.actor(p).is_some_and(|actor| matches!(actor.who, Who::Name(_) | Who::Office | Who::Body(_)))
    };
    let parties = |p: &Phrase| matches!(p, Phrase::Meeting(m) if m.span.start == verb.span.start && m.parties.is_some());
    let with = scene.line().phrases.iter().any(parties);
    (with || others.iter().any(known)).then_some(others)
}

/// Lines of the text that say whether what the headline tells has been.
const BELOW: usize = 3;

/// Words between who leads a delegation and what it does: "đã", "sang".
const LED: usize = 3;

/// "Đoàn công tác tỉnh A | do ông B làm trưởng đoàn | đã hội đàm với C": the delegation before "do".
fn delegation(scene: &Scene, verbs: &[Verb], i: usize) -> Option<Vec<usize>> {
    let (lead, verb) = (verbs.get(i.checked_sub(1)?)?, &verbs[i]);
    let directly = lead.act == Act::Lead
        && (lead.span.end..=lead.span.end + LED).contains(&verb.span.start)
        && !(lead.span.end..verb.span.start).any(|at| scene.scan.mark(at, ','));
    let asserted = verb.status == EventStatus::Asserted && scene.line().place != Place::Caption;
    if !directly || !asserted || !verb.left.is_empty() {
        return None;
    }
    let phrases = &scene.line().phrases;
    let first = phrases[*lead.left.first()?].span().start;
    let by = (1..=LED)
        .filter_map(|back| first.checked_sub(back))
        .find(|&at| scene.scan.particle(at, Particle::By).is_some())?;
    let sent = phrases.iter().position(|p| p.span().end == by && matches!(p, Phrase::Actor(_)))?;
    Some(vec![sent])
}

fn no_meeting(scene: &Scene, verbs: &[Verb], i: usize) -> Option<&'static str> {
    let verb = &verbs[i];
    if verb.left.is_empty() && !verb.has(Flag::Rite) {
        Some("nobody stands before the verb")
    } else if verb.status != EventStatus::Asserted {
        Some("planned, wished or negated")
    } else if planned_below(scene, verb) {
        Some("the text tells that it is still to come")
    } else if scene.line().place == Place::Caption {
        Some("a caption tells of what the text tells")
    } else {
        let told = verbs[..i].iter().any(|v| matches!(v.act, Act::Say | Act::Direct));
        told.then_some("told or asked for by somebody in the text")
    }
}

/// "A thăm Nhật Bản vào đầu tháng 6" in the headline, "A sẽ thăm Nhật Bản" in the text.
fn planned_below(scene: &Scene, verb: &Verb) -> bool {
    let title = scene.line().place == Place::Title;
    let lines = scene.lines.iter().filter(|line| line.place != Place::Title).take(BELOW);
    title
        && lines.into_iter().any(|line| {
            let span = line.sentence.span;
            (span.start..span.end).any(|at| {
                let past = scene.scan.particle(at, Particle::Planned);
                past.is_some_and(|past| {
                    (past..past + LED)
                        .any(|at| scene.scan.verb(at).is_some_and(|(_, _, act)| act == verb.act))
                })
            })
        })
}

/// The object: the actors directly behind the verb.
fn first_list(scene: &Scene, actors: Vec<usize>, verb: &Verb) -> Vec<usize> {
    let mut list: Vec<usize> = Vec::new();
    for p in actors {
        let start = scene.line().phrases[p].span().start;
        let from = list.last().map_or(verb.span.end, |&last| scene.line().phrases[last].span().end);
        // "tiếp đoàn tại trụ sở Tỉnh ủy": where, not whom.
        let venue = (from..start).any(|at| scene.scan.particle(at, Particle::At).is_some());
        let near = !venue
            && match list.last() {
                None => start <= verb.span.end + 3,
                Some(&last) => joined(scene, last, p) || start <= scene.line().phrases[last].span().end + 4,
            };
        if !near {
            break;
        }
        list.push(p);
    }
    list
}

fn meet(scene: &mut Scene, verb: &Verb, others: &[usize]) {
    let early = scene.at < 4 || scene.meeting.is_none();
    let person = |&p: &usize| scene.actor(p).is_some_and(|actor| matches!(actor.who, Who::Name(_)));
    // "Trước đó, tối 7/11, ông A đã gặp bà B"
    let dated = day_before(scene, verb) && others.iter().any(person);
    let narrow = verb.has(Flag::Narrow)
        && !early
        && !dated
        && !during_visit(scene, verb, !others.is_empty())
        && !others_met(scene, verb, others);
    if narrow {
        return scene.drop(verb.span, "this verb tells of a meeting only at the head of an article");
    }
    let own = scene.meeting_after(verb.span.start, 2).map(|(_, m)| m);
    let anew = own.is_none()
        && (verb.has(Flag::Rite) && !part_of_ceremony(scene, verb)
            || verb.has(Flag::Narrow) && dated
            || during_visit(scene, verb, !others.is_empty())
            || others_met(scene, verb, others)
            || fresh(scene, verb));
    let headline = of_headline(scene, verb, others).filter(|_| own.is_none());
    let own = own.or(headline);
    if let Some(told) = headline {
        take_day(scene, told);
    }
    let rite = if anew && own.is_none() { meeting_of(scene, verb.span) } else { None };
    let Some(meeting) = own
        .or(rite)
        .or_else(|| if scene.meeting.is_none() { meeting_of(scene, verb.span) } else { scene.meeting })
    else {
        return scene.drop(verb.span, "the words behind the verb name no meeting");
    };
    if verb.act == Act::Visit && own.is_none() && rite.is_none() && !early {
        return scene.drop(verb.span, "a visit without a day of its own, long after the head of the article");
    }
    let others = if verb.act == Act::Visit { &[] } else { others };
    take_part(scene, verb, meeting, &[&verb.subject[..], others].concat());
}

/// These people and bodies were there.
fn take_part(scene: &mut Scene, verb: &Verb, meeting: EntityIndex, phrases: &[usize]) {
    for &p in phrases {
        let somewhere = scene.actor(p).is_some_and(|actor| matches!(actor.who, Who::Place(_)));
        let somewhere = somewhere && verb.act == Act::Visit;
        let agent = scene.entity(p).filter(|&e| !somewhere && ANYONE.contains(&scene.kind(e)));
        let Some(agent) = agent else { continue };
        let span = scene.line().phrases[p].span();
        let event = Event {
            row: verb.entry.source(),
            ..scene.event(Relation::Attended, agent, meeting, FRAME.id, span)
        };
        scene.add(event);
    }
}

/// The meeting of the headline, where the same people meet in other words ("A tiếp Bộ trưởng Lào", "A đã tiếp ông B").
fn of_headline(scene: &Scene, verb: &Verb, others: &[usize]) -> Option<EntityIndex> {
    let people: Vec<EntityIndex> =
        verb.subject.iter().chain(others).filter_map(|&p| scene.entity(p)).collect();
    if verb.act == Act::Visit || others.is_empty() || verb.subject.is_empty() {
        return None;
    }
    let told = |event: &&Event| event.rule == FRAME.id && scene.lines[event.line].place == Place::Title;
    let meeting = scene.events.iter().find(told)?.target;
    let there = |who: &EntityIndex| scene.events.iter().any(|e| e.target == meeting && e.agent == *who);
    people.iter().all(there).then_some(meeting)
}

/// The sentence has its own day or "sau đó" before the verb: a trip or talk apart from the meeting under discussion.
pub(super) fn fresh(scene: &Scene, verb: &Verb) -> bool {
    let start = scene.line().sentence.span.start;
    let then = scene.scan.particle(start, Particle::Then).is_some();
    let dated = day_before(scene, verb);
    let behind = crate::entity::behind_meeting(scene.scan, scene.line());
    (then || dated || behind) && !verb.has(Flag::Narrow) && !verb.has(Flag::SelfMeeting)
}

/// Lines in which a meeting that its verb named is spoken of by its head alone.
const SOON: usize = 8;

/// "A đã tiếp B. Tại cuộc tiếp, ...": the next lines speak of the meeting by its head alone, the verb names it.
fn adopt(scene: &mut Scene, verb: Span, name: &str) -> Option<EntityIndex> {
    let (_, _, act) = scene.scan.verb(verb.start)?;
    let found = spoken_of(scene, act)?;
    let entity = &mut scene.entities.list[found];
    let bare = std::mem::replace(&mut entity.name, name.to_string());
    entity.aliases.insert(bare);
    entity.provisional = false;
    Some(found)
}

/// The meeting that only its head names, in one of the next lines.
fn spoken_of(scene: &Scene, act: Act) -> Option<EntityIndex> {
    let received: &[&str] = match act {
        Act::Receive => &["reception", "talks", "gathering", TALK, "ceremony"],
        Act::Meet => &["reception", "talks", "gathering", TALK],
        Act::Visit => &[INSPECTION, VISIT, TALK],
        _ => return None,
    };
    let fits = |e: &EntityIndex| {
        let entity = &scene.entities.list[*e];
        entity.provisional && entity.type_id.as_deref().is_some_and(|own| received.contains(&own))
    };
    let told = |line: usize, e: EntityIndex| {
        (0..scene.lines[line].phrases.len()).any(|p| scene.entities.of(line, p) == Some(e))
    };
    scene.entities.meetings.iter().copied().filter(fits).find(|&e| {
        let soon = scene.at + 1..scene.lines.len().min(scene.at + 1 + SOON);
        !(0..=scene.at).any(|line| told(line, e)) && soon.into_iter().any(|line| told(line, e))
    })
}

/// A day is told before the verb.
fn day_before(scene: &Scene, verb: &Verb) -> bool {
    scene.line().phrases.iter().any(|p| {
        matches!(p, Phrase::Date(date) if date.day.is_some() || date.relative.is_some())
            && p.span().end <= verb.span.start
    })
}

/// What somebody does on a visit is a meeting of its own ("trong chuyến thăm, A đã đến chào xã giao B").
fn during_visit(scene: &Scene, verb: &Verb, named: bool) -> bool {
    let visiting = scene.meeting.is_some_and(|m| scene.entities.list[m].type_id.as_deref() == Some(VISIT));
    visiting && (!verb.has(Flag::Narrow) || named) && matches!(verb.act, Act::Meet | Act::Receive)
}

/// "A hội đàm với B; hội kiến với C; gặp D": with each of them, where a verb has told of another such meeting.
fn others_met(scene: &Scene, verb: &Verb, others: &[usize]) -> bool {
    let person = |p: &usize| scene.actor(*p).is_some_and(|actor| matches!(actor.who, Who::Name(_)));
    let names = !verb.has(Flag::Narrow) && others.iter().any(person);
    let told = |event: &&Event| event.rule == FRAME.id && (names || event.line == scene.at);
    let Some(last) = scene.events.iter().rev().find(told) else { return false };
    let there = |who: EntityIndex| scene.events.iter().any(|e| e.target == last.target && e.agent == who);
    let mut named = others.iter().filter_map(|&p| scene.entity(p)).peekable();
    matches!(verb.act, Act::Meet | Act::Receive)
        && scene.meeting == Some(last.target)
        && named.peek().is_some()
        && !named.any(there)
}

/// "A cắt băng khánh thành cầu" at "lễ khánh thành cầu": half of the words of the verb stand in the name.
fn part_of_ceremony(scene: &Scene, verb: &Verb) -> bool {
    let name = scene.meeting.map(|m| scene.entities.list[m].name.as_str());
    name.is_some_and(|name| crate::entity::share(scene.scan.str(verb.span), name) >= 0.5)
}

/// Type id of an inspection.
const INSPECTION: &str = "inspection";

/// Type id of a meeting that only its verb names.
const TALK: &str = "working_session";

/// "thăm các địa danh, | nhân chứng lịch sử tại huyện A, | tỉnh B": behind the comma stand further nouns or a place, and no clause.
fn names_on(scene: &Scene, comma: usize) -> bool {
    let next = comma + 1;
    let words = [
        Particle::Clause,
        Particle::Then,
        Particle::When,
        Particle::Adverb,
        Particle::And,
        Particle::Past,
        Particle::Planned,
        Particle::At,
        Particle::Purpose,
        Particle::Has,
        Particle::By,
        Particle::InWhich,
        Particle::Member,
        Particle::Referred,
        Particle::Companion,
    ];
    let noun = scene.scan.tokens.get(next).is_some_and(|t| t.is_word() && !t.is_capital());
    let phrase = scene.line().phrases.iter().find(|p| p.span().start == next);
    let fits = match phrase {
        Some(Phrase::Actor(actor)) => matches!(actor.who, Who::Place(_)),
        Some(_) => false,
        None => scene.scan.verb(next).is_none() && scene.scan.any_particle(next, &words).is_none(),
    };
    let abroad =
        |p: &Phrase| matches!(p, Phrase::Actor(a) if matches!(&a.who, Who::Place(place) if place.foreign));
    let journey = scene.line().phrases.iter().any(|p| p.span().end == comma && abroad(p));
    scene.scan.mark(comma, ',') && noun && fits && !journey
}

/// "gặp mặt | , chúc Tết cán bộ": another verb with the same object.
fn goes_on(scene: &Scene, comma: usize) -> bool {
    let next = scene.scan.tokens.get(comma + 1);
    scene.scan.mark(comma, ',')
        && next.is_some_and(|token| token.is_word() && !token.is_capital())
        && !scene.line().phrases.iter().any(|p| p.span().start == comma + 1)
}

/// Types of meetings that a verb may name too.
const ALIKE: [&str; 6] = [TALK, VISIT, "reception", "talks", "gathering", "ceremony"];

/// The meeting named before with the same words, or most of them, and not on another day.
fn known(scene: &Scene, verb: Span, name: &str) -> Option<EntityIndex> {
    let visits = scene.scan.verb(verb.start).is_some_and(|(_, _, act)| act == Act::Visit);
    let alike = |&e: &EntityIndex| {
        let entity = &scene.entities.list[e];
        let kind =
            entity.type_id.as_deref().is_some_and(|own| ALIKE.contains(&own) && (visits || own != VISIT));
        let share = if entity.name == name { 1.0 } else { crate::entity::share(name, &entity.name) };
        let day = scene.entities.days.get(scene.at).cloned().flatten().map(|(day, _)| day);
        let another = matches!((&day, &entity.date), (Some(day), Some(date)) if day != date);
        (!another && share >= 0.75 && (kind || entity.name == name)).then_some((share, e))
    };
    let all = scene.entities.meetings.iter().filter_map(alike);
    all.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, e)| e)
}

/// A meeting that only its verb names: the clause from the verb on is its name.
pub(super) fn meeting_of(scene: &mut Scene, verb: Span) -> Option<EntityIndex> {
    let sentence = scene.line().sentence.span;
    let limit = sentence.end.min(verb.start + 30);
    let stop = |at: usize| [',', '.', ';', ':', '('].iter().any(|&mark| scene.scan.mark(at, mark));
    // "hội đàm với Đoàn công tác tỉnh A | do ông B làm trưởng đoàn"
    // "thăm Lào | và dự hội nghị ...", "kiểm tra hồ chứa | và yêu cầu ..."
    let acts = [Act::Attend, Act::Meet, Act::Receive, Act::Direct, Act::Chair];
    let attends = |at: usize| {
        let next = scene.scan.particle(at, Particle::And).and_then(|past| scene.scan.verb(past));
        next.is_some_and(|(_, _, act)| acts.contains(&act))
    };
    let by = |at: usize| {
        scene.scan.any_particle(at, &[Particle::By, Particle::Aside, Particle::Relative]).is_some()
            || attends(at)
    };
    // "thăm chính thức Lào | từ ngày 5-7/6"
    let dated = |at: usize| {
        let day = scene.scan.particle(at, Particle::From).or_else(|| scene.scan.particle(at, Particle::At));
        let starts = |at: usize| {
            scene.line().phrases.iter().any(|p| matches!(p, Phrase::Date(_)) && p.span().start == at)
        };
        starts(at) || day.is_some_and(starts)
    };
    // "tiếp ông A, | Bí thư Huyện ủy B": the comma within a person with his post
    let within = |at: usize| {
        scene.line().phrases.iter().any(|p| {
            matches!(p, Phrase::Actor(actor) if matches!(actor.who, Who::Name(_)) && p.span().contains(at))
        })
    };
    let end = (verb.end..limit)
        .filter(|&at| !(scene.scan.mark(at, ',') && within(at)))
        .filter(|&at| !(at == verb.end && goes_on(scene, at)))
        .find(|&at| by(at) || dated(at) || stop(at) && !(at > verb.end + 1 && names_on(scene, at)))
        .unwrap_or(limit);
    // "đã | tiếp ông A"
    let start = scene.scan.particle(verb.start, Particle::Past).unwrap_or(verb.start);
    let whole = scene.trimmed(Span::new(start, end));
    if whole.len() < verb.end - start + 2 {
        return None;
    }
    let name = scene.scan.str(whole).to_string();
    let known = known(scene, verb, &name);
    let known = known.or_else(|| adopt(scene, verb, &name));
    let meeting = known.unwrap_or_else(|| scene.entities.add_meeting(&name, TALK));
    if !under_way(scene, verb) {
        take_day(scene, meeting);
    }
    scene.meeting = Some(meeting);
    Some(meeting)
}

/// The day of the line is that of a meeting that has none.
fn take_day(scene: &mut Scene, meeting: EntityIndex) {
    let told = scene.entities.days.get(scene.at).cloned().flatten();
    let entity = &mut scene.entities.list[meeting];
    if let Some((day, session)) = told.filter(|_| entity.date.is_none()) {
        entity.date = Some(day);
        entity.session = session;
    }
}

/// "đang | thăm Lào": it began on another day.
fn under_way(scene: &Scene, verb: Span) -> bool {
    (1..=LED)
        .filter_map(|back| verb.start.checked_sub(back))
        .any(|at| scene.scan.particle(at, Particle::Progressive).is_some_and(|end| end <= verb.start))
}
