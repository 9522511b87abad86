//! A line -> its verbs, each with its subject, its status, and what stands behind it.

use super::scene::Scene;
use super::subject::{leading, left_of};
use crate::entity::EntityIndex;
use crate::lexicon::{Act, Entry, Flag, Particle};
use crate::mention::{Phrase, Who};
use crate::text::Span;
use crate::vocab::{EntityKind, EventStatus};

/// A verb of the line.
#[derive(Clone, Debug)]
pub struct Verb<'a> {
    /// Its tokens.
    pub span: Span,
    /// What was done.
    pub act: Act,
    /// Its row.
    pub entry: &'a Entry,
    /// Indexes of the actor phrases directly before it.
    pub left: Vec<usize>,
    /// The subject: the phrases before it, or the subject carried through the sentence.
    pub subject: Vec<usize>,
    /// How it is put.
    pub status: EventStatus,
    /// First phrase behind it.
    pub next: usize,
}

impl<'a> Verb<'a> {
    /// The row carries this flag.
    pub fn has(&self, flag: Flag) -> bool {
        self.entry.flags.has(flag)
    }

    /// The subjects as entities, of the given kinds.
    pub fn agents(&self, scene: &Scene, kinds: &[EntityKind]) -> Vec<EntityIndex> {
        self.subject
            .iter()
            .filter_map(|&p| scene.entity(p))
            .filter(|&e| kinds.contains(&scene.entities.list[e].kind))
            .collect()
    }
}

/// The verbs of the scene's line, outside of its phrases, in order.
pub fn verbs<'a>(scene: &Scene<'_, 'a>) -> Vec<Verb<'a>> {
    let line = scene.line();
    let mut found: Vec<Verb<'a>> = Vec::new();
    let (mut subject, mut planned) = leading(scene);
    let start = scene.line().sentence.span.start;
    let all_planned = announced(scene, start);
    let mut at = line.sentence.span.start;
    let mut next = 0;
    while at < line.sentence.span.end {
        while next < line.phrases.len() && line.phrases[next].span().end <= at {
            next += 1;
        }
        if let Some(phrase) =
            line.phrases.get(next).filter(|phrase| phrase.span().start <= at && at < phrase.span().end)
            && !verb_heads_meeting(scene, phrase, at)
        {
            at = phrase.span().end;
            continue;
        }
        if let Some(end) = scene
            .scan
            .particle(at, Particle::Inner)
            .filter(|&end| scene.scan.verb(at).is_none_or(|(span, ..)| span.end < end))
        {
            at = end;
            continue;
        }
        let Some((span, entry, act)) = scene.scan.verb(at) else {
            at += 1;
            continue;
        };
        if set_aside(scene, span.start, act) {
            at = span.end;
            continue;
        }
        let behind = line
            .phrases
            .iter()
            .position(|phrase| {
                phrase.span().start >= span.start && phrase.span().end > span.end
                    || phrase.span().start >= span.end
            })
            .unwrap_or(line.phrases.len());
        let (mut left, mut status) = left_of(scene, span.start, &found);
        if let Some(office) = office_alone(scene, &left, &found, act) {
            left = vec![office];
        }
        if met_before(scene, &left, &found, span.start, act) {
            left.clear();
            let before = found.last().map_or(status, |verb| verb.status);
            status = if status == EventStatus::Asserted { before } else { status };
        }
        if !left.is_empty() && !told_to(scene, &left, &found) {
            subject = left.clone();
            planned = status == EventStatus::Planned
                || scene.line().phrases.get(left[left.len() - 1]).is_some_and(|p| {
                    (p.span().end..p.span().end + 2)
                        .any(|t| scene.scan.any_particle(t, &[Particle::Planned]).is_some())
                });
        }
        if left.is_empty()
            && act == Act::Direct
            && let Some(reported) = reported(scene, &found, span.start)
        {
            subject = vec![reported];
        }
        // Who is told to attend is told; the one who tells does not attend for that.
        let attends = matches!(act, Act::Attend | Act::Presence);
        if !left.is_empty() && attends && told_to(scene, &left, &found) {
            at = span.end;
            continue;
        }
        let carried = subject.last().map(|&p| scene.line().phrases[p].span().end).filter(|_| left.is_empty());
        let later = carried.is_some_and(|from| {
            (from..span.start).any(|at| scene.scan.particle(at, Particle::Planned).is_some())
        });
        let told = all_planned && !matches!(act, Act::Direct | Act::DirectMeeting | Act::Say);
        if (planned || later || told || tomorrow(scene, span.end, act)) && status == EventStatus::Asserted {
            status = EventStatus::Planned;
        }
        found.push(Verb { span, act, entry, left, subject: subject.clone(), status, next: behind });
        at = span.end;
    }
    found
}

/// "Giao nhiệm vụ cho ông A, | Bộ trưởng chia sẻ ...": behind the one who is told an office speaks, of whoever holds it.
fn office_alone(scene: &Scene, left: &[usize], before: &[Verb], act: Act) -> Option<usize> {
    let (&first, &last) = (left.first()?, left.last()?);
    let told = scene.line().phrases[first].span().start;
    let object =
        before.last().is_some_and(|v| v.act == Act::Direct && v.span.end <= told && told <= v.span.end + 2);
    let office = scene.actor(last).is_some_and(|actor| matches!(actor.who, Who::Office));
    let person = scene.actor(first).is_some_and(|actor| matches!(actor.who, Who::Name(_)));
    (matches!(act, Act::Say | Act::Direct) && left.len() == 2 && object && office && person).then_some(last)
}

/// "sẽ hội kiến A, | gặp B và | tiếp C": who is met by the verb before does not meet the next.
fn met_before(scene: &Scene, left: &[usize], before: &[Verb], at: usize, act: Act) -> bool {
    let meets = |act: Act| matches!(act, Act::Meet | Act::Receive);
    let Some(verb) = before.last().filter(|v| meets(act) && meets(v.act)) else {
        return false;
    };
    let first = left.first().map(|&p| scene.line().phrases[p].span().start);
    let joint = at.checked_sub(1).is_some_and(|before| {
        scene.scan.mark(before, ',') || scene.scan.particle(before, Particle::And) == Some(at)
    });
    joint && first == Some(verb.span.end)
}

fn takes_part(act: Act) -> bool {
    matches!(act, Act::Chair | Act::Attend | Act::Presence | Act::Organize | Act::Lead)
}

/// "A nhấn mạnh, B tại cuộc họp mới đây đã | yêu cầu", "A cho biết B đã phê bình và | yêu cầu": whose doings the last verb of saying opens.
fn reported(scene: &Scene, before: &[Verb], at: usize) -> Option<usize> {
    let said = before.iter().rev().find(|v| !v.left.is_empty()).filter(|v| v.act == Act::Say)?;
    let opened = said.span.end + 1;
    let marked = scene.scan.mark(said.span.end, ',') || scene.scan.mark(said.span.end, ':');
    let phrases = &scene.line().phrases;
    let person = |p: usize| scene.entity(p).is_some_and(|e| scene.kind(e) == EntityKind::Person);
    let parts =
        |from: usize, marks: &[char]| (from..at).any(|t| marks.iter().any(|&mark| scene.scan.mark(t, mark)));
    let first = phrases.iter().position(|p| p.span().start == opened).filter(|&p| marked && person(p));
    let past = (opened..at).rev().take(3).any(|t| scene.scan.particle(t, Particle::Past) == Some(at));
    if first.is_some_and(|p| past && !parts(phrases[p].span().end, &[',', ';'])) {
        return first;
    }
    let last = phrases.iter().rposition(|p| {
        let span = p.span();
        span.start >= said.span.end
            && span.end < at
            && matches!(p, Phrase::Actor(_))
            && scene.scan.particle(span.end, Particle::Past).is_some()
    })?;
    let entity = scene.entity(last)?;
    let himself = said.subject.iter().filter_map(|&p| scene.entity(p)).any(|e| e == entity);
    let joined = scene.scan.particle(at.saturating_sub(1), Particle::And) == Some(at);
    let acts = match scene.kind(entity) {
        EntityKind::Person | EntityKind::Post => true,
        EntityKind::Body => joined,
        _ => false,
    };
    (acts && !himself && !parts(phrases[last].span().end, &[';', '.'])).then_some(last)
}

/// Tokens between the words that set a verb aside and the verb.
const ASIDE: usize = 10;

/// "nhân dịp dự hội nghị", "có thể tổ chức họp", "những lời mà ông A nhấn mạnh tại ...": told of, but not told.
fn set_aside(scene: &Scene, at: usize, act: Act) -> bool {
    let says = matches!(act, Act::Speak | Act::Conclude | Act::DirectMeeting);
    let start = scene.line().sentence.span.start;
    let aside = takes_part(act).then(|| scene.scan.governed(&[Particle::Aside], start, at, ASIDE)).flatten();
    let aside = aside.filter(|&from| {
        !scene
            .line()
            .phrases
            .iter()
            .any(|p| matches!(p, Phrase::Actor(_)) && from <= p.span().start && p.span().end <= at)
    });
    aside.is_some()
        || (takes_part(act) || says) && scene.scan.governed(&[Particle::Relative], start, at, ASIDE).is_some()
}

/// Tokens between a verb and the day in the future on which it will be done.
const TOMORROW: usize = 16;

/// "dự hội nghị vào ngày mai": what is done on a day to come, up to the next verb.
fn tomorrow(scene: &Scene, from: usize, act: Act) -> bool {
    if matches!(act, Act::Direct | Act::DirectMeeting | Act::Say | Act::Speak | Act::Conclude) {
        return false;
    }
    let end = scene.line().sentence.span.end.min(from + TOMORROW);
    let day = (from..end).find(|&at| scene.scan.particle(at, Particle::Future).is_some());
    day.is_some_and(|day| (from..day).all(|at| scene.scan.verb(at).is_none() && !scene.scan.mark(at, ';')))
}

/// "Dự kiến ...", "Nếu ...", "Theo chương trình, ...", or "Tiếp đó, ..." behind such a line: the sentence tells what will be, unless it
/// says that it was.
fn announced(scene: &Scene, start: usize) -> bool {
    let end = scene.line().sentence.span.end;
    let words = [Particle::Planned, Particle::Future];
    let opens = (start..end.min(start + 3)).any(|at| scene.scan.any_particle(at, &words).is_some())
        || scene.scan.particle(start, Particle::Hypothetical).is_some()
        || scene.programme && scene.scan.particle(start, Particle::Then).is_some();
    opens && !(start..end).any(|at| scene.scan.particle(at, Particle::Past).is_some())
}

/// Who stands behind a verb of instruction is told to do the next thing, and is no new subject, unless a person; a person is told
/// directly behind the verb ("đề nghị ông A chỉ đạo B").
fn told_to(scene: &Scene, left: &[usize], before: &[Verb]) -> bool {
    let first = scene.line().phrases[left[0]].span().start;
    let under = before.iter().any(|v| v.act == Act::Direct && v.span.end <= first && !v.subject.is_empty());
    let person = scene.entity(left[0]).is_some_and(|e| scene.kind(e) == EntityKind::Person);
    let asked = before.last().is_some_and(|v| v.act == Act::Direct && v.span.end == first);
    under && !person || asked
}

/// "làm việc với", "tiếp xúc cử tri": the meeting phrase begins with the verb itself.
fn verb_heads_meeting(scene: &Scene, phrase: &Phrase, at: usize) -> bool {
    matches!(phrase, Phrase::Meeting(meeting) if meeting.span.start == at && scene.scan.verb(at).is_some_and(|(span, ..)| span.end >= meeting.head.end || span.len() > 1))
}
