//! Who is who across articles: people of one name who are one, and who are not.

use chidao::article::{Article, Published};
use chidao::graph::Apart;
use chidao::vocab::EntityKind;
use chidao::{Graph, Reading};

use crate::prose::EXTRACTOR;
use crate::sample::orders;

const QUESTIONS: &str = include_str!("../questions/namesakes.tsv");

/// An article of a day in which somebody in a post attends a conference.
pub(crate) fn seen(id: &str, day: &str, name: &str, post: &str) -> Reading {
    let text = format!("Tin ngắn\n\nÔng {name}, {post}, dự hội nghị.\n");
    let mut article = Article::from_text(id.to_owned(), text);
    article.published = Published::from_iso(day);
    EXTRACTOR.read(&article)
}

/// Ids of the people in the graph of these articles, the same for every order of them.
fn people(readings: &[Reading]) -> Vec<String> {
    let ids = |order: &Vec<Reading>| -> Vec<String> {
        let graph = Graph::from_readings(order);
        graph.nodes().filter(|node| node.kind == EntityKind::Person).map(|node| node.id.clone()).collect()
    };
    let all: Vec<_> = orders(readings).iter().map(ids).collect();
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{all:?}");
    all.into_iter().next().unwrap_or_default()
}

#[test]
fn sixty_pairs_are_decided_as_a_careful_reader_would() {
    let names = ["Lò Văn Pớm", "Đinh Quốc Khải", "Nông Thị Hiền", "Chu Văn Mận"];
    let lines: Vec<&str> = QUESTIONS.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
    assert!(lines.len() >= 60);
    let (mut wrong, mut merged) = (Vec::new(), Vec::new());
    for (line, name) in lines.iter().zip(names.iter().cycle()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [expected, day, post, other_day, other_post, why] = cells[..] else {
            panic!("six columns: {line}")
        };
        let readings = [seen("a", day, name, post), seen("b", other_day, name, other_post)];
        let found = if people(&readings).len() == 1 { "one" } else { "two" };
        if found != expected {
            wrong.push(*line);
            merged.extend(Some(*line).filter(|_| why == "two provinces at once"));
        }
    }
    assert!(wrong.len() * 20 <= lines.len(), "more than one in twenty is wrong:\n{}", wrong.join("\n"));
    assert!(merged.is_empty(), "in two provinces at once, and taken for one:\n{}", merged.join("\n"));
}

const NAME: &str = "Lò Văn Pớm";

#[test]
fn who_is_seen_elsewhere_in_between_is_somebody_else() {
    let (north, south) = ("Chủ tịch UBND tỉnh Lào Cai", "Chủ tịch UBND tỉnh Cà Mau");
    let readings = [
        seen("a", "2020-01-05", NAME, north),
        seen("b", "2020-06-05", NAME, south),
        seen("c", "2020-12-05", NAME, north),
    ];
    assert_eq!(people(&readings), ["person/lo-van-pom@ca-mau", "person/lo-van-pom@lao-cai"]);
    let graph = Graph::from_readings(&readings);
    let [apart] = graph.namesakes() else { panic!("{:?}", graph.namesakes()) };
    assert_eq!(apart.reason, Apart::AtOnce);
    assert_eq!(apart.people, ["person/lo-van-pom@ca-mau", "person/lo-van-pom@lao-cai"]);
}

#[test]
fn names_of_files_decide_nothing() {
    let posts = [
        ("2020-01-05", "Chủ tịch UBND tỉnh Lào Cai, Phó Bí thư Tỉnh ủy Lào Cai"),
        ("2020-02-05", "Chủ tịch UBND tỉnh Cà Mau"),
        ("2024-01-05", "Bí thư Huyện ủy Bắc Hà, tỉnh Lào Cai"),
    ];
    let named = |ids: [&str; 3]| -> Vec<String> {
        let all = ids.iter().zip(posts).map(|(id, (day, post))| seen(id, day, NAME, post));
        people(&all.collect::<Vec<_>>())
    };
    assert_eq!(named(["a", "b", "c"]), named(["z", "y", "x"]));
    assert_eq!(named(["a", "b", "c"]), named(["b", "c", "a"]));
}

#[test]
fn an_article_that_tells_of_a_move_joins_both_ends() {
    let readings = [
        seen("a", "2018-01-05", NAME, "Giám đốc Sở Tư pháp tỉnh Cà Mau"),
        seen("b", "2021-06-05", NAME, "Giám đốc Sở Công Thương tỉnh Cao Bằng"),
    ];
    assert_eq!(people(&readings).len(), 2);
    let told = "nguyên Giám đốc Sở Tư pháp tỉnh Cà Mau, Giám đốc Sở Công Thương tỉnh Cao Bằng";
    let told = [&readings[..], &[seen("c", "2020-06-05", NAME, told)]].concat();
    assert_eq!(people(&told), ["person/lo-van-pom"]);
}

#[test]
fn a_name_alone_is_the_one_of_the_title_or_the_province_else_nobody_in_particular() {
    let north = seen("a", "2018-01-05", NAME, "Giám đốc Sở Tư pháp tỉnh Cà Mau");
    let south = seen("b", "2021-06-05", NAME, "Chủ tịch UBND huyện Văn Bàn, tỉnh Lào Cai");
    let alone = |post: &str| seen("c", "2019-01-05", NAME, post);
    let of = |third: Reading| people(&[north.clone(), south.clone(), third]).len();
    assert_eq!(of(alone("Giám đốc")), 2);
    assert_eq!(of(alone("tác giả bài báo về UBND tỉnh Lào Cai")), 2);
    assert_eq!(of(alone("người vừa đến")), 3);
    assert_eq!(people(&[north, alone("người vừa đến")]).len(), 1);
}

#[test]
fn a_body_that_the_article_leaves_open_stays_with_its_article() {
    let readings = [
        seen("a", "2020-01-05", NAME, "Giám đốc Sở Y tế"),
        seen("b", "2020-01-06", "Nông Thị Hiền", "Giám đốc Sở Y tế"),
        seen("c", "2020-01-06", "Chu Văn Mận", "Thứ trưởng Bộ Quốc phòng Việt Nam"),
        seen("d", "2020-01-06", "Đinh Quốc Khải", "Thứ trưởng Bộ Quốc phòng"),
    ];
    let graph = Graph::from_readings(&readings);
    let ids = |kind: EntityKind| -> Vec<String> {
        graph.nodes().filter(|node| node.kind == kind).map(|node| node.id.clone()).collect()
    };
    assert_eq!(ids(EntityKind::Body), ["body/a/so-y-te", "body/b/so-y-te", "body/bo-quoc-phong"]);
    assert_eq!(ids(EntityKind::Post).len(), 3, "{:?}", ids(EntityKind::Post));
}
