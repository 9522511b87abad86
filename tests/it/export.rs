//! A graph in, bytes out: every format, the same bytes whatever the order, and no name that breaks it.

use std::collections::BTreeSet;
use std::path::Path;

use chidao::Graph;
use chidao::export::{FORMATS, Options, by_name, by_path};
use chidao::extractor::Reading;
use chidao::query;
use chidao::vocab::{Relation, Strength};
use quick_xml::events::Event;
use serde_json::Value;

use crate::sample::{article, orders, three_articles};

fn written(format: &str, graph: &Graph, options: &Options) -> String {
    let mut bytes = Vec::new();
    for file in by_name(format).unwrap().files {
        (file.write)(graph, options, &mut bytes).unwrap();
    }
    String::from_utf8(bytes).unwrap()
}

fn dot(readings: &[Reading], posts: bool) -> String {
    written("dot", &Graph::from_readings(readings), &Options { posts, ..Options::default() })
}

fn json(readings: &[Reading]) -> Value {
    serde_json::from_str(&written("json", &Graph::from_readings(readings), &Options::default())).unwrap()
}

#[test]
fn formats_have_names_and_extensions_of_their_own() {
    let names: BTreeSet<_> = FORMATS.iter().map(|format| format.name).collect();
    let extensions: BTreeSet<_> = FORMATS.iter().map(|format| format.extension).collect();
    assert_eq!((names.len(), extensions.len()), (FORMATS.len(), FORMATS.len()));
    let asked = |path: &str| by_path(Path::new(path)).map(|format| format.name);
    assert_eq!(
        (asked("a.DOT"), asked("out/a.cy.json"), asked("a.b.json")),
        (Some("dot"), Some("cytoscape"), Some("json"))
    );
    assert_eq!((asked("out/csv/"), asked("a.csv"), asked("json")), (Some("csv"), Some("csv"), None));
    assert!(asked("a.xml").is_none() && asked("ộ").is_none() && by_name("xml").is_none());
}

#[test]
fn the_order_of_the_articles_changes_no_byte() {
    let readings = three_articles();
    for format in FORMATS {
        let bytes =
            |readings: &[Reading]| written(format.name, &Graph::from_readings(readings), &Options::default());
        let expected = bytes(&readings);
        for order in orders(&readings) {
            assert_eq!(bytes(&order), expected, "{}", format.name);
        }
    }
}

#[test]
fn json_is_node_link() {
    let data = json(&three_articles());
    assert_eq!((&data["directed"], &data["multigraph"]), (&Value::Bool(true), &Value::Bool(true)));
    assert_eq!(data["graph"], serde_json::json!({"schema": "chidao.graph/1", "articles": 3}));
    let graph = Graph::from_readings(&three_articles());
    let (nodes, edges) = (data["nodes"].as_array().unwrap(), data["edges"].as_array().unwrap());
    assert_eq!((nodes.len(), edges.len()), (graph.inner().node_count(), graph.inner().edge_count()));
    let ids: BTreeSet<_> = nodes.iter().map(|node| &node["id"]).map(Value::to_string).collect();
    assert_eq!(ids.len(), nodes.len());
    for edge in edges {
        assert!(
            ids.contains(&edge["source"].to_string()) && ids.contains(&edge["target"].to_string()),
            "{edge}"
        );
        assert!(!edge["evidence"].as_array().unwrap().is_empty(), "{edge}");
    }
    let slots: BTreeSet<_> =
        edges.iter().map(|e| format!("{} {} {}", e["source"], e["target"], e["key"])).collect();
    assert_eq!(slots.len(), edges.len(), "source, target and key name an edge");
}

#[test]
fn json_of_an_edge_is_the_contract() {
    let data = json(&three_articles()[..1]);
    let edge =
        |kind: &str| data["edges"].as_array().unwrap().iter().find(|edge| edge["kind"] == kind).unwrap();
    assert_eq!(
        edge("chaired").to_string(),
        serde_json::json!({
            "source": "person/lu-anh-xuan", "target": "meeting/2020-10-09/thanh-uy-thanh-pho-thanh-hoa/conference",
            "key": 0, "kind": "chaired", "date": "2020-10-09", "confidence": 0.5,
            "evidence": [{"doc": "thanhhoa/000", "start": 80, "end": 93, "quote": "p1 chaired m1", "rule": "chaired.test",
                "confidence": 0.5, "post": "post/bi-thu@thanh-uy-thanh-pho-thanh-hoa"}]
        })
        .to_string()
    );
    assert_eq!(edge("directed")["directive"], "triển khai kế hoạch; củng cố bộ máy");
    assert_eq!(edge("directed")["strength"], "order");
    assert_eq!(edge("attended")["order"], 1);
    assert_eq!((&edge("holds")["first"], &edge("holds")["date"]), (&Value::from("2020-10-10"), &Value::Null));
    assert_eq!(edge("of")["evidence"][0]["quote"], "Bí thư");
}

#[test]
fn json_has_one_node_or_edge_a_line() {
    let graph = Graph::from_readings(&three_articles());
    let text = written("json", &graph, &Options::default());
    let items =
        text.lines().filter(|line| line.starts_with("{\"id\"") || line.starts_with("{\"source\"")).count();
    assert_eq!(items, graph.inner().node_count() + graph.inner().edge_count());
}

#[test]
fn dot_folds_posts_into_people_unless_asked() {
    let folded = dot(&three_articles(), false);
    assert!(folded.contains(
        r#"<b>Lù Anh Xuân</b><br/><font point-size="9">Bí thư Thành ủy thành phố Thanh Hóa</font>"#
    ));
    assert!(!folded.contains("\"post/"), "{folded}");
    let open = dot(&three_articles(), true);
    assert!(
        open.contains("<b>Lù Anh Xuân</b>>")
            && open.contains("\"post/bi-thu@thanh-uy-thanh-pho-thanh-hoa\" [")
    );
    assert!(open.contains("style=dashed") && open.contains(r#"label="holds""#));
}

#[test]
fn dot_names_at_most_three_posts() {
    let sample = article("a", "2024-01-01").person("p1", "Lan").body("b1", "Tỉnh ủy");
    let sample = ["Một", "Hai", "Ba", "Bốn", "Năm"]
        .iter()
        .fold(sample, |sample, title| sample.role("p1", title, "b1"));
    let text = dot(&[sample.reading()], false);
    assert!(text.contains("Một Tỉnh ủy<br/>Hai Tỉnh ủy<br/>Ba Tỉnh ủy<br/>and 2 more</font>"), "{text}");
}

#[test]
fn dot_leaves_out_what_nothing_connects() {
    let alone = article("a", "2024-01-01").person("p1", "Lan").body("b1", "Tỉnh ủy").reading();
    let text = dot(&[alone], false);
    assert!(!text.contains("Lan") && !text.contains("Tỉnh ủy"), "{text}");
}

#[test]
fn the_legend_shows_what_is_drawn_and_no_more() {
    let text = dot(&three_articles(), false);
    for shown in ["person", "meeting", "chaired", "directed", "held at"] {
        assert!(text.contains(&format!("label=\"{shown}\"")), "{shown}");
    }
    for absent in ["post", "holds", "part of"] {
        assert!(!text.contains(&format!("label=\"{absent}\"")), "{absent}");
    }
}

#[test]
fn an_instruction_is_printed_on_its_edge() {
    assert!(dot(&three_articles(), false).contains("label=<triển khai kế hoạch>"));
}

#[test]
fn who_directed_whom_has_people_only_in_every_format() {
    let graph = query::who_directed_whom(&Graph::from_readings(&three_articles()), &|_| true);
    let text = written("dot", &graph, &Options::default());
    assert!(text.contains("Trưởng phòng Nội vụ") && !text.contains("\"body/"), "{text}");
    let data: Value = serde_json::from_str(&written("json", &graph, &Options::default())).unwrap();
    assert_eq!(data["edges"][0]["evidence"][0]["via"], "phòng Nội vụ");
}

/// Names that would break out of a string, a label or a line.
const HOSTILE: &[&str] = &[
    "a\"b",
    "a\\",
    "\\\"",
    "\\N \\G \\n",
    "<b>x</b>",
    "x > y < z & &amp; &#34;",
    "]; evil -> node; //",
    "line\nbreak\r\ttab",
    "nul\u{0}bell\u{7}\u{fffe}",
    "",
    "   ",
    "\u{1F600} \u{202e}abc",
    "*/ /* # --",
    "a-very-long-word-without-any-space-that-goes-on-and-on-and-on-and-on-and-on-and-on",
];

fn hostile() -> Vec<Reading> {
    let reading = |(at, name): (usize, &&str)| {
        article(&format!("doc \"{at}\" \\{name}"), "2024-01-01")
            .person("p1", name)
            .body("b1", &format!("{name}{at}"))
            .meeting("m1", name, "2024-01-01", "b1")
            .role("p1", name, "b1")
            .event(Relation::Chaired, "p1", "m1", "")
            .directive("p1", "b1", "", name, Strength::Order)
            .with(|sample| sample.last_event().quote.text = (*name).to_owned())
            .reading()
    };
    HOSTILE.iter().enumerate().map(reading).collect()
}

/// Reads DOT as Graphviz does: strings, HTML labels and brackets must close, and tags must match.
fn check_dot(text: &str) {
    let mut chars = text.chars().peekable();
    let mut brackets = Vec::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => loop {
                match chars.next().expect("an open string") {
                    '\\' => drop(chars.next()),
                    '"' => break,
                    '\n' => panic!("a line end in a string"),
                    _ => {}
                }
            },
            '<' => {
                let mut label = String::new();
                for depth in std::iter::successors(Some(1), |depth| (*depth > 0).then_some(*depth)).scan(
                    1,
                    |now, _| {
                        let c = chars.next()?;
                        *now += i32::from(c == '<') - i32::from(c == '>');
                        label.push(c);
                        Some(*now)
                    },
                ) {
                    if depth == 0 {
                        break;
                    }
                }
                check_html(label.strip_suffix('>').expect("an open label"));
            }
            '[' | '{' => brackets.push(c),
            ']' => assert_eq!(brackets.pop(), Some('[')),
            '}' => assert_eq!(brackets.pop(), Some('{')),
            '-' if chars.peek() == Some(&'>') => drop(chars.next()),
            c => assert!(c.is_ascii_alphanumeric() || " \n=,;._-".contains(c), "{c:?} outside of strings"),
        }
    }
    assert!(brackets.is_empty());
}

fn check_html(label: &str) {
    let plain = ["<b>", "</b>", "<br/>", "<font point-size=\"9\">", "</font>"]
        .iter()
        .fold(label.to_owned(), |label, tag| label.replace(tag, ""));
    assert!(!plain.contains(['<', '>', '"']), "{label}");
    assert!(!plain.trim().is_empty(), "an empty label");
    assert!(!plain.chars().any(|c| c.is_control() || c == '\u{fffe}'), "{label:?}");
    let entities =
        ["&amp;", "&lt;", "&gt;", "&quot;"].iter().fold(plain, |plain, entity| plain.replace(entity, ""));
    assert!(!entities.contains('&'), "{label}");
}

#[test]
fn no_name_breaks_a_format() {
    for posts in [false, true] {
        check_dot(&dot(&hostile(), posts));
    }
    check_dot(&dot(&three_articles(), true));
    let data = json(&hostile());
    let labels: BTreeSet<_> =
        data["nodes"].as_array().unwrap().iter().filter_map(|n| n["label"].as_str()).collect();
    for name in HOSTILE {
        assert!(labels.contains(name), "{name:?} is in the JSON as it is");
    }
}

/// A graph with every hostile name, as the program writes it in a format.
fn hostile_in(format: &str) -> String {
    written(format, &Graph::from_readings(&hostile()), &Options::default())
}

/// The values of an attribute, and the words in elements, as an XML reader gives them.
fn xml_values(text: &str, attribute: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut values, mut words, mut word) = (BTreeSet::new(), BTreeSet::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                word.clear();
                for found in tag.attributes().map(Result::unwrap).filter(|a| a.key.as_ref() == attribute) {
                    values.insert(
                        found.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned(),
                    );
                }
            }
            Event::Text(text) => word.push_str(&text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().unwrap() {
                Some(c) => word.push(c),
                None => word.push_str(quick_xml::escape::resolve_predefined_entity(&reference).unwrap()),
            },
            Event::End(_) => drop(words.insert(std::mem::take(&mut word))),
            Event::Eof => return (values, words),
            _ => {}
        }
    }
}

/// What XML cannot say is U+FFFD.
fn in_xml(name: &str) -> String {
    name.chars().map(|c| if "\0\u{7}\u{fffe}".contains(c) { '\u{fffd}' } else { c }).collect()
}

#[test]
fn no_name_breaks_xml() {
    let (labels, _) = xml_values(&hostile_in("gexf"), "label");
    let (_, words) = xml_values(&hostile_in("graphml"), "id");
    for name in HOSTILE {
        assert!(labels.contains(&in_xml(name)), "{name:?} is in the GEXF");
        assert!(words.contains(&in_xml(name)), "{name:?} is in the GraphML");
    }
}

#[test]
fn no_name_breaks_the_json_of_viewers() {
    let cytoscape: Value = serde_json::from_str(&hostile_in("cytoscape")).unwrap();
    let graphology: Value = serde_json::from_str(&hostile_in("graphology")).unwrap();
    let nodes = |list: &Value, inner: &str| -> BTreeSet<String> {
        let label = |node: &Value| node[inner]["label"].as_str().unwrap().to_owned();
        list.as_array().unwrap().iter().map(label).collect()
    };
    let (one, other) =
        (nodes(&cytoscape["elements"]["nodes"], "data"), nodes(&graphology["nodes"], "attributes"));
    for name in HOSTILE {
        assert!(one.contains(*name) && other.contains(*name), "{name:?}");
    }
}

#[test]
fn the_tables_have_a_row_for_every_node_and_edge() {
    let graph = Graph::from_readings(&hostile());
    let table = |name: &str| {
        let file = by_name("csv").unwrap().files.iter().find(|file| file.name == name).unwrap();
        let mut bytes = Vec::new();
        (file.write)(&graph, &Options::default(), &mut bytes).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        assert!(reader.headers().unwrap().iter().any(|name| name == "kind"));
        reader
            .records()
            .map(Result::unwrap)
            .map(|row| row.iter().map(str::to_owned).collect())
            .collect::<Vec<Vec<_>>>()
    };
    let (nodes, edges) = (table("nodes.csv"), table("edges.csv"));
    assert_eq!((nodes.len(), edges.len()), (graph.inner().node_count(), graph.inner().edge_count()));
    let labels: BTreeSet<_> = nodes.iter().map(|row| row[1].as_str()).collect();
    assert!(HOSTILE.iter().all(|name| labels.contains(name)));
}

/// The labels that a parser of RDF finds.
fn rdf_labels<E: std::fmt::Debug>(
    triples: impl Iterator<Item = Result<oxrdf::Triple, E>>,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let triples: Vec<_> = triples.map(Result::unwrap).collect();
    let labels = triples.iter().filter(|triple| triple.predicate == oxrdf::vocab::rdfs::LABEL);
    let words = labels.map(|triple| match &triple.object {
        oxrdf::Term::Literal(literal) => literal.value().to_owned(),
        other => panic!("{other}"),
    });
    (words.collect(), triples.iter().map(ToString::to_string).collect())
}

#[test]
fn no_name_breaks_rdf() {
    let (turtle, jsonld) = (hostile_in("turtle"), hostile_in("jsonld"));
    let (labels, triples) = rdf_labels(oxttl::TurtleParser::new().for_slice(&turtle));
    let quads = oxjsonld::JsonLdParser::new().for_slice(&jsonld);
    let (same_labels, same_triples) = rdf_labels(quads.map(|quad| quad.map(oxrdf::Triple::from)));
    assert!(HOSTILE.iter().all(|name| labels.contains(*name)), "{labels:?}");
    assert_eq!((same_labels, same_triples), (labels, triples));
}

#[test]
fn no_name_breaks_followthemoney() {
    let text = hostile_in("ftm");
    let entities: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: BTreeSet<_> = entities.iter().map(|entity| entity["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), entities.len());
    let ends = ["subject", "object", "holder", "post", "organization", "organizer", "proof"];
    let mut names = BTreeSet::new();
    for entity in &entities {
        let values =
            |key: &str| entity["properties"][key].as_array().into_iter().flatten().filter_map(Value::as_str);
        assert!(ends.iter().flat_map(|key| values(key)).all(|id| ids.contains(id)), "{entity}");
        names.extend(values("name").map(str::to_owned));
    }
    assert!(HOSTILE.iter().all(|name| names.contains(*name)), "{names:?}");
}

#[test]
fn the_schema_of_graph_databases_has_the_columns_of_the_tables() {
    let graph = Graph::from_readings(&hostile());
    let file = |name: &str| {
        let file = by_name("graphdb").unwrap().files.iter().find(|file| file.name == name).unwrap();
        let mut bytes = Vec::new();
        (file.write)(&graph, &Options::default(), &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let (schema, import) = (file("schema.cypher"), file("import.cypher"));
    let mut rows = 0;
    for format in by_name("graphdb").unwrap().files.iter().filter(|file| file.name.ends_with(".csv")) {
        let table = file(format.name);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let heads = reader
            .headers()
            .unwrap()
            .iter()
            .filter(|head| !head.starts_with(':') && *head != "id:ID")
            .count();
        let name = format.name.trim_end_matches(".csv");
        let table =
            if name == "nodes" { "NODE TABLE Entity(".to_owned() } else { format!("REL TABLE `{name}`(") };
        let line = schema.lines().find(|line| line.contains(&table)).unwrap();
        assert_eq!(line.matches(", `").count(), heads, "{name}");
        assert!(import.contains(&format!("'{}'", format.name)), "{name}");
        rows += reader.records().map(Result::unwrap).count();
    }
    assert_eq!(rows, graph.inner().node_count() + graph.inner().edge_count());
}

#[test]
fn no_name_breaks_a_flowchart() {
    let text = hostile_in("mermaid");
    let label = |line: &str| {
        line.split_once('"').and_then(|(_, rest)| rest.rsplit_once('"')).map(|(label, _)| label.to_owned())
    };
    for line in text.lines().skip(1).filter(|line| !line.contains("classDef")) {
        let label = label(line).unwrap_or_else(|| panic!("{line}")).replace("<br/>", "");
        assert!(!label.is_empty() && !label.contains(['"', '<', '>', '&', '%', '`', '[', '{']), "{line}");
        assert!(
            label.split('#').skip(1).all(|rest| rest.split(';').next().unwrap().parse::<u32>().is_ok()),
            "{line}"
        );
    }
}

#[test]
fn gexf_has_one_edge_for_source_target_and_kind_with_its_days() {
    let twice = article("a", "2024-01-09")
        .person("p1", "Lan")
        .body("b1", "Sở Y tế")
        .directive("p1", "b1", "2024-01-02", "báo cáo", Strength::Order)
        .directive("p1", "b1", "2024-01-05", "sửa đường", Strength::Order);
    let graph = Graph::from_readings(&[twice.reading()]);
    let timed = written("gexf", &graph, &Options::default());
    assert_eq!(timed.matches("<edge ").count(), 1);
    assert!(timed.contains(r#"<spell start="2024-01-02" end="2024-01-02"/>"#), "{timed}");
    assert!(timed.contains(r#"<spell start="2024-01-05" end="2024-01-05"/>"#), "{timed}");
    assert!(timed.contains(r#"weight="2""#) && timed.contains("báo cáo; sửa đường"), "{timed}");
    let flat = written("gexf", &graph, &Options { flat: true, ..Options::default() });
    assert!(!flat.contains("spell") && flat.contains(r#"mode="static""#), "{flat}");
}
