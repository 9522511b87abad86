//! The user's word on who is who: people merged, kept apart, renamed and left out, and lines that do not fit.

use chidao::graph::Ledger;
use chidao::vocab::EntityKind;
use chidao::{Graph, Reading};

use crate::namesakes::seen;
use crate::sample::orders;

const NAME: &str = "Lò Văn Pớm";

/// Two people of one name, one of whom was in two places, and somebody else.
fn sample() -> Vec<Reading> {
    vec![
        seen("a", "2020-01-05", NAME, "Chủ tịch UBND tỉnh Lào Cai"),
        seen("b", "2020-01-09", NAME, "Chủ tịch UBND tỉnh Cà Mau"),
        seen("c", "2020-02-05", NAME, "Bí thư Tỉnh ủy Lào Cai"),
        seen("d", "2020-02-09", "Đinh Quốc Khải", "Giám đốc Sở Y tế tỉnh Lào Cai"),
    ]
}

/// Ids and names of the people, then the lines that do not fit; the same for every order of the articles.
fn people(readings: &[Reading], ledger: &str) -> Vec<String> {
    let ledger = Ledger::parse(&format!("action\tperson\tother\n{ledger}"), "identity.tsv").unwrap();
    let told = |order: &Vec<Reading>| -> Vec<String> {
        let graph = Graph::with_ledger(order, &ledger);
        let people = graph.nodes().filter(|node| node.kind == EntityKind::Person);
        let people = people.map(|node| format!("{} {} {}", node.id, node.label, node.articles));
        people.chain(graph.unfit().iter().map(ToString::to_string)).collect()
    };
    let all: Vec<_> = orders(readings).iter().map(told).collect();
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{all:?}");
    all.into_iter().next().unwrap_or_default()
}

const KHAI: &str = "person/dinh-quoc-khai Đinh Quốc Khải 1";

#[test]
fn without_a_line_the_articles_decide() {
    let all = [KHAI, "person/lo-van-pom@ca-mau Lò Văn Pớm 1", "person/lo-van-pom@lao-cai Lò Văn Pớm 2"];
    assert_eq!(people(&sample(), ""), all);
}

#[test]
fn people_are_merged_under_one_name_or_two() {
    let ledger = "merge\tLò Văn Pớm @ UBND tỉnh Lào Cai\tLò Văn Pớm @ UBND tỉnh Cà Mau\tone man, two jobs\n";
    assert_eq!(people(&sample(), ledger), [KHAI, "person/lo-van-pom Lò Văn Pớm 3"]);
    let ledger = "merge\tlò văn pớm @ ubnd tỉnh Cà Mau\tĐinh Quốc Khải\n";
    let all = ["person/lo-van-pom@ca-mau Đinh Quốc Khải 2", "person/lo-van-pom@lao-cai Lò Văn Pớm 2"];
    assert_eq!(people(&sample(), ledger), all);
}

#[test]
fn people_are_kept_apart() {
    let ledger = "apart\tLò Văn Pớm @ UBND tỉnh Lào Cai\tLò Văn Pớm @ Tỉnh ủy Lào Cai\n";
    let found = people(&sample(), ledger);
    assert_eq!(found.len(), 4, "{found:?}");
    let ledger = Ledger::parse(&format!("action\tperson\tother\twhy\n{ledger}"), "identity.tsv").unwrap();
    let graph = Graph::with_ledger(&sample(), &ledger);
    let reasons: Vec<_> = graph.namesakes().iter().map(|pair| pair.reason.id()).collect();
    assert!(reasons.contains(&"the ledger says so"), "{reasons:?}");
}

#[test]
fn people_are_renamed_and_left_out() {
    let ledger = "rename\tLò Văn Pớm @ UBND tỉnh Cà Mau\tLò Văn Bớm\nexclude\tĐinh Quốc Khải\n";
    let all = ["person/lo-van-bom@ca-mau Lò Văn Bớm 1", "person/lo-van-pom@lao-cai Lò Văn Pớm 2"];
    assert_eq!(people(&sample(), ledger), all);
    let without = Graph::with_ledger(
        &sample(),
        &Ledger::parse("action\tperson\tother\nexclude\tĐinh Quốc Khải", "x").unwrap(),
    );
    assert!(without.nodes().all(|node| !node.id.contains("giam-doc")), "nobody's post is left over");
}

#[test]
fn what_does_not_fit_is_named() {
    let ledger = "exclude\tĐinh Quốc Kha\n\
                  # a remark\n\
                  rename\tLò Văn Pớm\tLò Văn Bớm\n\
                  merge\tLò Văn Pớm @ Bộ Y tế\tĐinh Quốc Khải\n";
    let found = people(&sample(), ledger);
    let unfit = [
        "line 2: exclude \"Đinh Quốc Kha\": no article names \"Đinh Quốc Kha\"",
        "line 4: rename \"Lò Văn Pớm\" to \"Lò Văn Bớm\": \"Lò Văn Pớm\" means several: name a body",
        "line 5: merge \"Lò Văn Pớm @ Bộ Y tế\" and \"Đinh Quốc Khải\": no article has somebody of that name at that body: \
         \"Lò Văn Pớm @ Bộ Y tế\"",
    ];
    assert_eq!(found[3..], unfit);
    // An article that has somebody at both bodies cannot be taken apart.
    let both = [seen("a", "2020-01-05", NAME, "Chủ tịch UBND tỉnh Lào Cai, Bí thư Tỉnh ủy Lào Cai")];
    let ledger = "apart\tLò Văn Pớm @ UBND tỉnh Lào Cai\tLò Văn Pớm @ Tỉnh ủy Lào Cai\n";
    let found = people(&both, ledger);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].ends_with("one article has both of one person"), "{found:?}");
}

#[test]
fn a_wrong_line_is_named_with_its_rule() {
    let wrong = [
        ("join\ta\tb", "t:2: \"join\": an action is one of merge, apart, rename, exclude"),
        ("merge\ta\t", "t:2: \"\": a person is NAME or NAME @ BODY"),
        ("merge\ta @ b\ta @ B", "t:2: \"a @ B\": merge names two people"),
        ("apart\ta\ta @ b", "t:2: \"a @ b\": apart names people of one name at two bodies"),
        ("rename\ta\t", "t:2: \"\": rename has the new name in the column other"),
        ("exclude\ta\tb", "t:2: \"b\": exclude names nobody in the column other"),
        ("exclude\ta\t\t\tb", "t:2: \"exclude\\ta\\t\\t\\tb\": a line has at most four fields"),
    ];
    for (line, message) in wrong {
        let error = Ledger::parse(&format!("action\tperson\tother\n{line}\n"), "t").unwrap_err();
        assert_eq!(error.to_string(), message);
    }
    assert!(Ledger::parse("person\tother\n", "t").unwrap_err().to_string().starts_with("t:1: "));
    assert_eq!(Ledger::parse("", "t").unwrap(), Ledger::default());
}
