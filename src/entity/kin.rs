//! The bodies of an article in the state: to which unit and branch of power each belongs, and what stands above it.

use super::{Entity, EntityIndex, Resolver};
use crate::lexicon::{Day, Meant, Named, Near, Place};
use crate::vocab::{EntityKind, NoteKind};

impl<'a> Resolver<'_, 'a> {
    /// Places every body, as of the article's day; one whose place has the name of several units is noted.
    pub(super) fn kin(&mut self) {
        let home = std::mem::take(&mut self.out.home);
        let around = home.around(self.scan.lexicon.units());
        for index in 0..self.out.list.len() {
            let body = &self.out.list[index];
            if body.kind != EntityKind::Body || body.foreign {
                continue;
            }
            let unit = match self.unit(body, home.day(), &around) {
                Meant::One(unit) => Some(unit),
                Meant::None => None,
                Meant::Open(_) => {
                    self.note_open(index);
                    None
                }
            };
            let body = &self.out.list[index];
            let mut kin = self.scan.lexicon.kin(&body.named(unit), home.day());
            if let Some(outer) = body.outer.as_deref() {
                kin.province = self.province_of(outer, home.day(), &around);
            }
            self.out.kin.insert(index, kin);
        }
        self.out.home = home;
    }

    /// A body inside another lies in the province of the other, whose name tells it.
    fn province_of(&self, outer: &str, day: Option<Day>, around: &[Near]) -> Option<String> {
        let lexicon = self.scan.lexicon;
        let cuts = outer.match_indices(' ').map(|(at, _)| (&outer[..at], &outer[at + 1..]));
        let mut placed = cuts.filter(|(head, tail)| {
            lexicon.units().split(tail).is_some() || !lexicon.units_of(head).is_empty()
        });
        placed.find_map(|(head, tail)| match self.unit_at(head, tail, day, around) {
            Meant::One(unit) => lexicon.province(unit, day),
            _ => None,
        })
    }

    /// The unit that a body's place means among the places of the article.
    fn unit(&self, body: &Entity, day: Option<Day>, around: &[Near]) -> Meant<'a> {
        let Some(place) = body.place.as_deref().filter(|_| body.outer.is_none()) else { return Meant::None };
        let level = |unit: &&Place| body.level.is_none_or(|level| level == unit.level);
        match self.unit_at(head(body), place, day, around) {
            Meant::Open(all) => match all.iter().copied().filter(level).collect::<Vec<_>>()[..] {
                [one] => Meant::One(one),
                _ => Meant::Open(all),
            },
            settled => settled,
        }
    }

    /// The unit that the place behind the head of a body's name means: one of the day, else one that was at some time.
    fn unit_at(&self, head: &str, place: &str, day: Option<Day>, around: &[Near]) -> Meant<'a> {
        let units = self.scan.lexicon.units();
        let own = || self.scan.lexicon.units_of(head).iter().map(String::as_str).collect();
        let (words, name) =
            units.split(place).map_or_else(|| (own(), place), |(word, name)| (vec![word], name));
        match units.meant(&words, name, day, around) {
            Meant::None if day.is_some() => units.meant(&words, name, None, around),
            found => found,
        }
    }

    /// Notes the first phrase of a body.
    fn note_open(&mut self, index: EntityIndex) {
        let first = self.actors().into_iter().find(|&at| self.settled(at) == Some(index));
        if let Some(at) = first {
            let span = self.actor(at).span;
            self.out.notes.push((NoteKind::AmbiguousPlace, span));
        }
    }
}

impl Entity {
    /// A body, as its name and unit tell it.
    pub fn named<'n>(&'n self, unit: Option<&'n Place>) -> Named<'n> {
        Named {
            type_id: self.type_id.as_deref().unwrap_or(""),
            head: head(self),
            name: self.known_as.as_deref().unwrap_or(&self.name),
            level: self.level,
            unit,
            outer: self.outer.as_deref(),
        }
    }
}

/// The name of a body without the place that it ends in.
fn head(body: &Entity) -> &str {
    let place = body.place.as_deref().filter(|place| !place.is_empty());
    place.and_then(|place| body.name.strip_suffix(place)).map_or(&body.name, str::trim_end)
}
