//! `chidao explain` from outside: what it prints for a file, what with `--why-not`, and when in colours.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const ARTICLE: &str = "Huyện Bắc Hà sơ kết công tác dân vận\n\nNgày 06/06/2024 08:10:00\n\n\
    Sáng 05/6, UBND huyện Bắc Hà tổ chức hội nghị về giống chè. Đồng chí Đinh Quốc Khải, Bí thư Huyện ủy Bắc Hà, \
    chủ trì hội nghị.\n\n\
    Đồng chí Bí thư Huyện ủy Bắc Hà yêu cầu Phòng Y tế huyện rà soát hộ nghèo; giao Công an huyện chủ trì, phối hợp \
    với Phòng Nội vụ huyện trực chợ phiên trên đường Trần Quốc Toản. Ông Thắng sẽ dự.\n";

fn folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), ARTICLE).unwrap();
    dir
}

/// Exit code, standard output, standard error.
fn run(dir: &Path, args: &[&str], colour: Option<(&str, &str)>) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chidao"));
    command.current_dir(dir).arg("explain").args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.envs(colour).write_stdin(ARTICLE);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn page(args: &[&str]) -> String {
    let (code, out, errors) = run(folder().path(), args, None);
    assert_eq!((code, errors.as_str()), (0, ""));
    out
}

/// The lines under the sentence that contains these words, trimmed.
fn under<'p>(page: &'p str, words: &str) -> Vec<&'p str> {
    let lines: Vec<&str> = page.lines().collect();
    let first =
        lines.iter().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {page}"));
    lines[first + 1..].iter().take_while(|line| !line.is_empty()).map(|line| line.trim()).collect()
}

#[track_caller]
fn has(lines: &[&str], start: &str, parts: &[&str]) {
    let fits = |line: &&&str| line.starts_with(start) && parts.iter().all(|part| line.contains(part));
    assert!(lines.iter().any(|line| fits(&line)), "no line {start:?} with {parts:?} in {lines:#?}");
}

#[test]
fn a_sentence_shows_its_mentions_and_what_was_read_from_it() {
    let page = page(&["a.txt"]);
    assert!(page.starts_with("a   2024-06-06T08:10:00+07:00\n"), "{page}");
    assert!(page.contains("Đồng chí [Đinh Quốc Khải]p1, Bí thư [Huyện ủy Bắc Hà]b"), "{page}");
    let lines = under(&page, "[Đinh Quốc Khải]");
    has(&lines, "p1   person", &["Đinh Quốc Khải", "surnames.tsv:"]);
    has(&lines, "m1   meeting", &["hội nghị về giống chè", "meeting_types.tsv:"]);
    has(&lines, "role", &["p1 Đinh Quốc Khải is Bí thư at b", "Huyện ủy Bắc Hà"]);
    has(&lines, "current", &["role.apposition", "titles.tsv:", "body_types.tsv:"]);
    has(&lines, "chaired", &["p1 Đinh Quốc Khải -> m1 hội nghị về giống chè"]);
    has(&lines, "asserted", &["chaired.active", "verbs.tsv:", "0."]);
}

#[test]
fn an_instruction_shows_its_clause_and_its_strength() {
    let page = page(&["a.txt"]);
    let lines = under(&page, "rà soát hộ nghèo; giao");
    has(&lines, "directed", &["p1 Đinh Quốc Khải -> b", "Phòng Y tế huyện"]);
    has(&lines, "order: “rà soát hộ nghèo”", &[]);
    assert!(!page.contains("not  "), "only --why-not tells what was not read: {page}");
}

#[test]
fn why_not_names_a_reason_for_what_was_not_read() {
    let page = page(&["--why-not", "a.txt"]);
    let lines = under(&page, "rà soát hộ nghèo; giao");
    has(&lines, "not", &["“chủ trì”", "verbs.tsv:"]);
    has(&lines, "not", &["“Trần Quốc Toản”", "no person", "“đường”"]);
    let lines = under(&page, "sẽ dự");
    has(&lines, "not", &["“Thắng”", "unresolved reference"]);
    has(&lines, "not", &["“dự”", "attend", "verbs.tsv:"]);
}

#[test]
fn ids_are_those_of_the_facts() {
    let dir = folder();
    let facts = Command::new(env!("CARGO_BIN_EXE_chidao"))
        .current_dir(dir.path())
        .args(["extract", "a.txt"])
        .output();
    let facts: serde_json::Value = serde_json::from_slice(&facts.unwrap().stdout).unwrap();
    let page = page(&["a.txt"]);
    for entity in facts["entities"].as_array().unwrap() {
        let (id, name) = (entity["id"].as_str().unwrap(), entity["name"].as_str().unwrap());
        assert!(page.contains(&format!("{id:<5}{}", entity["kind"].as_str().unwrap())), "{id}: {page}");
        assert!(page.contains(name), "{name}: {page}");
    }
}

#[test]
fn parts_that_are_not_read_are_named() {
    let page = page(&["a.txt"]);
    assert!(page.contains("\ndateline   Ngày 06/06/2024 08:10:00\n"), "{page}");
}

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let dir = folder();
    let coloured = |colour| run(dir.path(), &["a.txt"], colour).1.contains('\u{1b}');
    assert!(!coloured(None), "a pipe is no terminal");
    assert!(coloured(Some(("CLICOLOR_FORCE", "1"))));
    assert!(!coloured(Some(("NO_COLOR", "1"))));
    let plain = page(&["a.txt"]);
    let (_, out, _) = run(dir.path(), &["a.txt"], Some(("CLICOLOR_FORCE", "1")));
    let mut bare = String::new();
    out.split('\u{1b}').enumerate().for_each(|(nth, piece)| {
        bare += if nth == 0 { piece } else { piece.split_once('m').unwrap().1 };
    });
    assert_eq!(bare, plain, "colours change no letter");
}

#[test]
fn what_a_terminal_obeys_is_not_passed_on() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "Tin\n\nÔng Đinh Quốc Khải\u{1b}[31m phát\u{7}biểu.\n").unwrap();
    let (code, out, _) = run(dir.path(), &["a.txt"], None);
    assert_eq!(code, 0);
    assert!(!out.contains(['\u{1b}', '\u{7}']), "{out:?}");
}

#[test]
fn standard_input_is_read_and_a_missing_file_is_one_line() {
    let dir = folder();
    let (code, out, _) = run(dir.path(), &["-"], None);
    assert!(code == 0 && out.starts_with("-   2024-06-06"), "{out}");
    let (code, out, errors) = run(dir.path(), &["none.txt"], None);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(errors.starts_with("chidao: none.txt: no such file"), "{errors}");
}

#[test]
fn metadata_dates_the_article() {
    let dir = tempfile::tempdir().unwrap();
    let text = "Sáng 05/6, UBND huyện Bắc Hà tổ chức hội nghị về giống chè. Trời mưa.";
    fs::write(dir.path().join("a.txt"), text).unwrap();
    fs::write(dir.path().join("meta.tsv"), "id\tpublished\na\t2021-06-06\n").unwrap();
    let (_, out, _) = run(dir.path(), &["a.txt", "--meta", "meta.tsv"], None);
    assert!(out.starts_with("a   2021-06-06\n") && out.contains("2021-06-05"), "{out}");
}

#[test]
fn words_of_a_folder_of_gazetteers_are_explained() {
    let dir = folder();
    let verbs = "verb\tact\tstrength\tflags\texample\ngõ mõ\tchair\t\t\t\n";
    fs::create_dir(dir.path().join("words")).unwrap();
    fs::write(dir.path().join("words/verbs.tsv"), verbs).unwrap();
    let text =
        "Tin\n\nSáng 05/6, đồng chí Đinh Quốc Khải, Bí thư Huyện ủy Bắc Hà, gõ mõ hội nghị về giống chè.\n";
    fs::write(dir.path().join("b.txt"), text).unwrap();
    let (_, out, _) = run(dir.path(), &["b.txt", "--gazetteers", "words"], None);
    has(&under(&out, "gõ mõ"), "chaired", &["p1 Đinh Quốc Khải -> m1"]);
}

#[test]
fn the_help_has_an_example() {
    let (code, out, _) = run(folder().path(), &["--help"], None);
    assert_eq!(code, 0);
    assert!(out.split_once("Example:").unwrap().1.contains("chidao explain --why-not"), "{out}");
}
