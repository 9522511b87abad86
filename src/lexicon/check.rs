//! Rules for the rows of a gazetteer beside each other: one form of writing, no row twice, dates in order, nothing that points nowhere,
//! no circle of what stands above what.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::is_nfc;

use super::load::Error;
use super::row::Step;
use super::table::{Record, Table};
use crate::vocab::Level;

/// Checks all tables.
pub(super) fn tables(tables: &[Table], errors: &mut Vec<Error>) {
    let table = |name: &str| &tables.iter().find(|table| table.file.name == name).expect("a known file").rows;
    for table in tables {
        table.rows.iter().for_each(|row| form(row, errors));
        twice(table, errors);
        if table.file.columns.contains(&"to") {
            table.rows.iter().for_each(|row| dates(row, errors));
        }
    }
    parents(table("places.tsv"), errors);
    heirs(table("bodies.tsv"), errors);
    kinship(table("kinship.tsv"), [table("body_types.tsv"), table("bodies.tsv")], errors);
    publishers(table("publishers.tsv"), table("places.tsv"), errors);
}

/// Every cell is in NFC, without spaces around or two in a row.
fn form(row: &Record, errors: &mut Vec<Error>) {
    for (column, cell) in row.cells() {
        let fault = if !is_nfc(cell) {
            "is not in NFC"
        } else if cell.trim() != cell {
            "has spaces around it"
        } else if cell.contains("  ") {
            "has two spaces in a row"
        } else {
            continue;
        };
        errors.push(row.error(format!("{column} \"{cell}\" {fault}")));
    }
}

/// No two rows have one key, but for types that are told apart by their flags.
fn twice(table: &Table, errors: &mut Vec<Error>) {
    let mut seen: BTreeMap<(Vec<String>, &str), &Record> = BTreeMap::new();
    let flags = table.file.columns.contains(&"flags");
    for row in &table.rows {
        let id = (row.key(), if flags { row.get("flags") } else { "" });
        if let Some(first) = seen.get(&id) {
            let (word, line) = (row.get(table.file.columns[0]), first.line);
            errors.push(row.error(format!("\"{word}\" stands in {}:{line} too", first.path)));
        } else {
            seen.insert(id, row);
        }
    }
}

/// Something ends after it begins; that dates are days is told where the row is read.
fn dates(row: &Record, errors: &mut Vec<Error>) {
    let (from, to) = (row.get("from"), row.get("to"));
    if !from.is_empty() && !to.is_empty() && from >= to {
        errors.push(row.error(format!("from \"{from}\" is not before to \"{to}\"")));
    }
}

/// Every unit below the provinces lies in one that the table has, and of a higher level, so that nothing goes in a circle; what a unit
/// became is in the table too.
fn parents(places: &[Record], errors: &mut Vec<Error>) {
    let mut levels: BTreeMap<&str, BTreeSet<Option<Level>>> = BTreeMap::new();
    for row in places {
        levels.entry(row.get("code")).or_default().insert(Level::from_id(row.get("level")));
    }
    for row in places {
        let (parent, level) = (row.get("parent"), Level::from_id(row.get("level")));
        let what = match levels.get(parent) {
            _ if (level == Some(Level::Province)) != parent.is_empty() => {
                "every unit but a province has a parent, a province none"
            }
            _ if parent.is_empty() => "",
            None => "no unit has this code",
            Some(above) if above.iter().all(|above| *above >= level) => {
                "a unit lies in one of a higher level, or the rows go in a circle"
            }
            Some(_) => "",
        };
        if !what.is_empty() {
            errors.push(row.error(format!("parent \"{parent}\": {what}")));
        }
        for code in row.list("into").filter(|code| !levels.contains_key(code)) {
            errors.push(row.error(format!("into \"{code}\": no unit has this code")));
        }
    }
}

/// A body that ended became bodies that the table has.
fn heirs(bodies: &[Record], errors: &mut Vec<Error>) {
    let names: BTreeSet<&str> = bodies.iter().map(|row| row.get("name")).collect();
    for row in bodies {
        for name in row.list("into").filter(|name| !names.contains(name)) {
            errors.push(row.error(format!("into \"{name}\": bodies.tsv has no such name")));
        }
    }
}

/// Every rule speaks of types and bodies that exist, and no type stands above itself on one unit.
fn kinship(rules: &[Record], files: [&[Record]; 2], errors: &mut Vec<Error>) {
    let types: BTreeSet<&str> =
        files.iter().flat_map(|rows| rows.iter()).map(|row| row.get("type")).collect();
    let names: BTreeSet<&str> = files[1].iter().map(|row| row.get("name")).collect();
    let same: BTreeMap<(&str, &str), &str> = rules
        .iter()
        .filter(|row| row.get("step") == Step::Same.id())
        .map(|row| ((row.get("type"), row.get("level")), row.get("above")))
        .collect();
    for row in rules {
        let (type_id, level, above) = (row.get("type"), row.get("level"), row.get("above"));
        if !types.contains(type_id) {
            errors.push(row.error(format!("type \"{type_id}\": no body has this type")));
        }
        let known = match Step::from_id(row.get("step")) {
            Some(Step::Once) => names.contains(above),
            Some(Step::Same | Step::Up) => types.contains(above),
            Some(Step::Like) | None => true,
        };
        if !known {
            errors.push(row.error(format!("above \"{above}\": no such body, or type of body")));
        }
        let up = |at: &&str| same.get(&(*at, level)).or_else(|| same.get(&(*at, ""))).copied();
        let mut way = std::iter::successors(Some(type_id), up).skip(1).take(rules.len() + 1);
        if way.any(|at| at == type_id) {
            errors.push(row.error(format!("above \"{above}\": the rules of \"{type_id}\" go in a circle")));
        }
    }
}

/// A publisher writes for the whole country or for a province of the table, and has its hosts alone.
fn publishers(publishers: &[Record], places: &[Record], errors: &mut Vec<Error>) {
    let provinces: BTreeSet<String> = places
        .iter()
        .filter(|row| Level::from_id(row.get("level")) == Some(Level::Province))
        .map(|row| format!("{} {}", row.get("type"), row.get("name")))
        .collect();
    let mut hosts: BTreeSet<&str> = BTreeSet::new();
    for row in publishers {
        let place = row.get("place");
        if !place.is_empty() && !provinces.contains(place) {
            let what = format!("place \"{place}\" is no province: it must be level word and name");
            errors.push(row.error(what));
        }
        for host in row.list("hosts") {
            let plain = host.contains('.')
                && host.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c));
            if !plain {
                errors.push(row.error(format!("host \"{host}\" is no host name in small letters")));
            } else if !hosts.insert(host) {
                errors.push(row.error(format!("host \"{host}\" is another publisher's too")));
            }
        }
    }
}
