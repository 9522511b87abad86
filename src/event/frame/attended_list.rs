//! "Cùng dự có A; B", "Dự hội nghị có các đồng chí: ...", "Tiếp đoàn có ...": a list behind the verb.

use super::{Frame, Scene, Verb, actors_between, attend, list_opens};
use crate::lexicon::{Act, Flag};

pub(super) const FRAME: Frame = Frame { id: "attended.list", confidence: 0.96, read };

fn read(scene: &mut Scene, verbs: &[Verb]) {
    for (i, verb) in verbs.iter().enumerate() {
        let lists = matches!(verb.act, Act::Attend | Act::Accompany | Act::Receive) || verb.has(Flag::Attends) || (verb.act == Act::Chair && verb.left.is_empty());
        if !lists || (verb.act == Act::Chair && !attends_too(verbs, i)) {
            continue;
        }
        let actors = actors_between(scene, verb.next, scene.line().sentence.span.end);
        let Some(&first) = actors.first() else { continue };
        let start = scene.line().phrases[first].span().start;
        if !list_opens(scene, verb.span.end, start) || own_subject(verb) {
            continue;
        }
        let stop = stop_token(scene, verbs, i, start);
        let listed: Vec<usize> = actors.into_iter().filter(|&p| scene.line().phrases[p].span().start < stop).collect();
        let Some(meeting) = scene.meeting_for(verb.span.end) else {
            scene.drop(verb.span, "no meeting is under discussion");
            continue;
        };
        attend(scene, &listed, meeting, FRAME.id, &verb.entry.source(), verb.status);
    }
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
