//! Phrases and entities -> events: who chaired, directed and attended what, by sentence frames, one file each.
//!
//! A [`Scene`] carries what a sentence does not repeat: the meeting under discussion, who is instructing.

mod clause;
mod confidence;
mod frame;
mod hand_over;
mod order;
mod post_change;
mod press;
mod scene;
mod standing;
mod subject;
mod task;

pub use clause::{Verb, verbs};
pub use frame::{FRAMES, Frame};
pub use scene::{Director, Scene};

use crate::entity::{Entities, EntityIndex, Line};
use crate::lexicon::{Act, Scan, Source};
use crate::text::Span;
use crate::vocab::{EventStatus, Relation, Strength};

/// Somebody chaired, directed or attended something.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What was done.
    pub relation: Relation,
    /// Who did it.
    pub agent: EntityIndex,
    /// The meeting, or who is told.
    pub target: EntityIndex,
    /// How the article puts it.
    pub status: EventStatus,
    /// Place in a printed list, from 1.
    pub order: Option<u32>,
    /// Whom the agent stands in for.
    pub on_behalf_of: Option<EntityIndex>,
    /// Tokens of the instructed clause.
    pub directive: Option<Span>,
    /// How strongly it is put.
    pub strength: Option<Strength>,
    /// Tokens of the clause.
    pub span: Span,
    /// Line of the article.
    pub line: usize,
    /// Rule id.
    pub rule: &'static str,
    /// File and line of the verb's row.
    pub row: Source,
    /// Probability that a careful reader agrees.
    pub confidence: f64,
}

/// Something that looked like an event and was not taken for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Tokens of the verb.
    pub span: Span,
    /// Line of the article.
    pub line: usize,
    /// Why.
    pub reason: &'static str,
}

/// Everything the frames read out of the article, and what they dropped.
pub fn extract(scan: &Scan, lines: &[Line], entities: &mut Entities) -> (Vec<Event>, Vec<Dropped>) {
    let mut scene = Scene::new(scan, lines, entities);
    for line in 0..lines.len() {
        scene.enter(line);
        let verbs = verbs(&scene);
        if !scene.entities.historic.contains(&line) {
            frame::read(&mut scene, &verbs);
        }
        post_change::read(&mut scene, &verbs);
        hand_over::read(&mut scene);
        let says = |verb: &&clause::Verb| verb.act == Act::Say && !verb.left.is_empty();
        let words = verbs.iter().find(says).map(|verb| verb.span.end);
        scene.leave(verbs.iter().any(|verb| verb.status == EventStatus::Planned), words);
    }
    scene.finish()
}
