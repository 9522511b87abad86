//! Atoms that moved -> the nodes that they are part of now: who is who, which meeting is which, what each is called, and its id.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::Error;
use super::derive::atom;
use super::entry::json;
use super::pen::words_at;
use crate::graph::{Aspect, Atom, Draft, Form, Identity, Ledger, Node, identify, ids, slug, which_meetings};
use crate::vocab::{EntityKind, Level, Session};

/// The posts that a person is said to hold: node, last day, and where the first quote begins and ends.
pub(super) type Posts = Vec<(i64, Option<String>, usize, usize)>;

/// What a node has beside its names and numbers.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct More {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Posts of a person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) held: Posts,
}

impl More {
    fn of(node: Node, held: Posts) -> More {
        More {
            aliases: node.aliases,
            kind_type: node.kind_type,
            level: node.level.map(|level| level.id().to_owned()),
            place: node.place,
            session: node.session.map(|session| session.id().to_owned()),
            title: node.title,
            held,
        }
    }

    /// The node, without the posts that it holds.
    pub(super) fn node(self, kind: EntityKind, id: String, label: String) -> Node {
        Node {
            id,
            kind,
            label,
            aliases: self.aliases,
            kind_type: self.kind_type,
            level: self.level.as_deref().and_then(Level::from_id),
            place: self.place,
            date: None,
            session: self.session.as_deref().and_then(Session::from_id),
            title: self.title,
            posts: Vec::new(),
            articles: 0,
            reports: 0,
        }
    }
}

/// Settles everything that moved.
pub(super) fn settle(db: &Connection) -> Result<(), Error> {
    let mut settler = Settler { db, slugs: BTreeSet::new(), renamed: BTreeMap::new() };
    // Few atoms moved, of many: SQLite begins with them.
    let mut moved = db.prepare(
        "SELECT number, kind, name FROM moved CROSS JOIN atom WHERE number = moved.atom ORDER BY moved.atom",
    )?;
    let mut rows = moved.query([])?;
    let mut several: BTreeSet<(EntityKind, String)> = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let kind = kind(&row.get::<_, String>(1)?);
        match kind {
            EntityKind::Person | EntityKind::Meeting => {
                several.insert((kind, row.get(2)?));
            }
            kind => settler.named(kind, row.get(0)?, &row.get::<_, String>(2)?)?,
        }
    }
    for (kind, name) in several {
        match kind {
            EntityKind::Person => settler.people(&name)?,
            _ => settler.meetings(&name)?,
        }
    }
    settler.name()?;
    db.execute("DELETE FROM moved", [])?;
    settler.index()
}

pub(super) fn kind(id: &str) -> EntityKind {
    EntityKind::from_id(id).unwrap_or(EntityKind::Place)
}

struct Settler<'d> {
    db: &'d Connection,
    /// Slugs that other nodes would like to have now.
    slugs: BTreeSet<String>,
    /// Nodes that are called otherwise now, or no longer at all. Their words are written last: an index of words is slow to come back to.
    renamed: BTreeMap<i64, Renamed>,
}

/// The words of a node that is called otherwise now.
struct Renamed {
    /// Words that it had are still there.
    is_written: bool,
    /// None where it is no longer.
    words: Option<String>,
}

/// An atom of a name, its aspect or occasion, how often and when it is told of.
struct Known {
    number: i64,
    atom: Atom,
    times: usize,
    days: Option<(i64, i64)>,
    /// What it was part of so far.
    node: Option<i64>,
}

impl Settler<'_> {
    /// A node that is its atom.
    fn named(&mut self, kind: EntityKind, number: i64, exact: &str) -> Result<(), Error> {
        let rest: String = self
            .db
            .prepare_cached("SELECT rest FROM atom WHERE number = ?1")?
            .query_row([number], |row| row.get(0))?;
        let count = self.count(&[number])?;
        if count.1 == 0 {
            self.remove(number)?;
            let unsaid = "DELETE FROM atom WHERE number = ?1 AND NOT EXISTS
                          (SELECT 1 FROM beside WHERE atom = ?1)";
            self.db.prepare_cached(unsaid)?.execute([number])?;
            return Ok(());
        }
        let identity = Identity { kind, exact: exact.to_owned(), slug: rest };
        self.put(number, &[number], &identity)
    }

    /// Everybody of a name.
    fn people(&mut self, name: &str) -> Result<(), Error> {
        let known = self.known(EntityKind::Person, name)?;
        let mut aspects: Vec<(usize, Aspect)> = Vec::new();
        for (at, one) in known.iter().enumerate() {
            if let Atom::Person(_, aspect) = &one.atom {
                aspects.push((at, aspect.clone().times(one.times, one.days)));
            }
        }
        let who = identify(BTreeMap::from([(name.to_owned(), aspects)]), &Ledger::default());
        let nodes: Vec<(Vec<i64>, &Identity)> = who
            .people
            .iter()
            .map(|(identity, atoms)| (atoms.iter().map(|&at| known[at].number).collect(), identity))
            .collect();
        self.replace(&known, &nodes)?;
        self.db.prepare_cached("DELETE FROM namesake WHERE name = ?1")?.execute([name])?;
        let mut apart = self
            .db
            .prepare_cached("INSERT INTO namesake (name, one, other, reason) VALUES (?1, ?2, ?3, ?4)")?;
        let first = |at: usize| nodes[at].0.iter().min().copied();
        for (a, b, reason) in who.apart {
            apart.execute(params![name, first(a), first(b), reason.id()])?;
        }
        Ok(())
    }

    /// Every meeting of an occasion.
    fn meetings(&mut self, occasion: &str) -> Result<(), Error> {
        let crowded = "SELECT EXISTS (SELECT 1 FROM crowd WHERE occasion = ?1)";
        let crowded: bool = self.db.prepare_cached(crowded)?.query_row([occasion], |row| row.get(0))?;
        let mut nodes: BTreeMap<Identity, Vec<i64>> = BTreeMap::new();
        let known = self.known(EntityKind::Meeting, occasion)?;
        let told = known.iter().filter_map(|one| match &one.atom {
            Atom::Meeting(occasion, apart) => Some((one.number, (occasion, apart))),
            _ => None,
        });
        let (numbers, told): (Vec<i64>, Vec<_>) = told.unzip();
        for (number, identity) in numbers.into_iter().zip(which_meetings(&told, crowded)) {
            nodes.entry(identity).or_default().push(number);
        }
        let nodes: Vec<(Vec<i64>, &Identity)> =
            nodes.iter().map(|(identity, atoms)| (atoms.clone(), identity)).collect();
        self.replace(&known, &nodes)
    }

    /// The atoms of a name of which some article tells, in their order; the others go.
    fn known(&mut self, kind: EntityKind, name: &str) -> Result<Vec<Known>, Error> {
        let mut rows = self.db.prepare_cached(
            "SELECT number, rest, times, first, last, node FROM atom WHERE name = ?1 AND kind = ?2",
        )?;
        let mut gone = self.db.prepare_cached("DELETE FROM atom WHERE number = ?1")?;
        let mut rows = rows.query(params![name, kind.id()])?;
        let (mut known, mut unknown): (Vec<Known>, Vec<i64>) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let (number, times): (i64, i64) = (row.get(0)?, row.get(2)?);
            let (first, last): (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
            match (times, atom(kind, name.to_owned(), &row.get::<_, String>(1)?)) {
                (1.., Some(atom)) => {
                    let (times, days) = (times as usize, first.zip(last));
                    known.push(Known { number, atom, times, days, node: row.get(5)? });
                }
                _ => unknown.push(number),
            }
        }
        for number in unknown {
            self.remove(number)?;
            gone.execute([number])?;
            // Those that were part of it are so no longer.
            known.iter_mut().filter(|one| one.node == Some(number)).for_each(|one| one.node = None);
        }
        known.sort_by(|a, b| a.atom.cmp(&b.atom));
        Ok(known)
    }

    /// These are the nodes of the atoms of a name now.
    fn replace(&mut self, known: &[Known], nodes: &[(Vec<i64>, &Identity)]) -> Result<(), Error> {
        let before: BTreeMap<i64, Option<i64>> = known.iter().map(|one| (one.number, one.node)).collect();
        let number = |atoms: &[i64]| atoms.iter().copied().min().unwrap_or_default();
        let now: BTreeSet<i64> = nodes.iter().map(|(atoms, _)| number(atoms)).collect();
        let gone: BTreeSet<i64> =
            before.values().flatten().copied().filter(|node| !now.contains(node)).collect();
        for node in gone {
            self.remove(node)?;
        }
        let mut belongs = self.db.prepare_cached("UPDATE atom SET node = ?2 WHERE number = ?1")?;
        for (atoms, identity) in nodes {
            let node = number(atoms);
            for atom in atoms.iter().filter(|&atom| before.get(atom) != Some(&Some(node))) {
                belongs.execute([*atom, node])?;
            }
            self.put(node, atoms, identity)?;
        }
        Ok(())
    }

    /// Articles and reports that tell of these atoms.
    fn count(&self, atoms: &[i64]) -> Result<(usize, usize), Error> {
        if let [atom] = atoms {
            let counted = "SELECT articles, reports FROM atom WHERE number = ?1";
            let both =
                |row: &rusqlite::Row| Ok((row.get::<_, i64>(0)? as usize, row.get::<_, i64>(1)? as usize));
            return Ok(self.db.prepare_cached(counted)?.query_row([atom], both)?);
        }
        let mut rows = self.db.prepare_cached("SELECT original, article FROM part WHERE atom = ?1")?;
        let (mut originals, mut articles): (Vec<i64>, Vec<i64>) = (Vec::new(), Vec::new());
        for atom in atoms {
            let mut rows = rows.query([atom])?;
            while let Some(row) = rows.next()? {
                originals.push(row.get(0)?);
                articles.push(row.get(1)?);
            }
        }
        let different = |mut numbers: Vec<i64>| {
            numbers.sort_unstable();
            numbers.dedup();
            numbers.len()
        };
        Ok((different(originals), different(articles)))
    }

    /// Writes a node of these atoms.
    fn put(&mut self, number: i64, atoms: &[i64], identity: &Identity) -> Result<(), Error> {
        let mut rows = self.db.prepare_cached("SELECT text, times FROM form WHERE atom = ?1")?;
        let mut forms: BTreeMap<Form, usize> = BTreeMap::new();
        for atom in atoms {
            let mut rows = rows.query([atom])?;
            while let Some(row) = rows.next()? {
                if let Ok(form) = serde_json::from_str(row.get_ref(0)?.as_str().unwrap_or_default()) {
                    *forms.entry(form).or_default() += row.get::<_, i64>(1)? as usize;
                }
            }
        }
        let mut draft = Draft::default();
        forms.iter().for_each(|(form, times)| draft.add(form, *times));
        let (node, wish) = (draft.node(identity.kind, None), draft.slug(identity));
        let held = if identity.kind == EntityKind::Person { self.held(atoms)? } else { Vec::new() };
        let (articles, reports) = self.count(atoms)?;
        let known = "SELECT slug, exact FROM node WHERE number = ?1";
        let known = self.db.prepare_cached(known)?.query_row([number], |row| Ok((row.get(0)?, row.get(1)?)));
        let known: Option<(String, String)> = known.optional()?;
        let is_new = known.is_none();
        if known.as_ref().is_none_or(|(before, exact)| *before != wish || *exact != identity.exact) {
            self.slugs.extend(known.map(|(before, _)| before));
            self.slugs.insert(wish.clone());
        }
        if is_new {
            let own = "UPDATE atom SET node = ?1 WHERE number = ?1 AND node IS NULL";
            self.db.prepare_cached(own)?.execute([number])?;
        }
        let names: BTreeSet<String> =
            std::iter::once(&node.label).chain(&node.aliases).map(|name| slug(name)).collect();
        let (label, date) = (node.label.clone(), node.date.clone());
        let more = json(&More::of(node, held));
        // The id is given when all are there that would like to have it.
        let write = "INSERT INTO node (number, kind, exact, slug, id, label, articles, reports, more, date)
                     VALUES (?1, ?2, ?3, ?4, '', ?5, ?6, ?7, ?8, ?9)
                     ON CONFLICT (number) DO UPDATE SET exact = excluded.exact, slug = excluded.slug,
                     label = excluded.label, articles = excluded.articles, reports = excluded.reports,
                     more = excluded.more, date = excluded.date";
        self.db.prepare_cached(write)?.execute(params![
            number,
            identity.kind.id(),
            identity.exact,
            wish,
            label,
            articles as i64,
            reports as i64,
            more,
            date
        ])?;
        self.call(number, identity.kind, &names, is_new)
    }

    /// The node is called so now.
    fn call(
        &mut self,
        number: i64,
        kind: EntityKind,
        names: &BTreeSet<String>,
        is_new: bool,
    ) -> Result<(), Error> {
        if !is_new {
            let mut before = self.db.prepare_cached("SELECT slug FROM called WHERE node = ?1")?;
            let before: BTreeSet<String> =
                before.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?;
            if before == *names {
                return Ok(());
            }
            self.uncall(number)?;
        }
        let mut name = self.db.prepare_cached("INSERT INTO called (slug, kind, node) VALUES (?1, ?2, ?3)")?;
        for own in names {
            name.execute(params![own, kind.id(), number])?;
        }
        let words: Vec<&str> = names.iter().map(String::as_str).collect();
        let is_written = !is_new || self.renamed.contains_key(&number);
        self.renamed.insert(number, Renamed { is_written, words: Some(words.join(" / ")) });
        Ok(())
    }

    fn uncall(&mut self, number: i64) -> Result<(), Error> {
        if self.db.prepare_cached("DELETE FROM called WHERE node = ?1")?.execute([number])? > 0 {
            let is_written = self.renamed.get(&number).is_none_or(|renamed| renamed.is_written);
            self.renamed.insert(number, Renamed { is_written, words: None });
        }
        Ok(())
    }

    /// Writes the words of names.
    fn index(&self) -> Result<(), Error> {
        let mut gone = self.db.prepare_cached("DELETE FROM called_words WHERE rowid = ?1")?;
        let mut words = self.db.prepare_cached("INSERT INTO called_words (rowid, text) VALUES (?1, ?2)")?;
        for (number, renamed) in &self.renamed {
            if renamed.is_written {
                gone.execute([number])?;
            }
            if let Some(text) = &renamed.words {
                words.execute(params![number, text])?;
            }
        }
        Ok(())
    }

    /// There is no such node any more.
    fn remove(&mut self, number: i64) -> Result<(), Error> {
        self.uncall(number)?;
        self.db.prepare_cached("UPDATE atom SET node = NULL WHERE node = ?1")?.execute([number])?;
        let gone = "DELETE FROM node WHERE number = ?1 RETURNING slug";
        self.slugs.extend(self.db.prepare_cached(gone)?.query_row([number], |row| row.get(0)).optional()?);
        Ok(())
    }

    /// The posts that a person is said to hold, with the last day and the first place.
    fn held(&self, atoms: &[i64]) -> Result<Posts, Error> {
        let mut rows = self
            .db
            .prepare_cached("SELECT post, held_last, held_place FROM stint WHERE person = ?1 AND held > 0")?;
        let mut held: BTreeMap<i64, (Option<String>, i64)> = BTreeMap::new();
        for atom in atoms {
            let mut rows = rows.query([atom])?;
            while let Some(row) = rows.next()? {
                let (day, place): (Option<String>, i64) = (row.get(1)?, row.get(2)?);
                let known = held.entry(row.get(0)?).or_insert((None, place));
                known.0 = day.max(known.0.take());
                known.1 = known.1.min(place);
            }
        }
        let found = held.into_iter().map(|(post, (day, place))| {
            let (begins, ends) = words_at(place);
            (post, day, begins, ends)
        });
        Ok(found.collect())
    }

    /// Gives ids to the nodes whose slugs others would like to have now, or do no longer.
    fn name(&self) -> Result<(), Error> {
        let mut rows = self.db.prepare_cached("SELECT number, exact, id FROM node WHERE slug = ?1")?;
        let mut change = self.db.prepare_cached("UPDATE node SET id = ?2 WHERE number = ?1")?;
        for slug in &self.slugs {
            let all = rows.query_map([slug], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let all: Vec<(i64, String, String)> = all.collect::<Result<_, _>>()?;
            // A slug begins with the kind.
            let given = ids(all.iter().map(|(_, exact, _)| (exact.as_str(), slug.as_str())));
            for (number, exact, id) in &all {
                if given[exact.as_str()] != *id {
                    change.execute(params![number, given[exact.as_str()]])?;
                }
            }
        }
        Ok(())
    }
}
