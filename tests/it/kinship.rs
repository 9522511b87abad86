//! Units and bodies in time: every question of `tests/questions/kinship.tsv` gets its known answer.

use std::collections::BTreeSet;

use chidao::article::{Article, Published};
use chidao::extractor::About;
use chidao::lexicon::{Day, Meant, Place};
use chidao::text::key;
use chidao::vocab::EntityKind;

use crate::prose::EXTRACTOR;

const QUESTIONS: &str = include_str!("../questions/kinship.tsv");

struct Question<'q> {
    kind: &'q str,
    name: &'q str,
    day: Option<Day>,
    context: Vec<&'q str>,
    answer: &'q str,
}

fn questions() -> Vec<Question<'static>> {
    let lines = QUESTIONS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let question = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, name, day, context, answer] = cells[..] else { panic!("five columns: {line}") };
        let context = context.split('|').filter(|place| !place.is_empty()).collect();
        Question { kind, name, day: Day::of(day), context, answer }
    };
    lines.map(question).collect()
}

#[test]
fn every_question_has_its_answer() {
    let questions = questions();
    assert!(questions.len() >= 60);
    let mut wrong = String::new();
    for question in &questions {
        let found = answer(question);
        let same = |a: &str, b: &str| {
            let set = |text: &str| text.split('|').map(key).collect::<BTreeSet<_>>();
            set(a) == set(b)
        };
        if !same(&found, question.answer) {
            let Question { kind, name, day, context, answer } = question;
            wrong += &format!("{kind} {name} {day:?} {context:?}: {found}, not {answer}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn answer(question: &Question) -> String {
    let Question { kind, name, day, context, .. } = question;
    let units = EXTRACTOR.lexicon().units();
    match (*kind, EXTRACTOR.about(name, *day, context)) {
        ("unit", About::Unit(Meant::One(unit))) => units.chain_name(unit, *day),
        ("unit", About::Unit(Meant::None)) => "-".to_string(),
        ("unit", About::Unit(Meant::Open(_))) => "?".to_string(),
        ("successor", About::Unit(found)) => {
            let ended = |unit: &&Place| unit.life.to == Day::of("2025-07-01");
            let unit = match &found {
                Meant::One(unit) => Some(*unit),
                Meant::Open(all) => all.iter().copied().find(ended),
                Meant::None => None,
            };
            let next = unit.map(|unit| units.successors(unit)).unwrap_or_default();
            next.iter().map(|unit| units.chain_name(unit, None)).collect::<Vec<_>>().join("|")
        }
        ("parent", About::Body(_, kin, _)) => kin.above.unwrap_or("-".to_string()),
        ("exists", About::Body(_, kin, _)) => if kin.life.holds(*day) { "yes" } else { "no" }.to_string(),
        ("branch", About::Body(_, kin, _)) => kin.branch.map_or("-", |branch| branch.id()).to_string(),
        ("meant", _) => meant(question),
        (_, found) => format!("{found:?}"),
    }
}

/// The canonical name that a body gets in an article that names some places.
fn meant(question: &Question) -> String {
    let text = format!(
        "Lễ phát động trồng cây diễn ra tại {}. {} dự lễ.",
        question.context.join(", "),
        question.name
    );
    let mut article = Article::from_text("a", text);
    article.published = question.day.and_then(|day| Published::from_iso(&day.to_string()));
    let reading = EXTRACTOR.read(&article);
    let bodies = reading.entities.iter().filter(|entity| entity.kind == EntityKind::Body);
    let named = |name: &&str| {
        reading.mentions.iter().any(|mention| mention.quote.text == question.name && !name.is_empty())
    };
    let names: Vec<&str> =
        bodies.filter(|body| body.branch.is_some()).map(|body| body.name.as_str()).filter(named).collect();
    match names[..] {
        [name] if key(name) == key(question.name) => "?".to_string(),
        [name] => name.to_string(),
        _ => format!("{names:?}"),
    }
}
