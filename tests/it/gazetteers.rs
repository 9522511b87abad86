//! The gazetteers: every row of grammar is read in its own example, the files keep to their form, and a folder of rows
//! teaches new words without code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chidao::extractor::Extractor;
use chidao::lexicon::{EntryKind, FILES};
use chidao::vocab::Relation;

use crate::prose::{EXTRACTOR, article};

#[test]
fn every_row_of_grammar_is_read_in_its_example() {
    let idle = EXTRACTOR.idle_rows();
    assert!(idle.is_empty(), "{idle:?}");
    let grammar = [EntryKind::Title, EntryKind::BodyType, EntryKind::Meeting, EntryKind::Verb];
    let entries = EXTRACTOR.lexicon().entries().iter();
    let mute: Vec<String> = entries
        .filter(|entry| grammar.contains(&entry.kind) && entry.example.is_empty())
        .map(|entry| entry.source().to_string())
        .collect();
    assert!(mute.is_empty(), "no example: {mute:?}");
}

#[test]
fn a_row_that_is_not_read_in_its_example_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let verbs = "verb\tact\texample\ngõ mõ\tchair\tSáng nay trời mưa ở huyện Bắc Hà.\n";
    fs::write(dir.path().join("verbs.tsv"), verbs).unwrap();
    let idle = Extractor::with_gazetteers(dir.path()).unwrap().idle_rows();
    assert!(matches!(&idle[..], [one] if one.line == 2 && one.what.contains("gõ mõ")), "{idle:?}");
}

/// The folder of the files that the program carries.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers")
}

#[test]
fn the_shipped_files_pass_their_check() {
    if let Err(errors) = chidao::lexicon::check(None) {
        panic!("{errors:?}");
    }
}

#[test]
fn every_file_of_the_folder_is_read() {
    let known: BTreeSet<&str> = FILES.iter().map(|file| file.name).chain(["layout.tsv"]).collect();
    for file in fs::read_dir(folder()).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(name.as_str()), "{name}: no code reads it");
    }
}

/// One row a kind teaches the program an invented title, verb, body type and meeting type.
#[test]
fn a_new_word_is_a_row_and_no_code() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    write("titles.tsv", "title\taliases\theads\tbody\tflags\texample\nĐò trưởng\tĐT\t\t\thead\t\n");
    write(
        "verbs.tsv",
        "verb\tact\tstrength\tflags\texample\ngõ mõ\tchair\t\t\t\nhô hào\tdirect\torder\t\t\n",
    );
    write(
        "body_types.tsv",
        "name\ttype\tlevel\tflags\taliases\texample\nBến đò\tferry\tcommune\tplace bare\tBĐ\t\n",
    );
    write("meeting_types.tsv", "name\ttype\tflags\taliases\texample\nhò hội\tgathering\tstrong\t\t\n");
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

/// A row that begins with `-` takes out what has its key; `-*` takes out everything that stands so far.
#[test]
fn a_row_with_a_minus_removes() {
    let dir = tempfile::tempdir().unwrap();
    let verbs = "verb\tact\n-*\t\ngõ mõ\tchair\n";
    fs::write(dir.path().join("verbs.tsv"), verbs).unwrap();
    fs::write(dir.path().join("titles.tsv"), "title\n-Chủ tịch\n").unwrap();
    let taught = Extractor::with_gazetteers(dir.path()).unwrap();
    let of = |kind: EntryKind| taught.lexicon().entries().iter().filter(move |entry| entry.kind == kind);
    assert_eq!(of(EntryKind::Verb).map(|entry| entry.text.as_str()).collect::<Vec<_>>(), ["gõ mõ"]);
    assert!(of(EntryKind::Title).all(|entry| entry.text != "Chủ tịch"));
    assert!(of(EntryKind::Title).any(|entry| entry.text == "Bí thư"), "the other rows stay");
}

/// A row with the key of another stands in its place, and says so.
#[test]
fn a_row_of_the_same_key_replaces() {
    let dir = tempfile::tempdir().unwrap();
    let verbs = "verb\tact\tstrength\tflags\texample\nchủ trì\tattend\t\t\t\n";
    fs::write(dir.path().join("verbs.tsv"), verbs).unwrap();
    let taught = Extractor::with_gazetteers(dir.path()).unwrap();
    let prose = "Sáng 05/6, đồng chí Đinh Quốc Khải, Bí thư Huyện ủy Bắc Hà, chủ trì hội nghị về chè.";
    assert!(facts(&EXTRACTOR, prose).iter().any(|fact| fact.contains("chaired")));
    assert!(facts(&taught, prose).iter().all(|fact| !fact.contains("chaired")));
    let own = taught.lexicon().entries().iter().find(|entry| entry.text == "chủ trì").unwrap();
    assert_eq!(own.source().to_string(), format!("{}:2", dir.path().join("verbs.tsv").display()));
}

/// One title, one body, one publisher more and one person less, laid over the program's own.
#[test]
fn a_folder_teaches_a_board_a_post_and_a_publisher() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    write("titles.tsv", "title\taliases\theads\tbody\tflags\texample\nĐò trưởng\t\t\t\thead\t\n");
    write("bodies.tsv", "name\ttype\tlevel\nHội Đò Sông Chảy\tassociation\tprovince\n");
    write("publishers.tsv", "name\thosts\tplace\nBản tin Bến Đò\tbendo.example\ttỉnh Lào Cai\n");
    write("people.tsv", "name\n-Nguyễn Đình Chiểu\n");
    let prose = "Sáng 05/6, đồng chí Đinh Quốc Khải, Đò trưởng Hội Đò Sông Chảy, chủ trì hội nghị về chè. \
        Lãnh đạo UBND tỉnh và ông Nguyễn Đình Chiểu dự hội nghị.";
    let read = |extractor: &Extractor| {
        let mut article = article(prose);
        article.url = Some("https://tin.bendo.example/1.html".to_string());
        let reading = extractor.read(&article);
        reading.entities.iter().map(|entity| entity.name.clone()).collect::<Vec<_>>()
    };
    let taught = Extractor::with_gazetteers(dir.path()).unwrap();
    assert!(facts(&taught, prose).contains(&"Đinh Quốc Khải | Đò trưởng | Hội Đò Sông Chảy".to_string()));
    let has = |names: &[String], name: &str| names.iter().any(|own| own == name);
    assert!(has(&read(&taught), "Nguyễn Đình Chiểu") && !has(&read(&EXTRACTOR), "Nguyễn Đình Chiểu"));
    assert!(read(&taught).iter().any(|name| name.ends_with("tỉnh Lào Cai")), "{:?}", read(&taught));
}

/// Every kind of defect is one error that names file, line and rule.
#[test]
fn planted_defects_are_named() {
    let places = "name\tlevel\ttype\tcode\tparent\tfrom\tto\tinto\n";
    let kinship = "type\tlevel\tbranch\tabove\tstep\tfrom\tto\n";
    let defects: &[(&str, &str, &str)] = &[
        ("verbs.tsv", "verb\tact\ngõ mõ\tchaird\n", "act \"chaird\" is not one of"),
        ("verbs.tsv", "verb\tact\ngõ mõ\n", "1 columns: the header has 2"),
        ("verbs.tsv", "verb\tdoing\ngõ mõ\tchair\n", "column \"doing\" is not one of"),
        ("titles.tsv", "title\tflags\nĐò trưởng\tboss\n", "flag \"boss\" is not known"),
        ("titles.tsv", "title\n-Đò trưởng\n", "\"-Đò trưởng\" removes nothing"),
        ("titles.tsv", "title\nĐò  trưởng\n", "has two spaces in a row"),
        ("titles.tsv", "title\nĐo\u{300} trưởng\n", "is not in NFC"),
        ("sectors.tsv", "sector\taliases\n\tĐò\n", "column \"sector\" is empty"),
        (
            "places.tsv",
            &format!("{places}Bến Lội\tcommune\txã\t99999\t88888\t\t\t\n"),
            "parent \"88888\": no unit",
        ),
        ("places.tsv", &format!("{places}Bến Lội\tcommune\txã\t99999\t99999\t\t\t\n"), "go in a circle"),
        ("places.tsv", &format!("{places}Bến Lội\tcommune\txã\t99999\t10\t2021-02-30\t\t\n"), "is no day"),
        (
            "places.tsv",
            &format!("{places}Bến Lội\tcommune\txã\t99999\t10\t2021-02-03\t2020-01-01\t\n"),
            "is not before",
        ),
        (
            "places.tsv",
            &format!("{places}Bến Lội\tcommune\txã\t99999\t10\t\t2025-07-01\t77777\n"),
            "into \"77777\"",
        ),
        (
            "kinship.tsv",
            &format!("{kinship}ferry\t\tstate\t\t\t\t\n"),
            "type \"ferry\": no body has this type",
        ),
        ("kinship.tsv", &format!("{kinship}police\tcommune\tarmed\tpolice\tsame\t\t\n"), "go in a circle"),
        ("kinship.tsv", &format!("{kinship}police\tcommune\tarmed\tBến\tonce\t\t\n"), "above \"Bến\""),
        (
            "publishers.tsv",
            "name\thosts\tplace\nBản tin\tbendo.example\ttỉnh Bến\n",
            "place \"tỉnh Bến\" is no province",
        ),
        ("publishers.tsv", "name\thosts\nBản tin\tbaolaocai.vn\n", "another publisher's too"),
        ("people.tsv", "name\tkind\nTạ Quang Vượng\thero\n", "kind \"hero\" is not one of"),
    ];
    for (name, text, rule) in defects {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        let errors = chidao::lexicon::check(Some(dir.path())).expect_err(rule);
        let place = if rule.contains("column \"doing\"") { 1 } else { 2 };
        let named = |error: &chidao::lexicon::Error| {
            error.file == path.display().to_string() && error.line == place && error.what.contains(rule)
        };
        assert!(errors.iter().any(named), "{rule}: {errors:?}");
    }
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
