//! What is said to journalists: said at no meeting, whatever meeting the words are about.

use super::scene::Scene;
use crate::lexicon::{EntryKind, Particle};
use crate::mention::{Phrase, Who};

/// Type id of newspapers, broadcasters and news agencies.
const MEDIA: &str = "media";

/// Tokens from the words that name the press to a meeting at which it asked ("trao đổi với báo chí bên lề hội nghị").
const MARGIN: usize = 12;

/// "Trả lời phỏng vấn, A cho biết", "Trao đổi với Báo X, A nói": the line is told to the press, and no meeting stands before these words or
/// close behind them.
pub(super) fn told_to_press(scene: &Scene) -> bool {
    let span = scene.line().sentence.span;
    let spoken = |at: usize| {
        let general = scene.scan.particle(at, Particle::Press).is_some();
        general || scene.scan.particle(at, Particle::SpeakTo).is_some_and(|past| outlet(scene, past))
    };
    let Some(at) = (span.start..span.end).find(|&at| spoken(at)) else { return false };
    let phrases = &scene.line().phrases;
    !(0..phrases.len()).any(|p| {
        phrases[p].span().start < at + MARGIN && scene.entity(p).is_some_and(|e| scene.is_meeting(e))
    })
}

/// A journalist, the press, a newspaper of the table, or a name in capitals that is nobody's and no body's ("Zing.vn").
fn outlet(scene: &Scene, at: usize) -> bool {
    if scene.scan.particle(at, Particle::PressNoun).is_some() {
        return true;
    }
    let phrases = &scene.line().phrases;
    if let Some(phrase) = phrases.iter().find(|p| p.span().start <= at && at < p.span().end) {
        return matches!(phrase, Phrase::Actor(a) if matches!(&a.who, Who::Body(body) if body.type_id == MEDIA));
    }
    let others =
        [EntryKind::Honorific, EntryKind::Title, EntryKind::Rank, EntryKind::Place, EntryKind::Country];
    scene.scan.capital(at) && others.into_iter().all(|kind| scene.scan.longest(at, kind).is_none())
}
