//! What articles say -> rows: each table is written in the order of its keys, so that a page of it is come to once for many articles.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rusqlite::{Connection, OptionalExtension, params};

use super::Error;
use super::entry::{Line, Name, Spoken, json};
use super::leave::Ends;
use super::said::{against, along, relation};
use crate::graph::EdgeKind;
use crate::vocab::RoleStatus;

/// An article, the one that it repeats, else itself, what share of the shorter text both have, and what it says. Those that repeat one are
/// written together.
pub(super) struct Teller {
    pub(super) number: i64,
    pub(super) original: i64,
    pub(super) shared: f64,
    pub(super) spoken: Spoken,
}

/// Numbers of rows, for each article.
type Numbers = Vec<Vec<i64>>;

/// Writes what articles say; what is to be looked at afterwards is told to `ends`.
pub(super) fn write(db: &Connection, mut tellers: Vec<Teller>, ends: &mut Ends) -> Result<(), Error> {
    tellers.sort_by_key(|teller| teller.number);
    let atoms = atoms(db, &tellers)?;
    let forms = forms(db, &tellers, &atoms)?;
    reports(db, &tellers, &forms)?;
    parts(db, &tellers, &atoms, ends)?;
    statements(db, &tellers, &atoms)?;
    index(db, &tellers, &atoms)?;
    stints(db, &tellers, &atoms)?;
    let mut crowd = db.prepare_cached("INSERT INTO crowd (occasion, article) VALUES (?1, ?2)")?;
    for teller in &tellers {
        for occasion in &teller.spoken.crowded {
            crowd.execute(params![occasion, teller.number])?;
            ends.occasions.insert(occasion.clone());
        }
    }
    Ok(())
}

/// Gives every atom its number.
fn atoms(db: &Connection, tellers: &[Teller]) -> Result<Numbers, Error> {
    let mut places: HashMap<&Name, usize, FixedState> = HashMap::default();
    let mut names: Vec<&Name> = Vec::new();
    let mut own: Vec<Vec<usize>> = Vec::with_capacity(tellers.len());
    for teller in tellers {
        let place = |name| {
            *places.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() - 1
            })
        };
        own.push(teller.spoken.atoms.iter().map(place).collect());
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_unstable_by_key(|&at| (&names[at].1, names[at].0.id(), &names[at].2));
    let mut known =
        db.prepare_cached("SELECT number FROM atom WHERE name = ?1 AND kind = ?2 AND rest = ?3")?;
    let mut new = db.prepare_cached("INSERT INTO atom (kind, name, rest) VALUES (?1, ?2, ?3)")?;
    let mut numbers = vec![0; names.len()];
    for at in order {
        let (kind, name, rest) = names[at];
        let number = known.query_row(params![name, kind.id(), rest], |row| row.get(0)).optional()?;
        numbers[at] = match number {
            Some(number) => number,
            None => new.insert(params![kind.id(), name, rest])?,
        };
    }
    Ok(own.into_iter().map(|own| own.into_iter().map(|at| numbers[at]).collect()).collect())
}

/// Counts the forms of atoms, and gives them their numbers.
fn forms(db: &Connection, tellers: &[Teller], atoms: &Numbers) -> Result<Numbers, Error> {
    let mut all: Vec<(i64, &str, usize, usize)> = Vec::new();
    let mut numbers: Numbers = Vec::with_capacity(tellers.len());
    for (at, teller) in tellers.iter().enumerate() {
        let forms = teller.spoken.forms.iter().enumerate();
        all.extend(forms.map(|(place, (atom, text))| (atoms[at][*atom], text.as_str(), at, place)));
        numbers.push(vec![0; teller.spoken.forms.len()]);
    }
    all.sort_unstable();
    let mut form = db.prepare_cached(
        "INSERT INTO form (atom, text, times) VALUES (?1, ?2, ?3)
         ON CONFLICT (atom, text) DO UPDATE SET times = times + excluded.times RETURNING number",
    )?;
    for same in all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (atom, text, ..) = same[0];
        let number: i64 = form.query_row(params![atom, text, same.len() as i64], |row| row.get(0))?;
        for &(.., at, place) in same {
            numbers[at][place] = number;
        }
    }
    Ok(numbers)
}

fn reports(db: &Connection, tellers: &[Teller], forms: &Numbers) -> Result<(), Error> {
    let mut report = db.prepare_cached(
        "INSERT INTO report (article, id, original, shared, day) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut trace = db.prepare_cached("INSERT INTO trace (article, sketch, forms) VALUES (?1, ?2, ?3)")?;
    for (teller, forms) in tellers.iter().zip(forms) {
        let Spoken { id, day, sketch, .. } = &teller.spoken;
        report.execute(params![teller.number, id, teller.original, teller.shared, day])?;
        trace.execute(params![teller.number, sketch.to_bytes(), json(forms)])?;
    }
    Ok(())
}

/// A row of `part`.
struct Part {
    atom: i64,
    article: i64,
    original: i64,
    times: i64,
    day: Option<i64>,
}

/// Says which articles speak of which atoms, and counts them.
fn parts(db: &Connection, tellers: &[Teller], atoms: &Numbers, ends: &mut Ends) -> Result<(), Error> {
    let mut parts: Vec<Part> = Vec::new();
    for (teller, atoms) in tellers.iter().zip(atoms) {
        let mut own: Vec<i64> = teller.spoken.forms.iter().map(|(atom, _)| atoms[*atom]).collect();
        own.sort_unstable();
        parts.extend(own.chunk_by(|a, b| a == b).map(|same| Part {
            atom: same[0],
            article: teller.number,
            original: teller.original,
            times: same.len() as i64,
            day: teller.spoken.count,
        }));
    }
    parts.sort_unstable_by_key(|part| (part.atom, part.article));
    let mut insert = db.prepare_cached(
        "INSERT INTO part (atom, article, original, times, day) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut count = db.prepare_cached(
        "UPDATE atom SET times = times + ?2, reports = reports + ?3, articles = articles + ?4,
                         first = coalesce(min(first, ?5), first, ?5), last = coalesce(max(last, ?6), last, ?6)
         WHERE number = ?1",
    )?;
    for same in parts.chunk_by(|a, b| a.atom == b.atom) {
        for part in same {
            insert.execute(params![part.atom, part.article, part.original, part.times, part.day])?;
        }
        let mut originals: Vec<i64> = same.iter().map(|part| part.original).collect();
        originals.sort_unstable();
        originals.dedup();
        let days = || same.iter().filter_map(|part| part.day);
        let times: i64 = same.iter().map(|part| part.times).sum();
        let atom = same[0].atom;
        count.execute(params![
            atom,
            times,
            same.len() as i64,
            originals.len() as i64,
            days().min(),
            days().max()
        ])?;
        ends.atoms.insert(atom);
    }
    Ok(())
}

fn statements(db: &Connection, tellers: &[Teller], atoms: &Numbers) -> Result<(), Error> {
    let mut insert = db.prepare_cached(
        "INSERT INTO statement (article, place, source, target, relation, date, day, status, post, on_behalf_of,
                                begins, ends, quote, rule, confidence, directive, strength, protocol)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?;
    for (teller, atoms) in tellers.iter().zip(atoms) {
        for (place, said) in teller.spoken.statements.iter().enumerate() {
            insert.execute(params![
                teller.number,
                place as i64,
                atoms[said.source],
                atoms[said.target],
                said.kind.id(),
                said.date,
                teller.spoken.day,
                said.status.map(|status| status.id()),
                said.post.map(|atom| atoms[atom]),
                said.on_behalf_of.map(|atom| atoms[atom]),
                said.begins,
                said.ends,
                said.quote,
                said.rule,
                said.confidence,
                said.directive,
                said.strength.map(|strength| strength.id()),
                said.order,
            ])?;
        }
    }
    Ok(())
}

/// Says where statements stand, and what is beside what.
fn index(db: &Connection, tellers: &[Teller], atoms: &Numbers) -> Result<(), Error> {
    let mut said: Vec<(i64, i64, i64, &str, i64, i64)> = Vec::new();
    for (teller, atoms) in tellers.iter().zip(atoms) {
        let day = teller.spoken.day.as_deref().unwrap_or_default();
        said.extend(teller.spoken.statements.iter().enumerate().map(|(place, line)| {
            let day = if line.kind == EdgeKind::Holds { day } else { "" };
            let ends = (atoms[line.source], atoms[line.target]);
            (relation(line.kind), ends.0, ends.1, day, teller.number, place as i64)
        }));
    }
    said.sort_unstable();
    let mut insert = db.prepare_cached(
        "INSERT INTO said (relation, source, target, day, article, place) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut beside: Vec<(i64, i64, i64)> = Vec::new();
    for same in said.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
        for &(relation, source, target, day, article, place) in same {
            insert.execute(params![relation, source, target, day, article, place])?;
        }
        let (relation, source, target, ..) = same[0];
        beside.extend([(source, along(relation), target), (target, against(relation), source)]);
    }
    beside.sort_unstable();
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO beside (atom, way, other) VALUES (?1, ?2, ?3)")?;
    for row in beside {
        insert.execute(row)?;
    }
    Ok(())
}

/// Counts what is said of people in posts.
fn stints(db: &Connection, tellers: &[Teller], atoms: &Numbers) -> Result<(), Error> {
    let mut all: Vec<(i64, i64, Option<&str>, &Line)> = Vec::new();
    for (teller, atoms) in tellers.iter().zip(atoms) {
        let holds = teller.spoken.statements.iter().filter(|line| line.kind == EdgeKind::Holds);
        let day = teller.spoken.day.as_deref();
        all.extend(holds.map(|line| (atoms[line.source], atoms[line.target], day, line)));
    }
    all.sort_unstable_by_key(|&(person, post, ..)| (person, post));
    let mut stint = db.prepare_cached(
        "INSERT INTO stint (person, post, times, others, first, last, held, held_last, held_place)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (person, post) DO UPDATE SET
           times = times + excluded.times, others = others + excluded.others, held = held + excluded.held,
           first = coalesce(min(first, excluded.first), first, excluded.first),
           last = coalesce(max(last, excluded.last), last, excluded.last),
           held_last = coalesce(max(held_last, excluded.held_last), held_last, excluded.held_last),
           held_place = coalesce(min(held_place, excluded.held_place), held_place, excluded.held_place)",
    )?;
    for same in all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let days = || same.iter().filter_map(|&(_, _, day, _)| day);
        let held: Vec<_> = same.iter().filter(|(.., line)| line.is_held()).collect();
        let others = same.iter().filter(|(.., line)| line.status != Some(RoleStatus::Current)).count();
        stint.execute(params![
            same[0].0,
            same[0].1,
            same.len() as i64,
            others as i64,
            days().min(),
            days().max(),
            held.len() as i64,
            held.iter().filter_map(|&&(_, _, day, _)| day).max(),
            held.iter().map(|(.., line)| place(line.begins, line.ends)).min(),
        ])?;
    }
    Ok(())
}

/// Where words stand, as one number: of two places, the first is the less.
pub(super) fn place(begins: i64, ends: i64) -> i64 {
    begins << 32 | ends
}

/// Where words begin and end, of that number.
pub(super) fn words_at(place: i64) -> (usize, usize) {
    ((place >> 32) as usize, (place & i64::from(u32::MAX)) as usize)
}
