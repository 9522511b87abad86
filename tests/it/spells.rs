//! Posts over time: from when to when somebody held one, as far as articles tell, and what changed when.

use chidao::query::{self, Doubt, Spell};
use chidao::vocab::RoleStatus;
use chidao::{Graph, Reading};

use crate::sample::{article, orders};

/// An article of a day that says a person is something at a district's committee.
fn says(day: &str, person: &str, title: &str, status: RoleStatus) -> Reading {
    article(&format!("{day} {person} {title} {}", status.id()), day)
        .person("p1", person)
        .body("b1", "Huyện ủy Bắc Hà")
        .role_as("p1", title, "b1", status)
        .reading()
}

/// `person, title: from - to (first - last) doubts`, a line a spell; an end that is reported has an equals sign.
fn lines(readings: &[Reading]) -> Vec<String> {
    let all: Vec<Vec<String>> = orders(readings).iter().map(|order| lines_of(order)).collect();
    assert!(
        all.windows(2).all(|pair| pair[0] == pair[1]),
        "the order of the articles changes the spells: {all:?}"
    );
    all.into_iter().next().unwrap_or_default()
}

fn lines_of(readings: &[Reading]) -> Vec<String> {
    let graph = Graph::from_readings(readings);
    query::spells(&graph, &|title| title == "Bí thư").iter().map(line).collect()
}

fn line(spell: &Spell) -> String {
    let end = |end: Option<query::End>| {
        end.map_or(String::new(), |end| format!("{}{}", if end.observed { "=" } else { "~" }, end.day))
    };
    let doubt = |doubt: &Doubt| match doubt {
        Doubt::SeenAfterEnd(day) => format!(" after:{day}"),
        Doubt::HeldToo(person) => format!(" too:{}", person.label),
        Doubt::Gap(from, to) => format!(" gap:{from}:{to}"),
    };
    format!(
        "{}, {}: {} - {} ({} - {}){}{}",
        spell.person.label,
        spell.post.title.as_deref().unwrap_or(""),
        end(spell.from),
        end(spell.to),
        spell.first.unwrap_or(""),
        spell.last.unwrap_or(""),
        if spell.acting { " acting" } else { "" },
        spell.doubts.iter().map(doubt).collect::<String>()
    )
}

use RoleStatus::{Acting, Appointed, Current, Former, Left};

#[test]
fn what_articles_report_is_observed() {
    let readings = [
        says("2020-01-10", "An", "Bí thư", Appointed),
        says("2020-06-01", "An", "Bí thư", Current),
        says("2021-02-01", "An", "Bí thư", Left),
    ];
    assert_eq!(lines(&readings), ["An, Bí thư: =2020-01-10 - =2021-02-01 (2020-01-10 - 2020-06-01)"]);
}

#[test]
fn a_former_holder_left_before_that_day() {
    let readings = [says("2020-06-01", "An", "Bí thư", Current), says("2021-02-01", "An", "Bí thư", Former)];
    assert_eq!(lines(&readings), ["An, Bí thư:  - ~2021-02-01 (2020-06-01 - 2020-06-01)"]);
    assert_eq!(lines(&readings[1..]), ["An, Bí thư:  - ~2021-02-01 ( - )"]);
}

#[test]
fn the_next_head_ends_the_spell_before() {
    let readings = [
        says("2020-06-01", "An", "Bí thư", Current),
        says("2022-01-05", "Bình", "Bí thư", Current),
        says("2020-06-01", "Chi", "Phó Bí thư", Current),
        says("2022-01-05", "Dung", "Phó Bí thư", Current),
    ];
    let found = [
        "An, Bí thư:  - ~2022-01-05 (2020-06-01 - 2020-06-01)",
        "Bình, Bí thư:  -  (2022-01-05 - 2022-01-05)",
        "Chi, Phó Bí thư:  -  (2020-06-01 - 2020-06-01)",
        "Dung, Phó Bí thư:  -  (2022-01-05 - 2022-01-05)",
    ];
    assert_eq!(lines(&readings), found, "a body has several deputies, one head");
}

#[test]
fn a_reported_end_is_the_latest_beginning_of_the_next() {
    let readings = [
        says("2020-06-01", "An", "Bí thư", Current),
        says("2021-03-01", "An", "Bí thư", Left),
        says("2022-01-05", "Bình", "Bí thư", Current),
    ];
    let found = [
        "An, Bí thư:  - =2021-03-01 (2020-06-01 - 2020-06-01)",
        "Bình, Bí thư: ~2021-03-01 -  (2022-01-05 - 2022-01-05)",
    ];
    assert_eq!(lines(&readings), found);
}

#[test]
fn two_heads_at_once_are_a_doubt_on_both() {
    let readings = [
        says("2020-01-01", "An", "Bí thư", Current),
        says("2020-09-01", "An", "Bí thư", Current),
        says("2020-05-01", "Bình", "Bí thư", Current),
    ];
    let found = [
        "An, Bí thư:  -  (2020-01-01 - 2020-09-01) too:Bình",
        "Bình, Bí thư:  -  (2020-05-01 - 2020-05-01) too:An",
    ];
    assert_eq!(lines(&readings), found);
}

#[test]
fn who_comes_back_has_two_spells_and_who_is_called_so_too_late_one() {
    let left = says("2021-02-01", "An", "Bí thư", Left);
    let before = says("2020-06-01", "An", "Bí thư", Current);
    let back = [before.clone(), left.clone(), says("2023-01-01", "An", "Bí thư", Appointed)];
    let found = [
        "An, Bí thư:  - =2021-02-01 (2020-06-01 - 2020-06-01)",
        "An, Bí thư: =2023-01-01 -  (2023-01-01 - 2023-01-01)",
    ];
    assert_eq!(lines(&back), found);
    let late = [before, left, says("2021-02-20", "An", "Bí thư", Current)];
    assert_eq!(lines(&late), ["An, Bí thư:  - =2021-02-01 (2020-06-01 - 2020-06-01) after:2021-02-20"]);
}

#[test]
fn acting_and_full_are_two_spells_and_a_long_silence_is_a_gap() {
    let readings = [
        says("2020-01-01", "An", "Bí thư", Acting),
        says("2020-03-01", "An", "Bí thư", Appointed),
        says("2022-03-01", "An", "Bí thư", Current),
    ];
    let found = [
        "An, Bí thư:  - ~2020-03-01 (2020-01-01 - 2020-01-01) acting",
        "An, Bí thư: =2020-03-01 -  (2020-03-01 - 2022-03-01) gap:2020-03-01:2022-03-01",
    ];
    assert_eq!(lines(&readings), found);
}

#[test]
fn a_spell_holds_between_its_ends() {
    let readings = [
        says("2020-01-10", "An", "Bí thư", Current),
        says("2020-06-01", "An", "Bí thư", Current),
        says("2021-02-01", "An", "Bí thư", Left),
    ];
    let graph = Graph::from_readings(&readings);
    let spells = query::spells(&graph, &|_| true);
    let held: Vec<bool> = ["2020-01-09", "2020-01-10", "2020-12-31", "2021-02-01"]
        .iter()
        .map(|day| spells[0].holds(day))
        .collect();
    assert_eq!(held, [false, true, true, false]);
    assert!(spells[0].is_attested("2020-03-01") && !spells[0].is_attested("2020-12-31"));
}

#[test]
fn changes_come_in_the_order_of_days() {
    let readings = [
        says("2020-06-01", "An", "Bí thư", Current),
        says("2022-01-05", "Bình", "Bí thư", Appointed),
        says("2023-01-05", "Bình", "Bí thư", Left),
    ];
    let graph = Graph::from_readings(&readings);
    let spells = query::spells(&graph, &|_| true);
    let found: Vec<String> = query::changes(&spells)
        .iter()
        .map(|change| format!("{} {} {}", change.day, change.turn.id(), change.spell.person.label))
        .collect();
    let expected = [
        "2020-06-01 first seen An",
        "2020-06-01 last seen An",
        "2022-01-05 appointed Bình",
        "2023-01-05 left Bình",
    ];
    assert_eq!(found, expected);
}

#[test]
fn articles_without_a_day_attest_a_post_and_no_time() {
    let mut undated = says("2020-06-01", "An", "Bí thư", Current);
    undated.doc.published = None;
    assert_eq!(lines(&[undated]), ["An, Bí thư:  -  ( - )"]);
}

#[test]
fn an_appointment_reported_beside_the_title_is_one_and_a_departure_of_the_day_no_doubt() {
    let given = [says("2020-01-10", "An", "Bí thư", Appointed), says("2020-01-10", "An", "Bí thư", Current)];
    assert_eq!(lines(&given), ["An, Bí thư: =2020-01-10 -  (2020-01-10 - 2020-01-10)"]);
    let left = [
        says("2020-01-10", "An", "Bí thư", Current),
        says("2021-01-10", "An", "Bí thư", Left),
        says("2021-01-10", "An", "Bí thư", Current),
    ];
    assert!(lines(&left)[0].starts_with("An, Bí thư:  - =2021-01-10"), "{:?}", lines(&left));
    assert!(!lines(&left)[0].contains("after:"), "{:?}", lines(&left));
}

#[test]
fn the_next_head_is_earlier_proof_than_a_late_word_of_a_former_one() {
    let readings = [
        says("2020-06-01", "An", "Bí thư", Current),
        says("2020-12-01", "Bình", "Bí thư", Current),
        says("2030-01-05", "An", "Bí thư", Former),
    ];
    assert_eq!(lines(&readings)[0], "An, Bí thư:  - ~2020-12-01 (2020-06-01 - 2020-06-01)");
}

#[test]
fn a_head_is_held_against_everybody_of_the_time() {
    let readings = [
        says("2015-01-01", "An", "Bí thư", Current),
        says("2024-01-01", "An", "Bí thư", Current),
        says("2018-01-01", "Bình", "Bí thư", Current),
        says("2020-01-01", "Chi", "Bí thư", Current),
    ];
    assert!(lines(&readings)[0].ends_with("too:Bình too:Chi"), "{:?}", lines(&readings));
}
