//! Gazetteer files -> their rows, with the rows of a folder laid over them: an overlay row replaces the row of the same key, adds one
//! where there is none, and takes rows out where its first cell begins with `-`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::load::Error;
use crate::text::key;

/// A gazetteer file of the program.
#[derive(Debug)]
pub struct File {
    /// File name in the folder.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [&'static str],
    /// The columns that tell one row from another.
    pub key: &'static [&'static str],
    pub(super) text: &'static str,
}

/// What stands before a key whose rows are taken out.
const REMOVAL: char = '-';
/// Behind the sign of removal: every row that stands so far.
const ALL: &str = "*";

/// The column whose cells are told apart letter by letter.
const EXACT: &str = "short";

/// The rows of one file, those of a folder among them.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) file: &'static File,
    pub(super) rows: Vec<Record>,
}

/// One row: a cell for every column of its file.
#[derive(Clone, Debug)]
pub(super) struct Record {
    file: &'static File,
    cells: csv::StringRecord,
    /// For every column of the file, which cell it is.
    order: Arc<[Option<usize>]>,
    /// Path or name of the file it stands in.
    pub(super) path: Arc<str>,
    /// Line in it, from 1.
    pub(super) line: u32,
}

impl Record {
    /// The cell of a column, without the spaces around it.
    pub(super) fn get(&self, column: &str) -> &str {
        let at = self.file.columns.iter().position(|name| *name == column);
        debug_assert!(at.is_some(), "{} has no column {column}", self.file.name);
        at.and_then(|at| self.order[at]).and_then(|cell| self.cells.get(cell)).unwrap_or("").trim()
    }

    /// The example sentence, in files that have one.
    pub(super) fn example(&self) -> &str {
        if self.file.columns.contains(&"example") { self.get("example") } else { "" }
    }

    /// The cell of a column that may not be empty.
    pub(super) fn need(&self, column: &str) -> Result<&str, String> {
        match self.get(column) {
            "" => Err(format!("column \"{column}\" is empty: every row needs it")),
            value => Ok(value),
        }
    }

    /// The parts of a cell between bars.
    pub(super) fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }

    /// Every cell as it stands, with its column.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let columns = self.file.columns.iter().zip(self.order.iter());
        columns.filter_map(|(name, at)| Some((*name, self.cells.get((*at)?)?)))
    }

    /// The cells that tell it from other rows. Capitals and the older placement of a tone make no other word, but another abbreviation.
    pub(super) fn key(&self) -> Vec<String> {
        let cell = |column: &&str| match self.get(column) {
            text if *column == EXACT => text.to_string(),
            text => key(text),
        };
        self.file.key.iter().map(cell).collect()
    }

    /// What is wrong with it, at its place.
    pub(super) fn error(&self, what: String) -> Error {
        Error { file: self.path.to_string(), line: u64::from(self.line), what }
    }

    /// The key behind a sign of removal.
    fn removal(&self) -> Option<Vec<String>> {
        self.get(self.file.columns[0]).strip_prefix(REMOVAL)?;
        let mut key = self.key();
        if let Some(first) = key.first_mut() {
            *first = first.strip_prefix(REMOVAL).unwrap_or(first).trim().to_string();
        }
        Some(key)
    }
}

/// The tables of the program.
pub(super) fn builtin(files: &'static [File], errors: &mut Vec<Error>) -> Vec<Table> {
    let read = |file: &'static File| {
        let path: Arc<str> = file.name.into();
        Table { file, rows: records(file, &path, file.text, errors) }
    };
    files.iter().map(read).collect()
}

/// Hands over the rows of a file of the program one by one, without keeping them.
pub(super) fn each(
    file: &'static File,
    errors: &mut Vec<Error>,
    take: &mut dyn FnMut(&Record) -> Option<Error>,
) {
    let path: Arc<str> = file.name.into();
    walk(file, &path, file.text, errors, take);
}

/// Lays the files of a folder over the tables.
pub(super) fn overlay(tables: &mut [Table], folder: &Path, errors: &mut Vec<Error>) {
    let fail = |path: &Path, what: String| Error { file: path.display().to_string(), line: 0, what };
    let listing = match std::fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(e) => return errors.push(fail(folder, format!("cannot read the gazetteer folder: {e}"))),
    };
    let mut paths: Vec<_> = listing.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "tsv")) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(at) = tables.iter().position(|table| table.file.name == name) else {
            let known = tables.iter().map(|table| table.file.name).collect::<Vec<_>>().join(", ");
            errors.push(fail(path, format!("\"{name}\" is no gazetteer: it must be one of {known}")));
            continue;
        };
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let shown: Arc<str> = path.display().to_string().into();
                let rows = records(tables[at].file, &shown, &text, errors);
                lay(&mut tables[at], rows, errors);
            }
            Err(e) => errors.push(fail(path, format!("cannot read: {e}"))),
        }
    }
}

/// Lays rows over a table, in their order.
fn lay(table: &mut Table, rows: Vec<Record>, errors: &mut Vec<Error>) {
    let mut slots: Vec<Option<Record>> = table.rows.drain(..).map(Some).collect();
    let mut by_key: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (at, slot) in slots.iter().enumerate() {
        by_key.entry(slot.as_ref().map(Record::key).unwrap_or_default()).or_insert(at);
    }
    for row in rows {
        let Some(removed) = row.removal() else {
            let key = row.key();
            match by_key.get(&key) {
                Some(&at) => slots[at] = Some(row),
                None => {
                    by_key.insert(key, slots.len());
                    slots.push(Some(row));
                }
            }
            continue;
        };
        let mut any = false;
        for slot in &mut slots {
            if slot.as_ref().is_some_and(|own| is_meant(&removed, &own.key())) {
                *slot = None;
                any = true;
            }
        }
        if !any {
            let what = format!("\"{}\" removes nothing: no row has this key", row.get(table.file.columns[0]));
            errors.push(row.error(what));
        }
    }
    table.rows = slots.into_iter().flatten().collect();
}

/// Every cell of the key that is given is the row's own.
fn is_meant(removed: &[String], own: &[String]) -> bool {
    removed[0] == ALL || removed.iter().zip(own).all(|(asked, own)| asked.is_empty() || asked == own)
}

/// The rows of a text.
fn records(file: &'static File, path: &Arc<str>, text: &str, errors: &mut Vec<Error>) -> Vec<Record> {
    let mut rows = Vec::new();
    let keep = &mut |row: &Record| {
        rows.push(row.clone());
        None
    };
    walk(file, path, text, errors, keep);
    rows
}

/// Reads the rows of a text. A file may leave columns out, but has no others, and every row has as many cells as the header.
fn walk(
    file: &'static File,
    path: &Arc<str>,
    text: &str,
    errors: &mut Vec<Error>,
    take: &mut dyn FnMut(&Record) -> Option<Error>,
) {
    let fail = |line: u64, what: String| Error { file: path.to_string(), line, what };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(e) => {
            errors.push(fail(1, format!("no header: {e}")));
            return;
        }
    };
    let mut lines = Lines::new(text);
    let own = lines.at(header.position());
    if let Some(strange) = header.iter().find(|name| !file.columns.contains(name)) {
        errors.push(fail(own, format!("column \"{strange}\" is not one of {}", file.columns.join(", "))));
        return;
    }
    let place = |name: &&str| header.iter().position(|own| own == *name);
    let order: Arc<[Option<usize>]> = file.columns.iter().map(place).collect();
    if order[0].is_none() {
        errors.push(fail(own, format!("column \"{}\" is missing: every file has it", file.columns[0])));
        return;
    }
    let mut row = Record { file, cells: csv::StringRecord::new(), order, path: path.clone(), line: 0 };
    loop {
        match reader.read_record(&mut row.cells) {
            Ok(false) => return,
            Ok(true) => {
                row.line = lines.at(row.cells.position()) as u32;
                errors.extend(take(&row));
            }
            Err(e) => {
                let line = lines.at(e.position());
                errors.push(Error { file: path.to_string(), line, what: column_count(&e) });
            }
        }
    }
}

/// The lines of a text, walked once: the reader's position stands before the comments and blank lines that it skips.
struct Lines<'t> {
    left: std::iter::Peekable<std::str::Lines<'t>>,
    /// Lines that were walked.
    walked: u64,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Lines<'t> {
        Lines { left: text.lines().peekable(), walked: 0 }
    }

    /// The line of a record, from 1.
    fn at(&mut self, position: Option<&csv::Position>) -> u64 {
        let before = position.map_or(1, csv::Position::line) - 1;
        while self.walked < before
            || self.left.peek().is_some_and(|line| line.starts_with('#') || line.is_empty())
        {
            self.left.next();
            self.walked += 1;
        }
        self.walked + 1
    }
}

fn column_count(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} columns: the header has {expected_len}")
        }
        _ => error.to_string(),
    }
}
