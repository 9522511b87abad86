//! Readings -> a graph: what they say is told atom by atom, atoms are joined to nodes, nodes get their ids, statements become edges.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::{Atom, Described, Statement, tell};
use super::day::days;
use super::draft::Draft;
use super::identity::{Identity, ToldMeeting, which_meetings};
use super::key::ids;
use super::ledger::Ledger;
use super::person::{Who, identify};
use super::post::posts_of_people;
use super::reprint::{Group, groups};
use super::stay::Aspect;
use super::{Edge, EdgeKind, Edges, Graph, Namesakes, Node, Report, Sighting, Slot, attest};
use crate::extractor::{Doc, Reading};
use crate::vocab::EntityKind;

/// See [`Graph::with_ledger`].
pub(super) fn build(readings: &[Reading], ledger: &Ledger) -> Graph {
    let mut readings: Vec<&Reading> = readings.iter().collect();
    readings.sort_by(|a, b| (&a.doc.id, &a.doc.sha256).cmp(&(&b.doc.id, &b.doc.sha256)));
    let docs: Vec<&Doc> = readings.iter().map(|reading| &reading.doc).collect();
    let mut builder = Builder::default();
    for group in groups(&docs) {
        builder.take(&readings, &group, ledger);
    }
    builder.join(ledger);
    builder.finish()
}

/// How often and when articles tell of an atom.
#[derive(Default)]
struct Times {
    count: usize,
    /// First and last day of those that have one.
    days: Option<(i64, i64)>,
}

#[derive(Default)]
struct Builder {
    articles: super::Articles,
    numbers: BTreeMap<Atom, usize>,
    times: Vec<Times>,
    /// Forms of atoms, with the article, and its original.
    forms: Vec<(Described, usize, usize)>,
    statements: Vec<Statement>,
    /// The occasions that some article has more than once: there, type, date and host do not tell a meeting.
    crowded: BTreeSet<String>,
    who: Who,
    /// What each atom is part of; none if the ledger leaves it out.
    identities: Vec<Option<Identity>>,
}

impl Builder {
    fn take(&mut self, readings: &[&Reading], group: &Group, ledger: &Ledger) {
        let members: Vec<&Reading> = group.members.iter().map(|&at| readings[at]).collect();
        let original = members[group.original];
        let told = tell(&members, group.original, ledger);
        for ((at, reading), told) in members.iter().enumerate().zip(told) {
            let shared = (at != group.original).then(|| (original.doc.id.clone(), group.shared[at]));
            let report = Report { day: reading.doc.day().map(str::to_owned), original: shared };
            self.articles.insert(reading.doc.id.clone(), report);
            let numbers: Vec<usize> = told.atoms.into_iter().map(|atom| self.number(atom)).collect();
            let own = |atom: usize| numbers[atom];
            let day = reading.doc.day().and_then(days);
            for form in told.forms {
                let form = Described { atom: own(form.atom), through: form.through.map(own), ..form };
                let known = &mut self.times[form.atom];
                known.count += 1;
                let all = || known.days.into_iter().chain(day.map(|day| (day, day)));
                known.days = all().reduce(|(first, last), (from, to)| (first.min(from), last.max(to)));
                self.forms.push((form, group.members[at], group.members[group.original]));
            }
            self.statements.extend(told.statements.into_iter().map(|said| Statement {
                source: own(said.source),
                target: own(said.target),
                post: said.post.map(own),
                on_behalf_of: said.on_behalf_of.map(own),
                through: said.through.map(own),
                ..said
            }));
            self.crowded.extend(told.crowded);
        }
    }

    fn number(&mut self, atom: Atom) -> usize {
        let next = self.times.len();
        let number = *self.numbers.entry(atom).or_insert(next);
        if number == next {
            self.times.push(Times::default());
        }
        number
    }

    /// Says of which node every atom is.
    fn join(&mut self, ledger: &Ledger) {
        self.identities = vec![None; self.times.len()];
        let mut names: BTreeMap<String, Vec<(usize, Aspect)>> = BTreeMap::new();
        let mut occasions: BTreeMap<&str, Vec<(usize, ToldMeeting)>> = BTreeMap::new();
        // Atoms come in their order, so that the numbers mean nothing.
        for (atom, &number) in &self.numbers {
            match atom {
                Atom::Named(identity) => self.identities[number] = Some(identity.clone()),
                Atom::Meeting(occasion, apart) => {
                    occasions.entry(&occasion.exact).or_default().push((number, (occasion, apart)));
                }
                Atom::Person(name, aspect) => {
                    let told = &self.times[number];
                    let aspect = aspect.clone().times(told.count, told.days);
                    names.entry(name.clone()).or_default().push((number, aspect));
                }
            }
        }
        for (occasion, told) in occasions {
            let (numbers, told): (Vec<usize>, Vec<_>) = told.into_iter().unzip();
            let meetings = which_meetings(&told, self.crowded.contains(occasion));
            for (number, meeting) in numbers.into_iter().zip(meetings) {
                self.identities[number] = Some(meeting);
            }
        }
        self.who = identify(names, ledger);
        for (identity, atoms) in &self.who.people {
            for &atom in atoms {
                self.identities[atom] = Some(identity.clone());
            }
        }
    }

    fn finish(self) -> Graph {
        let mut drafts: BTreeMap<&Identity, (Draft, BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
        let is_somebody =
            |form: &Described| form.through.is_none_or(|person| self.identities[person].is_some());
        for (form, at, original) in self.forms.iter().filter(|(form, ..)| is_somebody(form)) {
            let Some(identity) = &self.identities[form.atom] else { continue };
            let (draft, reports, articles) = drafts.entry(identity).or_default();
            draft.add(&form.form, 1);
            reports.insert(*at);
            articles.insert(*original);
        }
        let ids =
            settled(drafts.iter().map(|(identity, (draft, ..))| (*identity, draft.slug(identity))).collect());
        let id = |atom: usize| self.identities[atom].as_ref().and_then(|identity| ids.get(identity)).cloned();
        let (mut edges, mut sightings) = (Edges::new(), Vec::new());
        for said in &self.statements {
            if said.through.is_some_and(|person| self.identities[person].is_none()) {
                continue;
            }
            if let (Some(source), Some(target)) = (id(said.source), id(said.target)) {
                let mut evidence = said.evidence.clone();
                evidence.post = said.post.and_then(id);
                evidence.on_behalf_of = said.on_behalf_of.and_then(id);
                let slot = Slot { source, target, kind: said.kind, date: said.date.clone() };
                let day = self.articles.get(&evidence.doc).and_then(|report| report.day.as_deref());
                state(&mut edges, &mut sightings, slot, day, evidence);
            }
        }
        let nodes = drafts.iter().map(|(identity, (draft, reports, articles))| Node {
            id: ids[identity].clone(),
            articles: articles.len(),
            reports: reports.len(),
            ..draft.node(identity.kind, self.who.called.get(identity).map(String::as_str))
        });
        let mut nodes: Vec<Node> = nodes.collect();
        let mut posts = posts_of_people(&nodes, &edges);
        for node in &mut nodes {
            node.posts = posts.remove(&node.id).unwrap_or_default();
        }
        let person = |at: usize| ids[&self.who.people[at].0].clone();
        let namesakes = self.who.apart.iter();
        let namesakes = namesakes.map(|&(a, b, reason)| Namesakes { people: [person(a), person(b)], reason });
        let namesakes = namesakes.collect();
        let mut graph = Graph::from_parts(self.articles, nodes, edges).with_people(sightings, namesakes);
        graph.unfit = self.who.unfit;
        graph
    }
}

/// The id of each node: the slug that it would like to have, unless another of its kind would too.
fn settled(wishes: Vec<(&Identity, String)>) -> BTreeMap<Identity, String> {
    let mut kinds: BTreeMap<EntityKind, Vec<(&Identity, &str)>> = BTreeMap::new();
    for (identity, slug) in &wishes {
        kinds.entry(identity.kind).or_default().push((identity, slug));
    }
    let of_kind = |wishes: Vec<(&Identity, &str)>| {
        let ids = ids(wishes.iter().map(|(identity, slug)| (identity.exact.as_str(), *slug)));
        let id = |(identity, _): (&Identity, &str)| (identity.clone(), ids[identity.exact.as_str()].clone());
        wishes.iter().copied().map(id).collect::<Vec<_>>()
    };
    kinds.into_values().flat_map(of_kind).collect()
}

/// Makes a statement evidence of its edge; what is said of a person in a post is a sighting too, and no edge where it is not held.
pub(crate) fn state(
    edges: &mut Edges,
    sightings: &mut Vec<Sighting>,
    slot: Slot,
    day: Option<&str>,
    evidence: super::Evidence,
) {
    if let Some(status) = evidence.status.filter(|_| slot.kind == EdgeKind::Holds) {
        let (person, post) = (slot.source.clone(), slot.target.clone());
        let day = day.map(str::to_owned);
        sightings.push(Sighting { person, post, status, day, evidence: evidence.clone() });
        if !status.is_held() {
            return;
        }
    }
    let lasts = slot.kind == EdgeKind::Holds;
    let edge = attest(edges, slot, evidence);
    if lasts {
        widen(edge, day);
    }
}

fn widen(edge: &mut Edge, day: Option<&str>) {
    let days = || edge.first.iter().chain(&edge.last).map(String::as_str).chain(day);
    let (first, last) = (days().min().map(str::to_owned), days().max().map(str::to_owned));
    (edge.first, edge.last) = (first, last);
}
