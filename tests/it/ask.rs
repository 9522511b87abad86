//! The questions of the command line: what they print in each form, and what they say where there is no answer.

use std::path::Path;

use assert_cmd::Command;

/// Exit code, standard output and standard error of a question to the articles of six years.
fn ask(args: &[&str]) -> (i32, String, String) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_chidao")).current_dir(project).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The CSV records of an answer, header and all, these columns of them.
#[track_caller]
fn columns(args: &[&str], wanted: &[&str]) -> Vec<Vec<String>> {
    let (code, out, errors) = ask(&[args, &["examples/years", "--format", "csv"]].concat());
    assert_eq!((code, errors.as_str()), (0, ""), "{args:?}");
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &&str| {
        header.iter().position(|own| own == *name).unwrap_or_else(|| panic!("no {name}: {header:?}"))
    };
    let at: Vec<usize> = wanted.iter().map(at).collect();
    reader
        .records()
        .map(|row| row.unwrap())
        .map(|row| at.iter().map(|&i| row[i].to_owned()).collect())
        .collect()
}

#[test]
fn the_posts_of_a_person_over_the_years() {
    let found = columns(&["roles", "vuong duc khiem"], &["post", "from", "to", "articles"]);
    let expected = [
        ["Bí thư Huyện ủy Bắc Hà", "", "=2022-08-22", "3"],
        ["Giám đốc Sở Nông nghiệp và Phát triển nông thôn tỉnh Lào Cai", "=2022-08-22", "=2024-11-27", "3"],
        ["Phó Chủ tịch Ủy ban nhân dân tỉnh Lào Cai", "=2024-11-27", "", "2"],
    ];
    assert_eq!(found, expected);
    let then = columns(&["roles", "Vương Đức Khiêm", "--on", "2022-01-01"], &["post"]);
    assert_eq!(then, [["Bí thư Huyện ủy Bắc Hà"]]);
}

#[test]
fn the_holders_of_a_post() {
    let args = ["who", "Bí thư Huyện ủy Bắc Hà"];
    let found = columns(&args, &["person"]);
    assert_eq!(found, [["Vương Đức Khiêm"], ["Lý Thị Sen"]]);
    let then = columns(&[&args[..], &["--on", "2023-01-01"]].concat(), &["person", "acting"]);
    assert_eq!(then, [["Lý Thị Sen", ""]]);
    let acting = columns(&["who", "giam doc so", "--on", "2025-01-01"], &["person", "acting"]);
    assert_eq!(acting, [["Đào Minh Thuấn", "yes"]]);
}

#[test]
fn instructions_by_and_to_somebody_in_a_span() {
    let by = ["directed", "--by", "Vương Đức Khiêm", "--since", "2021-01-01", "--until", "2025-02-13"];
    let found = columns(&by, &["date", "to", "strength"]);
    let expected = [
        ["2025-02-13", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Lào Cai", "order"],
        ["2025-02-13", "Lý Thị Sen", "request"],
    ];
    assert_eq!(found, expected);
    let to = columns(&["directed", "--to", "Lý Thị Sen", "--until", "2024-01-01"], &["by", "instruction"]);
    assert_eq!(to, [["Hoàng Quý Sự", "kiểm tra các hồ chứa trên địa bàn huyện"]]);
}

#[test]
fn an_office_that_gave_an_instruction_has_its_holder_of_that_day() {
    let wanted = ["date", "by", "holder", "to", "holder_article"];
    let expected = [
        "2023-04-10",
        "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai",
        "Hoàng Quý Sự",
        "Ủy ban nhân dân huyện Bắc Hà",
        "2023-03-hop-khong-mua",
    ];
    assert_eq!(columns(&["directed", "--to", "UBND huyện Bắc Hà"], &wanted), [expected]);
    let by = ["directed", "--by", "person/hoang-quy-su@lao-cai", "--since", "2023-04-01"];
    assert_eq!(columns(&by, &wanted), [expected], "what the office gave, the holder gave");
}

#[test]
fn meetings_at_which_several_were_together() {
    let args = ["meetings", "--with", "Vương Đức Khiêm", "--with", "Lý Thị Sen"];
    assert_eq!(columns(&args, &["date"]), [["2020-11-05"], ["2023-03-10"], ["2025-02-12"]]);
    let one = columns(
        &[&args[..], &["--since", "2021-01-01", "--until", "2024-01-01"]].concat(),
        &["chairs", "attended"],
    );
    assert_eq!(one, [["Hoàng Quý Sự", "Vương Đức Khiêm; Lý Thị Sen"]]);
}

#[test]
fn how_two_people_are_connected() {
    let found = columns(&["path", "Chảo Văn Páo", "Nông Thị Hiền"], &["from", "relation"]);
    let expected = [
        ["Chảo Văn Páo", "attended"],
        ["Đào Minh Thuấn", "attended"],
        ["Đào Minh Thuấn", "attended"],
        ["Nông Thị Hiền", "chaired"],
    ];
    assert_eq!(found, expected);
}

#[test]
fn who_did_the_most() {
    let found = columns(&["rank", "--by", "directed", "--limit", "1"], &["rank", "person", "value"]);
    assert_eq!(found, [["1", "Hoàng Quý Sự", "3"]]);
    assert_eq!(columns(&["rank", "--by", "centrality"], &["person"])[0], ["Vương Đức Khiêm"]);
}

#[test]
fn who_changed_posts_in_a_span() {
    let found = columns(&["changes", "--since", "2024-01-01"], &["date", "change", "person"]);
    let of = |person: &str| -> Vec<String> {
        found.iter().filter(|row| row[2] == person).map(|row| row[1].clone()).collect()
    };
    assert_eq!(of("Vương Đức Khiêm"), ["appointed", "left"]);
    assert_eq!(of("Nông Thị Hiền"), ["first seen"]);
    assert!(found.iter().all(|row| row[0].as_str() >= "2024-01-01"));
}

#[test]
fn who_only_has_the_same_name() {
    let found = columns(&["namesakes"], &["name", "other_post", "reason", "other_id"]);
    let other = "Chủ tịch Ủy ban nhân dân tỉnh Lào Cai";
    assert_eq!(found, [["Hoàng Quý Sự", other, "in two places at once", "person/hoang-quy-su@lao-cai"]]);
    let (code, _, errors) = ask(&["roles", "Hoàng Quý Sự", "examples/years"]);
    assert!(
        code == 1 && errors.contains("means several") && errors.contains("person/hoang-quy-su@lao-cai"),
        "{errors}"
    );
    let one = columns(&["roles", "person/hoang-quy-su@lao-cai", "--on", "2023-01-01"], &["post"]);
    assert_eq!(one, [["Phó Bí thư Tỉnh ủy Lào Cai"], [other]]);
}

#[test]
fn json_has_a_schema_and_lists() {
    let (code, out, _) = ask(&["meetings", "examples/years", "--with", "Nông Thị Hiền", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, answer["schema"].as_str()), (0, Some("chidao.meetings/1")));
    assert_eq!(answer["rows"][0]["chairs"], serde_json::json!(["Nông Thị Hiền"]));
}

#[test]
fn an_answer_is_the_same_from_facts() {
    let (_, facts, _) = ask(&["extract", "examples/years"]);
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("facts.jsonl");
    std::fs::write(&file, facts).unwrap();
    let of = |path: &str| ask(&["roles", "Lý Thị Sen", path]);
    assert_eq!(of("examples/years"), of(file.to_str().unwrap()));
}

#[test]
fn no_answer_is_one_line_and_exit_code_1() {
    let unknown = ask(&["roles", "Tạ Quang Vượng", "examples/years"]);
    assert_eq!(unknown, (1, String::new(), "chidao: \"Tạ Quang Vượng\": no article names it\n".to_owned()));
    let (code, out, errors) = ask(&["roles", "Thị", "examples/years"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        errors.contains("Lý Thị Sen (Bí thư Huyện ủy Bắc Hà, person/ly-thi-sen)")
            && errors.contains("Nông Thị Hiền"),
        "{errors}"
    );
    assert_eq!(errors.lines().count(), 1);
    let (code, out, _) = ask(&["who", "Hiệu trưởng", "examples/years", "--format", "csv"]);
    assert_eq!((code, out.lines().count()), (1, 1), "the header alone");
    assert_eq!(ask(&["who", "Bí thư", "examples/years", "--on", "2022-13-01"]).0, 2);
    assert_eq!(ask(&["rank", "nowhere"]).0, 2);
}

#[test]
fn a_table_is_for_the_eye() {
    let (_, out, _) = ask(&["directed", "examples/years", "--to", "Lý Thị Sen"]);
    assert!(out.starts_with(" date") && out.contains("──") && !out.contains("confidence"), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 120 && line.trim_end() == line), "{out}");
}

#[test]
fn the_ledger_is_heard_and_what_does_not_fit_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("identity.tsv");
    let lines = "action\tperson\tother\nrename\tVương Đức Khiêm\tVương Đức Khiểm\nexclude\tVương Đức\t\n";
    std::fs::write(&ledger, lines).unwrap();
    let ledger = ledger.to_str().unwrap();
    let (code, out, errors) = ask(&["roles", "Vương Đức Khiểm", "examples/years", "--identity", ledger]);
    assert_eq!((code, out.matches("Vương Đức Khiểm").count()), (0, 3), "{out}");
    let unfit = "line 3: exclude \"Vương Đức\": no article names \"Vương Đức\"";
    assert_eq!(errors, format!("chidao: {ledger}: {unfit}\n"));
    // Beside a store it is found by itself.
    let store = folder.path().join("years.db");
    let store = store.to_str().unwrap();
    assert_eq!(ask(&["add", store, "examples/years"]).0, 0);
    let (code, again, _) = ask(&["roles", "Vương Đức Khiểm", store]);
    assert_eq!((code, again), (0, out));
    std::fs::write(folder.path().join("identity.tsv"), "action\tperson\tother\nmerge\tA\tA\n").unwrap();
    let (code, _, errors) = ask(&["roles", "Vương Đức Khiểm", store]);
    assert_eq!(
        (code, errors.ends_with("identity.tsv:2: \"A\": merge names two people\n")),
        (2, true),
        "{errors}"
    );
}
