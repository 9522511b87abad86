//! A part of a graph: around people, of some days and kinds, well enough attested.

use std::collections::BTreeSet;

use chidao::Graph;
use chidao::graph::EdgeKind;
use chidao::lexicon::Day;
use chidao::query::{Selection, select};
use chidao::vocab::{EntityKind, Relation};

use crate::sample::{Sample, article};

/// An chaired a meeting of the first body in January, where Bình was; Bình one of the second body in March, where Chi was.
fn graph() -> Graph {
    let january = meeting("a", "2024-01-05", "Tỉnh ủy", "An", "Bình").role("p1", "Bí thư", "b1");
    let march = meeting("b", "2024-03-05", "Sở Y tế", "Bình", "Chi").role("p1", "Giám đốc", "b1");
    let again = meeting("c", "2024-03-05", "Sở Y tế", "Bình", "Chi").role("p1", "Giám đốc", "b1");
    Graph::from_readings(&[january.reading(), march.reading(), again.reading()])
}

fn meeting(doc: &str, day: &str, body: &str, chair: &str, guest: &str) -> Sample {
    article(doc, day)
        .person("p1", chair)
        .person("p2", guest)
        .body("b1", body)
        .meeting("m1", "hội nghị", day, "b1")
        .event(Relation::Chaired, "p1", "m1", day)
        .event(Relation::Attended, "p2", "m1", day)
}

/// The labels of the nodes, and how many edges there are.
fn part(selection: &Selection) -> (BTreeSet<String>, usize) {
    let part = select(&graph(), selection);
    let label = |node: &chidao::graph::Node| match node.kind {
        EntityKind::Meeting => node.date.clone().unwrap_or_default(),
        _ => node.label.clone(),
    };
    (part.nodes().map(label).collect(), part.inner().edge_count())
}

#[track_caller]
fn check(selection: &Selection, nodes: &[&str], edges: usize) {
    let nodes = nodes.iter().map(|&node| node.to_owned()).collect();
    assert_eq!(part(selection), (nodes, edges), "{selection:?}");
}

fn around(person: &str, depth: usize) -> Selection {
    Selection { people: vec![person.to_owned()], depth, ..Selection::default() }
}

const ALL: &[&str] = &[
    "An",
    "Bình",
    "Chi",
    "Tỉnh ủy",
    "Sở Y tế",
    "Bí thư Tỉnh ủy",
    "Giám đốc Sở Y tế",
    "2024-01-05",
    "2024-03-05",
];

#[test]
fn nothing_asked_for_is_the_whole_graph() {
    assert!(Selection::default().is_whole());
    check(&Selection::default(), ALL, graph().inner().edge_count());
}

#[test]
fn a_neighbourhood_ends_after_so_many_edges_and_has_all_edges_between_its_nodes() {
    check(&around("person/an", 0), &["An"], 0);
    check(&around("person/an", 1), &["An", "Bí thư Tỉnh ủy", "2024-01-05"], 2);
    check(&around("person/an", 2), &["An", "Bí thư Tỉnh ủy", "2024-01-05", "Tỉnh ủy", "Bình"], 5);
    check(&around("person/an", 9), ALL, graph().inner().edge_count());
}

#[test]
fn days_cut_what_was_done_and_held_and_what_hangs_on_it() {
    let day = Day::of("2024-02-01");
    let since = Selection { since: day, ..Selection::default() };
    check(&since, &["Bình", "Chi", "Sở Y tế", "Giám đốc Sở Y tế", "2024-03-05"], 5);
    let until = Selection { until: day, ..Selection::default() };
    check(&until, &["An", "Bình", "Tỉnh ủy", "Bí thư Tỉnh ủy", "2024-01-05"], 5);
    let never = Selection { since: day, until: day, ..Selection::default() };
    check(&never, &[], 0);
}

#[test]
fn kinds_of_edges_and_nodes_are_all_there_is() {
    let chaired = BTreeSet::from([EdgeKind::Did(Relation::Chaired)]);
    let chairs = Selection { relations: chaired, ..Selection::default() };
    check(&chairs, &["An", "Bình", "2024-01-05", "2024-03-05"], 2);
    let posts = Selection { relations: BTreeSet::from([EdgeKind::Of]), ..Selection::default() };
    check(&posts, &["Tỉnh ủy", "Sở Y tế", "Bí thư Tỉnh ủy", "Giám đốc Sở Y tế"], 2);
    let kinds = BTreeSet::from([EntityKind::Person, EntityKind::Post]);
    let people = Selection { kinds, ..Selection::default() };
    check(&people, &["An", "Bình", "Bí thư Tỉnh ủy", "Giám đốc Sở Y tế"], 2);
}

#[test]
fn what_one_article_says_is_left_out_where_two_are_asked_for() {
    let twice = Selection { min_evidence: 2, ..Selection::default() };
    check(&twice, &["Bình", "Chi", "Sở Y tế", "Giám đốc Sở Y tế", "2024-03-05"], 5);
    check(&Selection { min_evidence: 3, ..Selection::default() }, &[], 0);
}

#[test]
fn acts_of_a_lower_probability_are_left_out_and_what_has_none_is_not() {
    let sure = Selection { min_confidence: 1.0, ..Selection::default() };
    let left = select(&graph(), &sure);
    assert!(left.links().all(|link| link.edge.confidence().is_none_or(|p| p >= 1.0)));
    assert!(left.links().any(|link| link.edge.kind == EdgeKind::Holds));
}

#[test]
fn a_place_joins_nobody() {
    let mut here = meeting("a", "2024-01-05", "Tỉnh ủy", "An", "Bình");
    here.last_entity().place = Some("Hà Nội".to_owned());
    let mut there = meeting("b", "2024-02-05", "Sở Y tế", "Chi", "Dung");
    there.last_entity().place = Some("Hà Nội".to_owned());
    let graph = Graph::from_readings(&[here.reading(), there.reading()]);
    let near = select(&graph, &around("person/an", 9));
    assert!(near.node("place/ha-noi").is_some() && near.node("person/chi").is_none());
}
