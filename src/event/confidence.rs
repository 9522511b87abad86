//! How probable it is that a careful reader agrees with an event: the rate of its frame, and what makes reading harder.
//!
//! The rates and factors are fitted on annotated articles of which no rule was made (a logistic model whose terms are the frames and the cases
//! below).

use super::Event;
use super::frame;
use crate::entity::Entities;
use crate::vocab::{EntityKind, Relation};

/// Factor on the odds that a body or an unnamed office took part.
const BODY: f64 = 0.36;
/// Factor on the odds that a class of people or bodies took part.
const CLASS: f64 = 0.57;
/// Factor on the odds of who took part where, if the article tells of several meetings.
const SEVERAL: f64 = 0.49;
/// Factor on the odds of an instruction that names no addressee, or only a class.
const VAGUE: f64 = 0.88;

/// The probability of an event, in hundredths.
pub(super) fn of(event: &Event, entities: &Entities) -> f64 {
    let base = frame::confidence(event.rule);
    let (agent, target) = (entities.list[event.agent].kind, entities.list[event.target].kind);
    let mut odds = base / (1.0 - base);
    if event.relation == Relation::Directed {
        odds *= if matches!(target, EntityKind::Group | EntityKind::Meeting) { VAGUE } else { 1.0 };
    } else {
        odds *= match agent {
            EntityKind::Group => CLASS,
            EntityKind::Person => 1.0,
            _ => BODY,
        };
        odds *= if entities.meetings.len() > 1 { SEVERAL } else { 1.0 };
    }
    (odds / (1.0 + odds) * 100.0).round() / 100.0
}
