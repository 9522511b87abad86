//! Articles are kept, many at a time: their rows as they come, what follows from them once for all.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::derive::Batch;
use super::{Entry, Error};

/// Articles of which the words wait, before what follows from them is written: so many that a page of an index is come to once for
/// several, so few that they fit into memory.
const WAITING: usize = 4096;

/// What became of articles that were added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not in the store before.
    pub added: usize,
    /// In the store with another text, other metadata or another reading.
    pub changed: usize,
    /// In the store already.
    pub unchanged: usize,
}

/// Articles that are being added. They are there once they are kept; those that are not, when it is dropped, have never been there.
pub struct Bulk<'s> {
    db: &'s Connection,
    change: Option<Transaction<'s>>,
    batch: Batch,
    /// Words of articles that are still to be written. An index of words is slow to come back to.
    words: Vec<(i64, String)>,
    counts: Counts,
}

impl<'s> Bulk<'s> {
    pub(super) fn new(db: &'s Connection) -> Bulk<'s> {
        let (batch, words, counts) = (Batch::default(), Vec::new(), Counts::default());
        Bulk { db, change: None, batch, words, counts }
    }

    /// Adds articles; one of a known id takes the place of the other. Of a few thousand all or none are kept, whenever there are so many.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(&mut self, entries: Vec<Entry>) -> Result<(), Error> {
        if self.change.is_none() {
            self.change = Some(Transaction::new_unchecked(self.db, TransactionBehavior::Immediate)?);
        }
        for entry in entries {
            let (kept, number) = self.enter(&entry)?;
            let count = match kept {
                Kept::Added => &mut self.counts.added,
                Kept::Changed => &mut self.counts.changed,
                Kept::Unchanged => &mut self.counts.unchanged,
            };
            *count += 1;
            if let Some(number) = number {
                self.words.push((number, entry.words));
                self.batch.enter(number, entry.marks, entry.spoken);
            }
        }
        self.write_words()?;
        if self.batch.len() >= WAITING { self.keep() } else { Ok(()) }
    }

    /// Keeps what was added so far, and tells what became of it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<Counts, Error> {
        self.keep()?;
        Ok(self.counts)
    }

    /// Keeps what was added so far.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep(&mut self) -> Result<(), Error> {
        if let Some(change) = self.change.take() {
            self.batch.write(self.db)?;
            change.commit()?;
        }
        Ok(())
    }

    fn write_words(&mut self) -> Result<(), Error> {
        let mut insert = self.db.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?;
        for (number, words) in self.words.drain(..) {
            insert.execute(params![number, words])?;
        }
        Ok(())
    }

    /// What becomes of an article, and its number where its words are still to be written.
    fn enter(&mut self, entry: &Entry) -> Result<(Kept, Option<i64>), Error> {
        let given = &entry.given;
        let published = given.published.as_ref().map(ToString::to_string);
        let known = number(self.db, &entry.id)?;
        if let Some(number) = known {
            let same = "SELECT text = ?2 AND facts = ?3 AND given_published IS ?4 AND given_url IS ?5 AND given_publisher IS ?6
                        FROM article WHERE number = ?1";
            let same: bool = self.db.prepare_cached(same)?.query_row(
                params![number, entry.text, entry.facts, published, given.url, given.publisher],
                |row| row.get(0),
            )?;
            if same {
                return Ok((Kept::Unchanged, None));
            }
            if self.batch.has(number) {
                self.write_words()?;
                self.batch.write(self.db)?;
            }
            forget(self.db, number, &mut self.batch)?;
        }
        let number = self
            .db
            .prepare_cached(
                "INSERT INTO article (id, sha256, text, given_published, given_url, given_publisher, published, title, extractor, facts)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .insert(params![
                entry.id, entry.sha256, entry.text, published, given.url, given.publisher,
                entry.day, entry.title, entry.extractor, entry.facts
            ])?;
        Ok((if known.is_some() { Kept::Changed } else { Kept::Added }, Some(number)))
    }
}

/// What became of an article.
enum Kept {
    Added,
    Changed,
    Unchanged,
}

/// The number of an article.
pub(super) fn number(db: &Connection, id: &str) -> Result<Option<i64>, Error> {
    let mut query = db.prepare_cached("SELECT number FROM article WHERE id = ?1")?;
    Ok(query.query_row([id], |row| row.get(0)).optional()?)
}

/// Takes out an article.
pub(super) fn forget(db: &Connection, number: i64, batch: &mut Batch) -> Result<(), Error> {
    batch.forget(db, number)?;
    db.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([number])?;
    db.prepare_cached("DELETE FROM article WHERE number = ?1")?.execute([number])?;
    Ok(())
}
