//! Questions to a graph: counts, the busiest, who directed whom.

use chidao::Graph;
use chidao::extractor::Reading;
use chidao::query;
use chidao::vocab::{EntityKind, Relation, Strength};

use crate::sample::{Sample, article, three_articles};

#[test]
fn counts_name_every_kind() {
    let counts = query::counts(&Graph::from_readings(&three_articles()));
    use EntityKind::*;
    assert_eq!(counts, [(Person, 3), (Body, 2), (Group, 1), (Meeting, 1), (Place, 1), (Post, 2)]);
}

#[test]
fn the_busiest_come_first_and_equals_by_name() {
    let meeting =
        |sample: Sample, at: u32| sample.meeting(&format!("m{at}"), "họp", &format!("2024-01-0{at}"), "b1");
    let sample = (1..=3).fold(article("a", "2024-01-01").body("b1", "Tỉnh ủy"), meeting);
    let chairs = [("p3", "m1"), ("p1", "m1"), ("p2", "m1"), ("p2", "m2"), ("p2", "m3"), ("b1", "m2")];
    let sample = sample.person("p1", "An").person("p2", "Bình").person("p3", "Chi");
    let sample = chairs.iter().fold(sample, |s, (who, what)| s.event(Relation::Chaired, who, what, ""));
    let graph = Graph::from_readings(&[sample.reading()]);
    let busy: Vec<_> =
        query::busiest_chairs(&graph, 9).iter().map(|b| (b.person.label.clone(), b.count)).collect();
    assert_eq!(busy, [("Bình".to_owned(), 3), ("An".to_owned(), 1), ("Chi".to_owned(), 1)]);
    assert_eq!(query::busiest_chairs(&graph, 2).len(), 2);
    assert_eq!(query::busiest_directors(&graph, 9).len(), 0);
}

#[test]
fn every_clause_of_an_instruction_counts() {
    let graph = Graph::from_readings(&three_articles());
    let busy: Vec<_> = query::busiest_directors(&graph, 9).iter().map(|b| b.count).collect();
    assert_eq!(busy, [2]);
}

/// `from > to (via) first day`, a line an edge.
fn directing(graph: &Graph) -> Vec<String> {
    let people = query::who_directed_whom(graph, &|title| title == "Giám đốc" || title == "Bí thư");
    assert!(people.nodes().all(|node| node.kind == EntityKind::Person));
    let line = |link: chidao::graph::Link| {
        let via: Vec<_> = link.edge.evidence.iter().map(|e| e.via.as_deref().unwrap_or("-")).collect();
        let date = link.edge.first.as_deref().unwrap_or("-");
        format!("{} > {} ({}) {date}", link.source.label, link.target.label, via.join(", "))
    };
    people.links().map(line).collect()
}

fn director(doc: &str, published: &str, name: &str) -> Sample {
    article(doc, published).person("p1", name).body("b1", "Sở Y tế").role("p1", "Giám đốc", "b1")
}

fn instruction(date: &str) -> Sample {
    article("x", date).person("p1", "An").body("b1", "Sở Y tế").directive(
        "p1",
        "b1",
        date,
        "làm",
        Strength::Order,
    )
}

#[test]
fn an_instruction_to_a_body_reaches_its_head_and_nobody_else() {
    let staff =
        article("d2", "2024-01-02").person("p1", "Chi").body("b1", "Sở Y tế").role("p1", "Chuyên viên", "b1");
    let readings = [
        instruction("2024-01-01").reading(),
        director("d1", "2024-01-02", "Bình").reading(),
        staff.reading(),
    ];
    assert_eq!(directing(&Graph::from_readings(&readings)), ["An > Bình (Sở Y tế) 2024-01-01"]);
}

#[test]
fn instructions_of_several_days_are_one_edge_from_the_first_to_the_last() {
    let told = |doc: &str, day: &str, what: &str| {
        let people = article(doc, day).person("p1", "An").person("p2", "Bình");
        people.directive("p1", "p2", day, what, Strength::Order).reading()
    };
    let graph =
        Graph::from_readings(&[told("a", "2024-03-01", "báo cáo"), told("b", "2024-01-05", "sửa đường")]);
    let people = query::who_directed_whom(&graph, &|_| false);
    let edges: Vec<_> = people.links().map(|link| link.edge).collect();
    let [edge] = edges.as_slice() else { panic!("{edges:?}") };
    assert_eq!((edge.first.as_deref(), edge.last.as_deref()), (Some("2024-01-05"), Some("2024-03-01")));
    assert_eq!((edge.directives().len(), edge.date.as_deref()), (2, None));
}

#[test]
fn the_head_is_the_one_of_that_time() {
    let heads =
        [director("d1", "2020-01-01", "Bình").reading(), director("d2", "2024-06-01", "Chi").reading()];
    let at = |date| directing(&Graph::from_readings(&[&heads[..], &[instruction(date).reading()]].concat()));
    assert_eq!(at("2024-01-01"), ["An > Chi (Sở Y tế) 2024-01-01"]);
    assert_eq!(at("2020-03-01"), ["An > Bình (Sở Y tế) 2020-03-01"]);
    assert_eq!(at("2022-03-01"), Vec::<String>::new(), "nobody is attested within a year");
}

#[test]
fn the_head_whom_the_article_itself_names_is_meant() {
    let own = instruction("2024-01-01").person("p2", "Bình").role("p2", "Giám đốc", "b1").reading();
    let other = director("d1", "2024-01-01", "Chi").reading();
    assert_eq!(directing(&Graph::from_readings(&[own, other])), ["An > Bình (Sở Y tế) 2024-01-01"]);
}

#[test]
fn without_dates_only_the_only_head_is_meant() {
    let heads =
        [director("d1", "2024-01-01", "Bình").reading(), director("d2", "2024-01-01", "Chi").reading()];
    let at = |heads: &[_]| directing(&Graph::from_readings(&[heads, &[instruction("").reading()]].concat()));
    assert_eq!(at(&heads[..1]), ["An > Bình (Sở Y tế) -"]);
    assert!(at(&heads).is_empty());
}

#[test]
fn people_direct_each_other_in_person_and_never_themselves() {
    let reading = director("d1", "2024-01-01", "An")
        .person("p2", "Bình")
        .directive("p1", "p2", "2024-01-01", "làm", Strength::Order)
        .directive("p1", "b1", "2024-01-01", "làm", Strength::Order);
    assert_eq!(directing(&Graph::from_readings(&[reading.reading()])), ["An > Bình (-) 2024-01-01"]);
}

#[test]
fn an_office_speaks_for_its_only_holder() {
    let office = article("x", "2024-01-01")
        .entity("o1", EntityKind::Post, "Giám đốc Sở Y tế")
        .person("p2", "Chi")
        .directive("o1", "p2", "2024-01-01", "làm", Strength::Order)
        .reading();
    let one = director("d1", "2024-01-01", "An").reading();
    let other = director("d2", "2024-01-01", "Bình").reading();
    assert_eq!(
        directing(&Graph::from_readings(&[office.clone(), one.clone()])),
        ["An > Chi (Giám đốc Sở Y tế) 2024-01-01"]
    );
    assert!(
        directing(&Graph::from_readings(std::slice::from_ref(&office))).is_empty(),
        "nobody is known to hold it"
    );
    assert!(directing(&Graph::from_readings(&[office, one, other])).is_empty(), "two may have held it");
}

/// Labels of the people whom a name means in a graph of three articles and a foreigner.
fn people(name: &str) -> Vec<String> {
    let readings =
        [three_articles(), vec![article("f", "2021-01-01").person("p1", "Khamphet Soulivanh").reading()]];
    let graph = Graph::from_readings(&readings.concat());
    query::named(&graph, &[EntityKind::Person], name).iter().map(|node| node.label.clone()).collect()
}

#[test]
fn a_name_is_found_as_it_is_written_else_without_accents_else_by_its_words_else_with_a_slip() {
    assert_eq!(people("lù  ANH Xuân"), ["Lù Anh Xuân"]);
    assert_eq!(people("Nguyễn Văn Hoà"), people("Nguyễn Văn Hòa"));
    assert_eq!(people("Lù Anh Xuấn"), ["Lù Anh Xuấn"], "another name, another person");
    assert_eq!(people("lu anh xuan").len(), 2, "without accents it means both");
    assert_eq!(people("Văn Hòa"), ["Nguyễn Văn Hòa"]);
    assert_eq!(people("Khamphet Soulivan"), ["Khamphet Soulivanh"]);
    assert_eq!(people("Khamphet Suolivanh"), ["Khamphet Soulivanh"]);
    assert!(people("Xuôn").is_empty() && people("  ").is_empty() && people("Hòa Bình").is_empty());
}

#[test]
fn instructions_without_a_date_have_that_of_their_article() {
    let reading = article("a", "2024-05-02T08:00:00+07:00")
        .person("p1", "An")
        .person("p2", "Bình")
        .directive("p1", "p2", "", "làm", Strength::Order)
        .directive("p1", "p2", "2024-04-30", "xong", Strength::Order)
        .reading();
    let graph = Graph::from_readings(&[reading]);
    let found: Vec<_> =
        query::instructions(&graph).iter().map(|one| (one.day, one.evidence.directive.as_deref())).collect();
    assert_eq!(found, [(Some("2024-04-30"), Some("xong")), (Some("2024-05-02"), Some("làm"))]);
}

#[test]
fn an_office_has_a_holder_where_it_can_only_be_one() {
    let held = |doc: &str, day: &str, person: &str| {
        article(doc, day).body("b1", "Sở Y tế").person("p1", person).role("p1", "Giám đốc", "b1").reading()
    };
    let told = |day: &str| {
        let article = article("told", day)
            .body("b1", "Sở Y tế")
            .entity("t1", EntityKind::Post, "Giám đốc Sở Y tế")
            .body("b2", "xã Bản Phố");
        article.directive("t1", "b2", "", "tiêm phòng", Strength::Order).reading()
    };
    let holder = |readings: &[Reading]| {
        let graph = Graph::from_readings(readings);
        let all = query::instructions(&graph);
        let [one] = &all[..] else { panic!("{all:?}") };
        one.holder.map(|holder| (holder.person.label.clone(), holder.evidence.doc.clone()))
    };
    let (an, binh) = (held("an", "2024-01-05", "An"), held("binh", "2024-03-05", "Bình"));
    let is = |person: &str, doc: &str| Some((person.to_owned(), doc.to_owned()));
    assert_eq!(holder(&[told("2024-01-20"), an.clone(), binh.clone()]), is("An", "an"), "the nearer one");
    assert_eq!(holder(&[told("2024-02-20"), an.clone(), binh]), is("Bình", "binh"));
    let too = held("too", "2024-01-05", "Chi");
    assert_eq!(holder(&[told("2024-01-20"), an.clone(), too]), None, "there may be several");
    assert_eq!(holder(&[told("2025-06-20"), an]), None, "too long after");
}

#[test]
fn a_meeting_has_those_who_chaired_and_attended_it() {
    let graph = Graph::from_readings(&three_articles());
    let meetings = query::meetings(&graph);
    let [meeting] = &meetings[..] else { panic!("{meetings:?}") };
    let names = |relation| meeting.who(relation).iter().map(|node| node.label.clone()).collect::<Vec<_>>();
    assert_eq!(names(Relation::Chaired), ["Lù Anh Xuân"]);
    assert_eq!(names(Relation::Attended), ["các tổ chức chính trị xã hội", "Nguyễn Văn Hòa"], "by protocol");
    assert_eq!(meeting.organizers[0].label, "Thành ủy thành phố Thanh Hóa");
    assert_eq!(meeting.articles().into_iter().collect::<Vec<_>>(), ["other/1", "thanhhoa/000"]);
}

#[test]
fn a_path_goes_by_what_people_did_before_the_bodies_they_share() {
    let graph = Graph::from_readings(&three_articles());
    let path = |from: &str, to: &str| {
        let one = |name| query::named(&graph, &[EntityKind::Person, EntityKind::Body], name)[0];
        let way = query::path(&graph, one(from), one(to));
        way.map(|way| way.iter().map(|link| link.edge.kind.id()).collect::<Vec<_>>())
    };
    assert_eq!(path("Lù Anh Xuân", "Nguyễn Văn Hòa"), Some(vec!["chaired", "attended"]));
    assert_eq!(path("Nguyễn Văn Hòa", "Lù Anh Xuân"), Some(vec!["attended", "chaired"]));
    assert_eq!(path("Lù Anh Xuân", "phòng Nội vụ"), Some(vec!["directed"]));
    assert_eq!(path("Lù Anh Xuân", "Lù Anh Xuân"), Some(vec![]));
    assert_eq!(path("Lù Anh Xuân", "Lù Anh Xuấn"), None);
}

#[test]
fn the_shares_of_the_walk_sum_to_one_and_whoever_met_most_stands_first() {
    let sample = (1..=3).fold(article("a", "2024-01-01").person("p0", "An"), |sample, at| {
        let (person, meeting) = (format!("p{at}"), format!("m{at}"));
        sample
            .person(&person, ["Bình", "Chi", "Dung"][at - 1])
            .meeting(&meeting, &format!("họp {at}"), &format!("2024-01-0{at}"), "")
            .event(Relation::Chaired, "p0", &meeting, "")
            .event(Relation::Attended, &person, &meeting, "")
    });
    let graph = Graph::from_readings(&[sample.reading()]);
    let central = query::most_central(&graph, 9);
    let names: Vec<_> = central.iter().map(|(person, _)| person.label.as_str()).collect();
    assert_eq!(names, ["An", "Bình", "Chi", "Dung"]);
    assert!((central.iter().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(query::most_central(&Graph::default(), 9).is_empty());
}
