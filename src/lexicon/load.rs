//! Rows of the gazetteers -> entries and the automaton; every broken row is one error with file, line, value and rule.

use std::fmt;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Lexicon;
use super::kin::{Day, Life};
use super::rows::{self, Rows};
use super::table::{self, File, Record, Table};

/// How a row of a file is read.
type Read = fn(&Record, &mut Rows) -> Result<(), String>;

macro_rules! files {
    ($($name:literal [$($column:literal)+] by [$($key:literal)+] => $read:expr),+ $(,)?) => {
        /// Every gazetteer file that the matcher reads.
        pub const FILES: &[File] = &[$(File {
            name: $name,
            columns: &[$($column),+],
            key: &[$($key),+],
            text: include_str!(concat!("../../gazetteers/", $name)),
        }),+];
        const READ: &[Read] = &[$($read),+];
    };
}

files! {
    "titles.tsv" ["title" "aliases" "heads" "body" "flags" "example"] by ["title"] => rows::title,
    "body_types.tsv" ["name" "type" "level" "unit" "flags" "aliases" "example"] by ["name"] => rows::body_type,
    "bodies.tsv" ["name" "type" "level" "place" "from" "to" "into" "aliases" "source"] by ["name"] => rows::body,
    "kinship.tsv" ["type" "level" "head" "branch" "above" "step" "from" "to"] by ["type" "level" "head"] => rows::kin,
    "sectors.tsv" ["sector" "aliases" "example"] by ["sector"] => rows::sector,
    "places.tsv" ["name" "level" "type" "code" "parent" "from" "to" "into" "aliases" "source"] by ["name" "code" "from"] => rows::place,
    "publishers.tsv" ["name" "hosts" "place" "aliases" "source"] by ["name"] => rows::publisher,
    "foreign_places.tsv" ["name" "kind" "aliases" "flags"] by ["name"] => rows::country,
    "surnames.tsv" ["surname" "group"] by ["surname"] => rows::surname,
    "given_syllables.tsv" ["syllable" "flags"] by ["syllable"] => rows::given,
    "honorifics.tsv" ["word" "kind" "flags" "example"] by ["word"] => rows::honorific,
    "ranks.tsv" ["word" "kind" "aliases" "example"] by ["word"] => rows::rank,
    "meeting_types.tsv" ["name" "type" "flags" "aliases" "example"] by ["name"] => rows::meeting,
    "verbs.tsv" ["verb" "act" "strength" "flags" "example"] by ["verb"] => rows::verb,
    "particles.tsv" ["word" "kind" "example"] by ["word" "kind"] => rows::particle,
    "groups.tsv" ["noun" "kind" "flags" "example"] by ["noun"] => rows::group,
    "people.tsv" ["name" "kind" "title" "body" "from" "to" "source"] by ["name" "title" "body" "from"] => rows::person,
    "abbreviations.tsv" ["short" "full" "example"] by ["short"] => rows::abbreviation,
    "labels.tsv" ["kind" "id" "vi" "en"] by ["kind" "id"] => rows::label,
}

/// What is wrong with a gazetteer.
#[derive(Debug, thiserror::Error)]
#[error("{file}{}: {what}", place(*line))]
pub struct Error {
    /// Path or name of the file.
    pub file: String,
    /// Line, from 1; 0 for the file as a whole.
    pub line: u64,
    /// Value and rule.
    pub what: String,
}

/// The line behind a file's name; nothing for the file as a whole.
fn place(line: u64) -> String {
    if line == 0 { String::new() } else { format!(":{line}") }
}

/// What the gazetteers hold.
#[derive(Debug)]
pub struct Summary {
    files: Vec<(&'static str, usize)>,
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

/// Checks the rows of the program's gazetteers, or of those with a folder laid over them, one by one and against each other.
///
/// # Errors
/// Every row that breaks a rule.
pub fn check(folder: Option<&Path>) -> Result<Summary, Vec<Error>> {
    let mut errors = Vec::new();
    let tables = tables(folder, &mut errors);
    super::check::tables(&tables, &mut errors);
    let mut rows = read(&tables, &mut errors);
    if !errors.is_empty() {
        errors.sort_by(|a, b| (&a.file, a.line, &a.what).cmp(&(&b.file, b.line, &b.what)));
        return Err(errors);
    }
    let files = tables.iter().map(|table| (table.file.name, table.rows.len())).collect();
    Ok(Summary { files, surfaces: rows.settle_surfaces() })
}

/// The rows of one gazetteer, a header line first, tab-separated; of those with dates, only the rows that were true on the day.
///
/// # Errors
/// A kind that is no gazetteer, or a folder with a wrong row.
pub fn list(folder: Option<&Path>, kind: &str, day: Option<Day>) -> Result<String, Error> {
    let mut errors = Vec::new();
    let tables = tables(folder, &mut errors);
    if let Some(error) = errors.into_iter().next() {
        return Err(error);
    }
    let file = format!("{}.tsv", kind.trim_end_matches(".tsv"));
    let Some(table) = tables.iter().find(|table| table.file.name == file) else {
        let known = FILES.iter().map(|file| file.name.trim_end_matches(".tsv")).collect::<Vec<_>>();
        let what = format!("\"{kind}\" is no gazetteer: it must be one of {}", known.join(", "));
        return Err(Error { file: "gazetteers".to_string(), line: 0, what });
    };
    let mut page = table.file.columns.join("\t") + "\n";
    let dated = table.file.columns.contains(&"from");
    for row in table.rows.iter().filter(|row| !dated || Life::of(row).is_ok_and(|life| life.holds(day))) {
        let cells: Vec<&str> = table.file.columns.iter().map(|column| row.get(column)).collect();
        page += &(cells.join("\t") + "\n");
    }
    Ok(page)
}

pub(super) fn builtin() -> Lexicon {
    build(None).expect("the embedded gazetteers are checked by a test")
}

pub(super) fn with_folder(folder: &Path) -> Result<Lexicon, Error> {
    build(Some(folder))
}

fn tables(folder: Option<&Path>, errors: &mut Vec<Error>) -> Vec<Table> {
    let mut tables = table::builtin(FILES, errors);
    if let Some(folder) = folder {
        table::overlay(&mut tables, folder, errors);
    }
    tables
}

fn read(tables: &[Table], errors: &mut Vec<Error>) -> Rows {
    let mut rows = Rows::default();
    for (table, read) in tables.iter().zip(READ) {
        for row in &table.rows {
            if let Err(what) = read(row, &mut rows) {
                errors.push(row.error(what));
            }
        }
    }
    rows
}

fn build(folder: Option<&Path>) -> Result<Lexicon, Error> {
    let mut errors = Vec::new();
    let (rows, fingerprint) = match folder {
        None => (own_rows(&mut errors), fingerprint(&[])),
        Some(_) => {
            let tables = tables(folder, &mut errors);
            (read(&tables, &mut errors), fingerprint(&tables))
        }
    };
    match errors.into_iter().next() {
        Some(error) => Err(error),
        None => Ok(rows.finish(fingerprint)),
    }
}

/// The rows of the program, none of them kept beside what is made of it.
fn own_rows(errors: &mut Vec<Error>) -> Rows {
    let mut rows = Rows::default();
    for (file, read) in FILES.iter().zip(READ) {
        table::each(file, errors, &mut |row| read(row, &mut rows).err().map(|what| row.error(what)));
    }
    rows
}

/// The first eight hexadecimal digits of the SHA-256 of the files, and of the rows that a folder leaves of them.
fn fingerprint(laid_over: &[Table]) -> String {
    let mut digest = Sha256::new();
    FILES.iter().for_each(|file| digest.update(file.text));
    let cells = laid_over.iter().flat_map(|table| &table.rows).flat_map(Record::cells);
    for (_, cell) in cells {
        digest.update(cell);
        digest.update([0]);
    }
    digest.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
