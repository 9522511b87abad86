//! A user's word on who is who: people to be taken for one or for several, called otherwise, or left out.
//!
//! A line names people as `NAME`, or `NAME @ BODY` where several have the name: the one of whom some article says that a post there is, was
//! or will be theirs. So a line outlives the articles that gave rise to it, and is told where it no longer fits.

use std::collections::BTreeSet;
use std::fmt::{self, Display};

use thiserror::Error;

use super::key::key;

/// The columns, in order.
const COLUMNS: [&str; 4] = ["action", "person", "other", "why"];
/// What stands between a name and a body.
const AT: char = '@';

/// Decisions about people, in the order of their lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    pub(super) lines: Vec<Line>,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1.
    number: usize,
    pub(super) decision: Decision,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// The second is the first.
    Merge(Reference, Reference),
    /// People of one name, at these two bodies, are two.
    Apart(Reference, Reference),
    /// The person is called so.
    Rename(Reference, String),
    /// This is nobody.
    Exclude(Reference),
}

/// Whom a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// As it is written.
    text: String,
    /// Key of the name.
    pub(super) name: String,
    /// Key of the name of a body.
    pub(super) body: Option<String>,
}

/// What is wrong with a ledger: file, line, value, rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{name}:{line}: {value:?}: {rule}")]
pub struct LedgerError {
    /// The file.
    pub name: String,
    /// From 1.
    pub line: usize,
    /// What stands there.
    pub value: String,
    /// What should.
    pub rule: &'static str,
}

/// A line of a ledger that the articles give no ground for, or no longer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {decision}: {why}")]
pub struct Unfit {
    /// From 1.
    pub line: usize,
    /// What it says.
    pub decision: String,
    /// Why it has no effect.
    pub why: String,
}

impl Ledger {
    /// Reads a tab-separated table with the columns `action`, `person`, `other` and, if one likes, `why`: `merge` two people, keep two
    /// people of one name `apart`, `rename` one, `exclude` one. Lines that begin with `#` are passed over. `name` is the file's name in errors.
    ///
    /// # Errors
    /// Other columns, another action, somebody missing or somebody too many.
    pub fn parse(tsv: &str, name: &str) -> Result<Ledger, LedgerError> {
        let fail = |line: usize, value: &str, rule| LedgerError {
            name: name.to_owned(),
            line,
            value: value.to_owned(),
            rule,
        };
        let lines = (1..).zip(tsv.trim_start_matches('\u{feff}').lines());
        let mut lines = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let Some((number, header)) = lines.next() else { return Ok(Ledger::default()) };
        let header: Vec<&str> = header.split('\t').map(str::trim).collect();
        if header.len() < COLUMNS.len() - 1 || !COLUMNS.starts_with(&header) {
            let rule = "the columns are action, person, other and, if one likes, why, separated by tabs";
            return Err(fail(number, &header.join(" "), rule));
        }
        let mut ledger = Ledger::default();
        for (number, line) in lines {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if cells.len() > COLUMNS.len() {
                return Err(fail(number, line, "a line has at most four fields"));
            }
            let cell = |at: usize| cells.get(at).copied().unwrap_or("");
            let decision = Decision::read(cell(0), cell(1), cell(2));
            let decision = decision.map_err(|(value, rule)| fail(number, value, rule))?;
            ledger.lines.push(Line { number, decision });
        }
        Ok(ledger)
    }

    /// Whether a line speaks of people of this name, given by its key.
    pub(super) fn names(&self, name: &str) -> bool {
        self.lines.iter().any(|line| match &line.decision {
            Decision::Merge(a, b) | Decision::Apart(a, b) => a.name == name || b.name == name,
            Decision::Rename(a, _) | Decision::Exclude(a) => a.name == name,
        })
    }

    /// Whether a line keeps people of this name apart by this body; names are given by their keys.
    pub(super) fn places(&self, name: &str, body: &str) -> bool {
        self.apart(name).any(|bodies| bodies.contains(&body))
    }

    /// Whether a line keeps people of this name apart who are at these bodies.
    pub(super) fn parts(&self, name: &str, one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
        self.apart(name)
            .any(|[a, b]| one.contains(a) && other.contains(b) || one.contains(b) && other.contains(a))
    }

    /// The bodies by which people of a name are kept apart.
    fn apart<'l>(&'l self, name: &str) -> impl Iterator<Item = [&'l str; 2]> {
        self.lines.iter().filter_map(move |line| match &line.decision {
            Decision::Apart(a, b) if a.name == name => Some([a.body.as_deref()?, b.body.as_deref()?]),
            _ => None,
        })
    }
}

impl Decision {
    fn read<'l>(
        action: &'l str,
        person: &'l str,
        other: &'l str,
    ) -> Result<Decision, (&'l str, &'static str)> {
        let somebody = |text: &'l str| Reference::read(text).ok_or((text, "a person is NAME or NAME @ BODY"));
        match action {
            "merge" => {
                let (person, other_person) = (somebody(person)?, somebody(other)?);
                match person.name == other_person.name && person.body == other_person.body {
                    true => Err((other, "merge names two people")),
                    false => Ok(Decision::Merge(person, other_person)),
                }
            }
            "apart" => {
                let (person, other_person) = (somebody(person)?, somebody(other)?);
                let is_pair = person.name == other_person.name
                    && person.body.is_some()
                    && other_person.body.is_some()
                    && person.body != other_person.body;
                match is_pair {
                    true => Ok(Decision::Apart(person, other_person)),
                    false => Err((other, "apart names people of one name at two bodies")),
                }
            }
            "rename" if key(other).is_empty() => Err((other, "rename has the new name in the column other")),
            "rename" => Ok(Decision::Rename(somebody(person)?, other.to_owned())),
            "exclude" if !other.is_empty() => Err((other, "exclude names nobody in the column other")),
            "exclude" => Ok(Decision::Exclude(somebody(person)?)),
            _ => Err((action, "an action is one of merge, apart, rename, exclude")),
        }
    }
}

impl Reference {
    fn read(text: &str) -> Option<Reference> {
        let (name, body) = text.split_once(AT).map_or((text, None), |(name, body)| (name, Some(key(body))));
        let name = key(name);
        let is_blank = name.is_empty() || body.as_deref() == Some("");
        (!is_blank).then(|| Reference { text: text.to_owned(), name, body })
    }
}

impl Line {
    /// This line has no effect.
    pub(super) fn unfit(&self, why: String) -> Unfit {
        Unfit { line: self.number, decision: self.decision.to_string(), why }
    }
}

impl Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Decision::Merge(a, b) => write!(f, "merge \"{a}\" and \"{b}\""),
            Decision::Apart(a, b) => write!(f, "keep \"{a}\" and \"{b}\" apart"),
            Decision::Rename(a, name) => write!(f, "rename \"{a}\" to \"{name}\""),
            Decision::Exclude(a) => write!(f, "exclude \"{a}\""),
        }
    }
}
