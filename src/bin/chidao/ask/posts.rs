//! Questions about people in posts: `chidao roles`, `who`, `changes` and `namesakes`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use chidao::Graph;
use chidao::graph::{Node, Sighting};
use chidao::lexicon::Day;
use chidao::query::{self, Doubt, End, Spell, Turn};
use chidao::vocab::{EntityKind, RoleStatus};

use super::answer::{Cell, Column, long, short};
use super::args::{Changes, Namesakes, Reprints, Roles, Who};
use super::{Corpus, cited};
use crate::console;

const SPELL: &[Column] = &[
    short("person"),
    short("post"),
    short("from"),
    short("to"),
    short("first"),
    short("last"),
    short("acting"),
    short("articles"),
    short("doubts"),
    long("body"),
    short("article"),
    long("quote"),
];

const CHANGE: &[Column] = &[
    short("date"),
    short("change"),
    short("person"),
    short("post"),
    long("body"),
    short("article"),
    long("quote"),
];

const NAMESAKES: &[Column] =
    &[short("name"), short("post"), short("other_post"), short("reason"), long("id"), long("other_id")];

const REPRINTS: &[Column] =
    &[short("date"), short("article"), short("original_date"), short("original"), short("shared")];

/// `chidao roles`.
pub(crate) fn roles(args: &Roles, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let corpus = Corpus::read(&args.asked, gazetteers, &|store, heads| store.career(&args.name, heads))?;
    let Some(person) = corpus.one(&[EntityKind::Person], &args.name) else { return Ok(corpus.close(true)) };
    let spells = corpus.spells();
    let own = spells.iter().filter(|spell| spell.person.id == person.id);
    let held = own.filter(|spell| is_on(spell, args.on));
    let rows = held.map(|spell| row(&corpus.graph, spell)).collect();
    corpus.answer(&args.asked, SPELL, "chidao.roles/1", rows)
}

/// `chidao who`.
pub(crate) fn who(args: &Who, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let corpus = Corpus::read(&args.asked, gazetteers, &|store, _| store.holders(&args.post))?;
    let posts = query::named(&corpus.graph, &[EntityKind::Post], &args.post);
    if posts.is_empty() {
        console::say(&format!("\"{}\": no article names it", args.post));
    }
    let posts: BTreeSet<&str> = posts.iter().map(|post| post.id.as_str()).collect();
    let spells = corpus.spells();
    let mut held: Vec<&Spell> = spells
        .iter()
        .filter(|spell| posts.contains(spell.post.id.as_str()) && is_on(spell, args.on))
        .collect();
    held.sort_by_key(|spell| {
        (&spell.post.label, spell.first.or(spell.to.map(|to| to.day)), &spell.person.id)
    });
    let rows = held.into_iter().map(|spell| row(&corpus.graph, spell)).collect();
    corpus.answer(&args.asked, SPELL, "chidao.roles/1", rows)
}

/// `chidao changes`.
pub(crate) fn changes(args: &Changes, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let days = args.span.days();
    let corpus = Corpus::read(&args.asked, gazetteers, &|store, heads| store.moves(days, heads))?;
    let spells = corpus.spells();
    let changes = query::changes(&spells).into_iter().filter(|change| args.span.has(Some(change.day)));
    let rows = changes.map(|change| {
        let spell = change.spell;
        let tells = |sighting: &Sighting| match change.turn {
            Turn::Appointed => sighting.status == RoleStatus::Appointed,
            Turn::Left => sighting.status == RoleStatus::Left,
            Turn::FirstSeen | Turn::LastSeen => sighting.status.is_held(),
        };
        let of_day = |sighting: &&&Sighting| sighting.day.as_deref() == Some(change.day) && tells(sighting);
        let own = spell.sightings.iter().find(of_day);
        let mut row: Vec<Cell> = vec![
            change.day.into(),
            change.turn.id().into(),
            spell.person.label.as_str().into(),
            spell.post.label.as_str().into(),
            spell.body.map(|body| body.label.as_str()).into(),
        ];
        row.extend(cited(own.map(|sighting| &sighting.evidence)));
        row
    });
    let rows = rows.collect();
    corpus.answer(&args.asked, CHANGE, "chidao.changes/1", rows)
}

/// `chidao reprints`.
pub(crate) fn reprints(args: &Reprints, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let corpus = Corpus::read(&args.asked, gazetteers, &|store, _| store.reprints())?;
    let graph = &corpus.graph;
    let mut rows: Vec<(Option<&str>, Vec<Cell>)> = Vec::new();
    for (id, report) in graph.reports() {
        if let Some((original, shared)) = &report.original {
            let first = graph.day_of(original);
            let row = vec![
                report.day.as_deref().into(),
                id.into(),
                first.into(),
                original.as_str().into(),
                Cell::Share(*shared),
            ];
            rows.push((first, row));
        }
    }
    rows.sort_by_key(|(first, _)| *first);
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    corpus.answer(&args.asked, REPRINTS, "chidao.reprints/1", rows)
}

/// `chidao namesakes`.
pub(crate) fn namesakes(args: &Namesakes, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let corpus = Corpus::read(&args.asked, gazetteers, &|store, _| store.namesakes())?;
    let graph = &corpus.graph;
    let rows = graph.namesakes().iter().filter_map(|pair| {
        let [one, other] = [graph.node(&pair.people[0])?, graph.node(&pair.people[1])?];
        let post = |node: &Node| Cell::from(node.posts.first().map(String::as_str));
        let id = |node: &Node| Cell::from(node.id.as_str());
        Some(vec![
            one.label.as_str().into(),
            post(one),
            post(other),
            pair.reason.id().into(),
            id(one),
            id(other),
        ])
    });
    let rows = rows.collect();
    corpus.answer(&args.asked, NAMESAKES, "chidao.namesakes/1", rows)
}

fn is_on(spell: &Spell, day: Option<Day>) -> bool {
    day.is_none_or(|day| spell.holds(&day.to_string()))
}

fn row(graph: &Graph, spell: &Spell) -> Vec<Cell> {
    let articles = graph.sources(spell.sightings.iter().map(|sighting| &sighting.evidence));
    let mut row: Vec<Cell> = vec![
        spell.person.label.as_str().into(),
        spell.post.label.as_str().into(),
        end(spell.from),
        end(spell.to),
        spell.first.into(),
        spell.last.into(),
        Cell::Truth(spell.acting),
        Cell::Number(articles),
        Cell::List(spell.doubts.iter().map(doubt).collect()),
        spell.body.map(|body| body.label.as_str()).into(),
    ];
    row.extend(cited(spell.sightings.first().map(|sighting| &sighting.evidence)));
    row
}

/// `=2024-05-01` is reported, `~2024-05-01` inferred.
fn end(end: Option<End>) -> Cell {
    let told = |end: End| Cell::Text(format!("{}{}", if end.observed { '=' } else { '~' }, end.day));
    end.map_or(Cell::None, told)
}

fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::SeenAfterEnd(day) => format!("called so on {day}, after the end"),
        Doubt::HeldToo(person) => format!("{} is called so at the same time", person.label),
        Doubt::Gap(from, to) => format!("not seen from {from} to {to}"),
    }
}
