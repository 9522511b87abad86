//! The gazetteers: every row of grammar is read in its own example, the files keep to their form, and a folder of rows
//! teaches new words without code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chidao::extractor::{Analysis, Extractor};
use chidao::lexicon::{Entry, EntryKind, FILES};
use chidao::mention::{Actor, BodyPhrase, Phrase, Post, Who};
use chidao::text::{Text, key};
use chidao::vocab::Relation;

use crate::prose::{EXTRACTOR, article};

/// The kinds of rows that carry an example each.
const GRAMMAR: [EntryKind; 4] = [EntryKind::Title, EntryKind::BodyType, EntryKind::Meeting, EntryKind::Verb];

#[test]
fn every_row_of_grammar_is_read_in_its_example() {
    let mut idle = String::new();
    for entry in EXTRACTOR.lexicon().entries().iter().filter(|entry| GRAMMAR.contains(&entry.kind)) {
        let rows = rows_read(&EXTRACTOR, &entry.example);
        if !rows.contains(&entry.source()) {
            idle += &format!(
                "{}: {:?} is not read in {:?}, but {rows:?}\n",
                entry.source(),
                entry.text,
                entry.example
            );
        }
    }
    assert!(idle.is_empty(), "\n{idle}");
}

/// File and line of every row with which a post, a body, a meeting or a verb of the text was read.
fn rows_read(extractor: &Extractor, prose: &str) -> BTreeSet<String> {
    let article = article(prose);
    let text = Text::new(&article.text);
    let analysis = extractor.analyse(&article, &text);
    let mut rows = BTreeSet::new();
    for line in &analysis.lines {
        line.phrases.iter().for_each(|phrase| rows_of(phrase, &mut rows));
        verbs(&analysis, line.sentence.span.start, line.sentence.span.end, &line.phrases, &mut rows);
    }
    rows
}

fn rows_of(phrase: &Phrase, rows: &mut BTreeSet<String>) {
    match phrase {
        Phrase::Meeting(meeting) => drop(rows.insert(meeting.row.clone())),
        Phrase::Actor(Actor { who, posts, .. }) => {
            posts.iter().for_each(|post| rows_of_post(post, rows));
            if let Who::Body(body) = who {
                rows_of_body(body, rows);
            }
        }
        Phrase::Date(_) => {}
    }
}

fn rows_of_post(post: &Post, rows: &mut BTreeSet<String>) {
    rows.insert(post.row.clone());
    post.body.iter().for_each(|body| rows_of_body(body, rows));
}

fn rows_of_body(body: &BodyPhrase, rows: &mut BTreeSet<String>) {
    rows.insert(body.row.clone());
    body.outer.iter().for_each(|outer| rows_of_body(outer, rows));
}

/// The verbs outside of the phrases, and those at the head of a meeting ("làm việc với").
fn verbs(analysis: &Analysis, start: usize, end: usize, phrases: &[Phrase], rows: &mut BTreeSet<String>) {
    let mut at = start;
    while at < end {
        let phrase = phrases.iter().find(|phrase| phrase.span().contains(at));
        let heads = matches!(phrase, Some(Phrase::Meeting(meeting)) if meeting.span.start == at);
        let verb = analysis.scan.verb(at).filter(|_| phrase.is_none() || heads);
        rows.extend(verb.iter().map(|(_, entry, _)| entry.source()));
        at = match (verb, phrase) {
            (Some((span, ..)), _) => span.end,
            (None, Some(phrase)) => phrase.span().end,
            (None, None) => at + 1,
        };
    }
}

/// The folder of the files that the program carries.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers")
}

/// The rows of a file with their numbers, the header first; comments left out.
fn rows(name: &str) -> Vec<(usize, Vec<String>)> {
    let text = fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(at, line)| (at + 1, line.split('\t').map(str::to_owned).collect())).collect()
}

#[test]
fn files_are_tidy() {
    let mut wrong = String::new();
    for file in FILES {
        let rows = rows(file.name);
        let columns = rows[0].1.len();
        for (line, cells) in &rows {
            let faults = [
                (cells.len() != columns, "has other columns than the header"),
                (cells.iter().any(|cell| cell.trim() != cell), "has spaces around a cell"),
                (cells.iter().any(|cell| !is_nfc(cell)), "is not in NFC"),
                (cells.iter().any(|cell| cell.contains("  ")), "has two spaces in a row"),
                (cells[0].is_empty(), "begins with an empty cell"),
            ];
            for (_, fault) in faults.iter().filter(|(found, _)| *found) {
                wrong += &format!("{}:{line}: {fault}: {cells:?}\n", file.name);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Columns that make two rows of one word two rows.
fn tells_apart(file: &str) -> &'static [&'static str] {
    match file {
        "places.tsv" => &["name", "level", "type", "code", "parent", "from"],
        "particles.tsv" => &["word", "kind"],
        "verbs.tsv" => &["verb", "act"],
        "titles.tsv" => &["title", "flags"],
        "body_types.tsv" => &["name", "flags"],
        "bodies.tsv" => &["name", "place"],
        "foreign_places.tsv" => &["name", "kind"],
        _ => &[],
    }
}

#[test]
fn no_row_stands_twice() {
    let mut twice = String::new();
    for file in FILES {
        let rows = rows(file.name);
        let (header, rows) = rows.split_first().unwrap();
        let columns: Vec<usize> = match tells_apart(file.name) {
            [] => vec![0],
            names => {
                names.iter().map(|name| header.1.iter().position(|column| column == name).unwrap()).collect()
            }
        };
        let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for (line, cells) in rows {
            // A capital or the older placement of a tone makes no other word, but another abbreviation.
            let word =
                |cell: &String| if file.name == "abbreviations.tsv" { cell.clone() } else { key(cell) };
            let id: Vec<String> = columns.iter().map(|&column| word(&cells[column])).collect();
            if let Some(first) = seen.insert(id, *line) {
                twice += &format!("{}:{line}: {:?} stands in line {first} too\n", file.name, cells[0]);
            }
        }
    }
    assert!(twice.is_empty(), "\n{twice}");
}

#[test]
fn every_file_of_the_folder_is_read() {
    let known: BTreeSet<&str> = FILES.iter().map(|file| file.name).chain(["layout.tsv"]).collect();
    for file in fs::read_dir(folder()).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(name.as_str()), "{name}: no code reads it");
    }
}

fn is_nfc(text: &str) -> bool {
    unicode_normalization::is_nfc(text)
}

/// One row a kind teaches the program an invented title, verb, body type and meeting type.
#[test]
fn a_new_word_is_a_row_and_no_code() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    write("+titles.tsv", "title\taliases\theads\tbody\tflags\texample\nĐò trưởng\tĐT\t\t\thead\t\n");
    write(
        "+verbs.tsv",
        "verb\tact\tstrength\tflags\texample\ngõ mõ\tchair\t\t\t\nhô hào\tdirect\torder\t\t\n",
    );
    write(
        "+body_types.tsv",
        "name\ttype\tlevel\tflags\taliases\texample\nBến đò\tferry\tcommune\tplace bare\tBĐ\t\n",
    );
    write("+meeting_types.tsv", "name\ttype\tflags\taliases\texample\nhò hội\tgathering\tstrong\t\t\n");
    let prose = "Sáng 05/6, đồng chí Đinh Quốc Khải, Đò trưởng Bến đò huyện Bắc Hà gõ mõ hò hội về giống chè. \
        Đồng chí Đinh Quốc Khải hô hào BĐ xã Tả Củ Tỷ sửa thuyền.";
    assert_eq!(facts(&EXTRACTOR, prose), Vec::<String>::new(), "the program knows none of these words");
    let taught = Extractor::with_gazetteers(dir.path()).unwrap();
    let expected = [
        "Đinh Quốc Khải | Đò trưởng | Bến đò huyện Bắc Hà",
        "Đinh Quốc Khải | chaired | hò hội về giống chè",
        "Đinh Quốc Khải | directed | Bến đò xã Tả Củ Tỷ",
    ];
    let found = facts(&taught, prose);
    assert!(expected.iter().all(|fact| found.iter().any(|found| found == fact)), "{found:?}");
    assert_ne!(taught.version(), EXTRACTOR.version(), "other words, another fingerprint");
}

/// A file without `+` stands in the place of the program's own.
#[test]
fn a_file_of_the_same_name_replaces() {
    let dir = tempfile::tempdir().unwrap();
    let verbs = "verb\tact\tstrength\tflags\texample\ngõ mõ\tchair\t\t\t\n";
    fs::write(dir.path().join("verbs.tsv"), verbs).unwrap();
    let taught = Extractor::with_gazetteers(dir.path()).unwrap();
    let chairs = |verb: &str| {
        facts(
            &taught,
            &format!(
                "Sáng 05/6, đồng chí Đinh Quốc Khải, Bí thư Huyện ủy Bắc Hà, {verb} lễ trồng cây tại hội nghị về chè."
            ),
        )
    };
    assert!(chairs("chủ trì").iter().all(|fact| !fact.contains("chaired")), "the own verbs are gone");
    let kept: Vec<&Entry> =
        taught.lexicon().entries().iter().filter(|entry| entry.kind == EntryKind::Verb).collect();
    assert_eq!(kept.len(), 1);
}

/// Roles and events of a text, a line each: person, title and body, or agent, relation and target.
fn facts(extractor: &Extractor, prose: &str) -> Vec<String> {
    let reading = extractor.read(&article(prose));
    let name = |id: &str| reading.entities.iter().find(|entity| entity.id == id).unwrap().name.clone();
    let roles = reading.roles.iter().map(|role| {
        let body = role.body.as_deref().map_or(String::new(), name);
        format!("{} | {} | {body}", name(&role.person), role.title)
    });
    let events = reading.events.iter().filter(|event| event.relation != Relation::Attended);
    roles
        .chain(events.map(|event| {
            format!("{} | {} | {}", name(&event.agent), event.relation.id(), name(&event.target))
        }))
        .collect()
}
