//! Articles go, or are told anew -> what they said is taken back; what cannot be counted backwards is looked at again once all is written.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::Error;
use super::pen::place;
use super::said::{against, along, relation};
use crate::graph::EdgeKind;
use crate::vocab::{EntityKind, RoleStatus};

/// What is to be looked at once all is written.
#[derive(Default)]
pub(super) struct Ends {
    /// Atoms of which other articles tell now: their nodes wait to be settled.
    pub(super) atoms: BTreeSet<i64>,
    /// Occasions whose meetings may be others now.
    pub(super) occasions: BTreeSet<String>,
    /// Atoms whose first or last article may have gone.
    days: BTreeSet<i64>,
    /// Relation, source and target of what may be said by nobody now.
    said: BTreeSet<(i64, i64, i64)>,
    /// People in posts of whom the first or last thing said may have gone.
    stints: BTreeSet<(i64, i64)>,
}

/// Takes back what these articles say: one, and all that repeat it.
pub(super) fn leave(db: &Connection, members: &[i64], ends: &mut Ends) -> Result<(), Error> {
    let mut atoms: BTreeSet<i64> = BTreeSet::new();
    for &number in members {
        let own = forms(db, number)?;
        parts(db, number, &own, ends)?;
        statements(db, number, ends)?;
        let mut crowded = db.prepare_cached("DELETE FROM crowd WHERE article = ?1 RETURNING occasion")?;
        for occasion in crowded.query_map([number], |row| row.get(0))? {
            ends.occasions.insert(occasion?);
        }
        for gone in ["DELETE FROM report WHERE article = ?1", "DELETE FROM trace WHERE article = ?1"] {
            db.prepare_cached(gone)?.execute([number])?;
        }
        atoms.extend(own);
    }
    let mut fewer = db.prepare_cached("UPDATE atom SET articles = articles - 1 WHERE number = ?1")?;
    for &atom in &atoms {
        fewer.execute([atom])?;
    }
    ends.atoms.extend(atoms);
    Ok(())
}

/// Takes back how an article speaks of what; gives the atoms.
fn forms(db: &Connection, number: i64) -> Result<BTreeSet<i64>, Error> {
    let mut forms = db.prepare_cached("SELECT forms FROM trace WHERE article = ?1")?;
    let forms: String = forms.query_row([number], |row| row.get(0))?;
    let forms: Vec<i64> = serde_json::from_str(&forms).unwrap_or_default();
    let mut less =
        db.prepare_cached("UPDATE form SET times = times - 1 WHERE number = ?1 RETURNING atom, times")?;
    let mut gone = db.prepare_cached("DELETE FROM form WHERE number = ?1")?;
    let mut atoms = BTreeSet::new();
    for form in forms {
        let (atom, times): (i64, i64) = less.query_row([form], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if times == 0 {
            gone.execute([form])?;
        }
        atoms.insert(atom);
    }
    Ok(atoms)
}

fn parts(db: &Connection, number: i64, atoms: &BTreeSet<i64>, ends: &mut Ends) -> Result<(), Error> {
    let mut part =
        db.prepare_cached("DELETE FROM part WHERE atom = ?1 AND article = ?2 RETURNING times, day")?;
    let mut fewer = db.prepare_cached(
        "UPDATE atom SET times = times - ?2, reports = reports - 1 WHERE number = ?1 RETURNING ?3 IN (first, last)",
    )?;
    for &atom in atoms {
        let (times, day): (i64, Option<i64>) =
            part.query_row([atom, number], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let at_end: Option<bool> = fewer.query_row(params![atom, times, day], |row| row.get(0))?;
        if at_end == Some(true) {
            ends.days.insert(atom);
        }
    }
    Ok(())
}

fn statements(db: &Connection, number: i64, ends: &mut Ends) -> Result<(), Error> {
    let mut rows = db.prepare_cached(
        "SELECT place, relation, source, target, day, status, begins, ends FROM statement WHERE article = ?1",
    )?;
    let mut rows = rows.query([number])?;
    let mut gone = db.prepare_cached(
        "DELETE FROM said WHERE relation = ?1 AND source = ?2 AND target = ?3 AND day = ?4 AND article = ?5 AND place = ?6",
    )?;
    while let Some(row) = rows.next()? {
        let Some(kind) = EdgeKind::from_id(row.get_ref(1)?.as_str().unwrap_or_default()) else { continue };
        let (source, target): (i64, i64) = (row.get(2)?, row.get(3)?);
        let day: Option<String> = row.get(4)?;
        let kept = day.as_deref().filter(|_| kind == EdgeKind::Holds).unwrap_or_default();
        gone.execute(params![relation(kind), source, target, kept, number, row.get::<_, i64>(0)?])?;
        ends.said.insert((relation(kind), source, target));
        if kind == EdgeKind::Holds {
            let status = row.get_ref(5)?.as_str().ok().and_then(RoleStatus::from_id);
            let place = place(row.get(6)?, row.get(7)?);
            if stint(db, (source, target), day.as_deref(), status, place)? {
                ends.stints.insert((source, target));
            }
        }
    }
    drop(rows);
    db.prepare_cached("DELETE FROM statement WHERE article = ?1")?.execute([number])?;
    Ok(())
}

/// Takes back what is said once of a person in a post; whether it may have been the first or last thing, or the only one.
fn stint(
    db: &Connection,
    (person, post): (i64, i64),
    day: Option<&str>,
    status: Option<RoleStatus>,
    place: i64,
) -> Result<bool, Error> {
    let mut less = db.prepare_cached(
        "UPDATE stint SET times = times - 1, others = others - ?3, held = held - ?4 WHERE person = ?1 AND post = ?2
         RETURNING times = 0 OR coalesce(?5 IN (first, last, held_last), false) OR coalesce(?6 = held_place, false)",
    )?;
    let (other, held) = (status != Some(RoleStatus::Current), status.is_some_and(RoleStatus::is_held));
    Ok(less.query_row(params![person, post, other, held, day, place], |row| row.get(0))?)
}

impl Ends {
    /// Counts anew what could not be counted backwards; nodes of which something else is told now wait.
    pub(super) fn settle(self, db: &Connection) -> Result<(), Error> {
        let mut days = db.prepare_cached(
            "UPDATE atom SET first = (SELECT min(day) FROM part WHERE atom = ?1),
                             last = (SELECT max(day) FROM part WHERE atom = ?1) WHERE number = ?1",
        )?;
        for atom in self.days {
            days.execute([atom])?;
        }
        for (relation, source, target) in self.said {
            unsay(db, relation, source, target)?;
        }
        for (person, post) in self.stints {
            recount(db, person, post)?;
        }
        let mut moved = db.prepare_cached("INSERT OR IGNORE INTO moved (atom) VALUES (?1)")?;
        for atom in self.atoms {
            moved.execute([atom])?;
        }
        let mut all = db.prepare_cached(
            "INSERT OR IGNORE INTO moved (atom) SELECT number FROM atom WHERE name = ?1 AND kind = ?2",
        )?;
        for occasion in self.occasions {
            all.execute(params![occasion, EntityKind::Meeting.id()])?;
        }
        Ok(())
    }
}

/// Two atoms are no longer beside each other if nothing says so.
fn unsay(db: &Connection, relation: i64, source: i64, target: i64) -> Result<(), Error> {
    let still = "SELECT EXISTS (SELECT 1 FROM said WHERE relation = ?1 AND source = ?2 AND target = ?3)";
    if db.prepare_cached(still)?.query_row([relation, source, target], |row| row.get(0))? {
        return Ok(());
    }
    let mut gone = db.prepare_cached("DELETE FROM beside WHERE atom = ?1 AND way = ?2 AND other = ?3")?;
    gone.execute([source, along(relation), target])?;
    gone.execute([target, against(relation), source])?;
    Ok(())
}

/// Looks again at all that is said of a person in a post.
fn recount(db: &Connection, person: i64, post: i64) -> Result<(), Error> {
    let gone = "DELETE FROM stint WHERE person = ?1 AND post = ?2 AND times = 0";
    if db.prepare_cached(gone)?.execute([person, post])? > 0 {
        return Ok(());
    }
    let held: Vec<&str> =
        RoleStatus::ALL.iter().filter(|status| status.is_held()).map(|status| status.id()).collect();
    let held = format!("status IN ('{}')", held.join("', '"));
    let all = format!(
        "SELECT min(statement.day), max(statement.day), max(CASE WHEN {held} THEN statement.day END),
                min(CASE WHEN {held} THEN begins << 32 | ends END)
         FROM said CROSS JOIN statement USING (article, place)
         WHERE said.relation = ?3 AND said.source = ?1 AND said.target = ?2"
    );
    type Found = (Option<String>, Option<String>, Option<String>, Option<i64>);
    let found: Option<Found> = db
        .prepare_cached(&all)?
        .query_row([person, post, relation(EdgeKind::Holds)], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let (first, last, held_last, held_place) = found.unwrap_or_default();
    db.prepare_cached(
        "UPDATE stint SET first = ?3, last = ?4, held_last = ?5, held_place = ?6 WHERE person = ?1 AND post = ?2",
    )?
    .execute(params![person, post, first, last, held_last, held_place])?;
    Ok(())
}
