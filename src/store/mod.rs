//! Articles and what was read from them, in one file (SQLite): added day by day, searched, asked.
//!
//! The text of an article and its metadata are kept; the facts beside them, and what follows from those of all articles, are derived
//! and can be made anew. Every change is one transaction: after a crash the file holds all of it or nothing. `docs/store.md` has the tables for other programs.

mod bulk;
mod derive;
mod entry;
mod found;
mod holder;
mod leave;
mod load;
mod meant;
mod part;
mod pen;
mod rank;
mod said;
mod settle;
mod way;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Row, Transaction, TransactionBehavior, params};

use crate::article::{Article, Given, Published};
use crate::export::facts;
use crate::extractor::Reading;

use bulk::{forget, number};
use derive::Batch;

pub use bulk::{Bulk, Counts};
pub use entry::Entry;
pub use found::Found;
pub use part::Days;

/// Marks a file of ours: "chid" in ASCII.
const APPLICATION: i32 = 0x6368_6964;
/// Version of the tables.
const VERSION: i32 = 5;
/// Earlier versions, of which the articles and their words are kept, and all that follows from them is made anew.
const EARLIER: std::ops::Range<i32> = 1..VERSION;
/// How long to wait for another program that writes to the file, in milliseconds.
const PATIENCE_MS: u32 = 10_000;

/// Pages that are kept in memory at most, in kilobytes.
const CACHE_KB: i64 = 256 * 1024;
/// So much of the file is read where the system keeps it, without a copy, in bytes; SQLite takes no more.
const MAPPED: i64 = 0x7fff_0000;
/// Pages of the log after which it is worked into the file: so few that nobody who adds an article waits long for it.
const CHECKPOINT: i64 = 2048;
/// Statements that are kept ready.
const STATEMENTS: usize = 128;
/// Articles that are looked at together where all are told anew.
const AT_ONCE: usize = 2048;

const TABLES: &str = include_str!("tables.sql");
const DERIVED: &str = include_str!("derived.sql");

/// What went wrong with a store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file, or the disk it is on.
    #[error("{0}")]
    Database(#[from] rusqlite::Error),
    /// The file is something else.
    #[error("this is no store of chidao")]
    Foreign,
    /// A later version of the program wrote it.
    #[error("the store is of version {0}: this program knows version {VERSION}")]
    Newer(i32),
    /// Facts that cannot be read back.
    #[error("the facts of article {id:?}: {what}")]
    Facts {
        /// The article.
        id: String,
        /// The rule.
        what: String,
    },
}

/// An open store.
#[derive(Debug)]
pub struct Store {
    db: Connection,
}

/// What a store holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Articles.
    pub articles: usize,
    /// Those that were read by another version of the program or with other gazetteers.
    pub stale: usize,
    /// Day of the first article, ISO 8601.
    pub first: Option<String>,
    /// Day of the last.
    pub last: Option<String>,
}

impl Store {
    /// Opens a store; makes it if there is no such file.
    ///
    /// # Errors
    /// A file that is no store, or one that cannot be written.
    pub fn create(path: &Path) -> Result<Store, Error> {
        Store::made(Connection::open(path)?)
    }

    /// A store that lasts as long as the program.
    ///
    /// # Errors
    /// Memory ran out.
    pub fn in_memory() -> Result<Store, Error> {
        Store::made(Connection::open_in_memory()?)
    }

    fn made(mut db: Connection) -> Result<Store, Error> {
        tune(&db)?;
        if is_blank(&db)? {
            db.pragma_update(None, "journal_mode", "wal")?;
            let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Somebody else may have made the tables in the meantime.
            if is_blank(&change)? {
                change.execute_batch(&format!(
                    "{TABLES} {DERIVED} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
                ))?;
            }
            change.commit()?;
        }
        Store::checked(db)
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    /// No such file, or one that is no store.
    pub fn open(path: &Path) -> Result<Store, Error> {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        tune(&db)?;
        Store::checked(db)
    }

    fn checked(db: Connection) -> Result<Store, Error> {
        let number = |pragma: &str| db.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
        if number("application_id")? != APPLICATION {
            return Err(Error::Foreign);
        }
        match number("user_version")? {
            VERSION => Ok(Store { db }),
            version if EARLIER.contains(&version) => Store { db }.with_derived(),
            other => Err(Error::Newer(other)),
        }
    }

    /// Derives what an earlier version did not keep, or otherwise.
    fn with_derived(mut self) -> Result<Store, Error> {
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: i32 = change.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if EARLIER.contains(&version) {
            change.execute_batch(&format!(
                "{} {DERIVED} PRAGMA user_version = {VERSION};",
                without_derived(&change)?
            ))?;
            let numbers = change.prepare("SELECT number FROM article ORDER BY number")?;
            let numbers: Vec<i64> = { numbers }.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for numbers in numbers.chunks(AT_ONCE) {
                let mut batch = Batch::default();
                for &number in numbers {
                    let entry = Entry::new(String::new(), None, &derive::read(&change, number)?)?;
                    batch.enter(number, entry.marks, entry.spoken);
                }
                batch.write(&change)?;
            }
            settle::settle(&change)?;
        }
        change.commit()?;
        Ok(self)
    }

    /// Settles what the articles that came and went since tell of people, bodies and meetings. Whatever reads a graph does it first.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn settle(&self) -> Result<(), Error> {
        let waits = "SELECT EXISTS (SELECT 1 FROM moved)";
        if self.db.query_row(waits, [], |row| row.get(0))? {
            let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
            settle::settle(&change)?;
            change.commit()?;
        }
        Ok(())
    }

    /// Keeps these articles, all or none; one of a known id takes the place of the other.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(&mut self, entries: Vec<Entry>) -> Result<Counts, Error> {
        let mut bulk = self.bulk();
        bulk.add(entries)?;
        bulk.finish()
    }

    /// Adds articles as they come.
    pub fn bulk(&mut self) -> Bulk<'_> {
        Bulk::new(&self.db)
    }

    /// Whether it has no article.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn is_empty(&self) -> Result<bool, Error> {
        Ok(self.db.query_row("SELECT NOT EXISTS (SELECT 1 FROM article)", [], |row| row.get(0))?)
    }

    /// Takes out articles, all or none; gives the ids that are not there, and then takes out nothing.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn remove(&mut self, ids: &[&str]) -> Result<Vec<String>, Error> {
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (mut missing, mut batch) = (Vec::new(), Batch::default());
        for id in BTreeSet::from_iter(ids) {
            match number(&change, id)? {
                Some(number) => forget(&change, number, &mut batch)?,
                None => missing.push((*id).to_owned()),
            }
        }
        if missing.is_empty() {
            batch.write(&change)?;
            change.commit()?;
        }
        Ok(missing)
    }

    /// What it holds; `extractor` is the version that readings should have.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn status(&self, extractor: &str) -> Result<Status, Error> {
        let query =
            "SELECT count(*), coalesce(sum(extractor <> ?1), 0), min(published), max(published) FROM article";
        Ok(self.db.query_row(query, [extractor], |row| {
            Ok(Status {
                articles: row.get::<_, i64>(0)? as usize,
                stale: row.get::<_, i64>(1)? as usize,
                first: row.get(2)?,
                last: row.get(3)?,
            })
        })?)
    }

    /// At most `limit` articles whose reading has another version than this, with their metadata, in the order of ids.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn stale(&self, extractor: &str, limit: usize) -> Result<Vec<(Article, Given)>, Error> {
        let query = "SELECT id, text, given_published, given_url, given_publisher FROM article
                     WHERE extractor <> ?1 ORDER BY id LIMIT ?2";
        let mut rows = self.db.prepare(query)?;
        let articles = rows.query_map(params![extractor, limit as i64], |row| {
            let given = given(row, 2)?;
            let mut article = Article::from_text(row.get::<_, String>(0)?, row.get(1)?);
            given.apply(&mut article);
            Ok((article, given))
        })?;
        Ok(articles.collect::<Result<_, _>>()?)
    }

    /// The metadata of every article that has any, by id.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn given(&self) -> Result<BTreeMap<String, Given>, Error> {
        let query = "SELECT id, given_published, given_url, given_publisher FROM article
                     WHERE coalesce(given_published, given_url, given_publisher) IS NOT NULL";
        let mut rows = self.db.prepare(query)?;
        let all = rows.query_map([], |row| Ok((row.get(0)?, given(row, 1)?)))?;
        Ok(all.collect::<Result<_, _>>()?)
    }

    /// Every reading, in the order of ids.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn readings(&self) -> Result<Vec<Reading>, Error> {
        let mut rows = self.db.prepare("SELECT id, facts FROM article ORDER BY id")?;
        let lines = rows.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        lines
            .map(|line| {
                let (id, line) = line?;
                facts::read(&line).map_err(|error| Error::Facts { id, what: error.to_string() })
            })
            .collect()
    }
}

/// A killed program loses nothing of what is written so, a power cut at most the last of it.
fn tune(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "busy_timeout", PATIENCE_MS)?;
    db.pragma_update(None, "synchronous", "normal")?;
    db.pragma_update(None, "cache_size", -CACHE_KB)?;
    db.pragma_update(None, "mmap_size", MAPPED)?;
    db.pragma_update(None, "temp_store", "memory")?;
    db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
    // What is asked is planned once, and not anew for every value.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

/// Takes out all tables and indexes but those of the articles and their words.
fn without_derived(db: &Connection) -> Result<String, Error> {
    let mut derived = db.prepare(
        "SELECT type, name FROM sqlite_master
         WHERE type IN ('table', 'index') AND sql IS NOT NULL AND tbl_name <> 'words' AND tbl_name NOT LIKE 'words\\_%' ESCAPE '\\'
           AND tbl_name NOT LIKE 'called\\_words\\_%' ESCAPE '\\' AND name <> 'article' ORDER BY type",
    )?;
    let gone = derived.query_map([], |row| {
        Ok(format!("DROP {} IF EXISTS {};", row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    Ok(gone.collect::<Result<String, _>>()?)
}

fn is_blank(db: &Connection) -> Result<bool, Error> {
    Ok(db.query_row("SELECT count(*) = 0 FROM sqlite_master", [], |row| row.get(0))?)
}

/// The metadata in three columns of a row, from this one on.
fn given(row: &Row, from: usize) -> rusqlite::Result<Given> {
    let published: Option<String> = row.get(from)?;
    let published = published.as_deref().and_then(Published::from_iso);
    Ok(Given { published, url: row.get(from + 1)?, publisher: row.get(from + 2)? })
}
