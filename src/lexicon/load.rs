//! Gazetteer files -> entries and the automaton; every broken row is one error with file, line, value and rule.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::matcher::Matcher;
use super::row::{Act, Entry, EntryId, EntryKind, Flag, Flags, Particle, Place, Row};
use super::{Lexicon, ids, particles};
use crate::text::{fold_case, key, normalize};
use crate::vocab::{Level, Strength};

/// A gazetteer file: its name, its text in the program, and how a row of it is read.
pub struct File {
    /// File name in the folder.
    pub name: &'static str,
    text: &'static str,
    read: fn(&Record, &mut Rows) -> Result<(), String>,
}

macro_rules! files {
    ($($name:literal => $read:expr),+ $(,)?) => {
        /// Every gazetteer file that the matcher reads.
        pub const FILES: &[File] = &[$(File { name: $name, text: include_str!(concat!("../../gazetteers/", $name)), read: $read }),+];
    };
}

files! {
    "titles.tsv" => title,
    "body_types.tsv" => body_type,
    "bodies.tsv" => body,
    "sectors.tsv" => sector,
    "places.tsv" => place,
    "foreign_places.tsv" => country,
    "surnames.tsv" => surname,
    "given_syllables.tsv" => given,
    "honorifics.tsv" => honorific,
    "ranks.tsv" => rank,
    "meeting_types.tsv" => meeting,
    "verbs.tsv" => verb,
    "particles.tsv" => particle,
    "groups.tsv" => group,
    "people.tsv" => person,
    "abbreviations.tsv" => abbreviation,
}

/// What is wrong with a gazetteer.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct Error {
    /// Path or name of the file.
    pub file: String,
    /// Line, from 1; 0 for the file as a whole.
    pub line: u64,
    /// Value and rule.
    pub what: String,
}

/// What a check of the gazetteers found in order.
#[derive(Debug)]
pub struct Summary {
    files: Vec<(String, usize)>,
    surfaces: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, rows) in &self.files {
            writeln!(f, "{rows:>7}  {name}")?;
        }
        write!(f, "{:>7}  surfaces in the matcher", self.surfaces)
    }
}

/// Checks the gazetteers of the program, or those with a folder laid over them.
///
/// # Errors
/// Every row that breaks a rule.
pub fn check(folder: Option<&Path>) -> Result<Summary, Vec<Error>> {
    let texts = match folder {
        Some(folder) => texts_with(folder).map_err(|e| vec![e])?,
        None => builtin_texts(),
    };
    let mut files = Vec::new();
    let mut rows = Rows::default();
    let mut errors = Vec::new();
    for (file, text) in &texts {
        let before = rows.count;
        read_file(file, text, &mut rows, &mut errors);
        files.push((text.path.clone(), rows.count - before));
    }
    if errors.is_empty() { Ok(Summary { files, surfaces: rows.surfaces.len() }) } else { Err(errors) }
}

pub(super) fn builtin() -> Lexicon {
    build(&builtin_texts()).expect("the embedded gazetteers are checked by a test")
}

pub(super) fn with_folder(folder: &Path) -> Result<Lexicon, Error> {
    build(&texts_with(folder)?)
}

struct FileText {
    path: String,
    parts: Vec<(String, String)>,
}

fn builtin_texts() -> Vec<(&'static File, FileText)> {
    let text = |file: &'static File| FileText {
        path: format!("gazetteers/{}", file.name),
        parts: vec![(format!("gazetteers/{}", file.name), file.text.to_string())],
    };
    FILES.iter().map(|file| (file, text(file))).collect()
}

/// A file of the same name replaces the program's own; one named `+NAME` adds to it.
fn texts_with(folder: &Path) -> Result<Vec<(&'static File, FileText)>, Error> {
    let listing = std::fs::read_dir(folder).map_err(|e| Error {
        file: folder.display().to_string(),
        line: 0,
        what: format!("cannot read the gazetteer folder: {e}"),
    })?;
    let mut texts = builtin_texts();
    let mut names: Vec<_> = listing.filter_map(|entry| entry.ok()).map(|entry| entry.path()).collect();
    names.sort();
    for path in names.iter().filter(|path| path.extension().is_some_and(|e| e == "tsv")) {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_string();
        let shown = path.display().to_string();
        let fail = |what: String| Error { file: shown.clone(), line: 0, what };
        let own = std::fs::read_to_string(path).map_err(|e| fail(format!("cannot read: {e}")))?;
        let plain = name.strip_prefix('+').unwrap_or(&name);
        let slot = texts.iter_mut().find(|(file, _)| file.name == plain);
        let Some((_, text)) = slot else {
            return Err(fail(format!("\"{plain}\" is no gazetteer: it must be one of {}", file_names())));
        };
        if name == plain {
            text.parts.clear();
        }
        text.parts.push((shown.clone(), own));
    }
    Ok(texts)
}

fn file_names() -> String {
    FILES.iter().map(|file| file.name).collect::<Vec<_>>().join(", ")
}

fn build(texts: &[(&'static File, FileText)]) -> Result<Lexicon, Error> {
    let mut rows = Rows::default();
    let mut errors = Vec::new();
    let mut digest = Sha256::new();
    for (file, text) in texts {
        read_file(file, text, &mut rows, &mut errors);
        text.parts.iter().for_each(|(_, text)| digest.update(text.as_bytes()));
    }
    if let Some(error) = errors.into_iter().next() {
        return Err(error);
    }
    let fingerprint = digest.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Ok(rows.finish(fingerprint))
}

/// One row with its columns by name.
struct Record<'a> {
    columns: &'a csv::StringRecord,
    cells: csv::StringRecord,
    file: &'static str,
    line: u32,
}

impl Record<'_> {
    fn get(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or("").trim()
    }

    fn need(&self, column: &str) -> Result<&str, String> {
        match self.get(column) {
            "" => Err(format!("column \"{column}\" is empty: every row needs it")),
            value => Ok(value),
        }
    }

    fn flags(&self) -> Result<Flags, String> {
        self.get("flags").split_whitespace().try_fold(Flags::default(), |flags, id| {
            let flag = Flag::from_id(id).ok_or_else(|| format!("flag \"{id}\" is not known"))?;
            Ok(flags.with(flag))
        })
    }

    fn kind_flag(&self) -> Result<Flags, String> {
        let id = self.need("kind")?;
        let flag = Flag::from_id(id).ok_or_else(|| format!("kind \"{id}\" is not known"))?;
        Ok(self.flags()?.with(flag))
    }

    fn level(&self) -> Result<Option<Level>, String> {
        match self.get("level") {
            "" => Ok(None),
            id => Level::from_id(id)
                .map(Some)
                .ok_or_else(|| one_of("level", id, Level::ALL.iter().map(|l| l.id()))),
        }
    }

    fn aliases(&self) -> impl Iterator<Item = &str> {
        self.get("aliases").split('|').map(str::trim).filter(|alias| !alias.is_empty())
    }
}

fn one_of<'a>(column: &str, value: &str, ids: impl Iterator<Item = &'a str>) -> String {
    format!("{column} \"{value}\" is not one of {}", ids.collect::<Vec<_>>().join(", "))
}

fn read_file(file: &'static File, text: &FileText, rows: &mut Rows, errors: &mut Vec<Error>) {
    for (path, text) in &text.parts {
        let fail = |line: u64, what: String| Error { file: path.clone(), line, what };
        let lines: Vec<&str> = text.lines().collect();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .comment(Some(b'#'))
            .from_reader(text.as_bytes());
        let columns = match reader.headers() {
            Ok(columns) => columns.clone(),
            Err(e) => {
                errors.push(fail(1, format!("no header: {e}")));
                continue;
            }
        };
        for cells in reader.into_records() {
            match cells {
                Ok(cells) => {
                    let line = line_behind(&lines, cells.position());
                    let record = Record { columns: &columns, cells, file: file.name, line: line as u32 };
                    rows.count += 1;
                    if let Err(what) = (file.read)(&record, rows) {
                        errors.push(fail(line, what));
                    }
                }
                Err(e) => {
                    let line = line_behind(&lines, e.position());
                    errors.push(fail(line, column_count(&e)));
                }
            }
        }
    }
}

/// The line of a record: the reader's position stands before the comments and blank lines that it skips.
fn line_behind(lines: &[&str], position: Option<&csv::Position>) -> u64 {
    let mut line = position.map_or(1, csv::Position::line);
    while lines.get(line as usize - 1).is_some_and(|text| text.starts_with('#') || text.is_empty()) {
        line += 1;
    }
    line
}

fn column_count(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} columns: the header has {expected_len}")
        }
        _ => error.to_string(),
    }
}

/// Everything read so far.
#[derive(Default)]
struct Rows {
    count: usize,
    entries: Vec<Entry>,
    surfaces: BTreeMap<String, Vec<EntryId>>,
    places: Vec<Place>,
    dotted: BTreeSet<String>,
    middle_names: BTreeSet<String>,
    abbreviations: BTreeMap<String, String>,
    /// Folded place names that are in the matcher already.
    place_entries: BTreeMap<String, EntryId>,
}

impl Rows {
    fn add(&mut self, record: &Record, kind: EntryKind, text: &str, flags: Flags, row: Row) -> EntryId {
        let id = EntryId(self.entries.len() as u32);
        let (text, example) = (normalize(text), record.get("example").to_string());
        if !flags.has(Flag::AliasesOnly) {
            self.surface(&text, id);
        }
        self.entries.push(Entry { kind, text, flags, row, file: record.file, line: record.line, example });
        id
    }

    fn surface(&mut self, surface: &str, id: EntryId) {
        let folded = key(surface);
        self.note_dotted(&folded);
        let ids = self.surfaces.entry(folded).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    fn note_dotted(&mut self, folded: &str) {
        for (at, _) in folded.match_indices('.') {
            let word = folded[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            self.dotted.insert(word.to_string());
        }
    }

    fn with_aliases(&mut self, record: &Record, id: EntryId) {
        for alias in record.aliases() {
            self.surface(alias, id);
        }
    }

    fn finish(self, fingerprint: String) -> Lexicon {
        let matcher = Matcher::new(&self.surfaces, &self.entries);
        let mut place_names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut place_codes: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (row, place) in self.places.iter().enumerate() {
            place_names.entry(fold_case(&place.name)).or_default().push(row as u32);
            place_codes.entry(place.code.clone()).or_default().push(row as u32);
        }
        Lexicon {
            places: self.places,
            place_names,
            place_codes,
            body_types: names_of(&self.entries, EntryKind::BodyType),
            kinh: surnames(&self.entries, Flag::Kinh),
            minority: surnames(&self.entries, Flag::Minority),
            particles: particles(&self.entries),
            home: ids(&self.entries, |e| e.kind == EntryKind::Country && e.flags.has(Flag::Home)).collect(),
            middle_names: self.middle_names,
            surfaces: self.surfaces.into_keys().collect(),
            entries: self.entries,
            matcher,
            dotted: self.dotted,
            abbreviations: self.abbreviations,
            fingerprint,
        }
    }
}

fn surnames(entries: &[Entry], group: Flag) -> BTreeSet<String> {
    let own = |e: &&Entry| e.kind == EntryKind::Surname && e.flags.has(group);
    entries.iter().filter(own).map(|e| key(&e.text)).collect()
}

fn names_of(entries: &[Entry], kind: EntryKind) -> BTreeMap<String, EntryId> {
    let numbered = entries.iter().enumerate().filter(|(_, entry)| entry.kind == kind);
    let mut names = BTreeMap::new();
    for (i, entry) in numbered {
        names.entry(key(&entry.text)).or_insert(EntryId(i as u32));
    }
    names
}

fn title(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let row = Row::Title { heads: normalize(record.get("heads")), body: normalize(record.get("body")) };
    let id = rows.add(record, EntryKind::Title, record.need("title")?, record.flags()?, row);
    rows.with_aliases(record, id);
    Ok(())
}

fn body_type(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let row =
        Row::Body { type_id: record.need("type")?.to_string(), level: record.level()?, place: String::new() };
    let id = rows.add(record, EntryKind::BodyType, record.need("name")?, record.flags()?, row);
    rows.with_aliases(record, id);
    Ok(())
}

fn body(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let place = normalize(record.get("place"));
    let row = Row::Body { type_id: record.need("type")?.to_string(), level: record.level()?, place };
    let id = rows.add(record, EntryKind::Body, record.need("name")?, record.flags()?, row);
    rows.with_aliases(record, id);
    Ok(())
}

fn sector(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let id = rows.add(record, EntryKind::Sector, record.need("sector")?, record.flags()?, Row::Plain);
    rows.with_aliases(record, id);
    Ok(())
}

fn place(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let name = normalize(record.need("name")?);
    let level = record.level()?.ok_or("column \"level\" is empty: every row needs it")?;
    if !name.chars().all(|c| c.is_ascii_digit()) {
        let id = match rows.place_entries.get(&fold_case(&name)) {
            Some(&id) => id,
            None => rows.add(record, EntryKind::Place, &name, Flags::default(), Row::Place(Vec::new())),
        };
        let row = rows.places.len() as u32;
        if let Row::Place(own) = &mut rows.entries[id.0 as usize].row {
            own.push(row);
        }
        rows.place_entries.insert(fold_case(&name), id);
        rows.with_aliases(record, id);
    }
    let (text, cell) =
        (|column: &str| normalize(record.get(column)), |column: &str| record.get(column).to_string());
    let (type_word, code, parent) = (text("type"), cell("code"), cell("parent"));
    rows.places.push(Place { name, level, type_word, code, parent, from: cell("from"), to: cell("to") });
    Ok(())
}

fn country(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let id = rows.add(record, EntryKind::Country, record.need("name")?, record.kind_flag()?, Row::Plain);
    rows.with_aliases(record, id);
    Ok(())
}

fn surname(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let group = record.need("group")?;
    let flag = Flag::from_id(group).ok_or_else(|| format!("group \"{group}\" is not known"))?;
    rows.add(record, EntryKind::Surname, record.need("surname")?, Flags::default().with(flag), Row::Plain);
    Ok(())
}

fn given(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let flags = record.flags()?;
    if flags.has(Flag::Middle) {
        rows.middle_names.insert(key(record.get("syllable")));
    }
    rows.add(record, EntryKind::Given, record.need("syllable")?, flags, Row::Plain);
    Ok(())
}

fn honorific(record: &Record, rows: &mut Rows) -> Result<(), String> {
    rows.add(record, EntryKind::Honorific, record.need("word")?, record.kind_flag()?, Row::Plain);
    Ok(())
}

fn rank(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let id = rows.add(record, EntryKind::Rank, record.need("word")?, record.kind_flag()?, Row::Plain);
    rows.with_aliases(record, id);
    Ok(())
}

fn meeting(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let row = Row::Meeting { type_id: record.need("type")?.to_string() };
    let id = rows.add(record, EntryKind::Meeting, record.need("name")?, record.flags()?, row);
    rows.with_aliases(record, id);
    Ok(())
}

fn verb(record: &Record, rows: &mut Rows) -> Result<(), String> {
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

fn particle(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let id = record.need("kind")?;
    let kind =
        Particle::from_id(id).ok_or_else(|| one_of("kind", id, Particle::ALL.iter().map(|p| p.id())))?;
    rows.add(record, EntryKind::Particle, record.need("word")?, Flags::default(), Row::Particle(kind));
    Ok(())
}

fn group(record: &Record, rows: &mut Rows) -> Result<(), String> {
    rows.add(record, EntryKind::Group, record.need("noun")?, record.kind_flag()?, Row::Plain);
    Ok(())
}

fn person(record: &Record, rows: &mut Rows) -> Result<(), String> {
    rows.add(record, EntryKind::Person, record.need("name")?, record.kind_flag()?, Row::Plain);
    Ok(())
}

fn abbreviation(record: &Record, rows: &mut Rows) -> Result<(), String> {
    let (short, full) = (normalize(record.need("short")?), normalize(record.need("full")?));
    rows.note_dotted(&fold_case(&short));
    rows.abbreviations.insert(short, full);
    Ok(())
}
