//! A reading -> all that is to be written of it: made by many threads, while one writes.

use serde::Serialize;

use super::Error;
use crate::article::Given;
use crate::export::facts;
use crate::extractor::{Doc, Reading, Sketch};
use crate::graph::{Atom, EdgeKind, Ledger, Statement, Told, days, marks, slug, tell};
use crate::vocab::{EntityKind, RoleStatus, Strength};

/// What stands between the parts of `rest`.
pub(super) const PART: char = '\u{1e}';

/// An article that is ready to be kept.
#[derive(Debug)]
pub struct Entry {
    pub(super) id: String,
    pub(super) sha256: String,
    pub(super) text: String,
    pub(super) given: Given,
    pub(super) day: Option<String>,
    pub(super) title: Option<String>,
    pub(super) extractor: String,
    pub(super) facts: String,
    /// The text without accents.
    pub(super) words: String,
    pub(super) marks: Vec<i64>,
    /// What it says if it is no reprint.
    pub(super) spoken: Spoken,
}

impl Entry {
    /// An article, given by its decoded text, its metadata and what was read from it.
    ///
    /// # Errors
    /// A reading that cannot be written.
    pub fn new(text: String, given: Option<&Given>, reading: &Reading) -> Result<Entry, Error> {
        let doc = &reading.doc;
        let facts = facts::line(reading)
            .map_err(|error| Error::Facts { id: doc.id.clone(), what: error.to_string() })?;
        let told = tell(&[reading], 0, &Ledger::default()).pop().unwrap_or_default();
        Ok(Entry {
            id: doc.id.clone(),
            sha256: doc.sha256.clone(),
            given: given.cloned().unwrap_or_default(),
            day: doc.day().map(str::to_owned),
            title: doc.title.clone(),
            extractor: doc.extractor.clone(),
            facts,
            words: slug(&text),
            marks: marks(&doc.sketch).collect(),
            spoken: Spoken::new(told, doc),
            text,
        })
    }
}

/// Kind, name and rest of an atom.
pub(super) type Name = (EntityKind, String, String);

/// What an article says, as it is written.
#[derive(Debug)]
pub(super) struct Spoken {
    pub(super) id: String,
    pub(super) day: Option<String>,
    /// The day, counted from the year 0.
    pub(super) count: Option<i64>,
    pub(super) sketch: Sketch,
    pub(super) atoms: Vec<Name>,
    /// Place of an atom, and a form of it.
    pub(super) forms: Vec<(usize, String)>,
    pub(super) statements: Vec<Line>,
    pub(super) crowded: Vec<String>,
}

impl Spoken {
    pub(super) fn new(told: Told, doc: &Doc) -> Spoken {
        Spoken {
            id: doc.id.clone(),
            day: doc.day().map(str::to_owned),
            count: doc.day().and_then(days),
            sketch: doc.sketch.clone(),
            atoms: told.atoms.into_iter().map(written).collect(),
            forms: told.forms.iter().map(|one| (one.atom, json(&one.form))).collect(),
            statements: told.statements.into_iter().map(Line::new).collect(),
            crowded: told.crowded,
        }
    }
}

/// A statement, as it is written; atoms are given by their places.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) source: usize,
    pub(super) target: usize,
    pub(super) kind: EdgeKind,
    pub(super) date: Option<String>,
    pub(super) status: Option<RoleStatus>,
    pub(super) post: Option<usize>,
    pub(super) on_behalf_of: Option<usize>,
    pub(super) begins: i64,
    pub(super) ends: i64,
    pub(super) quote: String,
    pub(super) rule: String,
    pub(super) confidence: Option<f64>,
    pub(super) directive: Option<String>,
    pub(super) strength: Option<Strength>,
    pub(super) order: Option<u32>,
}

impl Line {
    /// A person is said to hold a post.
    pub(super) fn is_held(&self) -> bool {
        self.status.is_some_and(RoleStatus::is_held)
    }

    fn new(said: Statement) -> Line {
        let evidence = said.evidence;
        Line {
            source: said.source,
            target: said.target,
            kind: said.kind,
            date: said.date,
            status: evidence.status,
            post: said.post,
            on_behalf_of: said.on_behalf_of,
            begins: evidence.quote.start as i64,
            ends: evidence.quote.end as i64,
            quote: evidence.quote.text,
            rule: evidence.rule,
            confidence: evidence.confidence,
            directive: evidence.directive,
            strength: evidence.strength,
            order: evidence.order,
        }
    }
}

fn written(atom: Atom) -> Name {
    match atom {
        Atom::Named(identity) => (identity.kind, identity.exact, identity.slug),
        Atom::Person(name, aspect) => (EntityKind::Person, name, json(&aspect)),
        Atom::Meeting(occasion, apart) => {
            let rest = [occasion.slug, apart.exact, apart.slug].join(&PART.to_string());
            (EntityKind::Meeting, occasion.exact, rest)
        }
    }
}

/// JSON of what cannot fail to be written.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
