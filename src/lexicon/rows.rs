//! One row of a gazetteer -> what the program keeps of it; a row that breaks a rule of its file says which.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::kin::{Kinship, Life, Official};
use super::matcher::Matcher;
use super::publisher::{Publisher, Publishers};
use super::row::{Act, BodyFacts, Entry, EntryId, EntryKind, Flag, Flags, Particle, Row, Source, Step};
use super::table::Record;
use super::unit::{Links, Place, Units};
use super::{ByName, Lexicon, ids, particles};
use crate::text::{fold_case, key, normalize};
use crate::vocab::{Branch, Level, Strength};

impl Record {
    fn flags(&self) -> Result<Flags, String> {
        self.get("flags").split_whitespace().try_fold(Flags::default(), |flags, id| {
            let flag = Flag::from_id(id).ok_or_else(|| format!("flag \"{id}\" is not known"))?;
            Ok(flags.with(flag))
        })
    }

    /// The kind of the row, as a flag.
    fn kind_flag(&self) -> Result<Flag, String> {
        let id = self.need("kind")?;
        Flag::from_id(id).ok_or_else(|| format!("kind \"{id}\" is not known"))
    }

    fn level(&self) -> Result<Option<Level>, String> {
        match self.get("level") {
            "" => Ok(None),
            id => Level::from_id(id)
                .map(Some)
                .ok_or_else(|| one_of("level", id, Level::ALL.iter().map(|l| l.id()))),
        }
    }
}

fn one_of<'a>(column: &str, value: &str, ids: impl Iterator<Item = &'a str>) -> String {
    format!("{column} \"{value}\" is not one of {}", ids.collect::<Vec<_>>().join(", "))
}

/// Everything read so far.
#[derive(Default)]
pub(super) struct Rows {
    entries: Vec<Entry>,
    /// Surfaces, folded, and their entries.
    surfaces: Vec<(String, EntryId)>,
    units: Units,
    /// The level words of the units.
    level_words: Vec<Arc<str>>,
    kinship: ByName<Vec<Kinship>>,
    publishers: Vec<Publisher>,
    officials: Vec<Official>,
    dotted: BTreeSet<String>,
    openers: BTreeSet<String>,
    middle_names: BTreeSet<String>,
    abbreviations: ByName<String>,
    labels: ByName<[String; 2]>,
    /// For every name of units, its entry; none for figures, which no text is searched for.
    place_entries: Vec<Option<EntryId>>,
}

impl Rows {
    fn add(&mut self, record: &Record, kind: EntryKind, text: &str, flags: Flags, row: Row) -> EntryId {
        let id = EntryId(self.entries.len() as u32);
        let (text, example) = (normalize(text), record.example().to_string());
        if !flags.has(Flag::AliasesOnly) {
            self.surface(fold_case(&text), id);
        }
        self.entries.push(Entry {
            kind,
            text,
            flags,
            row,
            source: Source::new(record.path.clone(), record.line),
            example,
        });
        id
    }

    /// Adds a surface, folded, of an entry.
    fn surface(&mut self, folded: String, id: EntryId) {
        self.note_dotted(&folded);
        self.surfaces.push((folded, id));
    }

    /// Adds what abbreviations make of the names of bodies, and sorts the surfaces; gives how many there are.
    pub(super) fn settle_surfaces(&mut self) -> usize {
        self.shorten_bodies();
        self.surfaces.sort_unstable();
        self.surfaces.dedup();
        self.surfaces.chunk_by(|(a, _), (b, _)| a == b).count()
    }

    /// "Trung ương Hội Nông dân Việt Nam": as "TW Hội Nông dân VN", too, and with every other choice of abbreviations.
    fn shorten_bodies(&mut self) {
        let short: Vec<(String, String)> =
            self.abbreviations.iter().map(|(short, full)| (fold_case(short), fold_case(full))).collect();
        let bodies = ids(&self.entries, |entry| entry.kind == EntryKind::Body);
        let names: Vec<(EntryId, String)> =
            bodies.map(|id| (id, fold_case(&self.entries[id.0 as usize].text))).collect();
        for (id, name) in names {
            let words: Vec<&str> = name.split(' ').collect();
            let begins = |full: &str| words.contains(&full.split(' ').next().unwrap_or(""));
            let mut forms = vec![name.clone()];
            for (short, full) in short.iter().filter(|(_, full)| begins(full)) {
                let shorter: Vec<String> =
                    forms.iter().filter_map(|form| replaced(form, full, short)).collect();
                forms.extend(shorter);
            }
            forms.into_iter().skip(1).for_each(|form| self.surface(form, id));
        }
    }

    fn note_dotted(&mut self, folded: &str) {
        for (at, _) in folded.match_indices('.') {
            let word = folded[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            self.dotted.insert(word.to_string());
        }
    }

    fn with_aliases(&mut self, record: &Record, id: EntryId) {
        for alias in record.list("aliases") {
            self.surface(key(alias), id);
        }
    }

    /// A level word, kept once.
    fn level_word(&mut self, word: &str) -> Arc<str> {
        match self.level_words.iter().find(|known| ***known == *word) {
            Some(known) => known.clone(),
            None => {
                let word: Arc<str> = normalize(word).into();
                self.level_words.push(word.clone());
                word
            }
        }
    }

    pub(super) fn finish(mut self, fingerprint: String) -> Lexicon {
        self.units.settle();
        self.settle_surfaces();
        let matcher = Matcher::new(&self.surfaces, &self.entries);
        self.surfaces.dedup_by(|(a, _), (b, _)| a == b);
        Lexicon {
            publishers: Publishers::new(self.publishers, self.units.all()),
            units: self.units,
            level_words: self.level_words,
            kinship: self.kinship,
            officials: self.officials,
            types: types(&self.entries),
            once: names_of(&self.entries, EntryKind::Body),
            body_types: names_of(&self.entries, EntryKind::BodyType),
            kinh: surnames(&self.entries, Flag::Kinh),
            minority: surnames(&self.entries, Flag::Minority),
            particles: particles(&self.entries),
            home: ids(&self.entries, |e| e.kind == EntryKind::Country && e.flags.has(Flag::Home)).collect(),
            middle_names: self.middle_names,
            surfaces: self.surfaces.into_iter().map(|(surface, _)| surface).collect(),
            entries: self.entries,
            matcher,
            dotted: self.dotted,
            openers: self.openers,
            abbreviations: self.abbreviations,
            labels: self.labels,
            fingerprint,
            heads: std::sync::OnceLock::new(),
        }
    }
}

/// The name with whole words of it replaced, where it has them.
fn replaced(name: &str, words: &str, by: &str) -> Option<String> {
    let at = name.find(words)?;
    let (before, behind) = (&name[..at], &name[at + words.len()..]);
    let whole =
        (before.is_empty() || before.ends_with(' ')) && (behind.is_empty() || behind.starts_with(' '));
    whole.then(|| format!("{before}{by}{behind}"))
}

/// The kinds of body of each type id.
fn types(entries: &[Entry]) -> ByName<Vec<EntryId>> {
    let mut types: ByName<Vec<EntryId>> = ByName::default();
    for id in ids(entries, |entry| entry.kind == EntryKind::BodyType) {
        if let Row::Body { type_id, .. } = &entries[id.0 as usize].row {
            types.entry(type_id.clone()).or_default().push(id);
        }
    }
    types
}

fn surnames(entries: &[Entry], group: Flag) -> BTreeSet<String> {
    let own = |e: &&Entry| e.kind == EntryKind::Surname && e.flags.has(group);
    entries.iter().filter(own).map(|e| key(&e.text)).collect()
}

fn names_of(entries: &[Entry], kind: EntryKind) -> ByName<EntryId> {
    let numbered = entries.iter().enumerate().filter(|(_, entry)| entry.kind == kind);
    let mut names = ByName::default();
    for (i, entry) in numbered {
        names.entry(key(&entry.text)).or_insert(EntryId(i as u32));
    }
    names
}

pub(super) fn title(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let row = Row::Title { heads: normalize(record.get("heads")), body: normalize(record.get("body")) };
    let id = rows.add(record, EntryKind::Title, record.need("title")?, record.flags()?, row);
    rows.with_aliases(record, id);
    Ok(())
}

pub(super) fn body_type(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let facts =
        BodyFacts { unit_words: record.list("unit").map(normalize).collect(), ..BodyFacts::default() };
    let row = Row::Body {
        type_id: record.need("type")?.to_string(),
        level: record.level()?,
        place: String::new(),
        facts: Box::new(facts),
    };
    let id = rows.add(record, EntryKind::BodyType, record.need("name")?, record.flags()?, row);
    rows.with_aliases(record, id);
    Ok(())
}

pub(super) fn body(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let into = record.list("into").map(normalize).collect();
    let row = Row::Body {
        type_id: record.need("type")?.to_string(),
        level: record.level()?,
        place: normalize(record.get("place")),
        facts: Box::new(BodyFacts { unit_words: Vec::new(), life: Life::of(record)?, into }),
    };
    let id = rows.add(record, EntryKind::Body, record.need("name")?, Flags::default(), row);
    rows.with_aliases(record, id);
    Ok(())
}

pub(super) fn kin(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let branch = match record.get("branch") {
        "" => None,
        id => Some(
            Branch::from_id(id).ok_or_else(|| one_of("branch", id, Branch::ALL.iter().map(|b| b.id())))?,
        ),
    };
    let above = match (record.get("step"), normalize(record.get("above"))) {
        ("", above) if above.is_empty() => None,
        (id, above) => {
            let step = Step::from_id(id);
            let step = step.ok_or_else(|| one_of("step", id, Step::ALL.iter().map(|s| s.id())))?;
            if above.is_empty() != (step == Step::Like) {
                return Err(format!("above \"{above}\": every step but \"like\" has one"));
            }
            Some((step, above))
        }
    };
    let (type_id, level) = (record.need("type")?.to_string(), record.level()?);
    let head = normalize(record.get("head"));
    let rule = Kinship { level, head, branch, above, life: Life::of(record)? };
    rows.kinship.entry(type_id).or_default().push(rule);
    Ok(())
}

pub(super) fn publisher(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let name = record.need("name")?;
    rows.publishers.push(Publisher {
        names: std::iter::once(name).chain(record.list("aliases")).map(key).collect(),
        hosts: record.list("hosts").map(str::to_string).collect(),
        place: normalize(record.get("place")),
    });
    Ok(())
}

pub(super) fn sector(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let id = rows.add(record, EntryKind::Sector, record.need("sector")?, Flags::default(), Row::Plain);
    rows.with_aliases(record, id);
    Ok(())
}

pub(super) fn place(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let name = normalize(record.need("name")?);
    let level = record.level()?.ok_or("column \"level\" is empty: every row needs it")?;
    let text = |column: &str| record.get(column).to_string();
    let place = Place {
        name: name.clone(),
        level,
        type_word: rows.level_word(record.get("type")),
        code: text("code"),
        parent: text("parent"),
        life: Life::of(record)?,
        into: record.list("into").map(str::to_string).collect(),
        links: Links::default(),
    };
    let number = rows.units.add(place);
    if number as usize == rows.place_entries.len() {
        let figure = name.chars().all(|c| c.is_ascii_digit());
        let mut add = || rows.add(record, EntryKind::Place, &name, Flags::default(), Row::Place(number));
        let id = (!figure).then(&mut add);
        rows.place_entries.push(id);
    }
    if let Some(id) = rows.place_entries[number as usize] {
        rows.with_aliases(record, id);
    }
    Ok(())
}

pub(super) fn country(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let flags = record.flags()?.with(record.kind_flag()?);
    let id = rows.add(record, EntryKind::Country, record.need("name")?, flags, Row::Plain);
    rows.with_aliases(record, id);
    Ok(())
}

pub(super) fn surname(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let group = record.need("group")?;
    let flag = Flag::from_id(group).ok_or_else(|| format!("group \"{group}\" is not known"))?;
    rows.add(record, EntryKind::Surname, record.need("surname")?, Flags::default().with(flag), Row::Plain);
    Ok(())
}

pub(super) fn given(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let flags = record.flags()?;
    if flags.has(Flag::Middle) {
        rows.middle_names.insert(key(record.get("syllable")));
    }
    rows.add(record, EntryKind::Given, record.need("syllable")?, flags, Row::Plain);
    Ok(())
}

pub(super) fn honorific(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let flags = record.flags()?.with(record.kind_flag()?);
    rows.add(record, EntryKind::Honorific, record.need("word")?, flags, Row::Plain);
    Ok(())
}

pub(super) fn rank(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let flags = Flags::default().with(record.kind_flag()?);
    let id = rows.add(record, EntryKind::Rank, record.need("word")?, flags, Row::Plain);
    rows.with_aliases(record, id);
    Ok(())
}

pub(super) fn meeting(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let row = Row::Meeting { type_id: record.need("type")?.to_string() };
    let id = rows.add(record, EntryKind::Meeting, record.need("name")?, record.flags()?, row);
    rows.with_aliases(record, id);
    Ok(())
}

pub(super) fn verb(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let id = record.need("act")?;
    let act = Act::from_id(id).ok_or_else(|| one_of("act", id, Act::ALL.iter().map(|a| a.id())))?;
    let strength = match record.get("strength") {
        "" => None,
        id => Some(
            Strength::from_id(id)
                .ok_or_else(|| one_of("strength", id, Strength::ALL.iter().map(|s| s.id())))?,
        ),
    };
    let directs = matches!(act, Act::Direct | Act::DirectMeeting);
    if directs != strength.is_some() {
        return Err(format!(
            "strength \"{}\": the acts direct and direct_meeting have one, no other has",
            record.get("strength")
        ));
    }
    rows.add(record, EntryKind::Verb, record.need("verb")?, record.flags()?, Row::Verb { act, strength });
    Ok(())
}

/// Kinds of words that often open a sentence, and no name of a place.
const OPENERS: [Particle; 9] = [
    Particle::Day,
    Particle::At,
    Particle::InWhich,
    Particle::According,
    Particle::After,
    Particle::When,
    Particle::SessionMorning,
    Particle::SessionAfternoon,
    Particle::SessionEvening,
];

pub(super) fn particle(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let id = record.need("kind")?;
    let kind =
        Particle::from_id(id).ok_or_else(|| one_of("kind", id, Particle::ALL.iter().map(|p| p.id())))?;
    let word = record.need("word")?;
    if OPENERS.contains(&kind) && !word.contains(' ') {
        rows.openers.insert(key(word));
    }
    rows.add(record, EntryKind::Particle, word, Flags::default(), Row::Particle(kind));
    Ok(())
}

pub(super) fn group(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let flags = record.flags()?.with(record.kind_flag()?);
    rows.add(record, EntryKind::Group, record.need("noun")?, flags, Row::Plain);
    Ok(())
}

pub(super) fn person(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let name = record.need("name")?;
    match record.need("kind")? {
        "historical" => {
            let flags = Flags::default().with(Flag::Historical);
            rows.add(record, EntryKind::Person, name, flags, Row::Plain);
            return Ok(());
        }
        "official" => {}
        other => return Err(one_of("kind", other, ["historical", "official"].into_iter())),
    }
    let title = normalize(record.need("title")?);
    rows.officials.push(Official { name: normalize(name), title, life: Life::of(record)? });
    Ok(())
}

pub(super) fn abbreviation(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let (short, full) = (normalize(record.need("short")?), normalize(record.need("full")?));
    rows.note_dotted(&fold_case(&short));
    rows.abbreviations.insert(short, full);
    Ok(())
}

/// What the names of a row of `labels.tsv` are names of.
const LABELLED: [&str; 7] = ["node", "relation", "body", "meeting", "title", "rank", "standing"];

pub(super) fn label(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let kind = record.need("kind")?;
    if !LABELLED.contains(&kind) {
        return Err(one_of("kind", kind, LABELLED.into_iter()));
    }
    let (id, english) = (record.need("id")?, record.need("en")?);
    let own = if record.get("vi").is_empty() { id } else { record.get("vi") };
    rows.labels.insert(super::label_key(kind, id), [own.to_owned(), english.to_owned()]);
    Ok(())
}
