//! Stage `eval`: gold and facts in; counts, faults and figures out. The last tests run the command.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;

use assert_cmd::Command;
use chidao::eval::{self, Gold, Metric, Score};
use chidao::export::facts;
use chidao::extractor::Reading;
use chidao::vocab::{EntityKind, EventStatus, Relation, RoleStatus};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cases;
use crate::sample::{Sample, article};

/// The fields of a row: `Lù Anh Xuân | Bí thư | Thành ủy`.
fn fields(row: &str) -> Vec<&str> {
    row.split('|').map(str::trim).collect()
}

/// A case: rows of gold, a line `---`, rows of facts. A row is a list's name, a colon and the fields; `?` ends an optional one.
fn read(case: &str) -> (Gold, Reading) {
    let (gold, facts) = case.split_once("---\n").expect("a line --- parts gold and facts");
    (Gold::read(&gold_json(gold).to_string(), "gold.json").unwrap(), reading(facts))
}

fn rows(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| line.split_once(": "))
}

fn gold_json(text: &str) -> Value {
    let names = ["people", "ignore", "roles", "meetings", "chaired", "attended", "directed"];
    let mut lists: BTreeMap<&str, Vec<Value>> = names.map(|list| (list, vec![])).into();
    let mut aliases: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (list, row) in rows(text) {
        let optional = row.ends_with('?');
        let row = fields(row.trim_end_matches('?'));
        let at = |number: usize| row.get(number).filter(|field| !field.is_empty());
        let value = match list {
            "people" | "ignore" => json!(row[0]),
            "aliases" => {
                aliases.entry(row[0]).or_default().push(row[1]);
                continue;
            }
            "roles" => {
                json!({"person": row[0], "title": row[1], "body": row[2], "body_full": at(3), "status": at(4)})
            }
            "meetings" => json!({"id": row[0], "name": row[1], "date": at(2)}),
            "chaired" => json!({"who": row[0], "meeting": row[1]}),
            "attended" => json!({"kind": row[0], "who": row[1], "meeting": row[2]}),
            "directed" => json!({"who": row[0], "target": row[1], "content": at(2)}),
            other => panic!("no list {other:?}"),
        };
        let mut value = value;
        if let Value::Object(row) = &mut value {
            row.insert("optional".to_owned(), optional.into());
        }
        lists.get_mut(list).unwrap().push(value);
    }
    let mut gold = json!(lists);
    gold["id"] = "a".into();
    gold["aliases"] = json!(aliases);
    gold
}

/// `person: NAME`, `meeting: NAME | DATE`, `role: PERSON | TITLE | BODY | PRINTED BODY | STATUS`, `chaired: WHO | TARGET | STATUS`,
/// `directed: WHO | TARGET | WORDS`; entities are named by their names.
fn reading(text: &str) -> Reading {
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    let mut sample = article("a", "2024-06-06");
    for (list, row) in rows(text) {
        let row = fields(row);
        let at = |number: usize| row.get(number).copied().unwrap_or_default();
        let id = |name: &str| ids.get(name).unwrap_or_else(|| panic!("no entity {name:?}")).clone();
        let relation = Relation::from_id(list);
        if let Some(kind) = EntityKind::from_id(list) {
            let id = format!("e{}", ids.len());
            sample = sample.entity(&id, kind, row[0]);
            sample.last_entity().date = row.get(1).map(|&date| date.to_owned());
            ids.insert(row[0], id);
        } else if let Some(relation) = relation {
            sample = sample.event(relation, &id(row[0]), &id(row[1]), "");
            let event = sample.last_event();
            match relation {
                Relation::Directed => event.directive = Some(at(2).to_owned()),
                _ => event.status = EventStatus::from_id(at(2)).unwrap_or(EventStatus::Asserted),
            }
        } else {
            assert_eq!(list, "role");
            let body = if at(2).is_empty() { String::new() } else { id(at(2)) };
            sample = sample.role_as(
                &id(row[0]),
                row[1],
                &body,
                RoleStatus::from_id(at(4)).unwrap_or(RoleStatus::Current),
            );
            sample.last_role().body_text = Some(at(3).to_owned()).filter(|text| !text.is_empty());
        }
    }
    sample.reading()
}

/// The metrics with rows, and every fault.
fn compared(case: &str) -> String {
    let (gold, reading) = read(case);
    let score = eval::score(&gold, Some(&reading));
    let counts = Metric::ALL.into_iter().map(|metric| (metric, score.tallies.of(metric)));
    let counts = counts.filter(|(_, tally)| tally.gold() + tally.wrong > 0).map(|(metric, tally)| {
        format!("{}: {} right, {} wrong, {} missed", metric.id(), tally.right, tally.wrong, tally.missed)
    });
    let faults = score.faults.iter().map(|fault| {
        let [gold, found] = [&fault.gold, &fault.found].map(|row| row.as_deref().unwrap_or("nothing"));
        format!("{} {} [{}]: {gold} <> {found}", fault.sign(), fault.metric.id(), fault.cause.id())
    });
    counts.chain(faults).collect::<Vec<_>>().join("\n")
}

#[test]
fn cases() {
    cases::run("eval", "normal", |case| case.lines().map(eval::normal).collect::<Vec<_>>().join("\n"));
    cases::run("eval", "compared", compared);
}

/// An article in which one of two chairs is found, one is not, and a third is wrong.
fn sample(id: &str) -> (String, Reading) {
    let gold = json!({
        "id": id, "people": ["Lù Anh Xuân", "Ma Thị Khoa"], "roles": [], "attended": [], "directed": [],
        "meetings": [{"id": "E1", "name": "hội nghị giao ban"}],
        "chaired": [{"who": "Lù Anh Xuân", "meeting": "E1"}, {"who": "Ma Thị Khoa", "meeting": "E1"}],
    });
    let reading = article(id, "2024-06-06")
        .person("p1", "Lù Anh Xuân")
        .person("p2", "Ksor Nham")
        .meeting("m1", "hội nghị giao ban", "", "")
        .event(Relation::Chaired, "p1", "m1", "")
        .with(|sample: &mut Sample| sample.last_event().confidence = 0.9)
        .event(Relation::Chaired, "p2", "m1", "")
        .with(|sample| sample.last_event().confidence = 0.32)
        .event(Relation::Attended, "p1", "m1", "");
    (gold.to_string(), reading.reading())
}

fn scores(number: usize) -> Vec<Score> {
    let score = |at: usize| {
        let (gold, reading) = sample(&format!("a{at}"));
        // Every third article has no facts.
        eval::score(&Gold::read(&gold, "").unwrap(), (!at.is_multiple_of(3)).then_some(&reading))
    };
    (0..number).map(score).collect()
}

#[test]
fn intervals_hold_the_figure_and_are_the_same_each_time() {
    let scores = scores(12);
    let many = NonZeroUsize::new(500).unwrap();
    let intervals = eval::intervals(&scores, many);
    assert_eq!(intervals, eval::intervals(&scores, many));
    let interval = intervals.of(Metric::Chaired);
    let f1 = eval::total(&scores).of(Metric::Chaired).f1();
    assert!(interval.low < f1 && f1 < interval.high, "{interval:?} {f1}");
    let alike = eval::intervals(&scores[1..3], many);
    assert_eq!(
        (alike.of(Metric::Chaired).low, alike.of(Metric::Chaired).high),
        (0.5, 0.5),
        "all articles are alike"
    );
    assert_eq!(
        (alike.of(Metric::Roles).low, alike.of(Metric::Roles).high),
        (1.0, 1.0),
        "nothing to find, nothing found"
    );
}

#[test]
fn reliability_counts_what_is_right_and_leaves_out_what_is_not_counted() {
    let reliability = eval::reliability(&scores(3));
    let bins: Vec<_> = reliability.bins.iter().map(|bin| (bin.count, bin.confidence, bin.right)).collect();
    assert_eq!((bins.len(), bins[3], bins[9]), (10, (2, 0.32, 0.0), (2, 0.9, 1.0)));
    assert_eq!(reliability.count, 4, "who chaired and attended is counted as a chair only");
    assert!((reliability.calibration_error - (0.32 + 0.1) / 2.0).abs() < 1e-12);
    assert_eq!(eval::reliability(&[]).calibration_error, 0.0);
}

#[test]
fn a_wrong_gold_file_is_named_with_place_value_and_rule() {
    let good = sample("a").0;
    let wrong = [
        (r#""people":["#, r#""people":[5,"#, "g.json:1: invalid type: integer `5`, expected a string"),
        (r#","roles":[]"#, "", "g.json:1: missing field `roles`"),
        (
            r#"{"meeting":"E1""#,
            r#"{"meeting":"E7""#,
            r#"g.json: chaired[0].meeting: "E7" is not the id of a meeting"#,
        ),
        (
            r#""attended":[]"#,
            r#""attended":[{"who":"x","kind":"group","meeting":"E1"}]"#,
            "g.json:1: unknown variant `group`, expected `person` or `body`",
        ),
        (
            r#""meetings":["#,
            r#""meetings":[{"id":"E1","name":"x"},"#,
            r#"g.json: meetings[1].id: "E1" stands twice"#,
        ),
        (
            r#""roles":[]"#,
            r#""roles":[{"person":"x","title":"y","body":"","status":"gone"}]"#,
            r#"g.json: roles[0].status: "gone" is not one of current, former, appointed, left, acting"#,
        ),
        (
            r#""roles":[]"#,
            r#""roles":[],"aliases":{"x":["Y"],"z":["y"]}"#,
            r#"g.json: aliases["z"]: "y" is an alias of somebody else too"#,
        ),
    ];
    for (from, to, message) in wrong {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        assert_eq!(Gold::read(&bad, "g.json").unwrap_err().to_string(), message);
    }
}

/// A folder with two gold files and their facts.
fn folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut lines = Vec::new();
    fs::create_dir_all(dir.path().join("gold/deep")).unwrap();
    for (id, path) in [("a", "gold/1.json"), ("b", "gold/deep/2.json")] {
        let (gold, reading) = sample(id);
        fs::write(dir.path().join(path), gold).unwrap();
        facts::write(&reading, &mut lines).unwrap();
    }
    fs::write(dir.path().join("facts.jsonl"), lines).unwrap();
    dir
}

/// Exit code, standard output, and standard error.
fn run(dir: &TempDir, args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chidao"));
    let output = command.current_dir(dir).arg("eval").args(args).write_stdin(input).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_prints_figures_errors_and_reliability() {
    let dir = folder();
    let (code, out, errors) = run(&dir, &["gold", "facts.jsonl", "--errors", "--reliability"], b"");
    assert_eq!((code, errors.as_str()), (0, ""));
    for part in [
        "2 gold articles, 0 without facts\n",
        "chaired             0.500  0.500  0.500      4  0.500 - 0.500\n",
        "core (mean F1)                    0.800         0.800 - 0.800\n",
        "agent_differs            0     2     0  ",
        "\n== b\n- people [person_not_found]: Ma Thị Khoa\n+ people [person_unfounded]: Ksor Nham\n~ chaired [agent_differs]: ",
        "0.3 - 0.4          2   0.320   0.000\n",
        "expected calibration error 0.210 over 4 events\n",
    ] {
        assert!(out.contains(part), "{part:?} is not in\n{out}");
    }
    let (_, by_cause, _) = run(&dir, &["gold", "facts.jsonl", "--errors=cause"], b"");
    let part = "\n- people a: Ma Thị Khoa\n- people b: Ma Thị Khoa\n";
    assert!(by_cause.contains(part), "{by_cause}");
    let facts = fs::read(dir.path().join("facts.jsonl")).unwrap();
    assert_eq!(run(&dir, &["gold", "-", "--errors", "--reliability"], &facts).1, out, "from standard input");
}

#[test]
fn the_command_prints_json() {
    let dir = folder();
    let args = ["gold", "facts.jsonl", "--json", "--errors", "--reliability", "--resamples", "10"];
    let (code, out, _) = run(&dir, &args, b"");
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &value["schema"], &value["resamples"]), (0, &json!("chidao.eval/1"), &json!(10)));
    let chaired =
        json!({"precision": 0.5, "recall": 0.5, "f1": 0.5, "f1_low": 0.5, "f1_high": 0.5, "gold": 4});
    assert_eq!(value["metrics"]["chaired"], chaired);
    assert_eq!(value["causes"]["agent_differs"], 2);
    let error = json!({"article": "a", "sign": "-", "metric": "people", "cause": "person_not_found", "gold": "Ma Thị Khoa", "found": null});
    assert_eq!(value["errors"][0], error);
    assert_eq!(
        (&value["reliability"]["events"], &value["reliability"]["bins"][0]["right"]),
        (&json!(4), &Value::Null)
    );
}

#[test]
fn a_figure_below_its_bar_is_exit_code_one() {
    let dir = folder();
    let bars = |text: &str| {
        fs::write(dir.path().join("bars.json"), text).unwrap();
        let (code, _, errors) = run(&dir, &["gold", "facts.jsonl", "--min", "bars.json"], b"");
        (code, errors)
    };
    assert_eq!(bars(r#"{"chaired": 0.5, "core": 0.8}"#), (0, String::new()));
    let below = "chidao: chaired: F1 0.5000 is below the bar of 0.6\n";
    assert_eq!(bars(r#"{"chaired": 0.6, "roles": 1}"#), (1, below.to_owned()));
    let (code, errors) = bars(r#"{"chairs": 0.6}"#);
    assert!(
        code == 2 && errors.starts_with(r#"chidao: bars.json: "chairs" is not one of people, roles, "#),
        "{errors}"
    );
    let (code, errors) = bars(r#"{"chaired": "high"}"#);
    assert!(code == 2 && errors.contains("bars.json: invalid type: string \"high\""), "{errors}");
}

#[test]
fn bad_inputs_are_a_line_each_and_the_rest_is_compared() {
    let dir = folder();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    write("gold/bad.json", "{\n\"id\": 3}");
    write("gold/twin.json", &sample("b").0);
    let facts = fs::read_to_string(dir.path().join("facts.jsonl")).unwrap();
    write("facts.jsonl", &format!("{facts}no json\n"));
    let (code, out, errors) = run(&dir, &["gold", "facts.jsonl"], b"");
    let errors: Vec<_> = errors.lines().collect();
    assert_eq!((code, errors.len()), (2, 4), "{errors:?}");
    assert!(errors[0].starts_with("chidao: gold/bad.json:2: invalid type: integer `3`"), "{errors:?}");
    assert!(
        errors[1].contains("gold/deep/2.json and gold/twin.json: these inputs have one id, \"b\""),
        "{errors:?}"
    );
    assert!(errors[2].starts_with("chidao: facts.jsonl:3: no facts record: "), "{errors:?}");
    assert!(errors[3].contains("1 article read, 3 inputs failed"), "{errors:?}");
    assert!(out.starts_with("1 gold article, 0 without facts; 1 article without gold\n"), "{out}");
}

#[test]
fn without_gold_or_facts_nothing_is_printed() {
    let dir = folder();
    fs::create_dir(dir.path().join("empty")).unwrap();
    let (code, out, errors) = run(&dir, &["empty", "facts.jsonl"], b"");
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(errors.contains("empty: no .json file in this folder"), "{errors}");
    for args in [["gold", "nowhere.jsonl"], ["nowhere", "facts.jsonl"]] {
        let (code, out, errors) = run(&dir, &args, b"");
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(errors.contains(": no such file or folder"), "{errors}");
    }
}
