//! Facts drawn on their articles, in every format of the tools of annotators, and read back: as they were, and as hands changed them.

use std::fs;

use assert_cmd::Command;
use chidao::annotation::{self, FORMATS, Link, Sheet, Span};
use chidao::extractor::{Mention, Quote, Reading};
use chidao::vocab::{EventStatus, LinkKind, MentionKind, Relation, RoleStatus, Strength};
use chidao::{Article, eval};
use proptest::prelude::*;

use crate::prose::EXTRACTOR;
use crate::sample::article;

/// What a tool would give back that changes nothing.
fn through(format: &str, sheet: &Sheet) -> Sheet {
    let format = annotation::by_name(format).unwrap();
    let files = (format.write)(sheet);
    match files.as_slice() {
        [text, spans, facts] => annotation::read_brat(&sheet.id, text, spans, Some(facts)).unwrap(),
        _ => {
            let [opening, _, closing] = format.frame;
            let text = format!("{opening}{}{closing}", files.concat());
            let mut found = annotation::read(&text).unwrap();
            assert_eq!(found.len(), 1);
            found.remove(0).1.unwrap()
        }
    }
}

#[track_caller]
fn survives(reading: &Reading, text: &str) {
    let sheet = Sheet::of(reading, text);
    for format in FORMATS {
        let back = through(format.name, &sheet);
        assert_eq!(back, sheet, "{}", format.name);
        assert_eq!(&back.reading(), reading, "{}", format.name);
    }
}

/// Texts and readings of the examples.
fn examples() -> Vec<(String, Reading)> {
    let mut paths: Vec<_> =
        fs::read_dir("examples/articles").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let article = Article::from_text(id, fs::read_to_string(path).unwrap());
        let reading = EXTRACTOR.read(&article);
        (article.text, reading)
    };
    paths.iter().map(read).collect()
}

#[test]
fn the_examples_come_back_as_they_were() {
    let mut drawn = (0, 0);
    for (text, reading) in examples() {
        survives(&reading, &text);
        let acts =
            Sheet::of(&reading, &text).links.iter().filter(|link| link.kind.relation().is_some()).count();
        drawn = (drawn.0 + acts, drawn.1 + reading.events.len());
    }
    assert!(drawn.0 * 10 >= drawn.1 * 8, "{} links for {} events", drawn.0, drawn.1);
}

#[test]
fn gold_of_a_reading_agrees_with_it() {
    for (_, reading) in examples() {
        let gold = eval::Gold::read(&eval::gold(&reading).to_string(), "gold").unwrap();
        let score = eval::score(&gold, Some(&reading));
        assert!(score.faults.is_empty(), "{}: {:?}", reading.doc.id, score.faults);
    }
}

const LETTERS: &[char] = &['a', 'Đ', 'ộ', ' ', '\n', '"', '\u{1F600}', '<', '\t', '.', '\u{301}', '\r'];

proptest! {
    /// Any text, with spans, roles and events anywhere on it, some of whose parts have no words in the text.
    #[test]
    fn any_reading_survives_every_format(
        text in prop::collection::vec(prop::sample::select(LETTERS), 8..60),
        spans in prop::collection::btree_map((0_usize..50, 1_usize..9), (0_usize..8, 0_usize..7), 0..14),
        roles in prop::collection::vec((0_usize..3, 0_usize..3, 0_usize..40, 1_usize..20), 0..4),
        events in prop::collection::vec((0_usize..3, 0_usize..7, 0_usize..7, 0_usize..40, 1_usize..20), 0..6),
    ) {
        let quote = |start: usize, length: usize| {
            let start = start.min(text.len() - 1);
            let end = (start + length).min(text.len());
            Quote { start, end, text: text[start..end].iter().collect() }
        };
        let ids = ["p1", "p2", "p3", "b1", "b2", "m1", "m2"];
        let mut sample = article("báo \"x\"", "2024-01-01");
        for id in ids {
            sample = match &id[..1] {
                "p" => sample.person(id, id),
                "b" => sample.body(id, id),
                _ => sample.meeting(id, id, "2024-01-01", "b1"),
            };
        }
        for &(person, body, start, length) in &roles {
            sample = sample.role_as(ids[person], "Bí thư", ids[3 + body % 2], RoleStatus::ALL[start % 5]);
            sample.last_role().quote = quote(start, length);
            sample.last_role().title_text = quote(start, 2).text;
        }
        for &(relation, agent, target, start, length) in &events {
            sample = sample.event(Relation::ALL[relation], ids[agent], ids[target], "2024-01-01");
            let roles = roles.len();
            let event = sample.last_event();
            event.quote = quote(start, length);
            event.status = EventStatus::ALL[start % 4];
            event.role = (roles > 0).then(|| start % roles.max(1));
        }
        let mut reading = sample.reading();
        reading.mentions.clear();
        for (&(start, length), &(kind, entity)) in &spans {
            let kind = MentionKind::ALL[kind];
            let unnamed = matches!(kind, MentionKind::Title | MentionKind::Date);
            // Blanks alone are no mention, and brat cannot hold one that begins or ends with a line end.
            let quote = quote(start, length);
            let stands = quote.text.trim() == quote.text;
            let twice = |m: &Mention| (m.quote.start, m.quote.end, m.kind) == (quote.start, quote.end, kind);
            if stands && !quote.text.is_empty() && !reading.mentions.iter().any(twice) {
                reading.mentions.push(Mention { entity: (!unnamed).then(|| ids[entity].to_owned()), kind, quote });
            }
        }
        survives(&reading, &text.iter().collect::<String>());
    }
}

/// Two people at a meeting; the second only attends.
fn meeting() -> (String, Reading) {
    let text = "Bí thư Lan chủ trì hội nghị. Ông Minh dự.".to_owned();
    let chars: Vec<char> = text.chars().collect();
    let mention = |entity: Option<&str>, kind, start: usize, end: usize| Mention {
        entity: entity.map(str::to_owned),
        kind,
        quote: Quote { start, end, text: chars[start..end].iter().collect() },
    };
    let mut reading = article("hop", "2024-01-02")
        .person("p1", "Lan")
        .person("p2", "Minh")
        .body("b1", "Tỉnh ủy")
        .meeting("m1", "hội nghị", "2024-01-02", "b1")
        .role("p1", "Bí thư", "b1")
        .event(Relation::Chaired, "p1", "m1", "2024-01-02")
        .event(Relation::Attended, "p2", "m1", "2024-01-02")
        .reading();
    reading.mentions = vec![
        mention(None, MentionKind::Title, 0, 6),
        mention(Some("p1"), MentionKind::Person, 7, 10),
        mention(Some("m1"), MentionKind::Meeting, 19, 27),
        mention(Some("p2"), MentionKind::Person, 33, 37),
    ];
    reading.roles[0].quote = Quote { start: 0, end: 10, text: "Bí thư Lan".to_owned() };
    reading.roles[0].title_text = "Bí thư".to_owned();
    (text, reading)
}

fn span(sheet: &Sheet, words: &str) -> Span {
    let at = |span: &&Span| {
        sheet.text.chars().skip(span.start).take(span.end - span.start).collect::<String>() == words
    };
    *sheet.spans.iter().find(at).unwrap()
}

#[test]
fn what_is_taken_out_is_gone_and_what_is_drawn_is_there() {
    let (text, reading) = meeting();
    let mut sheet = Sheet::of(&reading, &text);
    let (lan, minh, conference) = (span(&sheet, "Lan"), span(&sheet, "Minh"), span(&sheet, "hội nghị"));
    assert!(sheet.links.remove(&Link { kind: LinkKind::Attended, from: minh, to: conference }));
    sheet.links.insert(Link { kind: LinkKind::Directed, from: lan, to: minh });
    for format in FORMATS {
        let changed = through(format.name, &sheet).reading();
        let acts: Vec<_> =
            changed.events.iter().map(|e| (e.relation, e.agent.as_str(), e.target.as_str())).collect();
        assert_eq!(
            acts,
            [(Relation::Chaired, "p1", "m1"), (Relation::Directed, "p1", "p2")],
            "{}",
            format.name
        );
        let new = changed.events.last().unwrap();
        assert_eq!(
            (new.strength, new.quote.text.as_str()),
            (Some(Strength::Order), "Lan chủ trì hội nghị. Ông Minh")
        );
        assert_eq!((changed.entities.len(), changed.roles.len()), (4, 1));
    }
}

#[test]
fn a_person_whose_spans_are_taken_out_takes_the_posts_and_acts_along() {
    let (text, reading) = meeting();
    let mut sheet = Sheet::of(&reading, &text);
    let lan = span(&sheet, "Lan");
    sheet.spans.remove(&lan);
    sheet.links.retain(|link| link.from != lan && link.to != lan);
    let changed = sheet.reading();
    assert!(changed.entities.iter().all(|entity| entity.id != "p1") && changed.roles.is_empty());
    assert_eq!(changed.events.len(), 1);
}

#[test]
fn spans_that_are_joined_are_one_person_and_a_new_span_is_a_new_one() {
    let (text, reading) = meeting();
    let mut sheet = Sheet::of(&reading, &text);
    let (lan, minh) = (span(&sheet, "Lan"), span(&sheet, "Minh"));
    sheet.links.insert(Link { kind: LinkKind::SameAs, from: minh, to: lan });
    let one = sheet.reading();
    let agents: Vec<_> = one.events.iter().map(|event| event.agent.as_str()).collect();
    assert_eq!((agents, one.entities.len()), (vec!["p1", "p1"], 3));
    let mut sheet = Sheet::of(&reading, &text);
    sheet.spans.insert(Span { start: 29, end: 32, kind: MentionKind::Person });
    let more = sheet.reading();
    assert_eq!(more.entities.last().unwrap().name, "Ông");
    assert_eq!(more.mentions.last().unwrap().entity, Some(more.entities.last().unwrap().id.clone()));
}

#[test]
fn a_drawing_without_its_facts_still_tells_who_did_what() {
    let (text, reading) = meeting();
    let sheet = Sheet { facts: None, ..Sheet::of(&reading, &text) };
    for format in FORMATS {
        let told = eval::gold(&through(format.name, &sheet).reading());
        assert_eq!(told["people"], serde_json::json!(["Lan", "Minh"]), "{}", format.name);
        assert_eq!(told["chaired"][0]["who"], "Lan");
        assert_eq!(told["attended"][0]["who"], "Minh");
        assert_eq!(told["roles"][0]["title"], "Bí thư");
    }
}

#[test]
fn what_is_wrong_is_named_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let out =
            Command::new(env!("CARGO_BIN_EXE_chidao")).current_dir(&folder).args(arguments).output().unwrap();
        (out.status.code().unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    for (format, path) in
        [("brat", "brat"), ("doccano", "a.jsonl"), ("webanno", "b.jsonl"), ("labelstudio", "c.json")]
    {
        assert_eq!(run(&["extract", examples, "--format", format, "-o", path]).0, 0, "{format}");
        let gold = format!("gold-{format}");
        assert_eq!(run(&["gold", "import", path, "-o", &gold]).0, 0, "{format}");
        let count = fs::read_dir(folder.path().join(&gold)).unwrap().count();
        assert_eq!(count, fs::read_dir(examples).unwrap().count(), "{format}");
    }
    let first = |one: &str, other: &str| {
        let read = |name: &str| {
            fs::read_to_string(folder.path().join(name).join("tinh-uy-lam-viec-voi-huyen.json")).unwrap()
        };
        assert_eq!(read(one), read(other), "{one} {other}");
    };
    first("gold-brat", "gold-doccano");
    first("gold-webanno", "gold-labelstudio");
    first("gold-brat", "gold-webanno");

    let bad = [
        (
            "{\"text\":\"Lan\",\"article\":\"x\",\"entities\":[{\"id\":1,\"label\":\"hero\",\"start_offset\":0,\"end_offset\":3}],\"relations\":[]}",
            "bad.jsonl:1: entities[0].label: \"hero\" is not one of person, ",
        ),
        (
            "{\"text\":\"Lan\",\"article\":\"x\",\"entities\":[{\"id\":1,\"label\":\"person\",\"start_offset\":0,\"end_offset\":9}],\"relations\":[]}",
            "bad.jsonl:2: a span from 0 to 9 is no stretch of a text of 3 characters",
        ),
        (
            "{\"text\":\"Lan\",\"article\":\"x\",\"entities\":[],\"relations\":[{\"id\":1,\"type\":\"chaired\",\"from_id\":7,\"to_id\":8}]}",
            "bad.jsonl:3: relations[0].from_id: \"7\" is no span",
        ),
        (
            "{\"text\":\"Lan\",\"article\":\"../x\",\"entities\":[],\"relations\":[]}",
            "bad.jsonl:4: \"../x\": the id of an article must be a path below a folder",
        ),
        ("{}", "bad.jsonl:5: no annotated article"),
        ("{", "bad.jsonl:6: no JSON"),
        ("{\"text\":\"Lan\",\"article\":\"good\",\"entities\":[],\"relations\":[]}", ""),
    ];
    fs::write(folder.path().join("bad.jsonl"), bad.map(|(line, _)| line).join("\n")).unwrap();
    let (code, errors) = run(&["gold", "import", "bad.jsonl", "-o", "gold"]);
    assert_eq!(code, 2);
    for (_, message) in bad {
        assert!(errors.contains(message), "{message:?} in\n{errors}");
    }
    assert!(folder.path().join("gold/good.json").is_file());
    assert!(
        run(&["extract", examples, "--format", "brat"]).1.contains("brat: give the folder"),
        "a folder is needed"
    );
}
