//! What titles, types and relations are called in a language, and graphs without posts as nodes.

use std::collections::{BTreeMap, BTreeSet};

use chidao::export::{Options, by_name};
use chidao::graph::EdgeKind;
use chidao::lexicon::list;
use chidao::query::{fold_posts, labelled};
use chidao::vocab::{EntityKind, Language, Relation};
use chidao::{Extractor, Graph};

use crate::sample::{article, three_articles};

fn graph(title: &str, body: &str) -> Graph {
    Graph::from_readings(&[article("a", "2024-01-01")
        .person("p1", "Lan")
        .body("b1", body)
        .role("p1", title, "b1")
        .reading()])
}

/// The label of the only post, and what stands at its holder.
fn post(title: &str, language: Language) -> (String, Vec<String>) {
    let named = labelled(&graph(title, "Tỉnh ủy"), Extractor::builtin().lexicon(), language);
    let of = |kind| named.nodes().find(|node| node.kind == kind).unwrap();
    (of(EntityKind::Post).label.clone(), of(EntityKind::Person).posts.clone())
}

#[test]
fn titles_are_called_by_their_names() {
    let english = |title: &str| post(title, Language::English).0;
    assert_eq!(
        post("Bí thư", Language::English),
        ("Secretary, Tỉnh ủy".to_owned(), vec!["Secretary, Tỉnh ủy".to_owned()])
    );
    assert_eq!(english("Phó Bí thư Thường trực"), "Standing Deputy Secretary, Tỉnh ủy");
    assert_eq!(english("Phó Chủ tịch thường trực"), "Standing Vice Chair, Tỉnh ủy");
    assert_eq!(english("Phó Viện trưởng"), "Deputy Director of Institute, Tỉnh ủy");
    assert_eq!(english("Người giữ đền"), "Người giữ đền Tỉnh ủy");
    assert_eq!(post("Bí thư", Language::Vietnamese).0, "Bí thư Tỉnh ủy");
}

#[test]
fn everything_that_can_be_called_has_its_names() {
    let extractor = Extractor::builtin();
    let lexicon = extractor.lexicon();
    let column = |gazetteer: &str, column: &str| -> BTreeSet<String> {
        let table = list(None, gazetteer, None).unwrap();
        let at = table.lines().next().unwrap().split('\t').position(|name| name == column).unwrap();
        let cells = table.lines().skip(1).filter_map(|row| row.split('\t').nth(at));
        cells.filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
    };
    let mut wanted: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    wanted.entry("title").or_default().extend(column("titles", "title"));
    wanted.entry("body").or_default().extend(column("body_types", "type"));
    wanted.entry("body").or_default().extend(column("bodies", "type"));
    wanted.entry("meeting").or_default().extend(column("meeting_types", "type"));
    wanted.entry("node").or_default().extend(EntityKind::ids().into_iter().map(str::to_owned));
    wanted.entry("relation").or_default().extend(EdgeKind::all().map(|kind| kind.id().to_owned()));
    for (kind, ids) in wanted {
        for id in ids {
            for &language in Language::ALL {
                assert!(
                    lexicon.label(kind, &id, language).is_some(),
                    "{kind} {id} has no name in {language:?}"
                );
            }
        }
    }
}

#[test]
fn pictures_call_relations_by_their_names() {
    let graph = Graph::from_readings(&three_articles());
    let names = [("chaired", "led"), ("person", "who")].map(|(id, name)| (id, name.to_owned()));
    let options = Options { names: names.into_iter().collect(), ..Options::default() };
    for format in ["dot", "mermaid"] {
        let mut bytes = Vec::new();
        (by_name(format).unwrap().files[0].write)(&graph, &options, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("led") && !text.contains("\"chaired\""), "{format}\n{text}");
    }
}

#[test]
fn folded_posts_join_people_to_bodies() {
    let twice =
        article("a", "2024-01-01").person("p1", "Lan").body("b1", "Tỉnh ủy").role("p1", "Bí thư", "b1");
    let later =
        article("b", "2024-03-01").person("p1", "Lan").body("b1", "Tỉnh ủy").role("p1", "Ủy viên", "b1");
    let whole = Graph::from_readings(&[twice.reading(), later.reading()]);
    let folded = fold_posts(&whole);
    assert!(folded.nodes().all(|node| node.kind != EntityKind::Post));
    let links: Vec<_> =
        folded.links().map(|l| (l.source.label.as_str(), l.edge.kind, l.target.label.as_str())).collect();
    assert_eq!(links, [("Lan", EdgeKind::Holds, "Tỉnh ủy")]);
    let edge = folded.links().next().unwrap().edge;
    assert_eq!((edge.first.as_deref(), edge.last.as_deref()), (Some("2024-01-01"), Some("2024-03-01")));
    assert_eq!((edge.evidence.len(), folded.articles()), (2, 2));
}

#[test]
fn a_post_that_acts_stays() {
    let acts = article("a", "2024-01-01")
        .person("p1", "Lan")
        .body("b1", "Tỉnh ủy")
        .entity("o1", EntityKind::Post, "Bí thư Tỉnh ủy")
        .event(Relation::Directed, "o1", "b1", "2024-01-01");
    let folded = fold_posts(&Graph::from_readings(&[acts.reading()]));
    assert!(folded.nodes().any(|node| node.kind == EntityKind::Post));
}
