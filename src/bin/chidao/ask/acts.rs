//! Questions about what people did: `chidao directed`, `meetings`, `path` and `rank`.

use std::cell::RefCell;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use chidao::Graph;
use chidao::graph::{Link, Node};
use chidao::query::{self, Busy, Gathering, Instruction};
use chidao::vocab::{EntityKind, Relation};

use super::answer::{Cell, Column, long, short};
use super::args::{self, By, Directed, Meetings, Rank};
use super::{Corpus, cited, labels};

/// Those who act and are told.
const ACTORS: &[EntityKind] = &[EntityKind::Person, EntityKind::Post, EntityKind::Body, EntityKind::Group];

const INSTRUCTION: &[Column] = &[
    short("date"),
    short("by"),
    long("post"),
    short("holder"),
    short("to"),
    short("instruction"),
    short("strength"),
    long("confidence"),
    short("article"),
    long("quote"),
    long("holder_article"),
    long("holder_quote"),
];

const MEETING: &[Column] = &[
    short("date"),
    short("meeting"),
    long("type"),
    long("place"),
    short("organizers"),
    short("chairs"),
    long("directors"),
    short("attended"),
    short("articles"),
];

const STEP: &[Column] =
    &[short("from"), short("relation"), short("to"), short("date"), short("article"), long("quote")];

const RANKED: &[Column] = &[short("rank"), short("person"), short("post"), short("value")];

/// `chidao directed`.
pub(crate) fn directed(args: &Directed, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let ends = [args.by.as_deref(), args.to.as_deref()];
    let days = args.span.days();
    let corpus = Corpus::read(&args.asked, gazetteers, &|store, _| store.instructions(ACTORS, ends, days))?;
    let asked = |name: &Option<String>| match name {
        None => Some(None),
        Some(name) => corpus.one(ACTORS, name).map(|node| Some(node.id.as_str())),
    };
    let (Some(by), Some(to)) = (asked(&args.by), asked(&args.to)) else { return Ok(corpus.close(true)) };
    let fits = |one: &Instruction| {
        by.is_none_or(|id| {
            one.link.source.id == id || one.holder.is_some_and(|holder| holder.person.id == id)
        }) && to.is_none_or(|id| one.link.target.id == id)
            && args.span.has(one.day)
    };
    let rows = query::instructions(&corpus.graph).iter().filter(|one| fits(one)).map(instruction).collect();
    corpus.answer(&args.asked, INSTRUCTION, "chidao.directed/1", rows)
}

fn instruction(one: &Instruction) -> Vec<Cell> {
    let mut row: Vec<Cell> = vec![
        one.day.into(),
        one.link.source.label.as_str().into(),
        one.post.map(|post| post.label.as_str()).into(),
        one.holder.map(|holder| holder.person.label.as_str()).into(),
        one.link.target.label.as_str().into(),
        one.evidence.directive.as_deref().into(),
        one.evidence.strength.map(|strength| strength.id()).into(),
        one.evidence.confidence.map_or(Cell::None, Cell::Share),
    ];
    row.extend(cited(Some(one.evidence)));
    row.extend(cited(one.holder.map(|holder| holder.evidence)));
    row
}

/// `chidao meetings`.
pub(crate) fn meetings(args: &Meetings, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let names: Vec<&str> = args.with.iter().map(String::as_str).collect();
    let days = args.span.days();
    let corpus = Corpus::read(&args.asked, gazetteers, &|store, _| store.meetings(ACTORS, &names, days))?;
    let with: Option<Vec<&str>> =
        args.with.iter().map(|name| corpus.one(ACTORS, name).map(|node| node.id.as_str())).collect();
    let Some(with) = with else { return Ok(corpus.close(true)) };
    let fits =
        |one: &Gathering| with.iter().all(|id| one.has(id)) && args.span.has(one.meeting.date.as_deref());
    let rows = query::meetings(&corpus.graph).iter().filter(|one| fits(one)).map(gathering).collect();
    corpus.answer(&args.asked, MEETING, "chidao.meetings/1", rows)
}

fn gathering(one: &Gathering) -> Vec<Cell> {
    vec![
        one.meeting.date.as_deref().into(),
        one.meeting.label.as_str().into(),
        one.meeting.kind_type.as_deref().into(),
        one.meeting.place.as_deref().into(),
        labels(one.organizers.iter().copied()),
        labels(one.who(Relation::Chaired)),
        labels(one.who(Relation::Directed)),
        labels(one.who(Relation::Attended)),
        Cell::List(one.articles().into_iter().map(str::to_owned).collect()),
    ]
}

/// `chidao path`.
pub(crate) fn path(args: &args::Path, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let ends = (&args.from, &args.to);
    let corpus = Corpus::read(&args.asked, gazetteers, &|store, _| store.ways(ACTORS, ends.0, ends.1))?;
    let ends = [&args.from, &args.to].map(|name| corpus.one(ACTORS, name));
    let [Some(from), Some(to)] = ends else { return Ok(corpus.close(true)) };
    let way = query::path(&corpus.graph, from, to).unwrap_or_default();
    let rows = way.iter().map(step).collect();
    corpus.answer(&args.asked, STEP, "chidao.path/1", rows)
}

fn step(link: &Link) -> Vec<Cell> {
    let mut row: Vec<Cell> = vec![
        link.source.label.as_str().into(),
        link.edge.kind.id().into(),
        link.target.label.as_str().into(),
        link.edge.date.as_deref().into(),
    ];
    row.extend(cited(link.edge.evidence.first()));
    row
}

/// `chidao rank`.
pub(crate) fn rank(args: &Rank, gazetteers: Option<&Path>) -> Result<ExitCode> {
    // A store knows who comes first without a graph.
    let first = RefCell::new(None);
    let corpus = Corpus::read(&args.asked, gazetteers, &|store, _| {
        *first.borrow_mut() = Some(match args.by {
            By::Chaired => store.busiest_chairs(args.limit)?.into_iter().map(counted).collect(),
            By::Directed => store.busiest_directors(args.limit)?.into_iter().map(counted).collect(),
            By::Centrality => store.most_central(args.limit)?.into_iter().map(shared).collect(),
        });
        Ok(Graph::default())
    })?;
    let graph = &corpus.graph;
    let own =
        |busy: Vec<Busy>| busy.into_iter().map(|one| counted((one.person.clone(), one.count))).collect();
    let people: Vec<(Node, Cell)> = match (first.into_inner(), args.by) {
        (Some(first), _) => first,
        (None, By::Chaired) => own(query::busiest_chairs(graph, args.limit)),
        (None, By::Directed) => own(query::busiest_directors(graph, args.limit)),
        (None, By::Centrality) => {
            let central = query::most_central(graph, args.limit).into_iter();
            central.map(|(person, share)| shared((person.clone(), share))).collect()
        }
    };
    let row = |(place, (person, value)): (usize, (Node, Cell))| {
        vec![
            Cell::Number(place),
            person.label.as_str().into(),
            person.posts.first().map(String::as_str).into(),
            value,
        ]
    };
    let rows = (1..).zip(people).map(row).collect();
    corpus.answer(&args.asked, RANKED, "chidao.rank/1", rows)
}

fn shared((person, share): (Node, f64)) -> (Node, Cell) {
    (person, Cell::Share(share * 100.0))
}

fn counted((person, count): (Node, usize)) -> (Node, Cell) {
    (person, Cell::Number(count))
}
