//! Files of facts -> readings, line by line; a wrong line is named and passed over.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use chidao::export::facts;
use chidao::extractor::Reading;

use crate::console::Log;
use crate::input::{self, reason};

/// A reading and where it comes from.
pub(crate) struct Found {
    pub(crate) origin: String,
    pub(crate) reading: Reading,
}

/// Reads a file of facts. Fails only if it cannot be opened.
pub(crate) fn read_file(path: &Path, found: &mut Vec<Found>, log: &mut Log) -> Result<()> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| anyhow!("{name}: {}", reason(&error)))?;
    read(&name, BufReader::new(file), found, log);
    Ok(())
}

/// Reads facts from what is open already.
pub(crate) fn read(name: &str, mut input: impl BufRead, found: &mut Vec<Found>, log: &mut Log) {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let origin = format!("{name}:{number}");
        match input.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) if line.trim_ascii().is_empty() => {}
            Ok(_) => match parse(&line) {
                Ok(reading) => found.push(Found { origin, reading }),
                Err(error) => log.fail(&format!("{origin}: {error:#}")),
            },
            Err(error) => return log.fail(&format!("{origin}: {}", reason(&error))),
        }
    }
}

fn parse(line: &[u8]) -> Result<Reading> {
    let line = std::str::from_utf8(line).context("no UTF-8")?;
    Ok(facts::read(line.trim_start_matches('\u{feff}'))?)
}

/// Takes out all readings whose id another one has, and names them.
pub(crate) fn without_twins(found: Vec<Found>, log: &mut Log) -> Vec<Found> {
    input::without_twins(found, |one| &one.reading.doc.id, |one| one.origin.clone(), log)
}
