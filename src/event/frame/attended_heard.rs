//! "nghe Sở Y tế và ông A báo cáo": who is heard at the meeting under discussion.

use super::{Frame, Scene, Verb, actors_between, attend};
use crate::lexicon::{Act, Particle};
use crate::vocab::EventStatus;

pub(super) const FRAME: Frame = Frame { id: "attended.heard", confidence: 0.77, read };

/// Tokens between who is heard and the verb of reporting.
const NEAR: usize = 3;

fn read(scene: &mut Scene, verbs: &[Verb]) {
    let span = scene.line().sentence.span;
    let inside = |at: usize| scene.line().phrases.iter().any(|phrase| phrase.span().contains(at));
    let hears = (span.start..span.end).filter(|&at| !inside(at));
    let hears: Vec<usize> = hears.filter_map(|at| scene.scan.particle(at, Particle::Hear)).collect();
    for from in hears {
        let phrases = &scene.line().phrases;
        let next = phrases.iter().position(|phrase| phrase.span().start >= from).unwrap_or(phrases.len());
        let Some(reports) = verbs.iter().find(|verb| verb.span.start >= from && verb.act == Act::Speak)
        else {
            continue;
        };
        let actors = actors_between(scene, next, reports.span.start);
        let near = actors.last().is_some_and(|&p| phrases[p].span().end + NEAR >= reports.span.start);
        let directly = actors.first().is_some_and(|&p| phrases[p].span().start <= from + 1);
        let Some(meeting) = scene.meeting_under_discussion(from).filter(|_| near && directly) else {
            scene.drop(reports.span, "nobody is named as heard, or no meeting is under discussion");
            continue;
        };
        let before = verbs.iter().rev().find(|verb| verb.span.end < from).map(|verb| verb.status);
        let status = before.unwrap_or(EventStatus::Asserted);
        attend(scene, &actors, meeting, FRAME.id, &reports.entry.source(), status);
    }
}
