//! One article printed again and again is one article; two articles on one meeting are two.

use std::fs;
use std::process::Command;

use assert_cmd::assert::OutputAssertExt;
use chidao::article::Article;
use chidao::export::facts;
use chidao::extractor::Sketch;
use chidao::graph::{EdgeKind, Link};
use chidao::query;
use chidao::vocab::EntityKind;
use chidao::{Graph, Reading};

use crate::prose::EXTRACTOR;
use crate::sample::orders;

const FIRST: &str = include_str!("../../examples/articles/bo-nong-nghiep-hoi-nghi-truc-tuyen.txt");

/// Another paper on the same morning, in its own words.
const OTHER: &str = "Giữ rừng mùa khô: trông vào lực lượng tại chỗ

Thứ năm, 10/03/2022 - 20:05

Sáng 10/3, Bộ Nông nghiệp và Phát triển nông thôn tổ chức hội nghị trực tuyến bàn việc giữ rừng. Thứ trưởng Bộ Nông nghiệp và Phát triển nông thôn Ngô Đức Lãm chủ trì hội nghị.

Theo các đại biểu, nắng nóng năm nay đến sớm hơn mọi năm chừng nửa tháng, nhiều hồ nước trong rừng đã cạn tới đáy. Các trạm gác lửa thiếu người, xe chữa cháy cũ và chậm.

Ông Lãm yêu cầu các tỉnh mua thêm bơm đẩy, tập dượt chữa cháy ban đêm, và trả đủ tiền công cho người trực.
";

/// The article as others print it: as it is, trimmed, under a new headline, with the other placement of tones, on another day.
fn versions() -> Vec<(&'static str, String)> {
    let (headline, rest) = FIRST.split_once('\n').unwrap();
    let paragraphs: Vec<&str> = FIRST.split("\n\n").collect();
    let trimmed = paragraphs[..paragraphs.len() - 3].join("\n\n");
    let tones = [("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("úy", "uý"), ("ùy", "uỳ"), ("ọa", "oạ")];
    let other_tones = tones.iter().fold(FIRST.to_owned(), |text, (one, other)| text.replace(one, other));
    let date = "Thứ năm, 10/03/2022 - 15:40";
    assert!(FIRST.contains(date) && other_tones != FIRST && headline.len() < 200);
    vec![
        ("b-reprint", FIRST.to_owned()),
        ("c-trimmed", trimmed),
        ("d-headline", format!("Giữ rừng: lời hứa từ 28 điểm cầu\n{rest}")),
        ("e-tones", other_tones),
        ("f-day", FIRST.replace(date, "(Sông Đáy) - 13/3/2022 06:10")),
    ]
}

/// The article and all its versions, with their ids.
pub(crate) fn versions_of_one() -> Vec<(String, String)> {
    let first = std::iter::once(("a-first", FIRST.to_owned()));
    first.chain(versions()).map(|(id, text)| (id.to_owned(), text)).collect()
}

fn read(id: &str, text: &str) -> Reading {
    EXTRACTOR.read(&Article::from_text(id.to_owned(), text.to_owned()))
}

fn all() -> Vec<Reading> {
    let mut readings = vec![read("a-first", FIRST)];
    readings.extend(versions().iter().map(|(id, text)| read(id, text)));
    readings
}

/// Edges without their evidence.
fn statements(graph: &Graph) -> Vec<(String, String, EdgeKind, Option<String>)> {
    let of =
        |link: Link| (link.source.id.clone(), link.target.id.clone(), link.edge.kind, link.edge.date.clone());
    graph.links().map(of).collect()
}

#[test]
fn five_versions_are_one_article_with_all_its_evidence() {
    let alone = Graph::from_readings(&all()[..1]);
    for order in orders(&all()) {
        let graph = Graph::from_readings(&order);
        let original = |id| graph.original(id).to_owned();
        assert!(
            graph.reports().all(|(id, _)| original(id) == "a-first"),
            "{:?}",
            graph.reports().collect::<Vec<_>>()
        );
        assert_eq!(statements(&graph), statements(&alone));
        let (all, one) = (query::instructions(&graph), query::instructions(&alone));
        assert!(all.len() == one.len() && !one.is_empty());
        assert!(all.iter().all(|one| one.evidence.doc == "a-first"));
        let director = &query::busiest_directors(&graph, 1)[0];
        assert_eq!(director.count, query::busiest_directors(&alone, 1)[0].count);
        assert_eq!((director.person.articles, director.person.reports), (1, 6));
        let chaired = graph.links().find(|link| link.edge.kind.id() == "chaired").unwrap();
        assert_eq!((graph.sources(&chaired.edge.evidence), chaired.edge.evidence.len()), (1, 6));
    }
}

#[test]
fn another_article_on_the_meeting_stays_one_of_its_own_and_shares_the_meeting() {
    let mut readings = all();
    readings.push(read("z-other", OTHER));
    let graph = Graph::from_readings(&readings);
    assert_eq!(graph.original("z-other"), "z-other");
    let meetings: Vec<_> = graph.nodes().filter(|node| node.kind == EntityKind::Meeting).collect();
    let shared = meetings.iter().filter(|node| node.articles == 2 && node.reports == 7);
    assert_eq!(shared.count(), 1, "{meetings:?}");
}

#[test]
fn without_a_sketch_nothing_is_a_reprint() {
    let mut readings = all();
    readings.iter_mut().for_each(|reading| reading.doc.sketch = Sketch::default());
    let graph = Graph::from_readings(&readings);
    assert!(graph.reports().all(|(_, report)| report.original.is_none()));
}

#[test]
fn a_sketch_knows_how_much_two_texts_share() {
    let words: Vec<String> = (0..2000).map(|at| format!("w{at}")).collect();
    let of = |from: usize, to: usize| Sketch::of(words[from..to].iter().map(String::as_str));
    let near = |a: f64, b: f64| (a - b).abs() < 0.15;
    let whole = of(0, 1000);
    assert_eq!(whole.shared(&whole).map(|shared| (shared.of_shorter, shared.of_both)), Some((1.0, 1.0)));
    let trimmed = whole.shared(&of(0, 500)).unwrap();
    assert!(near(trimmed.of_shorter, 1.0) && near(trimmed.of_both, 0.5), "{trimmed:?}");
    let half = whole.shared(&of(500, 1500)).unwrap();
    assert!(near(half.of_shorter, 0.5) && near(half.of_both, 1.0 / 3.0), "{half:?}");
    assert_eq!(whole.shared(&of(1000, 2000)).unwrap().of_both, 0.0);
    assert_eq!(whole.shared(&of(0, 10)), None);
    assert!(Sketch::of(words[..4].iter().map(String::as_str)).digests().is_empty());
}

#[test]
fn digests_never_change() {
    let sketch = Sketch::of("sáng nay bộ tổ chức hội nghị".split(' '));
    assert_eq!(sketch.digests(), [1_132_230_827, 2_134_132_889, 3_086_604_521]);
}

#[test]
fn reprints_are_listed_and_stand_in_the_graph() {
    let dir = tempfile::tempdir().unwrap();
    for (id, text) in versions().iter().map(|(id, text)| (*id, text.as_str())).chain([("a-first", FIRST)]) {
        fs::write(dir.path().join(id).with_extension("txt"), text).unwrap();
    }
    let chidao = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chidao"));
        let out = command.args(args).arg(dir.path()).assert().success().get_output().stdout.clone();
        String::from_utf8(out).unwrap()
    };
    let listed = chidao(&["reprints", "--format", "csv"]);
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[0], "date,article,original_date,original,shared");
    assert_eq!(lines[5], "2022-03-13,f-day,2022-03-10,a-first,1.00");
    let graph: serde_json::Value = serde_json::from_str(&chidao(&["graph", "-o", "-"])).unwrap();
    assert_eq!(graph["graph"]["reprints"]["c-trimmed"], "a-first");
    assert_eq!(graph["graph"]["articles"], 6);
}

#[test]
fn a_sketch_that_is_none_is_named() {
    let mut line = Vec::new();
    facts::write(&read("a", FIRST), &mut line).unwrap();
    let line = String::from_utf8(line).unwrap();
    let (before, rest) = line.split_once("\"sketch\":\"").unwrap();
    let (_, after) = rest.split_once('"').unwrap();
    for wrong in ["0123456", "0123456g", "+1234567"] {
        let error = facts::read(&format!("{before}\"sketch\":\"{wrong}\"{after}")).unwrap_err().to_string();
        assert!(error.contains("doc.sketch") && error.contains(wrong), "{error}");
    }
    let none = facts::read(&format!("{before}\"sketch\":\"\"{after}")).unwrap();
    assert_eq!(none.doc.sketch, Sketch::default());
}
