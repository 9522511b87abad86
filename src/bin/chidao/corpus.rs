//! The paths that were typed -> readings -> one graph: articles are read, files of facts taken as they are, the user's word on who is who is
//! heard.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chidao::Graph;
use chidao::extractor::Reading;
use chidao::graph::Ledger;
use chidao::store::{self, Store};

use crate::args::Identity;
use crate::console::{self, Log};
use crate::input::{self, Reader, Source, is_stdin};
use crate::records::{self, Found};

/// What a ledger is called that lies in a folder of articles, or beside a store or a file.
const LEDGER: &str = "identity.tsv";

/// Takes out of a store what a question needs.
pub(crate) type Part<'p> = &'p dyn Fn(&Store) -> Result<Graph, store::Error>;

/// The graph of what the paths have, with the ledger that is given, or the one that lies there; names its lines that do not fit.
///
/// Of a store alone it is the part that is asked for.
pub(crate) fn graph(
    paths: &[PathBuf],
    identity: &Identity,
    reader: &Reader,
    part: Part,
    log: &mut Log,
) -> Result<Graph> {
    let ledger = identity.identity.clone().or_else(|| paths.iter().find_map(|path| ledger_at(path)));
    if let ([store], None) = (paths, &ledger)
        && is_store(store)
    {
        let name = || store.display().to_string();
        let store = Store::open(store).with_context(name)?;
        if !store.is_empty().with_context(name)? {
            log.read();
        }
        return part(&store).with_context(name);
    }
    let name = ledger.as_ref().map_or(String::new(), |path| path.display().to_string());
    let parsed = match &ledger {
        Some(path) => Ledger::parse(&input::read_text(path)?, &name)?,
        None => Ledger::default(),
    };
    let readings = readings(paths, reader, log)?;
    let graph = Graph::with_ledger(&readings, &parsed);
    for unfit in graph.unfit() {
        console::say(&format!("{name}: {unfit}"));
    }
    Ok(graph)
}

fn ledger_at(path: &Path) -> Option<PathBuf> {
    let folder = if path.is_dir() { path } else { path.parent()? };
    Some(folder.join(LEDGER)).filter(|ledger| !is_stdin(path) && ledger.is_file())
}

/// The readings of articles, folders, files of facts, stores and standard input; what fails is named and left out.
fn readings(paths: &[PathBuf], reader: &Reader, log: &mut Log) -> Result<Vec<Reading>> {
    let (facts, articles): (Vec<&Path>, Vec<&Path>) =
        paths.iter().map(AsRef::as_ref).partition(|p| is_facts(p));
    let (stores, articles): (Vec<&Path>, Vec<&Path>) = articles.into_iter().partition(|path| is_store(path));
    let (stdin, articles): (Vec<_>, Vec<_>) = articles.into_iter().partition(|path| is_stdin(path));
    let mut found = Vec::new();
    let sources = input::sources(articles, log);
    let read = |source: &Source, article| {
        Ok(Found { origin: source.name(), reading: reader.extractor.read(&article) })
    };
    reader.read_all(&sources, read, |source, result| {
        match result {
            Ok(one) => found.push(one),
            Err(error) => log.fail(&format!("{}: {error:#}", source.name())),
        }
        Ok(())
    })?;
    for path in facts {
        if let Err(error) = records::read_file(path, &mut found, log) {
            log.fail(&format!("{error:#}"));
        }
    }
    for path in stores {
        let name = path.display().to_string();
        match Store::open(path).and_then(|store| store.readings()) {
            Ok(readings) => {
                let origin = |reading: &Reading| format!("{name}: article {:?}", reading.doc.id);
                found.extend(readings.into_iter().map(|reading| Found { origin: origin(&reading), reading }));
            }
            Err(error) => log.fail(&format!("{name}: {error}")),
        }
    }
    for _ in stdin.iter().take(1) {
        read_stdin(reader, &mut found, log);
    }
    let found = records::without_twins(found, log);
    found.iter().for_each(|_| log.read());
    Ok(found.into_iter().map(|one| one.reading).collect())
}

/// What every SQLite file begins with.
const DATABASE: &[u8] = b"SQLite format 3\0";

fn is_store(path: &Path) -> bool {
    let mut head = [0; DATABASE.len()];
    let read = path.is_file().then(|| File::open(path).and_then(|mut file| file.read_exact(&mut head)));
    matches!(read, Some(Ok(()))) && head == *DATABASE
}

fn is_facts(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl")) && !path.is_dir()
}

/// Standard input holds facts if it begins like a JSON object of that schema, else an article.
fn read_stdin(reader: &Reader, found: &mut Vec<Found>, log: &mut Log) {
    let name = "standard input";
    let mut input = BufReader::new(std::io::stdin().lock());
    let begins_as_facts = input.fill_buf().is_ok_and(begins_as_facts);
    if begins_as_facts {
        return records::read(name, input, found, log);
    }
    let article = input::read_within_limit(input).and_then(|bytes| reader.article("-", &bytes));
    match article {
        Ok(article) => {
            found.push(Found { origin: name.to_owned(), reading: reader.extractor.read(&article) })
        }
        Err(error) => log.fail(&format!("{name}: {error:#}")),
    }
}

fn begins_as_facts(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    head.trim_start_matches(['\u{feff}', ' ', '\n', '\r']).starts_with('{') && head.contains("chidao.facts/")
}
