//! Bodies in time: on which days they were, to which branch of power they belong, which body stands above.
//!
//! The rules are rows of `kinship.tsv`, one for a type and level of body; the lives of bodies that exist once stand in `bodies.tsv`, those
//! of the others follow from their unit.

use std::fmt;

use super::row::{BodyFacts, Entry, Flag, Row, Step};
use super::table::Record;
use super::unit::Place;
use super::{Lexicon, Particle};
use crate::article::Published;
use crate::text::key;
use crate::vocab::{Branch, Level};

/// A day of the calendar; prints as `2025-07-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day with which an ISO date or time begins, if it does.
    pub fn of(iso: &str) -> Option<Day> {
        let Published { year, month, day, .. } = Published::from_iso(iso.get(.."YYYY-MM-DD".len())?)?;
        Some(Day { year, month, day })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The days on which something was so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// First day; none where the beginning is open.
    pub from: Option<Day>,
    /// First day on which it is so no longer; none where the end is open.
    pub to: Option<Day>,
}

impl Life {
    /// The life that a row tells.
    pub(super) fn of(row: &Record) -> Result<Life, String> {
        let day = |column: &str| match row.get(column) {
            "" => Ok(None),
            text => match Day::of(text).filter(|_| text.len() == "YYYY-MM-DD".len()) {
                Some(day) => Ok(Some(day)),
                None => Err(format!("{column} \"{text}\" is no day: it must be YYYY-MM-DD")),
            },
        };
        Ok(Life { from: day("from")?, to: day("to")? })
    }

    /// It was so on the day; without a day, some time.
    pub fn holds(&self, day: Option<Day>) -> bool {
        let Some(day) = day else { return true };
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }

    /// Both were so on some day.
    pub(super) fn meets(&self, other: &Life) -> bool {
        let before = |from: Option<Day>, to: Option<Day>| to.is_none_or(|to| from < Some(to));
        before(other.from, self.to) && before(self.from, other.to)
    }
}

/// What holds for bodies of a type on a level.
#[derive(Clone, Debug)]
pub(super) struct Kinship {
    /// None: every level that has no rule of its own.
    pub(super) level: Option<Level>,
    /// The first words of the names that it is for; empty for all that have no rule of their own.
    pub(super) head: String,
    pub(super) branch: Option<Branch>,
    pub(super) above: Option<(Step, String)>,
    pub(super) life: Life,
}

/// Who held an office, by a row of `people.tsv`: enough to choose between people whom an article says it of.
#[derive(Clone, Debug)]
pub(super) struct Official {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) life: Life,
}

/// A body as its name tells it.
#[derive(Clone, Copy, Debug)]
pub struct Named<'n> {
    /// Type id.
    pub type_id: &'n str,
    /// The name without its place ("Sở Y tế").
    pub head: &'n str,
    /// The whole canonical name.
    pub name: &'n str,
    /// Level.
    pub level: Option<Level>,
    /// The unit that it belongs to.
    pub unit: Option<&'n Place>,
    /// The body that its name ends in ("Tỉnh ủy Lào Cai" in "Ban Tổ chức Tỉnh ủy Lào Cai").
    pub outer: Option<&'n str>,
}

/// What is known of a body besides its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kin {
    /// The branch of power.
    pub branch: Option<Branch>,
    /// Canonical name of the body above.
    pub above: Option<String>,
    /// When it was, as far as the tables tell.
    pub life: Life,
    /// Code of the unit that it belongs to.
    pub unit: Option<String>,
    /// Name of the province that the unit lies in.
    pub province: Option<String>,
}

impl Lexicon {
    /// What is known of a body, as of a day.
    pub fn kin(&self, body: &Named, day: Option<Day>) -> Kin {
        let level = body.unit.map(|unit| unit.level).or(body.level);
        let rule = self.rule(body, level);
        let once = self.body_once(body.name);
        let of_unit = || body.unit.map(|unit| unit.life).unwrap_or_default();
        let life = once.and_then(facts).map_or_else(of_unit, |facts| facts.life);
        let limits = rule.map(|rule| rule.life).unwrap_or_default();
        let above = match body.outer {
            Some(outer) => Some(outer.to_string()),
            None if once.is_some_and(|entry| level_of(entry) != Some(Level::Central)) => None,
            None => rule.and_then(|rule| self.above(rule, body, day)),
        };
        Kin {
            branch: rule.and_then(|rule| rule.branch),
            above: above.filter(|above| key(above) != key(body.name)),
            life: narrower(life, limits),
            unit: body.unit.map(|unit| unit.code.clone()),
            province: body.unit.and_then(|unit| self.province(unit, day)),
        }
    }

    /// Name of the province that a unit lies in, or is.
    pub fn province(&self, unit: &Place, day: Option<Day>) -> Option<String> {
        let top = self.units.chain(unit, day).pop().filter(|top| top.level == Level::Province)?;
        Some(top.name.clone())
    }

    /// Every unit has its own body of this type and name: without a unit, nobody knows which is meant.
    pub fn is_of_a_unit(&self, type_id: &str, head: &str) -> bool {
        let rules = self.kinship.get(type_id).into_iter().flatten();
        let own = |rule: &&Kinship| begins(head, &rule.head);
        let of_unit = |rule: &Kinship| matches!(rule.above, Some((Step::Same | Step::Up | Step::Like, _)));
        rules.filter(own).any(of_unit)
    }

    /// The rule of the body's type that says most of it: first words before level.
    fn rule(&self, body: &Named, level: Option<Level>) -> Option<&Kinship> {
        let fits =
            |rule: &&Kinship| begins(body.head, &rule.head) && (rule.level.is_none() || rule.level == level);
        let rules = self.kinship.get(body.type_id)?.iter().filter(fits);
        rules.max_by_key(|rule| (rule.head.len(), rule.level.is_some()))
    }

    fn above(&self, rule: &Kinship, body: &Named, day: Option<Day>) -> Option<String> {
        let (step, above) = rule.above.as_ref()?;
        match step {
            Step::Once => Some(above.clone()),
            Step::Same => self.name_at(above, body.unit?),
            Step::Up => self.name_at(above, self.units.above(body.unit?, day)?),
            Step::Like => {
                let up = self.units.above(body.unit?, day)?;
                if !self.units_of(body.head).is_empty() {
                    return self.name_at(body.type_id, up);
                }
                Some(format!("{} {}", body.head, up.full_name()))
            }
        }
    }

    /// The body of a type at a unit, by its canonical name: the type word of that kind of unit first, else the first of the type.
    fn name_at(&self, type_id: &str, unit: &Place) -> Option<String> {
        let entry = self.type_at(type_id, &unit.type_word)?;
        let city = *unit.type_word == *self.level_word(Particle::LevelCity);
        let bare = entry.flags.has(Flag::Short) && (!city || unit.level == Level::Province);
        let place = if bare { unit.name.clone() } else { unit.full_name() };
        Some(format!("{} {place}", entry.text))
    }

    /// The type word of those bodies of a type that units with this level word have ("Huyện ủy" for "huyện"), else the first of the type.
    pub(crate) fn type_at(&self, type_id: &str, level_word: &str) -> Option<&Entry> {
        let types = || self.types.get(type_id).into_iter().flatten().map(|&id| self.entry(id));
        let own = types().find(|entry| unit_words(entry).iter().any(|word| word == level_word));
        own.or_else(|| types().find(|entry| unit_words(entry).is_empty()))
    }

    /// Names of the bodies that took over from one that ended: those of its row, else the same bodies of the units that its unit became.
    pub fn heirs(&self, body: &Named) -> Vec<String> {
        if let Some(own) = self.body_once(body.name).and_then(facts) {
            return own.into.clone();
        }
        let Some(unit) = body.unit else { return Vec::new() };
        let next = self.units.successors(unit).into_iter().filter(|next| next.level == unit.level);
        next.filter_map(|next| self.moved(body, unit, next)).collect()
    }

    /// The body's name at another unit of the level: "Tỉnh ủy Hà Nam" at Ninh Bình is "Tỉnh ủy Ninh Bình".
    fn moved(&self, body: &Named, unit: &Place, next: &Place) -> Option<String> {
        if unit.type_word != next.type_word
            && self.units_of(body.head).iter().any(|word| **word == *unit.type_word)
        {
            return self.name_at(body.type_id, next);
        }
        let whole = body
            .name
            .strip_suffix(unit.full_name().as_str())
            .map(|head| head.to_string() + &next.full_name());
        whole.or_else(|| body.name.strip_suffix(unit.name.as_str()).map(|head| head.to_string() + &next.name))
    }

    /// The level words of the units whose body a type word names ("huyện" for Huyện ủy).
    pub fn units_of(&self, type_word: &str) -> &[String] {
        self.body_type(type_word).map_or(&[], unit_words)
    }
}

/// A name begins with these words, if there are any.
fn begins(name: &str, words: &str) -> bool {
    words.is_empty() || name.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn facts(entry: &Entry) -> Option<&BodyFacts> {
    match &entry.row {
        Row::Body { facts, .. } => Some(facts),
        _ => None,
    }
}

fn unit_words(entry: &Entry) -> &[String] {
    facts(entry).map_or(&[], |facts| &facts.unit_words)
}

fn level_of(entry: &Entry) -> Option<Level> {
    match &entry.row {
        Row::Body { level, .. } => *level,
        _ => None,
    }
}

/// The days of both.
fn narrower(a: Life, b: Life) -> Life {
    // An open beginning is before every day; an open end is not.
    let to = a.to.into_iter().chain(b.to).min();
    Life { from: a.from.max(b.from), to }
}
