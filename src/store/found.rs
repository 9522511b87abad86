//! Words -> the articles that have them, with the place where the first of them stands.

use rusqlite::params;

use super::{Error, Store};
use crate::graph::slug;

/// Words of the text shown on either side of what was found.
const AROUND: usize = 8;

/// An article that has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub article: String,
    /// Its day, ISO 8601.
    pub published: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The text around the first phrase.
    pub quote: String,
}

impl Store {
    /// The articles that have all of these phrases, at most `limit`, the best first. Accents and case do not matter, nor does what stands
    /// between the words of a phrase but is none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn search(&self, phrases: &[&str], limit: usize) -> Result<Vec<Found>, Error> {
        let folded: Vec<String> =
            phrases.iter().map(|phrase| slug(phrase)).filter(|phrase| !phrase.is_empty()).collect();
        let Some(first) = folded.first() else { return Ok(Vec::new()) };
        let query: Vec<String> = folded.iter().map(|phrase| format!("\"{phrase}\"")).collect();
        let mut rows = self.db.prepare(
            "SELECT article.id, article.published, article.title, article.text
             FROM words JOIN article ON article.number = words.rowid
             WHERE words MATCH ?1 ORDER BY words.rank, article.id LIMIT ?2",
        )?;
        let found = rows.query_map(params![query.join(" "), limit as i64], |row| {
            let text: String = row.get(3)?;
            let quote = around(&text, first);
            Ok(Found { article: row.get(0)?, published: row.get(1)?, title: row.get(2)?, quote })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

/// The text around the first place where a folded phrase stands.
fn around(text: &str, phrase: &str) -> String {
    let words: Vec<(&str, String)> = text.split_whitespace().map(|word| (word, slug(word))).collect();
    let phrase: Vec<&str> = phrase.split('-').collect();
    let stands = |at: &usize| {
        let rest =
            words[*at..].iter().flat_map(|(_, folded)| folded.split('-').filter(|part| !part.is_empty()));
        rest.take(phrase.len()).eq(phrase.iter().copied())
    };
    let at = (0..words.len()).find(stands).unwrap_or(0);
    let (from, to) = (at.saturating_sub(AROUND), (at + phrase.len() + AROUND).min(words.len()));
    let mut quote: String = words[from..to].iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ");
    if from > 0 {
        quote.insert(0, '…');
    }
    if to < words.len() {
        quote.push('…');
    }
    quote
}
