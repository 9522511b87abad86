//! One reading, one line of `chidao.facts/1`, and back.

use chidao::export::facts;
use chidao::extractor::{Note, Quote, Reading};
use chidao::vocab::{EntityKind, Level, NoteKind, Relation, Session};

use crate::sample::{article, three_articles};

fn line(reading: &Reading) -> String {
    let mut bytes = Vec::new();
    facts::write(reading, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn full() -> Reading {
    let mut reading = article("a", "2020-10-10")
        .person("p1", "Lê \"Anh\" Xuân\n")
        .body("b1", "Thành ủy")
        .with(|sample| sample.last_entity().level = Some(Level::District))
        .meeting("m1", "hội nghị", "2020-10-09", "b1")
        .with(|sample| sample.last_entity().session = Some(Session::Morning))
        .entity("l1", EntityKind::Place, "Thanh Hóa")
        .with(|sample| sample.last_entity().level = Some(Level::Province))
        .role("p1", "Bí thư", "b1")
        .event(Relation::Chaired, "p1", "m1", "2020-10-09")
        .with(|sample| sample.last_event().role = Some(0))
        .reading();
    let quote = Quote { start: 0, end: 1, text: "…".to_owned() };
    reading.notes.push(Note { kind: NoteKind::DateWithoutYear, quote });
    reading
}

#[test]
fn the_line_is_the_contract() {
    let expected = concat!(
        r#"{"schema":"chidao.facts/1","doc":{"id":"a","title":null,"published":"2020-10-10","byline":null,"url":null,"#,
        r#""publisher":null,"copies":1,"chars":1000,"sha256":"sha of a","extractor":"chidao test"},"entities":["#,
        r#"{"id":"p1","kind":"person","name":"Lê \"Anh\" Xuân\n","aliases":[]},"#,
        r#"{"id":"b1","kind":"body","name":"Thành ủy","aliases":[],"type":null,"level":"district","place":null},"#,
        r#"{"id":"m1","kind":"meeting","name":"hội nghị","aliases":[],"type":"conference","date":"2020-10-09","#,
        r#""session":"morning","place":null,"organizer":"b1"},"#,
        r#"{"id":"l1","kind":"place","name":"Thanh Hóa","aliases":[],"level":"province"}],"mentions":["#,
        r#"{"entity":"p1","kind":"person","start":0,"end":14,"text":"Lê \"Anh\" Xuân\n"},"#,
        r#"{"entity":"b1","kind":"body","start":10,"end":18,"text":"Thành ủy"},"#,
        r#"{"entity":"m1","kind":"meeting","start":20,"end":28,"text":"hội nghị"},"#,
        r#"{"entity":"l1","kind":"place","start":30,"end":39,"text":"Thanh Hóa"}],"roles":["#,
        r#"{"person":"p1","title":"Bí thư","title_text":"Bí thư","body":"b1","body_text":"b1","status":"current","#,
        r#""start":40,"end":46,"quote":"Bí thư","rule":"role.test"}],"events":["#,
        r#"{"type":"chaired","agent":"p1","target":"m1","status":"asserted","date":"2020-10-09","order":null,"role":0,"#,
        r#""on_behalf_of":null,"directive":null,"strength":null,"start":50,"end":63,"quote":"p1 chaired m1","#,
        r#""rule":"chaired.test","confidence":0.5}],"notes":["#,
        r#"{"kind":"date_without_year","start":0,"end":1,"text":"…"}]}"#,
        "\n"
    );
    assert_eq!(line(&full()), expected);
}

#[test]
fn what_is_written_is_read_back() {
    for reading in three_articles().into_iter().chain([full()]) {
        assert_eq!(facts::read(&line(&reading)).unwrap(), reading);
    }
}

#[test]
fn keys_may_be_added_and_notes_may_be_missing() {
    let line = line(&full()).replace(r#"{"schema""#, r#"{"new":[1],"schema""#);
    assert!(facts::read(&line).is_ok());
    let (head, _) = line.split_once(r#","notes""#).unwrap();
    assert_eq!(facts::read(&format!("{head}}}")).unwrap().notes, []);
}

#[test]
fn a_wrong_line_says_what_is_wrong_in_one_line() {
    let good = line(&full());
    let cases = [
        ("chidao.facts/1", "chidao.facts/9", r#"schema "chidao.facts/9" is not "chidao.facts/1""#),
        (
            r#""type":"chaired""#,
            r#""type":"chaird""#,
            r#"events[0].type: "chaird" is not one of chaired, directed, attended"#,
        ),
        (
            r#""status":"asserted""#,
            r#""status":"""#,
            r#"events[0].status: "" is not one of asserted, planned, negated, reported"#,
        ),
        (r#""target":"m1""#, r#""target":"m7""#, r#"events[0].target: "m7" is not in the record"#),
        (r#""organizer":"b1""#, r#""organizer":"b7""#, r#"entities[2].organizer: "b7" is not in the record"#),
        (r#""role":0"#, r#""role":3"#, "events[0].role: 3 is not in the record"),
        (r#"{"id":"b1""#, r#"{"id":"p1""#, r#"entities: the id "p1" stands twice"#),
        (r#","name":"Thành ủy""#, "", "no facts record: missing field `name` at line 1 column 358"),
    ];
    for (from, to, message) in cases {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        assert_eq!(facts::read(&bad).unwrap_err().to_string(), message);
    }
    assert!(facts::read("no json").unwrap_err().to_string().starts_with("no facts record: "));
}
