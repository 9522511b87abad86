//! Administrative units: which one a name means on a day, what stands above it, what became of it.
//!
//! A unit is a row of `places.tsv`, so one version of a province, district or commune: a renamed or moved unit is another row with the
//! same code. Where an article gives no day, every version counts.

use std::collections::HashMap;
use std::sync::Arc;

use super::kin::{Day, Life};
use crate::text::{fold_case, key};
use crate::vocab::Level;

/// How codes begin that are no official ones.
const OWN: &str = "x-";

/// An administrative unit, as it was from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Name without its level word.
    pub name: String,
    /// Level.
    pub level: Level,
    /// Level word: tỉnh, thành phố, huyện ...
    pub type_word: Arc<str>,
    /// Official code; one of our own ("x-...") for units that ended before the official tables begin.
    pub code: String,
    /// Code of the unit above.
    pub parent: String,
    /// When it was so.
    pub life: Life,
    /// Codes of the units that it became on its last day, those that took in only a part of it too.
    pub into: Vec<String>,
}

impl Place {
    /// A unit of the official tables, not one that ended before they begin.
    pub fn is_official(&self) -> bool {
        !self.code.starts_with(OWN)
    }

    /// Level word and name: "huyện Bắc Hà".
    pub fn full_name(&self) -> String {
        format!("{} {}", self.type_word, self.name)
    }
}

/// What a printed name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant<'u> {
    /// No unit of this name was there on the day.
    None,
    /// One unit.
    One(&'u Place),
    /// Several, and nothing around the name decides between them.
    Open(Vec<&'u Place>),
}

/// All units, by name and by code.
#[derive(Debug, Default)]
pub struct Units {
    places: Vec<Place>,
    /// Rows of one name, name by name.
    named: Vec<Vec<u32>>,
    /// For every name, folded, where its rows stand in `named`.
    by_name: HashMap<String, u32>,
    /// Rows in the order of their codes.
    by_code: Vec<u32>,
}

impl Units {
    /// Adds a row; gives the number of its name.
    pub(super) fn add(&mut self, place: Place) -> u32 {
        let next = self.named.len() as u32;
        let name = *self.by_name.entry(fold_case(&place.name)).or_insert(next);
        if name == next {
            self.named.push(Vec::new());
        }
        self.named[name as usize].push(self.places.len() as u32);
        self.places.push(place);
        name
    }

    /// Makes codes findable, when all rows are there.
    pub(super) fn settle(&mut self) {
        let mut rows: Vec<u32> = (0..self.places.len() as u32).collect();
        rows.sort_by_key(|&row| (self.row(row).code.as_str(), row));
        self.by_code = rows;
    }

    /// The rows of a name by its number.
    pub(super) fn of_name(&self, name: u32) -> &[u32] {
        &self.named[name as usize]
    }

    /// Every version of every unit, in the order of the file.
    pub fn all(&self) -> &[Place] {
        &self.places
    }

    pub(super) fn row(&self, row: u32) -> &Place {
        &self.places[row as usize]
    }

    /// The units with this name (any case, any tone placement).
    pub fn named<'u>(&'u self, name: &str) -> impl Iterator<Item = &'u Place> + use<'u> {
        self.rows_named(name).iter().map(|&row| &self.places[row as usize])
    }

    /// Level word and name of a unit written out: "huyện Bắc Hà" is "huyện" and "Bắc Hà".
    pub fn split<'n>(&self, full: &'n str) -> Option<(&'n str, &'n str)> {
        let mut cuts = full.match_indices(' ').map(|(at, _)| (&full[..at], &full[at + 1..]));
        cuts.find(|(word, name)| {
            let word = fold_case(word);
            self.named(name).any(|unit| *unit.type_word == *word)
        })
    }

    /// By the name as normalised text has it, else by its key.
    fn rows_named(&self, name: &str) -> &[u32] {
        let number = self.by_name.get(&fold_case(name)).or_else(|| self.by_name.get(&key(name)));
        number.map_or(&[], |&number| self.of_name(number))
    }

    /// The versions of the unit with this code.
    pub fn coded<'u>(&'u self, code: &str) -> impl Iterator<Item = &'u Place> + use<'u> {
        let from = self.by_code.partition_point(|&row| *self.row(row).code < *code);
        let to = from + self.by_code[from..].partition_point(|&row| *self.row(row).code == *code);
        self.by_code[from..to].iter().map(|&row| &self.places[row as usize])
    }

    /// The unit above, as it was on a day; without a day, as it was when the unit last was.
    pub fn above(&self, unit: &Place, day: Option<Day>) -> Option<&Place> {
        let last = || self.coded(&unit.parent).find(|above| above.life.meets(&unit.life));
        let then = day.and_then(|day| self.coded(&unit.parent).find(|above| above.life.holds(Some(day))));
        then.or_else(last)
    }

    /// The unit and all above it, the lowest first.
    pub fn chain<'u>(&'u self, unit: &'u Place, day: Option<Day>) -> Vec<&'u Place> {
        let mut chain = vec![unit];
        while let Some(above) = self.above(chain[chain.len() - 1], day).filter(|_| chain.len() < 3) {
            chain.push(above);
        }
        chain
    }

    /// "xã Tả Củ Tỷ, huyện Bắc Hà, tỉnh Lào Cai".
    pub fn chain_name(&self, unit: &Place, day: Option<Day>) -> String {
        let names: Vec<String> = self.chain(unit, day).into_iter().map(Place::full_name).collect();
        names.join(", ")
    }

    /// Whether a unit lies in one of this level word, which may be empty, and name.
    pub fn lies_in(&self, unit: &Place, (word, name): (&str, &str), day: Option<Day>) -> bool {
        self.lies_in_folded(unit, &(fold_case(word), key(name)), day)
    }

    fn lies_in_folded(&self, unit: &Place, (word, name): &(String, String), day: Option<Day>) -> bool {
        self.chain(unit, day)[1..]
            .iter()
            .any(|above| (word.is_empty() || *above.type_word == **word) && fold_case(&above.name) == *name)
    }

    /// What the unit became when it ended.
    pub fn successors<'u>(&'u self, unit: &'u Place) -> Vec<&'u Place> {
        let then = |code: &String| self.coded(code).find(|next| next.life.holds(unit.life.to));
        unit.into.iter().filter_map(then).collect()
    }

    /// The unit that a level word and a name mean on a day, beside the other units that the article names (level word, which may be
    /// empty, and name): of several, the one that most of them are or lie around.
    pub fn meant<'u>(
        &'u self,
        type_words: &[&str],
        name: &str,
        day: Option<Day>,
        around: &[(&str, &str)],
    ) -> Meant<'u> {
        let words: Vec<String> = type_words.iter().map(|word| fold_case(word)).collect();
        let fits = |unit: &&Place| words.is_empty() || words.iter().any(|word| **word == *unit.type_word);
        let mut found: Vec<&Place> =
            self.named(name).filter(fits).filter(|unit| unit.life.holds(day)).collect();
        if let [one] = found[..] {
            return Meant::One(one);
        }
        let around: Vec<(String, String)> =
            around.iter().map(|(word, name)| (fold_case(word), key(name))).collect();
        let near =
            |unit: &&Place| around.iter().filter(|place| self.lies_in_folded(unit, place, day)).count();
        let most = found.iter().map(near).max().unwrap_or(0);
        if most > 0 {
            found.retain(|unit| near(unit) == most);
        }
        let last = |unit: &&Place, all: &[&Place]| {
            all.iter().rfind(|other| other.code == unit.code).is_some_and(|last| std::ptr::eq(*last, *unit))
        };
        let all = found.clone();
        found.retain(|unit| last(unit, &all));
        match found[..] {
            [] => Meant::None,
            [one] => Meant::One(one),
            _ => Meant::Open(found),
        }
    }
}
