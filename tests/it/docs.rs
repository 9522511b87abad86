//! What the documents quote from the program, and the lists they give of it, compared with the program itself.
//!
//! A block of program output stands between `<!-- program: NAME -->` and `<!-- end -->`; `UPDATE=1 cargo test` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use assert_cmd::Command;
use chidao::eval::{Cause, Metric};
use chidao::event::FRAMES;
use chidao::export::{FORMATS, Format};
use chidao::lexicon::{EntryKind, FILES, Row};
use chidao::vocab;

use crate::prose::EXTRACTOR;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn page(path: &str) -> String {
    fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}")).replace("\r\n", "\n")
}

/// Tests run side by side, and several write to one page.
static PAGES: Mutex<()> = Mutex::new(());

/// Compares the block with what the program gives, or writes it anew.
#[track_caller]
fn check_block(path: &str, name: &str, found: &str) {
    let _one_at_a_time = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let page = page(path);
    let open = format!("<!-- program: {name} -->\n");
    let start = page.find(&open).unwrap_or_else(|| panic!("{path} has no block {name:?}")) + open.len();
    let end =
        start + page[start..].find("<!-- end -->").unwrap_or_else(|| panic!("{path}: {name:?} has no end"));
    if page[start..end] == *found {
        return;
    }
    assert!(
        std::env::var_os("UPDATE").is_some_and(|value| value == "1"),
        "{path}: the block {name:?} is not what the program gives; run UPDATE=1 cargo test and read the diff\n{found}"
    );
    fs::write(project(path), format!("{}{found}{}", &page[..start], &page[end..])).unwrap();
}

/// The first cells of the table under a heading, without their backquotes.
fn listed(page: &str, heading: &str) -> Vec<String> {
    let (_, section) =
        page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no heading {heading:?}"));
    let section = section.split("\n## ").next().unwrap_or_default();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    cells.map(|(id, _)| id.to_owned()).collect()
}

fn chidao(args: &[&str], folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chidao")).current_dir(folder).args(args).output().unwrap();
    assert!(output.status.success(), "chidao {args:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn fenced(tag: &str, lines: &str) -> String {
    format!("\n```{tag}\n{lines}```\n\n")
}

/// The first object of a line of JSON that begins so; the objects asked for hold no other.
fn object<'l>(line: &'l str, begins: &str) -> &'l str {
    let start = line.find(begins).unwrap_or_else(|| panic!("the facts hold no {begins}"));
    let end = line[start..].find('}').map_or(line.len(), |end| start + end + 1);
    &line[start..end]
}

#[test]
fn the_readme_shows_what_its_first_command_prints() {
    let scratch = tempfile::tempdir().unwrap();
    let articles = project("examples/articles");
    let summary = chidao(&["graph", articles.to_str().unwrap()], scratch.path());
    check_block("README.md", "summary", &fenced("text", &summary));
}

#[test]
fn the_readme_lists_the_formats() {
    let row = |format: &Format| {
        let folder = if format.is_folder() { "/" } else { "" };
        format!("| `-o graph.{}{folder}` | {} |\n", format.extension, format.about)
    };
    let rows: String = FORMATS.iter().map(row).collect();
    check_block("README.md", "formats", &format!("\n| file | what is in it |\n|---|---|\n{rows}\n"));
}

#[test]
fn the_readme_shows_facts_as_they_are_written() {
    let line = chidao(&["extract", "tinh-uy-lam-viec-voi-huyen.txt"], &project("examples/articles"));
    let chaired = object(&line, r#"{"type":"chaired""#);
    let value: serde_json::Value = serde_json::from_str(chaired).unwrap();
    let entity = |key: &str| object(&line, &format!(r#"{{"id":{}"#, value[key]));
    let post = object(&line, &format!(r#"{{"person":{}"#, value["agent"]));
    let rows = [entity("agent"), entity("target"), post, chaired]
        .map(|row| row.replace(r#","start""#, ",\n \"start\""));
    check_block("README.md", "facts", &fenced("json", &(rows.join("\n") + "\n")));
}

/// A command line and what it prints, in the folder of the project.
fn shown(line: &str) -> String {
    let quoted = line.split('\'').enumerate();
    let words = quoted.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    let args: Vec<&str> = words.skip(1).collect();
    format!("$ {line}\n{}", chidao(&args, &project("")))
}

#[test]
fn the_readme_shows_answers_to_questions() {
    let check = |name: &str, lines: &[&str]| {
        let answers: Vec<String> = lines.iter().map(|line| shown(line)).collect();
        check_block("README.md", name, &fenced("text", &answers.join("\n")));
    };
    check("question roles", &["chidao roles 'Vương Đức Khiêm' examples/years"]);
    check("question directed", &["chidao directed examples/years --to 'ly thi sen'"]);
    check("question office", &["chidao directed examples/years --to 'ubnd huyen bac ha'"]);
    check(
        "question more",
        &[
            "chidao meetings examples/years --with 'vuong duc khiem' --with 'ly thi sen'",
            "chidao path 'Chảo Văn Páo' 'Nông Thị Hiền' examples/years",
            "chidao who 'Bí thư Huyện ủy Bắc Hà' examples/years --on 2022-12-01",
            "chidao namesakes examples/years",
        ],
    );
}

#[test]
fn the_schema_of_answers_lists_every_column() {
    let page = page("docs/schema/answers.md");
    let questions: [(&str, &[&str]); 7] = [
        ("Spells (`chidao.roles/1`)", &["roles", "Lý Thị Sen"]),
        ("Instructions (`chidao.directed/1`)", &["directed"]),
        ("Meetings (`chidao.meetings/1`)", &["meetings"]),
        ("Path (`chidao.path/1`)", &["path", "Chảo Văn Páo", "Nông Thị Hiền"]),
        ("Rank (`chidao.rank/1`)", &["rank"]),
        ("Changes (`chidao.changes/1`)", &["changes"]),
        ("Namesakes (`chidao.namesakes/1`)", &["namesakes"]),
    ];
    assert_eq!(listed(&page, "Search (`chidao.search/1`)"), ["date", "article", "title", "quote"]);
    let reprints = ["date", "article", "original_date", "original", "shared"];
    assert_eq!(listed(&page, "Reprints (`chidao.reprints/1`)"), reprints);
    for (heading, question) in questions {
        let args = [question, &["examples/years", "--format", "csv"]].concat();
        let out = chidao(&args, &project(""));
        let header: Vec<&str> = out.lines().next().unwrap_or_default().split(',').collect();
        assert_eq!(listed(&page, heading), header, "{heading}");
    }
}

#[test]
fn the_page_of_the_store_lists_every_column() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    drop(chidao::store::Store::create(&file).unwrap());
    let db = rusqlite::Connection::open(&file).unwrap();
    let page = page("docs/store.md");
    for table in ["article", "node", "statement", "atom", "stint", "v_roles", "v_events"] {
        let mut rows = db.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).unwrap();
        let columns: Vec<String> =
            rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let (_, section) = page.split_once(&format!("\n### `{table}`")).unwrap();
        let section = section.split("\n### ").next().unwrap_or_default();
        let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        assert_eq!(cells.map(|(name, _)| name.to_owned()).collect::<Vec<_>>(), columns, "{table}");
    }
}

#[test]
fn the_readme_lists_every_command() {
    let help = chidao(&["--help"], Path::new("."));
    let commands = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap();
    let mut table = "\n| command | what it does |\n|---|---|\n".to_owned();
    for line in commands.lines() {
        let (name, about) = line.trim().split_once(' ').unwrap();
        writeln!(table, "| `chidao {name}` | {} |", about.trim()).unwrap();
    }
    check_block("README.md", "commands", &(table + "\n"));
}

#[test]
fn the_schema_lists_every_value() {
    let page = page("docs/schema/facts.md");
    let check = |heading: &str, ids: Vec<&str>| assert_eq!(listed(&page, heading), ids, "{heading}");
    check("Entity kinds", vocab::EntityKind::ALL.iter().map(|value| value.id()).collect());
    check("Mention kinds", vocab::MentionKind::ALL.iter().map(|value| value.id()).collect());
    check("Event types", vocab::Relation::ALL.iter().map(|value| value.id()).collect());
    check("Event statuses", vocab::EventStatus::ALL.iter().map(|value| value.id()).collect());
    check("Strengths", vocab::Strength::ALL.iter().map(|value| value.id()).collect());
    check("Role statuses", vocab::RoleStatus::ALL.iter().map(|value| value.id()).collect());
    check("Levels", vocab::Level::ALL.iter().map(|value| value.id()).collect());
    check("Branches", vocab::Branch::ALL.iter().map(|value| value.id()).collect());
    check("Place sources", vocab::PlaceSource::ALL.iter().map(|value| value.id()).collect());
    check("Sessions", vocab::Session::ALL.iter().map(|value| value.id()).collect());
    check("Note kinds", vocab::NoteKind::ALL.iter().map(|value| value.id()).collect());
}

#[test]
fn the_page_of_the_gazetteers_shows_what_they_know() {
    let args = ["gazetteer", "show", "Sở Y tế tỉnh Hà Nam", "--as-of", "2025-08-01"];
    let shown = format!(
        "$ chidao gazetteer show 'Sở Y tế tỉnh Hà Nam' --as-of 2025-08-01\n{}",
        chidao(&args, Path::new("."))
    );
    check_block("docs/gazetteers.md", "show", &fenced("text", &shown));
}

#[test]
fn the_page_of_the_gazetteers_lists_every_file_and_column() {
    let page = page("docs/gazetteers.md");
    for file in FILES {
        let cell = |column: &&str| {
            if file.key.contains(column) { format!("**{column}**") } else { column.to_string() }
        };
        let columns: Vec<String> = file.columns.iter().map(cell).collect();
        let row = format!("| `{}` | {} | ", file.name, columns.join(" "));
        assert!(page.contains(&row), "docs/gazetteers.md lacks {row}");
    }
}

/// Words per type id shown in the lists of types.
const WORDS: usize = 3;

#[test]
fn the_schema_lists_every_type() {
    for (name, kinds) in [
        ("body types", &[EntryKind::BodyType, EntryKind::Body][..]),
        ("meeting types", &[EntryKind::Meeting]),
    ] {
        let mut words: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let entries =
            kinds.iter().flat_map(|kind| EXTRACTOR.lexicon().entries().iter().filter(|e| e.kind == *kind));
        for entry in entries {
            if let Row::Body { type_id, .. } | Row::Meeting { type_id } = &entry.row {
                words.entry(type_id).or_default().push(&entry.text);
            }
        }
        let mut table = "\n| id | such as |\n|---|---|\n".to_owned();
        for (id, words) in words {
            writeln!(table, "| `{id}` | {} |", words[..words.len().min(WORDS)].join("; ")).unwrap();
        }
        check_block("docs/schema/facts.md", name, &(table + "\n"));
    }
}

/// The rule of a frame stands in its file, whose first line says in what sentence it reads what.
#[test]
fn the_schema_lists_every_rule_of_events() {
    let mut about = BTreeMap::new();
    for entry in fs::read_dir(project("src/event/frame")).unwrap() {
        let code = fs::read_to_string(entry.unwrap().path()).unwrap();
        let rule = code.split("id: \"").nth(1).and_then(|rest| rest.split('"').next());
        let first = code.lines().next().and_then(|line| line.strip_prefix("//! "));
        about.extend(rule.zip(first).map(|(rule, first)| (rule.to_owned(), first.replace('|', "/"))));
    }
    let mut table = "\n| rule | sentence | confidence |\n|---|---|---|\n".to_owned();
    for frame in FRAMES {
        writeln!(table, "| `{}` | {} | {:.2} |", frame.id, about[frame.id], frame.confidence).unwrap();
    }
    check_block("docs/schema/facts.md", "rules of events", &(table + "\n"));
}

#[test]
fn the_schema_lists_every_rule_of_roles() {
    let code = ["src/entity", "src/event"].map(|folder| sources(&project(folder))).concat();
    let written = code.split("\"role.").skip(1).filter_map(|rest| rest.split('"').next());
    let written: BTreeSet<_> = written.map(|rule| format!("role.{rule}")).collect();
    let listed: BTreeSet<_> = listed(&page("docs/schema/facts.md"), "Rules of roles").into_iter().collect();
    assert_eq!(listed, written);
}

#[test]
fn the_schema_of_an_evaluation_lists_every_metric_and_cause() {
    let page = page("docs/schema/eval.md");
    assert_eq!(listed(&page, "Metrics"), Metric::ALL.map(Metric::id));
    let mut table = "\n| id | meaning |\n|---|---|\n".to_owned();
    for cause in Cause::ALL {
        writeln!(table, "| `{}` | {} |", cause.id(), cause.about()).unwrap();
    }
    check_block("docs/schema/eval.md", "causes", &(table + "\n"));
}

/// The code of a folder, in one string.
fn sources(folder: &Path) -> String {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| if path.is_dir() { sources(&path) } else { fs::read_to_string(path).unwrap() }).collect()
}
