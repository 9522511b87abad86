//! "Phát biểu tại hội nghị, A ...", "A báo cáo", "A cho biết": who speaks in an article about a meeting was there.

use super::{Frame, Scene, Verb};
use crate::entity::{EntityIndex, Place};
use crate::event::Event;
use crate::event::press::told_to_press;
use crate::event::subject::document_before;
use crate::lexicon::{Act, EntryKind, Flag};
use crate::mention::Who;
use crate::text::TokenKind;
use crate::vocab::{EntityKind, EventStatus, Relation};

pub(super) const FRAME: Frame = Frame { id: "attended.speech", confidence: 0.78, read };

/// Lines over which somebody goes on speaking to the press.
const INTERVIEW: usize = 4;

fn read(scene: &mut Scene, verbs: &[Verb]) {
    let place = scene.line().place;
    let somewhere = place == Place::Caption && scene.entities.meetings.len() > 1 && !meeting_here(scene);
    if told_to_press(scene) {
        scene.press = Some(scene.at);
    } else if meeting_here(scene) {
        scene.press = None;
    }
    let told = scene.press.is_some_and(|line| scene.at <= line + INTERVIEW);
    if place == Place::Title || somewhere {
        return;
    }
    if told {
        for verb in verbs.iter().filter(|verb| speaks(verb)) {
            let speakers = verb.left.iter().filter_map(|&p| scene.entity(p));
            let people: Vec<_> = speakers.filter(|&e| scene.kind(e) == EntityKind::Person).collect();
            scene.interviewed.extend(people);
            scene.drop(verb.span, "said to the press");
        }
        return;
    }
    for (i, verb) in verbs.iter().enumerate().filter(|(_, verb)| speaks(verb)) {
        if asked_to(scene, &verbs[..i], verb) {
            scene.drop(verb.span, "asked to speak");
            continue;
        }
        if verb.status != EventStatus::Asserted {
            scene.drop(verb.span, "planned, wished or negated");
            continue;
        }
        if scene.habitual(verb.span.start) {
            scene.drop(verb.span, "said at meetings in general");
            continue;
        }
        if quoted(scene, verb) {
            scene.drop(verb.span, "inside a quotation");
            continue;
        }
        let speakers = if verb.left.is_empty() { behind(scene, verb) } else { verb.left.clone() };
        // "đại diện A, B và C báo cáo": of each of them somebody speaks.
        let members = speakers.first().is_some_and(|&p| scene.actor(p).is_some_and(|actor| actor.member));
        for p in speakers {
            speak(scene, verb, p, members);
        }
    }
}

/// "đề nghị ông A báo cáo": he is asked to, and may do so elsewhere.
fn asked_to(scene: &Scene, before: &[Verb], verb: &Verb) -> bool {
    let Some(&first) = verb.left.first() else { return false };
    let start = scene.line().phrases[first].span().start;
    before
        .last()
        .is_some_and(|asks| asks.act == Act::Direct && (asks.span.end..asks.span.end + 2).contains(&start))
}

fn speaks(verb: &Verb) -> bool {
    match verb.act {
        Act::Speak | Act::Conclude | Act::DirectMeeting | Act::Direct => true,
        Act::Say => !verb.has(Flag::Narrow),
        _ => false,
    }
}

/// "“Ngài A cũng bày tỏ với chúng tôi ...": what the speaker quotes was said elsewhere.
fn quoted(scene: &Scene, verb: &Verb) -> bool {
    let before = scene.line().sentence.span.start..verb.span.start;
    let mark = |at: usize| match scene.scan.tokens[at].kind {
        TokenKind::Mark('\u{201C}') => Some(true),
        TokenKind::Mark('\u{201D}' | '"') => Some(false),
        _ => None,
    };
    before.rev().find_map(mark).unwrap_or(false)
}

/// The person speaks for a body to the press.
fn spokesman(scene: &Scene, p: usize) -> bool {
    let title = |post: &crate::mention::Post| {
        let row = scene.scan.longest(post.title_span.start, EntryKind::Title);
        row.is_some_and(|(_, entry)| entry.flags.has(Flag::Spokesman))
    };
    scene.actor(p).is_some_and(|actor| actor.posts.iter().any(title))
}

/// A caption of an article about several meetings belongs to the one that it names.
fn meeting_here(scene: &Scene) -> bool {
    (0..scene.line().phrases.len()).any(|p| scene.entity(p).is_some_and(|e| scene.is_meeting(e)))
}

/// "Phát biểu tại hội nghị, đồng chí A": the speaker behind the comma.
fn behind(scene: &Scene, verb: &Verb) -> Vec<usize> {
    if verb.act == Act::Say || verb.act == Act::Direct {
        return Vec::new();
    }
    let start = scene.line().sentence.span.start;
    if verb.span.start > start + 3 && !scene.scan.mark(verb.span.start - 1, ',')
        || verb.has(Flag::Narrow) && verb.act == Act::Speak
    {
        return Vec::new();
    }
    let phrases = &scene.line().phrases;
    let person = (verb.next..phrases.len()).find(|&p| scene.actor(p).is_some());
    person.filter(|&p| phrases[p].span().start <= verb.span.end + 14).into_iter().collect()
}

fn speak(scene: &mut Scene, verb: &Verb, p: usize, members: bool) {
    let member = members || scene.actor(p).is_some_and(|actor| actor.member);
    let member = member && (meeting_here(scene) || scene.meeting.is_some() && verb.act == Act::Speak);
    let speaks = |e: &EntityIndex| match scene.kind(*e) {
        EntityKind::Person => true,
        EntityKind::Body => member && !matches!(verb.act, Act::Direct | Act::DirectMeeting),
        _ => false,
    };
    let Some(agent) = scene.entity(p).filter(speaks) else { return };
    let named = scene.actor(p).is_some_and(|actor| !matches!(actor.who, Who::Pronoun));
    if spokesman(scene, p) {
        return scene.drop(verb.span, "speaks to the press");
    }
    let goes_on = matches!(verb.act, Act::Say | Act::Direct) && scene.interviewed.contains(&agent);
    if goes_on && !meeting_here(scene) {
        return scene.drop(verb.span, "said to the press");
    }
    let near = match verb.act {
        Act::Say | Act::Direct => scene.meeting_of_words(verb.span),
        _ => scene.meeting_near(verb.span.start),
    };
    let Some(meeting) = near.filter(|_| named) else {
        return scene.drop(verb.span, "said where no meeting is under discussion, or by nobody named");
    };
    if matches!(verb.act, Act::Say | Act::Direct) && scene.entities.over.contains(&meeting) {
        return scene.drop(verb.span, "said after the meeting");
    }
    if scene.tells_of_another_day(meeting) {
        return scene.drop(verb.span, "said on another day");
    }
    if document_before(scene, verb.span.start, scene.line().sentence.span.start).is_some() {
        return scene.drop(verb.span, "says it in writing");
    }
    let span = scene.line().phrases[p].span().join(verb.span);
    let event =
        Event { row: verb.entry.source(), ..scene.event(Relation::Attended, agent, meeting, FRAME.id, span) };
    scene.add(event);
}
