//! Administrative units: which one a name means on a day, what stands above it, what became of it.
//!
//! A unit is a row of `places.tsv`, so one version of a province, district or commune: a renamed or moved unit is another row with the
//! same code. Where an article gives no day, every version counts.

use std::ops::Range;
use std::sync::Arc;

use super::ByName;
use super::kin::{Day, Life};
use crate::text::{fold_case, key};
use crate::vocab::Level;

/// How codes begin that are no official ones.
const OWN: &str = "x-";
/// A commune, its district and its province.
const STEPS: usize = 3;

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
    /// Filled in by [`Units`].
    pub(super) links: Links,
}

/// A unit among the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// The number of its name.
    name: u32,
    /// Where the versions of the unit above stand among the rows by code.
    above: Range<u32>,
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

/// A place that the article names besides the one asked for.
#[derive(Clone, Debug)]
pub struct Near {
    /// Level word, folded; may be empty.
    word: String,
    /// The number of its name, where any unit has it.
    name: Option<u32>,
}

/// All units, by name and by code.
#[derive(Debug, Default)]
pub struct Units {
    places: Vec<Place>,
    /// Rows of one name, name by name.
    named: Vec<Vec<u32>>,
    /// For every name, folded, where its rows stand in `named`.
    by_name: ByName<u32>,
    /// Rows in the order of their codes.
    by_code: Vec<u32>,
}

impl Units {
    /// Adds a row; gives the number of its name.
    pub(super) fn add(&mut self, mut place: Place) -> u32 {
        let next = self.named.len() as u32;
        let name = *self.by_name.entry(fold_case(&place.name)).or_insert(next);
        if name == next {
            self.named.push(Vec::new());
        }
        self.named[name as usize].push(self.places.len() as u32);
        place.links.name = name;
        self.places.push(place);
        name
    }

    /// Makes codes findable, when all rows are there.
    pub(super) fn settle(&mut self) {
        let mut rows: Vec<u32> = (0..self.places.len() as u32).collect();
        rows.sort_by_key(|&row| (self.row(row).code.as_str(), row));
        self.by_code = rows;
        for row in 0..self.places.len() {
            // Units of one parent mostly stand below each other.
            let same =
                row.checked_sub(1).filter(|&before| self.places[before].parent == self.places[row].parent);
            let above = same.map(|before| self.places[before].links.above.clone());
            self.places[row].links.above = above.unwrap_or_else(|| self.versions(&self.places[row].parent));
        }
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
        self.number(name).map_or(&[], |number| self.of_name(number))
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.by_name.get(&fold_case(name)).or_else(|| self.by_name.get(&key(name))).copied()
    }

    /// The versions of the unit with this code.
    pub fn coded<'u>(&'u self, code: &str) -> impl Iterator<Item = &'u Place> + use<'u> {
        self.at_codes(self.versions(code))
    }

    /// Where the versions of the unit with this code stand in `by_code`.
    fn versions(&self, code: &str) -> Range<u32> {
        let from = self.by_code.partition_point(|&row| *self.row(row).code < *code);
        let to = from + self.by_code[from..].partition_point(|&row| *self.row(row).code == *code);
        from as u32..to as u32
    }

    fn at_codes<'u>(&'u self, codes: Range<u32>) -> impl Iterator<Item = &'u Place> + use<'u> {
        self.by_code[codes.start as usize..codes.end as usize].iter().map(|&row| self.row(row))
    }

    /// The unit above, as it was on a day; without a day, as it was when the unit last was.
    pub fn above(&self, unit: &Place, day: Option<Day>) -> Option<&Place> {
        let mut above = self.at_codes(unit.links.above.clone());
        let last = || self.at_codes(unit.links.above.clone()).find(|above| above.life.meets(&unit.life));
        day.and_then(|day| above.find(|above| above.life.holds(Some(day)))).or_else(last)
    }

    /// The unit and all above it, the lowest first.
    pub fn chain<'u>(&'u self, unit: &'u Place, day: Option<Day>) -> Vec<&'u Place> {
        self.upwards(unit, day).collect()
    }

    fn upwards<'u>(&'u self, unit: &'u Place, day: Option<Day>) -> impl Iterator<Item = &'u Place> {
        std::iter::successors(Some(unit), move |unit| self.above(unit, day)).take(STEPS)
    }

    /// "xã Tả Củ Tỷ, huyện Bắc Hà, tỉnh Lào Cai".
    pub fn chain_name(&self, unit: &Place, day: Option<Day>) -> String {
        let names: Vec<String> = self.chain(unit, day).into_iter().map(Place::full_name).collect();
        names.join(", ")
    }

    /// A place that the article names, by its level word, which may be empty, and name.
    pub fn near(&self, word: &str, name: &str) -> Near {
        Near { word: fold_case(word), name: self.number(name) }
    }

    /// Whether a unit lies in this place.
    pub fn lies_in(&self, unit: &Place, place: &Near, day: Option<Day>) -> bool {
        let fits = |above: &Place| {
            (place.word.is_empty() || *above.type_word == *place.word) && place.name == Some(above.links.name)
        };
        self.upwards(unit, day).skip(1).any(fits)
    }

    /// What the unit became when it ended.
    pub fn successors<'u>(&'u self, unit: &'u Place) -> Vec<&'u Place> {
        let then = |code: &String| self.coded(code).find(|next| next.life.holds(unit.life.to));
        unit.into.iter().filter_map(then).collect()
    }

    /// The unit that a level word and a name mean on a day, beside the other places that the article names: of several, the one that
    /// lies in most of them.
    pub fn meant<'u>(
        &'u self,
        type_words: &[&str],
        name: &str,
        day: Option<Day>,
        around: &[Near],
    ) -> Meant<'u> {
        let words: Vec<String> = type_words.iter().map(|word| fold_case(word)).collect();
        let fits = |unit: &&Place| words.is_empty() || words.iter().any(|word| **word == *unit.type_word);
        let mut found: Vec<&Place> =
            self.named(name).filter(fits).filter(|unit| unit.life.holds(day)).collect();
        if found.len() > 1 {
            let near = |unit: &&Place| around.iter().filter(|place| self.lies_in(unit, place, day)).count();
            let counts: Vec<usize> = found.iter().map(near).collect();
            let most = counts.iter().copied().max();
            let mut counts = counts.into_iter();
            found.retain(|_| counts.next() == most);
        }
        let last = |at: &usize| found[at + 1..].iter().all(|later| later.code != found[*at].code);
        let units: Vec<&Place> = (0..found.len()).filter(last).map(|at| found[at]).collect();
        match units[..] {
            [] => Meant::None,
            [one] => Meant::One(one),
            _ => Meant::Open(units),
        }
    }
}
