//! Spells -> changes: who was first seen in a post or given it, who was last seen in it or left it, on which day.

use super::spell::Spell;

/// What happened on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// An article reports that the person was given the post.
    Appointed,
    /// The earliest article that calls the person so.
    FirstSeen,
    /// The latest article that calls the person so, where the spell is known to have ended since.
    LastSeen,
    /// An article reports that the person left the post.
    Left,
}

impl Turn {
    /// As answers print it.
    pub fn id(self) -> &'static str {
        match self {
            Turn::Appointed => "appointed",
            Turn::FirstSeen => "first seen",
            Turn::LastSeen => "last seen",
            Turn::Left => "left",
        }
    }
}

/// A day on which a spell began or ended.
#[derive(Clone, Copy, Debug)]
pub struct Change<'s, 'g> {
    /// A date, ISO 8601.
    pub day: &'g str,
    /// What happened.
    pub turn: Turn,
    /// The spell.
    pub spell: &'s Spell<'g>,
}

/// The changes of spells, in the order of days, then of people and posts.
pub fn changes<'s, 'g>(spells: &'s [Spell<'g>]) -> Vec<Change<'s, 'g>> {
    let mut changes: Vec<Change> = spells.iter().flat_map(ends).collect();
    changes.sort_by_key(|change| {
        (change.day, &change.spell.person.label, change.turn, &change.spell.post.label, &change.spell.post.id)
    });
    changes
}

fn ends<'s, 'g>(spell: &'s Spell<'g>) -> impl Iterator<Item = Change<'s, 'g>> {
    let begun = match spell.from.filter(|from| from.observed) {
        Some(from) => Some((from.day, Turn::Appointed)),
        None => spell.first.map(|day| (day, Turn::FirstSeen)),
    };
    let ended = match spell.to {
        Some(to) if to.observed => Some((to.day, Turn::Left)),
        Some(_) => spell.last.map(|day| (day, Turn::LastSeen)),
        None => None,
    };
    begun.into_iter().chain(ended).map(move |(day, turn)| Change { day, turn, spell })
}
