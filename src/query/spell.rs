//! Sightings of people in posts -> spells: from when to when somebody held a post, as far as the articles tell.
//!
//! Attested is not held. What articles say on their days is the attested time; the ends of a spell are observed where an article reports
//! them (an appointment, a departure), else inferred, else open.

use std::collections::BTreeMap;

use super::links_of;
use crate::graph::{EdgeKind, Graph, Node, Sighting, between};
use crate::vocab::RoleStatus;

/// Somebody still called by a post so many days after an article reported the end of it: the article, not the spell, is late.
const LAG: i64 = 31;
/// Days without a sighting from which on a spell has a gap.
const GAP: i64 = 366;

/// A person in a post from one day to another.
#[derive(Clone, Debug)]
pub struct Spell<'g> {
    /// The person.
    pub person: &'g Node,
    /// The post.
    pub post: &'g Node,
    /// The body the post is at, where an article says it.
    pub body: Option<&'g Node>,
    /// When it began.
    pub from: Option<End<'g>>,
    /// First day on which it was held no longer.
    pub to: Option<End<'g>>,
    /// Earliest article that attests it, a date.
    pub first: Option<&'g str>,
    /// Latest article that attests it, a date.
    pub last: Option<&'g str>,
    /// In an acting capacity.
    pub acting: bool,
    /// What it was read from, in the order of days.
    pub sightings: Vec<&'g Sighting>,
    /// What does not fit.
    pub doubts: Vec<Doubt<'g>>,
}

/// The beginning or end of a spell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End<'g> {
    /// A date, ISO 8601.
    pub day: &'g str,
    /// An article of that day reports it. Else it follows from other sightings: an end was on that day at the latest, a beginning at the
    /// earliest.
    pub observed: bool,
}

/// What speaks against a spell, or leaves it open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt<'g> {
    /// Called by the post after an article had reported the end of it.
    SeenAfterEnd(&'g str),
    /// Somebody else is attested at the head of the same body at the same time.
    HeldToo(&'g Node),
    /// Not seen between these days.
    Gap(&'g str, &'g str),
}

impl Spell<'_> {
    /// Held on a day: between the ends, where they are known, else from the first article on.
    pub fn holds(&self, day: &str) -> bool {
        let from = self.from.map(|from| from.day).or(self.first);
        from.is_some_and(|from| from <= day) && self.to.is_none_or(|to| day < to.day)
    }

    /// An article before and one after the day attest it, or one of the day.
    pub fn is_attested(&self, day: &str) -> bool {
        self.first.is_some_and(|first| first <= day) && self.last.is_some_and(|last| day <= last)
    }
}

/// Every spell of everybody, in the order of person, first day and post.
///
/// A post whose title `heads` accepts has one holder at a time: the next one's first day ends a spell of which no end is reported.
pub fn spells<'g>(graph: &'g Graph, heads: &dyn Fn(&str) -> bool) -> Vec<Spell<'g>> {
    let mut posts: BTreeMap<(&str, &str), Vec<&Sighting>> = BTreeMap::new();
    for sighting in graph.sightings() {
        posts.entry((&sighting.person, &sighting.post)).or_default().push(sighting);
    }
    let mut spells: Vec<Spell> = Vec::new();
    for ((person, post), sightings) in posts {
        if let (Some(person), Some(post)) = (graph.node(person), graph.node(post)) {
            spells.extend(of_post(Blank { graph, person, post }, &sightings));
        }
    }
    succeed(&mut spells, heads);
    spells.sort_by_key(|spell| {
        let begins = spell.from.map(|from| from.day).or(spell.first).or(spell.to.map(|to| to.day));
        (&spell.person.id, begins, spell.last, &spell.post.label, &spell.post.id)
    });
    spells
}

/// Of whom and what a spell is.
#[derive(Clone, Copy)]
struct Blank<'g> {
    graph: &'g Graph,
    person: &'g Node,
    post: &'g Node,
}

impl<'g> Blank<'g> {
    fn spell(self) -> Spell<'g> {
        Spell {
            person: self.person,
            post: self.post,
            body: links_of(self.graph, self.post, EdgeKind::Of).first().map(|of| of.target),
            from: None,
            to: None,
            first: None,
            last: None,
            acting: false,
            sightings: Vec::new(),
            doubts: Vec::new(),
        }
    }
}

/// The spells of one person in one post; sightings come in the order of days, those without a day first.
fn of_post<'g>(blank: Blank<'g>, sightings: &[&'g Sighting]) -> Vec<Spell<'g>> {
    let mut spells = vec![blank.spell()];
    for &sighting in sightings {
        if sighting.status.is_held() && spells.last().is_some_and(|spell| is_over(spell, sighting)) {
            if let (Some(spell), Some(day)) = (spells.last_mut(), sighting.day.as_deref()) {
                spell.to.get_or_insert(End { day, observed: false });
            }
            spells.push(blank.spell());
        }
        if let Some(spell) = spells.last_mut() {
            see(spell, sighting);
        }
    }
    spells
}

/// The sighting belongs to a later spell: the person had left, or was acting and is so no longer.
fn is_over(spell: &Spell, sighting: &Sighting) -> bool {
    let Some(day) = sighting.day.as_deref() else { return false };
    let left = spell.to.is_some_and(|to| between(to.day, day).is_some_and(|days| days > LAG));
    left || spell.acting && sighting.status != RoleStatus::Acting
}

fn see<'g>(spell: &mut Spell<'g>, sighting: &'g Sighting) {
    spell.sightings.push(sighting);
    let Some(day) = sighting.day.as_deref() else { return };
    match sighting.status {
        RoleStatus::Left if spell.to.is_none_or(|to| !to.observed && day <= to.day) => {
            spell.to = Some(End { day, observed: true });
        }
        RoleStatus::Former if spell.to.is_none() => spell.to = Some(End { day, observed: false }),
        RoleStatus::Left | RoleStatus::Former => {}
        RoleStatus::Current | RoleStatus::Appointed | RoleStatus::Acting => attest(spell, sighting, day),
    }
}

fn attest<'g>(spell: &mut Spell<'g>, sighting: &'g Sighting, day: &'g str) {
    if let Some(to) = spell.to {
        let late = Doubt::SeenAfterEnd(day);
        if to.day < day && spell.doubts.last() != Some(&late) {
            spell.doubts.push(late);
        }
        return;
    }
    let given = sighting.status == RoleStatus::Appointed;
    match spell.last {
        None => {
            spell.first = Some(day);
            spell.acting = sighting.status == RoleStatus::Acting;
            spell.from = given.then_some(End { day, observed: true });
        }
        Some(_) if given && spell.first == Some(day) => spell.from = Some(End { day, observed: true }),
        Some(last) if between(last, day).is_some_and(|days| days > GAP) => {
            spell.doubts.push(Doubt::Gap(last, day));
        }
        Some(_) => {}
    }
    spell.last = Some(day);
}

/// Of posts with one holder at a time: the next one ends the spell before, a reported end begins the next.
fn succeed<'g>(spells: &mut [Spell<'g>], heads: &dyn Fn(&str) -> bool) {
    let mut of_post: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, spell) in spells.iter().enumerate().filter(|(_, spell)| spell.first.is_some()) {
        if spell.post.title.as_deref().is_some_and(heads) && spell.body.is_some() {
            of_post.entry(&spell.post.id).or_default().push(at);
        }
    }
    for mut row in of_post.into_values() {
        row.sort_by_key(|&at| (spells[at].first, spells[at].last, &spells[at].person.id));
        // Of those so far, the one who is attested last.
        let mut latest = row[0];
        for &at in &row[1..] {
            let (before, after) = (spells[latest].clone(), spells[at].clone());
            if before.person.id != after.person.id {
                follow(spells, (latest, &before), (at, &after));
            }
            if before.last <= after.last {
                latest = at;
            }
        }
    }
}

/// What the spells of two people in one post, one after the other, tell of each other.
fn follow<'g>(
    spells: &mut [Spell<'g>],
    (first, before): (usize, &Spell<'g>),
    (next, after): (usize, &Spell<'g>),
) {
    if before.last >= after.first {
        spells[first].doubts.push(Doubt::HeldToo(after.person));
        spells[next].doubts.push(Doubt::HeldToo(before.person));
        return;
    }
    let begins = after.from.map(|from| from.day).or(after.first);
    let told = before.to.filter(|to| to.observed || Some(to.day) <= begins);
    spells[first].to = told.or(begins.map(|day| End { day, observed: false }));
    let reported = before.to.filter(|to| to.observed && Some(to.day) <= after.first);
    let begun = reported.map(|to| End { day: to.day, observed: false });
    spells[next].from = after.from.or(begun);
}
