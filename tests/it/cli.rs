//! The program from outside: arguments, files and streams in; bytes, messages and exit codes out.

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use chidao::export::facts;
use chidao::extractor::Reading;
use tempfile::TempDir;

use crate::sample::{orders, three_articles};

const PROGRAM: &str = env!("CARGO_BIN_EXE_chidao");

const ARTICLE: &str = "Lãnh đạo thành phố làm việc với các hội\n\nNgày 10/10/2020 06:43:10\n\nSáng ngày 9/10, \
    đồng chí Lù Anh Xuân, Bí thư Thành ủy chủ trì hội nghị.\n";

/// A folder to work in, with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// What a run left: exit code, standard output, lines of standard error.
struct Run {
    code: i32,
    out: String,
    errors: Vec<String>,
}

fn run_with(dir: &Path, args: &[&str], input: &[u8]) -> Run {
    let output = Command::new(PROGRAM).current_dir(dir).args(args).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let errors = text(output.stderr).lines().map(str::to_owned).collect();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), errors }
}

fn run(dir: &TempDir, args: &[&str]) -> Run {
    run_with(dir.path(), args, b"")
}

fn ids(facts: &str) -> Vec<String> {
    facts.lines().map(|line| chidao::export::facts::read(line).unwrap().doc.id).collect()
}

fn jsonl(readings: &[Reading]) -> Vec<u8> {
    let mut bytes = Vec::new();
    readings.iter().for_each(|reading| facts::write(reading, &mut bytes).unwrap());
    bytes
}

/// So many articles that they fill more than one batch and more than a pipe.
fn many() -> TempDir {
    let files: Vec<_> =
        (0..300).map(|at| (format!("{:02}/{at:03}.txt", at % 7), format!("{at} {ARTICLE}"))).collect();
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    folder(&files)
}

#[test]
fn a_folder_is_read_in_the_order_of_ids() {
    let article = ARTICLE.as_bytes();
    let dir = folder(&[
        ("in/b.txt", article),
        ("in/a/2.TXT", article),
        ("in/a/1.txt", article),
        ("in/.x.txt", article),
    ]);
    let run = run(&dir, &["extract", "in"]);
    assert_eq!((run.code, run.errors), (0, vec![]));
    assert_eq!(ids(&run.out), ["a/1", "a/2", "b"]);
}

#[test]
fn a_file_given_directly_is_named_as_typed_and_standard_input_by_a_dash() {
    let dir = folder(&[("in/b.x.txt", ARTICLE.as_bytes())]);
    let run = run_with(dir.path(), &["extract", "-", "./in/b.x.txt"], ARTICLE.as_bytes());
    assert_eq!((run.code, ids(&run.out)), (0, vec!["-".to_owned(), "./in/b.x".to_owned()]));
}

#[test]
fn one_thread_and_four_write_the_same_bytes() {
    let dir = many();
    let [one, four] = ["1", "4"].map(|jobs| run(&dir, &["extract", ".", "--jobs", jobs]));
    assert_eq!((one.code, ids(&one.out).len()), (0, 300));
    assert!(one.out == four.out);
    for jobs in ["1", "4"] {
        let (json, dot) = (format!("{jobs}.json"), format!("{jobs}.dot"));
        assert_eq!(run(&dir, &["graph", ".", "--jobs", jobs, "-o", &json, "-o", &dot]).code, 0);
    }
    for extension in ["json", "dot"] {
        let read = |jobs: &str| fs::read(dir.path().join(format!("{jobs}.{extension}"))).unwrap();
        assert!(!read("1").is_empty() && read("1") == read("4"), "{extension}");
    }
}

#[test]
fn the_order_of_the_inputs_changes_no_byte_of_the_graph() {
    let mut seen = Vec::new();
    for order in orders(&three_articles()) {
        let dir = folder(&[]);
        let files = ["x.jsonl", "y.jsonl", "z.jsonl"];
        for (name, reading) in files.iter().zip(&order) {
            fs::write(dir.path().join(name), jsonl(std::slice::from_ref(reading))).unwrap();
        }
        assert_eq!(run(&dir, &["graph", "x.jsonl", "y.jsonl", "z.jsonl"]).code, 0);
        seen.push(
            ["json", "dot"].map(|ext| fs::read(dir.path().join(format!("output/graph.{ext}"))).unwrap()),
        );
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn the_graph_of_articles_is_the_graph_of_their_facts() {
    let dir = many();
    assert_eq!(run(&dir, &["extract", ".", "-o", "facts.jsonl"]).code, 0);
    assert_eq!(run(&dir, &["graph", "facts.jsonl", "-o", "facts.json"]).code, 0);
    assert_eq!(run(&dir, &["graph", ".", "-o", "articles.json"]).code, 0);
    let facts = fs::read(dir.path().join("facts.jsonl")).unwrap();
    assert_eq!(run_with(dir.path(), &["graph", "-", "-o", "piped.json"], &facts).code, 0);
    let [a, b, c] =
        ["facts.json", "articles.json", "piped.json"].map(|name| fs::read(dir.path().join(name)).unwrap());
    assert!(a == b && b == c);
}

#[test]
fn graph_writes_both_files_and_a_summary() {
    let dir = folder(&[("facts.jsonl", &jsonl(&three_articles()))]);
    let run = run(&dir, &["graph", "facts.jsonl"]);
    assert_eq!((run.code, run.errors), (0, vec![]));
    let expected = "\
3 articles: 3 people, 2 bodies, 1 group, 1 meeting, 1 place, 2 posts; 10 edges
busiest chairs:
  Lù Anh Xuân, Bí thư Thành ủy thành phố Thanh Hóa: 1 meeting
busiest directors:
  Lù Anh Xuân, Bí thư Thành ủy thành phố Thanh Hóa: 2 instructions
written: output/graph.json, output/graph.dot
";
    assert_eq!(run.out, expected);
    let json = fs::read_to_string(dir.path().join("output/graph.json")).unwrap();
    assert_eq!(json.matches("{\"source\"").count(), 10);
    assert!(fs::read_to_string(dir.path().join("output/graph.dot")).unwrap().starts_with("digraph"));
}

#[test]
fn who_directed_whom_draws_people_only() {
    let dir = folder(&[("facts.jsonl", &jsonl(&three_articles()))]);
    let run = run(&dir, &["graph", "facts.jsonl", "--who-directed-whom", "-o", "x/people.dot"]);
    assert!(run.out.contains("who directed whom: 2 people, 1 edge\nwritten: x/people.dot\n"), "{}", run.out);
    let dot = fs::read_to_string(dir.path().join("x/people.dot")).unwrap();
    assert!(dot.contains("\"person/nguyen-van-hoa\"") && !dot.contains("\"body/"), "{dot}");
}

#[test]
fn a_part_of_the_graph_is_drawn_around_a_person_of_days_and_kinds() {
    let dir = folder(&[("facts.jsonl", &jsonl(&three_articles()))]);
    let graph = |more: &[&str]| run(&dir, &[&["graph", "facts.jsonl", "-o", "part.json"], more].concat());
    let whole = graph(&[]).out;
    let near = graph(&["--person", "Lù Anh Xuân", "--depth", "1"]);
    assert_eq!(near.code, 0, "{:?}", near.errors);
    assert!(near.out.starts_with("3 articles: 1 person, "), "{}", near.out);
    let chairs = graph(&["--relations", "chaired", "--kinds", "person,meeting"]);
    assert!(
        chairs.out.starts_with("3 articles: 1 person, 0 bodies, 0 groups, 1 meeting, "),
        "{}",
        chairs.out
    );
    assert!(graph(&["--since", "2035-01-01"]).out.contains("; 0 edges\n"));
    assert_eq!(graph(&["--min-evidence", "1", "--min-confidence", "0"]).out, whole);
    let args = ["graph", "facts.jsonl", "-o", "nobody.json", "--person", "Nobody"];
    check(&dir, &args, 1, &[&["\"Nobody\": no article names it"]]);
    assert!(!dir.path().join("nobody.json").exists());
    for (option, value) in [("--relations", "knows"), ("--kinds", "cat"), ("--min-confidence", "2")] {
        let wrong = graph(&[option, value]);
        assert!(wrong.code == 2 && wrong.errors[0].contains(value), "{:?}", wrong.errors);
    }
}

#[test]
fn a_graph_on_standard_output_is_nothing_but_the_graph() {
    let dir = folder(&[("facts.jsonl", &jsonl(&three_articles()))]);
    let json = run(&dir, &["graph", "facts.jsonl", "-o", "-"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["graph"]["articles"], 3);
    assert!(json.errors[0].starts_with("3 articles: "), "{:?}", json.errors);
    let dot = run(&dir, &["graph", "facts.jsonl", "-o", "-", "--format", "dot", "--posts"]);
    assert!(dot.out.starts_with("digraph") && dot.out.contains("\"post/"));
}

/// Arguments, exit code, and what must stand in each line of standard error.
#[track_caller]
fn check(dir: &TempDir, args: &[&str], code: i32, errors: &[&[&str]]) -> Run {
    let run = run(dir, args);
    assert_eq!(run.code, code, "{args:?}: {:?}", run.errors);
    assert_eq!(run.errors.len(), errors.len(), "{args:?}: {:?}", run.errors);
    for (line, parts) in run.errors.iter().zip(errors) {
        assert!(line.starts_with("chidao: "), "{line}");
        parts.iter().for_each(|part| assert!(line.contains(part), "{line:?} lacks {part:?}"));
    }
    run
}

#[test]
fn a_bad_input_is_one_line_and_the_rest_is_read() {
    let dir = folder(&[
        ("good.txt", ARTICLE.as_bytes()),
        ("empty.txt", b""),
        ("blank.txt", b"\xef\xbb\xbf \r\n"),
        ("bytes.txt", b"\x00\xff\xfe\x00\x01\x9d\x81\x00\xff\x00"),
    ]);
    let args = ["extract", "missing.txt", "empty.txt", "blank.txt", "bytes.txt", "good.txt"];
    let errors: &[&[&str]] = &[
        &["missing.txt: no such file or folder"],
        &["empty.txt: ", "empty"],
        &["blank.txt: ", "empty"],
        &["bytes.txt: "],
        &["1 article read, 4 inputs failed, 0 files skipped"],
    ];
    let run = check(&dir, &args, 2, errors);
    assert_eq!(ids(&run.out), ["good"]);
    check(&dir, &[&["graph"], &args[1..]].concat(), 2, errors);
    assert!(dir.path().join("output/graph.json").exists());
}

#[test]
fn a_folder_with_nothing_to_read_is_no_article() {
    let dir = folder(&[("in/picture.jpg", b"x"), ("in/deep/notes.doc", b"x")]);
    let errors: &[&[&str]] = &[&["in: no .txt file"], &["0 articles read, 0 inputs failed, 2 files skipped"]];
    check(&dir, &["extract", "in"], 1, errors);
    check(&dir, &["graph", "in"], 1, errors);
    assert!(!dir.path().join("output").exists(), "a graph of nothing is not written");
}

#[test]
fn files_that_are_no_articles_are_counted() {
    let dir = folder(&[("in/a.txt", ARTICLE.as_bytes()), ("in/b.jpg", b"x")]);
    check(&dir, &["extract", "in"], 0, &[&["1 article read, 0 inputs failed, 1 file skipped"]]);
}

#[test]
fn two_inputs_with_one_id_are_an_error_that_names_both() {
    let article = ARTICLE.as_bytes();
    let dir = folder(&[("x/1.txt", article), ("y/1.txt", article), ("y/2.txt", article)]);
    let errors: &[&[&str]] = &[&["x/1.txt", "y/1.txt", "\"1\""], &["1 article read, 1 input failed"]];
    assert_eq!(ids(&check(&dir, &["extract", "x", "y"], 2, errors).out), ["2"]);
    assert_eq!(ids(&check(&dir, &["extract", "y", "x"], 2, errors).out), ["2"]);
    check(&dir, &["graph", "y", "x"], 2, errors);
}

#[test]
fn a_wrong_line_of_facts_is_named_and_the_others_are_read() {
    let mut facts = jsonl(&three_articles());
    facts.extend(b"\n{\"schema\": \"chidao.facts/1\"}\n\xff\n");
    facts.extend(jsonl(&three_articles()[..1]));
    let dir = folder(&[("facts.jsonl", &facts)]);
    let errors: &[&[&str]] = &[
        &["facts.jsonl:5: ", "missing field `doc`"],
        &["facts.jsonl:6: ", "UTF-8"],
        &["facts.jsonl:1 and facts.jsonl:7", "\"thanhhoa/000\""],
        &["2 articles read, 3 inputs failed"],
    ];
    check(&dir, &["graph", "facts.jsonl"], 2, errors);
}

#[test]
fn a_line_of_fifty_megabytes_is_read_and_more_than_the_limit_is_not() {
    let dir = folder(&[]);
    let file = fs::File::create(dir.path().join("huge.txt")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    let size = ((64 << 20) + 1).to_string();
    check(&dir, &["extract", "huge.txt"], 2, &[&["huge.txt: ", &size, "64 MiB"], &["0 articles read"]]);
    fs::write(dir.path().join("long.txt"), "một hai ba ".repeat(50_000_000 / "một hai ba ".len())).unwrap();
    assert_eq!(ids(&check(&dir, &["extract", "long.txt"], 0, &[]).out), ["long"]);
}

#[test]
fn what_cannot_be_begun_is_one_line_too() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes()), ("file", b"")]);
    check(&dir, &["graph", "a.txt", "-o", "graph.xml"], 2, &[&["graph.xml", "json, dot", "--format"]]);
    check(&dir, &["extract", "a.txt", "--meta", "none.tsv"], 2, &[&["none.tsv: no such file"]]);
    check(&dir, &["extract", "a.txt", "-o", "file/x"], 2, &[&["file/x: cannot write: "]]);
    check(&dir, &["extract", "a.txt", "--gazetteers", "nowhere"], 2, &[&["nowhere"]]);
    check(&dir, &["gazetteer", "check", "nowhere"], 2, &[&["nowhere"]]);
    check(&dir, &["man", "cook"], 2, &[&["\"cook\"", "extract, graph"]]);
}

#[test]
fn gazetteers_are_listed_as_of_a_day() {
    let dir = folder(&[]);
    let names = |args: &[&str]| {
        let out = check(&dir, &[&["gazetteer", "list"], args].concat(), 0, &[]).out;
        out.lines().map(|row| row.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let has = |args: &[&str], name: &str| names(args).iter().any(|own| own == name);
    assert_eq!(names(&["bodies"])[0], "name");
    assert!(has(&["bodies"], "Bộ Kế hoạch và Đầu tư"));
    assert!(has(&["bodies", "--as-of", "2025-02-28"], "Bộ Kế hoạch và Đầu tư"));
    assert!(!has(&["bodies", "--as-of", "2025-03-01"], "Bộ Kế hoạch và Đầu tư"));
    assert!(has(&["places.tsv", "--as-of", "2025-06-30"], "Hà Giang"));
    assert!(!has(&["places.tsv", "--as-of", "2025-07-01"], "Hà Giang"));
    check(&dir, &["gazetteer", "list", "words"], 2, &[&["\"words\" is no gazetteer", "titles"]]);
}

#[test]
fn what_the_gazetteers_know_of_a_name_is_shown() {
    let dir = folder(&[]);
    let show = |args: &[&str]| check(&dir, &[&["gazetteer", "show"], args].concat(), 0, &[]).out;
    let office = show(&["Sở Y tế tỉnh Hà Nam", "--as-of", "2025-08-01"]);
    assert!(office.contains("was not") && office.contains("Sở Y tế tỉnh Ninh Bình"), "{office}");
    let ward = show(&["xã Phú Xuân", "--as-of", "2024-05-05", "--near", "huyện Thọ Xuân"]);
    assert!(ward.starts_with("xã Phú Xuân, huyện Thọ Xuân, tỉnh Thanh Hóa\n"), "{ward}");
    let unknown: &[&[&str]] = &[&["\"Bến Đò Lạ\": no unit or body"]];
    check(&dir, &["gazetteer", "show", "Bến Đò Lạ"], 1, unknown);
}

#[test]
fn words_without_a_row_are_suggested_and_can_be_pasted() {
    let text = "Tin\n\nSáng 05/6, ông Đinh Quốc Khải, Bí thư Huyện ủy Bắc Hà, gõ mõ hội nghị về giống chè.\n";
    let dir = folder(&[("in/a.txt", text.as_bytes()), ("in/b.txt", text.as_bytes())]);
    let out = run(&dir, &["gazetteer", "suggest", "in"]).out;
    assert!(out.contains("# verbs.tsv\nverb\tact"), "{out}");
    assert!(out.contains("# articles: 2, times: 2\n# \"") && out.contains("\ngõ mõ\tother"), "{out}");
    fs::create_dir(dir.path().join("words")).unwrap();
    let (_, verbs) = out.split_once("# verbs.tsv\n").unwrap();
    fs::write(dir.path().join("words/verbs.tsv"), verbs).unwrap();
    assert!(run(&dir, &["gazetteer", "check", "words"]).code == 0);
}

#[test]
fn metadata_supplies_what_the_text_lacks() {
    let dir = folder(&[
        ("in/a.txt", "Đồng chí Lù Anh Xuân".as_bytes()),
        ("meta.tsv", b"id\tpublished\na\t2021-02-03\n"),
    ]);
    let run = run(&dir, &["extract", "in", "--meta", "meta.tsv"]);
    assert_eq!(facts::read(run.out.trim()).unwrap().doc.published.as_deref(), Some("2021-02-03"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let dir = many();
    let mut child = Process::new(PROGRAM)
        .args(["extract", "."])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn every_command_has_a_help_with_an_example() {
    let dir = folder(&[]);
    let commands: &[&[&str]] = &[
        &[],
        &["extract"],
        &["graph"],
        &["add"],
        &["remove"],
        &["status"],
        &["rebuild"],
        &["search"],
        &["roles"],
        &["who"],
        &["directed"],
        &["meetings"],
        &["path"],
        &["rank"],
        &["changes"],
        &["namesakes"],
        &["reprints"],
        &["explain"],
        &["eval"],
        &["gazetteer"],
        &["gazetteer", "check"],
        &["gazetteer", "list"],
        &["gazetteer", "show"],
        &["gazetteer", "suggest"],
        &["completions"],
        &["man"],
    ];
    for command in commands {
        let run = run(&dir, &[command, &["--help"][..]].concat());
        let example = [&["chidao"], *command].concat().join(" ");
        assert_eq!(run.code, 0);
        let (_, examples) =
            run.out.split_once("Example").unwrap_or_else(|| panic!("{command:?} has no example"));
        assert!(examples.contains(&example), "{command:?}: {examples}");
    }
}

#[test]
fn completions_and_manual_pages_know_the_commands() {
    let dir = folder(&[]);
    for shell in ["bash", "zsh", "fish"] {
        let script = run(&dir, &["completions", shell]).out;
        assert!(script.contains("who-directed-whom") && script.contains("gazetteer"), "{shell}");
    }
    assert!(run(&dir, &["man"]).out.contains("chidao\\-graph"));
    let page = run(&dir, &["man", "extract"]).out;
    assert!(page.contains(".TH chidao-extract") && page.contains("64 MiB"), "{page}");
}
