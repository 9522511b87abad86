//! A table of metadata -> what the articles' texts do not say: when, where and by whom they were published.

use super::{Article, Note, Published};
use crate::vocab::NoteKind;
use std::collections::HashMap;
use thiserror::Error;

/// The columns that are read; others are passed over.
const COLUMNS: [&str; 4] = ["id", "published", "url", "publisher"];

/// Metadata by article id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    rows: HashMap<String, Given>,
}

/// What metadata give of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// When it was published.
    pub published: Option<Published>,
    /// Its address.
    pub url: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
}

/// What is wrong with a table of metadata: file, line, value, rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{name}:{line}: {value:?}: {rule}")]
pub struct MetaError {
    /// The file.
    pub name: String,
    /// From 1.
    pub line: usize,
    /// What stands there.
    pub value: String,
    /// What should.
    pub rule: &'static str,
}

impl Meta {
    /// Reads a tab-separated table with a header line. Columns `id`, `published` (ISO 8601), `url`, `publisher` in any
    /// order; all but `id` may be missing, and fields may be empty. `name` is the file's name in errors.
    ///
    /// # Errors
    /// No column `id`, an empty or repeated id, a row too long or too short, or a date that is none.
    pub fn parse(tsv: &str, name: &str) -> Result<Meta, MetaError> {
        let fail = |line: usize, value: &str, rule| MetaError {
            name: name.to_owned(),
            line,
            value: value.to_owned(),
            rule,
        };
        let mut lines =
            (1..).zip(tsv.trim_start_matches('\u{FEFF}').lines()).filter(|(_, line)| !line.trim().is_empty());
        let Some((_, header)) = lines.next() else { return Ok(Meta::default()) };
        let header: Vec<&str> = header.split('\t').map(str::trim).collect();
        let [id, published, url, publisher] =
            COLUMNS.map(|column| header.iter().position(|name| *name == column));
        let id = id.ok_or_else(|| fail(1, &header.join(" "), "a column is named id"))?;
        let mut meta = Meta::default();
        for (number, line) in lines {
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            if fields.len() != header.len() {
                return Err(fail(number, line, "a row has as many fields as the header"));
            }
            let field = |column: Option<usize>| {
                column.and_then(|column| fields.get(column)).copied().filter(|field| !field.is_empty())
            };
            let key = field(Some(id)).ok_or_else(|| fail(number, line, "a row has an id"))?;
            let row = Given {
                published: field(published)
                    .map(|date| {
                        Published::from_iso(date)
                            .ok_or_else(|| fail(number, date, "published is a date as in 2020-10-10"))
                    })
                    .transpose()?,
                url: field(url).map(str::to_owned),
                publisher: field(publisher).map(str::to_owned),
            };
            if meta.rows.insert(key.to_owned(), row).is_some() {
                return Err(fail(number, key, "an id stands once"));
            }
        }
        Ok(meta)
    }

    /// What the table says of the article of this id.
    pub fn given(&self, id: &str) -> Option<&Given> {
        self.rows.get(id)
    }

    /// Adds what the table says of this article.
    pub fn apply(&self, article: &mut Article) {
        if let Some(given) = self.given(&article.id) {
            given.apply(article);
        }
    }
}

impl Given {
    /// Adds it to its article. What the text says stays; a difference becomes a note.
    pub fn apply(&self, article: &mut Article) {
        article.url = article.url.take().or_else(|| self.url.clone());
        article.publisher = article.publisher.take().or_else(|| self.publisher.clone());
        match (&article.published, &self.published) {
            (Some(said), Some(given)) if !said.agrees_with(given) => {
                let range = said.range.clone().unwrap_or_default();
                article.notes.push(Note { kind: NoteKind::MetadataDiffers, range });
            }
            (None, given) => article.published.clone_from(given),
            _ => {}
        }
    }
}
