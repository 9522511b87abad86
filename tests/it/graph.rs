//! Readings in, graph out: who and what is one across articles, which statements are one edge, which ids they get.

use chidao::Graph;
use chidao::extractor::Reading;
use chidao::graph::{EdgeKind, Link};
use chidao::vocab::{EntityKind, EventStatus, Relation, RoleStatus, Strength};

use unicode_normalization::UnicodeNormalization;

use crate::sample::{article, orders, three_articles};

const CHAIRED: EdgeKind = EdgeKind::Did(Relation::Chaired);
const DIRECTED: EdgeKind = EdgeKind::Did(Relation::Directed);

fn ids(graph: &Graph, kind: EntityKind) -> Vec<&str> {
    graph.nodes().filter(|node| node.kind == kind).map(|node| node.id.as_str()).collect()
}

fn edges(graph: &Graph, kind: EdgeKind) -> Vec<Link<'_>> {
    graph.links().filter(|link| link.edge.kind == kind).collect()
}

/// `source -kind-> target #key date (n)`, one line an edge.
fn sketch(graph: &Graph) -> String {
    let line = |link: Link| {
        let (edge, date) = (link.edge, link.edge.date.as_deref().unwrap_or("-"));
        let (kind, key, n) = (edge.kind.id(), edge.key, edge.evidence.len());
        format!("{} -{kind}-> {} #{key} {date} ({n})\n", link.source.id, link.target.id)
    };
    graph.links().map(line).collect()
}

#[test]
fn the_whole_graph_of_three_articles() {
    let graph = Graph::from_readings(&three_articles());
    let expected = "\
body/thanh-uy-thanh-pho-thanh-hoa -organized-> MEETING #0 2020-10-09 (2)
group/thanhhoa-000/cac-to-chuc-chinh-tri-xa-hoi -attended-> MEETING #0 2020-10-09 (1)
meeting/2020-10-09/thanh-uy-thanh-pho-thanh-hoa/conference -held_at-> place/thanh-pho-thanh-hoa #0 2020-10-09 (1)
person/XUAN -chaired-> MEETING #0 2020-10-09 (2)
person/XUAN -directed-> body/phong-noi-vu #0 2020-10-09 (2)
person/XUAN -holds-> post/bi-thu@thanh-uy-thanh-pho-thanh-hoa #0 - (2)
person/nguyen-van-hoa -attended-> MEETING #0 2020-10-09 (1)
person/nguyen-van-hoa -holds-> post/truong-phong@phong-noi-vu #0 - (1)
post/bi-thu@thanh-uy-thanh-pho-thanh-hoa -of-> body/thanh-uy-thanh-pho-thanh-hoa #0 - (2)
post/truong-phong@phong-noi-vu -of-> body/phong-noi-vu #0 - (1)
";
    let xuan = graph.nodes().find(|node| node.label == "Lù Anh Xuân").unwrap();
    let meeting = "meeting/2020-10-09/thanh-uy-thanh-pho-thanh-hoa/conference";
    let mut expected: Vec<_> = expected
        .lines()
        .map(|line| line.replace("person/XUAN", &xuan.id).replace("MEETING", meeting))
        .collect();
    let found = sketch(&graph);
    let mut found: Vec<_> = found.lines().collect();
    expected.sort();
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn the_order_of_the_inputs_changes_nothing() {
    let readings = three_articles();
    let dump = |readings: &[Reading]| {
        let graph = Graph::from_readings(readings);
        format!("{:?}{:?}", graph.nodes().collect::<Vec<_>>(), graph.links().collect::<Vec<_>>())
    };
    let expected = dump(&readings);
    for order in orders(&readings) {
        assert_eq!(dump(&order), expected);
    }
}

#[test]
fn one_name_is_one_person_whatever_the_case_and_tone_placement() {
    let graph = Graph::from_readings(&three_articles());
    let hoa = graph.node("person/nguyen-van-hoa").expect("both spellings are one person");
    assert_eq!(hoa.articles, 2);
    assert_eq!(
        (hoa.label.as_str(), &hoa.aliases[..]),
        ("Nguyễn Văn Hòa", &["Nguyễn Văn Hoà".to_owned()][..])
    );
    let xuan = graph.nodes().find(|node| node.aliases == ["LÙ ANH XUÂN"]).expect("a headline is an alias");
    assert_eq!(xuan.label, "Lù Anh Xuân");
}

/// The ids of people of these names, each in an article of its own.
fn people(names: &[&str]) -> Vec<String> {
    let reading =
        |(at, name): (usize, &&str)| article(&at.to_string(), "2024-01-01").person("p1", name).reading();
    let graph = Graph::from_readings(&names.iter().enumerate().map(reading).collect::<Vec<_>>());
    ids(&graph, EntityKind::Person).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_name_is_the_same_however_it_is_typed() {
    let decomposed: String = "Hòa Bình".nfd().collect();
    let forms = ["Hòa Bình", "Hoà Bình", "HÒA BÌNH", " Hòa\u{a0} Bình ", "Ho\u{200b}à Bình", &decomposed];
    assert_eq!(people(&forms), ["person/hoa-binh"]);
    assert_eq!(people(&["Thuý Quỳnh", "Thúy Quỳnh"]), ["person/thuy-quynh"]);
    assert_eq!(people(&["Kim Jong-un", "Kim Jong – un"]), ["person/kim-jong-un"]);
    assert_eq!(people(&["H’Yim Kđoh", "H'Yim Kđoh"]), ["person/h-yim-kdoh"]);
    assert_eq!(people(&["Đặng Ân", "\u{d0}ặng Ân"]), ["person/dang-an"]);
}

#[test]
fn names_that_differ_in_a_letter_a_tone_or_a_space_are_different() {
    for (a, b) in
        [("Xuân", "Xuấn"), ("Đan", "Dan"), ("Lan Anh", "Lananh"), ("Bình An", "Binh Àn"), ("Tư", "Tu")]
    {
        assert_eq!(people(&[a, b]).len(), 2, "{a} {b}");
    }
}

#[test]
fn a_name_without_letters_is_known_by_its_hash() {
    let ids = people(&["«»", "…"]);
    assert!(ids.len() == 2 && ids.iter().all(|id| id.len() == "person/".len() + 6), "{ids:?}");
}

#[test]
fn two_names_of_one_slug_get_a_hash_each_that_survives_new_articles() {
    let all = three_articles();
    let both = Graph::from_readings(&all);
    let people = ids(&both, EntityKind::Person);
    let xuans: Vec<_> = people.iter().filter(|id| id.starts_with("person/lu-anh-xuan")).collect();
    assert_eq!(xuans.len(), 2, "{people:?}");
    assert!(xuans.iter().all(|id| id.len() == "person/lu-anh-xuan-".len() + 6), "{xuans:?}");
    assert_eq!(people, ids(&Graph::from_readings(&all[1..]), EntityKind::Person));
    assert!(Graph::from_readings(&all[..2]).node("person/lu-anh-xuan").is_some(), "alone it needs no hash");
}

#[test]
fn holding_is_attested_from_the_first_article_to_the_last() {
    let graph = Graph::from_readings(&three_articles());
    let holds = edges(&graph, EdgeKind::Holds);
    let secretary = holds.iter().find(|link| link.target.id.starts_with("post/bi-thu@")).unwrap();
    let (first, last) = (secretary.edge.first.as_deref(), secretary.edge.last.as_deref());
    assert_eq!((first, last), (Some("2020-10-10"), Some("2021-03-01")));
    assert_eq!(secretary.target.label, "Bí thư Thành ủy thành phố Thanh Hóa");
    assert_eq!(secretary.target.title.as_deref(), Some("Bí thư"));
}

#[test]
fn posts_that_are_given_up_are_not_held() {
    let held = |status| {
        let sample = article("a", "2024-01-01").person("p1", "Lan").body("b1", "Tỉnh ủy");
        let graph = Graph::from_readings(&[sample.role_as("p1", "Bí thư", "b1", status).reading()]);
        assert_eq!(edges(&graph, EdgeKind::Of).len(), 1, "the post is at its body in any case");
        edges(&graph, EdgeKind::Holds).len()
    };
    use RoleStatus::*;
    assert_eq!([Current, Appointed, Acting, Former, Left].map(held), [1, 1, 1, 0, 0]);
}

#[test]
fn instructions_of_one_day_to_one_body_are_one_edge_with_all_clauses() {
    let graph = Graph::from_readings(&three_articles());
    let [link] = edges(&graph, DIRECTED)[..] else { panic!("one edge") };
    assert_eq!(link.edge.directives(), ["triển khai kế hoạch", "củng cố bộ máy"]);
    assert_eq!(link.edge.strength(), Some(Strength::Order));

    let mut readings = three_articles();
    readings[0].events.reverse();
    let graph = Graph::from_readings(&readings);
    assert_eq!(edges(&graph, DIRECTED)[0].edge, link.edge, "evidence stands in the order of the text");
}

#[test]
fn only_what_is_asserted_becomes_an_edge() {
    for &status in EventStatus::ALL {
        let reading = article("a", "2024-01-01")
            .person("p1", "Lan")
            .meeting("m1", "hội nghị", "2024-01-01", "")
            .event(Relation::Chaired, "p1", "m1", "2024-01-01")
            .with(|sample| sample.last_event().status = status)
            .reading();
        let edges = edges(&Graph::from_readings(&[reading]), CHAIRED).len();
        assert_eq!(edges, usize::from(status == EventStatus::Asserted), "{}", status.id());
    }
}

#[test]
fn parallel_edges_are_counted_by_kind_and_date() {
    let reading = article("a", "2024-01-01")
        .person("p1", "Lan")
        .person("p2", "Minh")
        .directive("p1", "p2", "2024-02-02", "x", Strength::Order)
        .directive("p1", "p2", "2024-01-01", "y", Strength::Order)
        .event(Relation::Chaired, "p1", "p2", "2024-03-03");
    let graph = Graph::from_readings(&[reading.reading()]);
    let keys: Vec<_> =
        graph.links().map(|link| (link.edge.key, link.edge.date.as_deref().unwrap())).collect();
    assert_eq!(keys, [(0, "2024-03-03"), (1, "2024-01-01"), (2, "2024-02-02")]);
}

#[test]
fn no_edge_is_without_evidence() {
    let mut readings = three_articles();
    for reading in &mut readings {
        reading.mentions.clear();
    }
    let graph = Graph::from_readings(&readings);
    assert!(graph.links().all(|link| !link.edge.evidence.is_empty()));
    assert_eq!(
        edges(&graph, EdgeKind::Organized).len(),
        0,
        "a meeting without a mention has no quote to show"
    );
}

#[test]
fn an_event_without_a_date_has_that_of_its_meeting() {
    let graph = Graph::from_readings(&three_articles());
    let chaired = edges(&graph, CHAIRED);
    assert_eq!(chaired.len(), 1, "both articles tell of one act");
    assert_eq!(chaired[0].edge.evidence.len(), 2);
}

fn meetings(articles: &[(&str, &[(&str, &str)])]) -> Vec<String> {
    let reading = |(doc, meetings): &(&str, &[(&str, &str)])| {
        let sample = article(doc, "2024-01-01").body("b1", "Tỉnh ủy");
        let add = |sample: crate::sample::Sample, (at, (name, date)): (usize, &(&str, &str))| {
            sample.meeting(&format!("m{at}"), name, date, "b1")
        };
        meetings.iter().enumerate().fold(sample, add).reading()
    };
    let readings: Vec<_> = articles.iter().map(reading).collect();
    let graph = Graph::from_readings(&readings);
    ids(&graph, EntityKind::Meeting).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_meeting_is_known_by_type_date_and_organiser() {
    let day = "2024-01-01";
    assert_eq!(
        meetings(&[("a", &[("hội nghị tổng kết", day)]), ("b", &[("hội nghị", day)])]),
        ["meeting/2024-01-01/tinh-uy/conference"]
    );
    assert_eq!(
        meetings(&[("a", &[("hội nghị", day)]), ("b", &[("hội nghị", "2024-01-02")])]),
        ["meeting/2024-01-01/tinh-uy/conference", "meeting/2024-01-02/tinh-uy/conference"]
    );
}

#[test]
fn meetings_of_unknown_date_stay_with_their_articles() {
    assert_eq!(meetings(&[("a", &[("hội nghị", "")])]), ["meeting/undated/tinh-uy/conference"]);
    assert_eq!(meetings(&[("a", &[("hội nghị", "")]), ("b", &[("hội nghị", "")])]).len(), 2);
}

#[test]
fn meetings_of_unknown_organiser_stay_with_their_articles() {
    let one = |doc| article(doc, "2024-01-01").meeting("m1", "hội nghị", "2024-01-01", "").reading();
    let graph = Graph::from_readings(&[one("x/1"), one("x/2")]);
    let expected = ["meeting/2024-01-01/x-1/conference", "meeting/2024-01-01/x-2/conference"];
    assert_eq!(ids(&graph, EntityKind::Meeting), expected);
}

#[test]
fn a_meeting_without_organiser_is_known_by_who_chaired_it() {
    let told = |doc: &str, name: &str, chair: &str, province: Option<&str>| {
        article(doc, "2024-01-01")
            .body("b1", "Sở Y tế")
            .with(|sample| sample.last_entity().province = province.map(str::to_owned))
            .person("p1", chair)
            .role("p1", "Giám đốc", "b1")
            .meeting("m1", name, "2024-01-01", "")
            .event(Relation::Chaired, "p1", "m1", "")
            .with(|sample| sample.last_event().role = Some(0))
            .reading()
    };
    let found = |readings: &[Reading]| ids(&Graph::from_readings(readings), EntityKind::Meeting).len();
    let one = told("a", "hội nghị bàn về tiêm phòng dại", "Lan", None);
    let same = told("b", "hội nghị trực tuyến về tiêm phòng", "Lan", None);
    assert_eq!(found(&[one.clone(), same.clone()]), 1, "the chair and words of the name");
    let other = told("c", "hội nghị giao ban báo chí tháng 1", "Lan", None);
    assert_eq!(found(&[one.clone(), same, other]), 2, "the chair alone");
    let namesake = told("d", "hội nghị bàn về tiêm phòng dại", "Lan", Some("tỉnh Lào Cai"));
    assert_eq!(found(&[one.clone(), namesake]), 2, "somebody of the name elsewhere");
    assert_eq!(found(&[one, told("e", "hội nghị bàn về tiêm phòng dại", "Minh", None)]), 2, "another chair");
}

#[test]
fn two_meetings_of_one_article_never_become_one() {
    let day = "2024-01-01";
    let two: &[_] = &[("hội nghị sáng", day), ("hội nghị chiều", day)];
    let named = [
        "meeting/2024-01-01/tinh-uy/conference/hoi-nghi-chieu",
        "meeting/2024-01-01/tinh-uy/conference/hoi-nghi-sang",
    ];
    assert_eq!(meetings(&[("a", two)]), named);
    assert_eq!(
        meetings(&[("a", two), ("b", &[("Hội nghị sáng", day)])]),
        named,
        "another article tells one of them"
    );
    assert_eq!(meetings(&[("a", &[("hội nghị", day), ("hội nghị", day)])]).len(), 2, "even of one name");
}

#[test]
fn long_names_of_groups_are_cut_at_a_word_and_told_apart() {
    let name = |rest: &str| format!("các sở, ban, ngành {}{rest}", "và các hội ".repeat(9));
    let group = EntityKind::Group;
    let sample =
        article("a", "2024-01-01").entity("g1", group, &name("một")).entity("g2", group, &name("hai"));
    let graph = Graph::from_readings(&[sample.reading()]);
    let base = "group/a/cac-so-ban-nganh-va-cac-hoi-va-cac-hoi-va-cac-hoi-va-cac-hoi";
    let ids = ids(&graph, group);
    assert!(
        ids.len() == 2 && ids.iter().all(|id| id.len() == base.len() + 7 && id.starts_with(base)),
        "{ids:?}"
    );
}

#[test]
fn an_office_that_acts_is_the_post_that_others_hold() {
    let office = article("a", "2024-01-01")
        .entity("o1", EntityKind::Post, "Chủ tịch UBND tỉnh Bình Thuận")
        .body("b1", "Sở Y tế")
        .directive("o1", "b1", "2024-01-01", "kiểm tra", Strength::Order);
    let holder = article("b", "2024-01-02").person("p1", "Lan").body("b1", "UBND tỉnh Bình Thuận").role(
        "p1",
        "Chủ tịch",
        "b1",
    );
    let alone = Graph::from_readings(&[office.reading()]);
    assert_eq!(ids(&alone, EntityKind::Post), ["post/chu-tich-ubnd-tinh-binh-thuan"]);
    let office = alone.links().next().unwrap();
    assert_eq!((office.source.kind, office.edge.kind), (EntityKind::Post, DIRECTED));

    let office = article("a", "2024-01-01").entity("o1", EntityKind::Post, "Chủ tịch UBND tỉnh Bình Thuận");
    let graph = Graph::from_readings(&[office.reading(), holder.reading()]);
    assert_eq!(ids(&graph, EntityKind::Post), ["post/chu-tich@ubnd-tinh-binh-thuan"]);
}

#[test]
fn words_that_end_the_title_and_begin_the_body_are_said_once() {
    let label = |title: &str, body: &str| {
        let sample = article("a", "2024-01-01").person("p1", "Lan").body("b1", body).role("p1", title, "b1");
        let graph = Graph::from_readings(&[sample.reading()]);
        graph.nodes().find(|node| node.kind == EntityKind::Post).unwrap().label.clone()
    };
    assert_eq!(label("Trưởng Ban", "Ban Tổ chức Tỉnh ủy"), "Trưởng Ban Tổ chức Tỉnh ủy");
    assert_eq!(label("Trưởng đoàn", "Đoàn ĐBQH tỉnh"), "Trưởng Đoàn ĐBQH tỉnh");
    assert_eq!(label("Ủy viên Trung ương Đảng", "Trung ương Đảng"), "Ủy viên Trung ương Đảng");
    assert_eq!(label("Bộ trưởng", "Bộ Y tế"), "Bộ trưởng Bộ Y tế");
}

#[test]
fn a_persons_posts_are_listed_latest_first_and_only_in_their_fullest_form() {
    let old =
        article("a", "2020-01-01").person("p1", "Lan").body("b1", "Sở Y tế").role("p1", "Giám đốc", "b1");
    let new = article("b", "2024-01-01")
        .person("p1", "Lan")
        .body("b1", "Tỉnh ủy")
        .role("p1", "Phó Bí thư", "")
        .role("p1", "Phó Bí thư", "b1");
    let graph = Graph::from_readings(&[old.reading(), new.reading()]);
    assert_eq!(graph.node("person/lan").unwrap().posts, ["Phó Bí thư Tỉnh ủy", "Giám đốc Sở Y tế"]);
}

#[test]
fn evidence_says_in_which_post_and_for_whom() {
    let reading = article("a", "2024-01-01")
        .person("p1", "Lan")
        .person("p2", "Minh")
        .body("b1", "Tỉnh ủy")
        .meeting("m1", "hội nghị", "2024-01-01", "b1")
        .role("p1", "Phó Bí thư", "b1")
        .event(Relation::Chaired, "p1", "m1", "")
        .with(|sample| {
            sample.last_event().role = Some(0);
            sample.last_event().on_behalf_of = Some("p2".to_owned());
        });
    let graph = Graph::from_readings(&[reading.reading()]);
    let evidence = &edges(&graph, CHAIRED)[0].edge.evidence[0];
    assert_eq!(evidence.post.as_deref(), Some("post/pho-bi-thu@tinh-uy"));
    assert_eq!(evidence.on_behalf_of.as_deref(), Some("person/minh"));
}
