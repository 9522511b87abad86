//! The bodies of an article in the state: to which unit and branch of power each belongs, and what stands above it.

use super::{Entity, EntityIndex, Resolver};
use crate::lexicon::{Day, Kin, Meant, Named, Place};
use crate::vocab::{EntityKind, NoteKind};

/// Type id of a place that acts as a body.
const PLACE: &str = "place";

impl<'a> Resolver<'_, 'a> {
    /// Places every body, as of the article's day; one whose place has the name of several units is noted.
    pub(super) fn kin(&mut self) {
        let home = std::mem::take(&mut self.out.home);
        let around = home.around();
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
            let mut kin = self.kin_of(&self.out.list[index], unit, home.day());
            if let Some(outer) = self.out.list[index].outer.as_deref().filter(|_| kin.province.is_none()) {
                kin.province = self.province_of(outer, home.day(), &around);
            }
            self.out.kin.insert(index, kin);
        }
        self.out.home = home;
    }

    /// A body inside another lies in the province of the other.
    fn province_of(&self, outer: &str, day: Option<Day>, around: &[(&str, &str)]) -> Option<String> {
        let lexicon = self.scan.lexicon;
        let cuts = outer.match_indices(' ').map(|(at, _)| (&outer[..at], &outer[at + 1..]));
        cuts.into_iter().find_map(|(head, tail)| {
            let own: Vec<&str> = lexicon.units_of(head).iter().map(String::as_str).collect();
            let (words, name) =
                lexicon.units().split(tail).map_or((own, tail), |(word, name)| (vec![word], name));
            let meant = |day| lexicon.units().meant(&words, name, day, around);
            let found = match meant(day) {
                Meant::None if day.is_some() => meant(None),
                found => found,
            };
            match found {
                Meant::One(unit) if !words.is_empty() => lexicon.province(unit, day),
                _ => None,
            }
        })
    }

    fn kin_of(&self, body: &Entity, unit: Option<&Place>, day: Option<Day>) -> Kin {
        if body.type_id.as_deref() == Some(PLACE) {
            let own = Named { type_id: PLACE, ..body.named(unit) };
            return Kin { above: None, ..self.scan.lexicon.kin(&own, day) };
        }
        self.scan.lexicon.kin(&body.named(unit), day)
    }

    /// The unit that a body's place means among the places of the article: one of the day, else one that was at some time.
    fn unit(&self, body: &Entity, day: Option<Day>, around: &[(&str, &str)]) -> Meant<'a> {
        let units = self.scan.lexicon.units();
        let Some(place) = body.place.as_deref().filter(|_| body.outer.is_none()) else { return Meant::None };
        let own: Vec<&str> = self.scan.lexicon.units_of(head(body)).iter().map(String::as_str).collect();
        let (words, name) = match units.split(place) {
            Some((word, name)) => (vec![word], name),
            None => (own, place),
        };
        let meant = |day| units.meant(&words, name, day, around);
        let found = match meant(day) {
            Meant::None if day.is_some() => meant(None),
            found => found,
        };
        let level = |unit: &&Place| body.level.is_none_or(|level| level == unit.level);
        match found {
            Meant::Open(all) => match all.iter().copied().filter(level).collect::<Vec<_>>()[..] {
                [one] => Meant::One(one),
                _ => Meant::Open(all),
            },
            settled => settled,
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
