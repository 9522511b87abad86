//! Writes a reading as one line of `chidao.facts/1` and reads it back.
//!
//! The keys, their names and their order are the contract; the domain types know nothing of them.

mod back;
mod wire;

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::extractor::Reading;
use wire::Record;

/// The number of the contract; it changes only when a key is renamed or dropped.
pub const SCHEMA: &str = "chidao.facts/1";

/// Bytes that most lines fit in.
const LINE: usize = 1 << 15;

/// Writes the reading as one JSON object and a line feed. Fails only where the writer fails.
pub fn write(reading: &Reading, out: &mut dyn Write) -> io::Result<()> {
    // The line is made in memory: `out` may be slow for so many small pieces.
    let mut line = line(reading)?;
    line.push('\n');
    out.write_all(line.as_bytes())
}

/// The reading as one JSON object.
pub(crate) fn line(reading: &Reading) -> io::Result<String> {
    let mut line = Vec::with_capacity(LINE);
    serde_json::to_writer(&mut line, &Record::of(reading))?;
    String::from_utf8(line).map_err(io::Error::other)
}

/// The JSON Schema of a line, from the types that write it.
pub(super) fn schema() -> schemars::Schema {
    super::schema::of::<Record>()
}

/// Reads one line back. Keys that the contract does not name are ignored.
pub fn read(line: &str) -> Result<Reading, Error> {
    let record: Record = serde_json::from_str(line).map_err(Error::Json)?;
    if record.schema != SCHEMA {
        return Err(Error::Schema(record.schema.into_owned()));
    }
    let reading = record.reading()?;
    check_references(&reading)?;
    Ok(reading)
}

/// Why a line is no facts record. One line of text; the caller knows the file and the line number.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No JSON, or a key is missing or of another type.
    #[error("no facts record: {0}")]
    Json(serde_json::Error),
    /// The record follows another contract.
    #[error("schema {0:?} is not {SCHEMA:?}")]
    Schema(String),
    /// A value of a closed list that the list does not have.
    #[error("{key}: {value:?} is not one of {allowed}")]
    Value {
        /// Which key: `events[2].type`.
        key: String,
        /// What it holds.
        value: String,
        /// What it may hold.
        allowed: String,
    },
    /// A reference to an entity or a role that the record does not have.
    #[error("{key}: {value} is not in the record")]
    Reference {
        /// Which key: `events[2].agent`.
        key: String,
        /// What it holds.
        value: String,
    },
    /// A sketch that is not eight hexadecimal digits for each of its rows.
    #[error("doc.sketch: {0:?} is no row of numbers of eight hexadecimal digits")]
    Sketch(String),
    /// Two entities of one id.
    #[error("entities: the id {0:?} stands twice")]
    Twice(String),
}

/// Every reference must lead to something in the record.
fn check_references(reading: &Reading) -> Result<(), Error> {
    let mut known = BTreeSet::new();
    for entity in &reading.entities {
        if !known.insert(entity.id.as_str()) {
            return Err(Error::Twice(entity.id.clone()));
        }
    }
    let missing =
        |key: String, value: &dyn std::fmt::Debug| Error::Reference { key, value: format!("{value:?}") };
    for (key, id) in references(reading) {
        if !known.contains(id) {
            return Err(missing(key, &id));
        }
    }
    for (at, event) in reading.events.iter().enumerate() {
        if let Some(role) = event.role.filter(|&role| role >= reading.roles.len()) {
            return Err(missing(format!("events[{at}].role"), &role));
        }
    }
    Ok(())
}

/// Every entity id that stands somewhere, and where.
fn references(reading: &Reading) -> Vec<(String, &str)> {
    let mut found: Vec<(String, Option<&str>)> = Vec::new();
    for (at, entity) in reading.entities.iter().enumerate() {
        found.push((format!("entities[{at}].organizer"), entity.organizer.as_deref()));
    }
    for (at, mention) in reading.mentions.iter().enumerate() {
        found.push((format!("mentions[{at}].entity"), mention.entity.as_deref()));
    }
    for (at, role) in reading.roles.iter().enumerate() {
        found.push((format!("roles[{at}].person"), Some(&role.person)));
        found.push((format!("roles[{at}].body"), role.body.as_deref()));
    }
    for (at, event) in reading.events.iter().enumerate() {
        found.push((format!("events[{at}].agent"), Some(&event.agent)));
        found.push((format!("events[{at}].target"), Some(&event.target)));
        found.push((format!("events[{at}].on_behalf_of"), event.on_behalf_of.as_deref()));
    }
    found.into_iter().filter_map(|(key, id)| Some((key, id?))).collect()
}
