//! "Cùng dự có A; B", "Dự hội nghị có các đồng chí: ...", "Tiếp đoàn có ...": a list behind the verb.

use super::{Frame, Scene, Verb, actors_between, attend};
use crate::lexicon::{Act, EntryKind, Flag, Particle};
use crate::mention::Phrase;
use crate::vocab::{EntityKind, EventStatus};

pub(super) const FRAME: Frame = Frame { id: "attended.list", confidence: 0.89, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    if let Some((meeting, row)) = scene.roll.take()
        && super::directed_active::item(scene).is_some()
    {
        let all = actors_between(scene, 0, scene.line().sentence.span.end);
        attend(scene, &all, meeting, FRAME.id, &row, EventStatus::Asserted);
        scene.roll = Some((meeting, row));
        return;
    }
    let listed = scene.listed.take().filter(|(.., line)| scene.near(*line, 1));
    if let Some((meeting, row, _)) = listed.filter(|_| goes_on_with_names(scene, verbs)) {
        let all = actors_between(scene, 0, scene.line().sentence.span.end);
        attend(scene, &all, meeting, FRAME.id, &row, EventStatus::Asserted);
        scene.listed = Some((meeting, row, scene.at));
        return;
    }
    for (i, verb) in verbs.iter().enumerate() {
        let lists = matches!(verb.act, Act::Attend | Act::Accompany | Act::Receive | Act::Meet)
            || verb.has(Flag::Attends)
            || (verb.act == Act::Chair && verb.left.is_empty());
        if !lists || (verb.act == Act::Chair && !attends_too(verbs, i)) {
            continue;
        }
        let Some(opening) = opening(scene, verb) else { continue };
        if calls_the_roll(scene, opening) && !own_subject(verb) {
            let meeting = scene.meeting_for(verb.span.end);
            scene.roll = meeting.map(|meeting| (meeting, verb.entry.source()));
            continue;
        }
        let actors: Vec<usize> = actors_between(scene, verb.next, scene.line().sentence.span.end)
            .into_iter()
            .filter(|&p| scene.line().phrases[p].span().start >= opening)
            .collect();
        let Some(&first) = actors.first() else { continue };
        let start = scene.line().phrases[first].span().start;
        if own_subject(verb) || start > opening + 16 {
            continue;
        }
        let stop = stop_token(scene, verbs, i, start);
        let listed: Vec<usize> =
            actors.into_iter().filter(|&p| scene.line().phrases[p].span().start < stop).collect();
        let Some(meeting) = scene.meeting_for(verb.span.end) else {
            scene.drop(verb.span, "no meeting is under discussion");
            continue;
        };
        attend(scene, &listed, meeting, FRAME.id, &verb.entry.source(), verb.status);
        if verb.status == EventStatus::Asserted {
            scene.listed = Some((meeting, verb.entry.source(), scene.at));
        }
    }
}

/// Tokens before the first name of a sentence that goes on with a list, and those outside of names between them.
const HEAD: usize = 3;

/// "Các đồng chí Phó Chánh Văn phòng: A, B.": a sentence of names alone, with no verb, behind one that lists who came.
fn goes_on_with_names(scene: &Scene, verbs: &[Verb]) -> bool {
    let span = scene.line().sentence.span;
    let phrases = &scene.line().phrases;
    let person = |p: &usize| scene.entity(*p).is_some_and(|e| scene.kind(e) == EntityKind::Person);
    let Some(first) = phrases.first().filter(|_| (0..phrases.len()).any(|p| person(&p))) else {
        return false;
    };
    let actors = phrases.iter().all(|p| matches!(p, Phrase::Actor(_)));
    let named = |at: usize| phrases.iter().any(|p| p.span().start <= at && at < p.span().end);
    let word = |at: &usize| scene.scan.tokens[*at].is_word() && !named(*at);
    let joint = |at: &usize| scene.scan.particle(*at, Particle::And).is_none();
    let loose = (first.span().end..span.end).filter(word).filter(joint).count();
    let side = scene.scan.any_particle(span.start, &[Particle::Side, Particle::SideWeak]).is_some();
    !side && verbs.is_empty() && actors && first.span().start <= span.start + HEAD && loose <= HEAD
}

/// Past "có", "gồm" or a colon that opens the list: before any person, but perhaps behind the meeting or the one accompanied.
fn opening(scene: &Scene, verb: &Verb) -> Option<usize> {
    let sentence = scene.line().sentence.span;
    let phrases = &scene.line().phrases;
    let limit = sentence.end.min(verb.span.end + 40);
    let mut at = verb.span.end;
    let mut passed = 0;
    while at < limit {
        if let Some(end) = scene
            .scan
            .any_particle(at, &[Particle::Has, Particle::Copula])
            .or_else(|| scene.scan.mark(at, ':').then_some(at + 1))
        {
            return Some(end);
        }
        match phrases.iter().find(|p| p.span().start == at) {
            // "Tháp tùng Thủ tướng và | Phu nhân A có ..."
            Some(phrase @ Phrase::Actor(_)) if passed >= 1 && joined_by_and(scene, at) => {
                at = phrase.span().end
            }
            Some(Phrase::Actor(_))
                if passed >= 1
                    || !matches!(verb.act, Act::Accompany | Act::Receive | Act::Attend | Act::Meet) =>
            {
                return None;
            }
            Some(phrase) => {
                passed += usize::from(matches!(phrase, Phrase::Actor(_)));
                at = phrase.span().end;
            }
            // "xuống gặp, nói chuyện và hỏi người dân có ..."
            None if matches!(verb.act, Act::Meet) && scene.scan.verb(at).is_some() => return None,
            None => at += 1,
        }
    }
    None
}

/// "và Phu nhân | A": the word for and stands before, perhaps behind an honorific.
fn joined_by_and(scene: &Scene, at: usize) -> bool {
    (1..=3).filter_map(|back| at.checked_sub(back)).any(|from| {
        let past = scene.scan.particle(from, Particle::And);
        past.is_some_and(|past| {
            past == at
                || scene.scan.longest(past, EntryKind::Honorific).is_some_and(|(span, _)| span.end == at)
        })
    })
}

/// "Cùng dự có:" at the end of a line: those who took part stand below, one an item.
fn calls_the_roll(scene: &Scene, opening: usize) -> bool {
    let end = scene.line().sentence.span.end;
    let named = scene.line().phrases.iter().any(|p| p.span().start >= opening);
    !named && end <= opening + 6 && (opening - 1..end).any(|at| scene.scan.mark(at, ':'))
}

/// "A dự có ..." would be odd: with a subject of its own the verb opens no list.
fn own_subject(verb: &Verb) -> bool {
    !verb.left.is_empty() && verb.act != Act::Accompany
}

fn attends_too(verbs: &[Verb], i: usize) -> bool {
    i > 0 && verbs[i - 1].act == Act::Attend && verbs[i - 1].span.end + 2 >= verbs[i].span.start
}

/// The list goes on to the end of the sentence, or to the next verb that says who led or spoke.
fn stop_token(scene: &Scene, verbs: &[Verb], i: usize, start: usize) -> usize {
    let end = scene.line().sentence.span.end;
    verbs[i + 1..]
        .iter()
        .filter(|v| v.span.start > start)
        .find(|v| matches!(v.act, Act::Chair | Act::Direct | Act::DirectMeeting | Act::Say | Act::Conclude))
        .map_or(end, |v| v.left.first().map_or(v.span.start, |&p| scene.line().phrases[p].span().start))
}
