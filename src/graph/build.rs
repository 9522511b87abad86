//! Turns readings into nodes and edges: names are counted, statements gathered, ids given, in an order of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::identity::{Identities, Identity, identify};
use super::key::{ids, slug};
use super::ledger::Ledger;
use super::person::Who;
use super::post::{body_name, entity, post_of, posts_of_people};
use super::reprint::{Original, originals};
use super::{Edge, EdgeKind, Edges, Evidence, Graph, Namesakes, Node, Report, Sighting, Slot, attest};
use crate::extractor::{Entity, Event, Quote, Reading, Role};
use crate::vocab::{EntityKind, EventStatus, Level, Session};

/// See [`Graph::with_ledger`].
pub(super) fn build(readings: &[Reading], ledger: &Ledger) -> Graph {
    let mut readings: Vec<&Reading> = readings.iter().collect();
    readings.sort_by(|a, b| (&a.doc.id, &a.doc.sha256).cmp(&(&b.doc.id, &b.doc.sha256)));
    let originals = originals(&readings);
    let (identities, who) = identify(&readings, &originals, ledger);
    let homes = originals.iter().map(|original| readings[original.at]).collect();
    let mut builder = Builder { identities, who, originals, homes, ..Builder::default() };
    for (at, reading) in readings.iter().enumerate() {
        builder.describe(at, reading);
    }
    builder.settle_ids();
    for (at, reading) in readings.iter().enumerate() {
        builder.state(at, reading);
    }
    builder.finish(&readings)
}

#[derive(Default)]
struct Builder<'r> {
    identities: Identities<'r>,
    who: Who,
    originals: Vec<Original>,
    /// For every reading, that of its original.
    homes: Vec<&'r Reading>,
    drafts: BTreeMap<Identity, Draft>,
    ids: BTreeMap<Identity, String>,
    edges: Edges,
    sightings: Vec<Sighting>,
}

/// How often each value was given.
type Tally<T> = BTreeMap<T, usize>;

/// A node as far as the articles describe it.
#[derive(Default)]
struct Draft {
    names: Tally<String>,
    aliases: BTreeSet<String>,
    types: Tally<String>,
    levels: Tally<&'static str>,
    places: Tally<String>,
    dates: Tally<String>,
    sessions: Tally<&'static str>,
    /// Title and body of a post.
    offices: Tally<(String, String)>,
    articles: BTreeSet<usize>,
    /// The same with reprints.
    reports: BTreeSet<usize>,
}

fn count<T: Ord>(tally: &mut Tally<T>, value: Option<T>) {
    if let Some(value) = value {
        *tally.entry(value).or_default() += 1;
    }
}

/// The value given most often, capitals alone only if there is nothing else; of equals the longest, of these the last in
/// order, which prefers small letters and the tone placement of the official press.
fn best<T: AsRef<str>>(tally: &Tally<T>) -> Option<&str> {
    let names = tally.iter().map(|(name, count)| (name.as_ref(), *count));
    let rank =
        |&(name, count): &(&str, usize)| (name.contains(char::is_lowercase), count, name.chars().count());
    names.max_by_key(rank).map(|(name, _)| name)
}

/// Nodes.
impl<'r> Builder<'r> {
    fn describe(&mut self, at: usize, reading: &'r Reading) {
        for entity in &reading.entities {
            let Some(identity) = self.identities.get(&(at, entity.id.as_str())).cloned() else { continue };
            let article = self.originals[at].at;
            self.drafts.entry(identity).or_default().add((at, article), entity);
            if let Some(place) = meeting_place(entity) {
                self.name(at, place_identity(place), place);
            }
        }
        let identities = &self.identities;
        let is_known = |role: &&Role| identities.contains_key(&(at, role.person.as_str()));
        for role in reading.roles.iter().filter(is_known).collect::<Vec<_>>() {
            let (post, label) = post_of(reading, &self.homes[at].doc.id, role);
            let draft = self.name(at, post, &label);
            let office = (role.title.clone(), body_name(reading, role).unwrap_or_default().to_owned());
            count(&mut draft.offices, Some(office));
        }
    }

    fn name(&mut self, at: usize, identity: Identity, name: &str) -> &mut Draft {
        let article = self.originals[at].at;
        let draft = self.drafts.entry(identity).or_default();
        count(&mut draft.names, Some(name.to_owned()));
        draft.articles.insert(article);
        draft.reports.insert(at);
        draft
    }

    fn settle_ids(&mut self) {
        let wishes: Vec<_> =
            self.drafts.iter().map(|(identity, draft)| (identity, draft.slug(identity))).collect();
        let mut kinds: BTreeMap<EntityKind, Vec<_>> = BTreeMap::new();
        for (identity, slug) in &wishes {
            kinds.entry(identity.kind).or_default().push((*identity, slug.as_str()));
        }
        for wishes in kinds.into_values() {
            let ids = ids(wishes.iter().map(|(identity, slug)| (identity.exact.as_str(), *slug)));
            let given =
                wishes.iter().map(|&(identity, _)| (identity.clone(), ids[identity.exact.as_str()].clone()));
            self.ids.extend(given);
        }
    }

    fn finish(self, readings: &[&Reading]) -> Graph {
        let node = |(identity, draft): (&Identity, &Draft)| {
            draft.node(identity, &self.ids[identity], self.who.called.get(identity))
        };
        let nodes = self.drafts.iter().map(node);
        let mut nodes: Vec<Node> = nodes.collect();
        let mut posts = posts_of_people(&nodes, &self.edges);
        for node in &mut nodes {
            node.posts = posts.remove(&node.id).unwrap_or_default();
        }
        let report = |(at, original): (usize, &Original)| {
            let shared = (at != original.at).then(|| (readings[original.at].doc.id.clone(), original.shared));
            let day = readings[at].doc.day().map(str::to_owned);
            (readings[at].doc.id.clone(), Report { day, original: shared })
        };
        let articles = self.originals.iter().enumerate().map(report).collect();
        let mut graph = Graph::from_parts(articles, nodes, self.edges);
        let namesakes = self.who.apart.iter().map(|(a, b, reason)| {
            let mut people = [self.ids[a].clone(), self.ids[b].clone()];
            people.sort();
            Namesakes { people, reason: *reason }
        });
        graph.namesakes = namesakes.collect();
        graph.namesakes.sort_by(|a, b| a.people.cmp(&b.people));
        graph.unfit = self.who.unfit;
        graph.sightings = self.sightings;
        graph.sightings.sort_by(Sighting::order);
        graph.sightings.dedup();
        graph
    }
}

impl Draft {
    fn add(&mut self, (at, article): (usize, usize), entity: &Entity) {
        count(&mut self.names, Some(entity.name.clone()));
        self.aliases.extend(entity.aliases.iter().cloned());
        count(&mut self.types, entity.kind_type.clone());
        count(&mut self.levels, entity.level.map(Level::id));
        count(&mut self.places, entity.place.clone());
        // A reprint counts "today" from its own day.
        count(&mut self.dates, entity.date.clone().filter(|_| at == article));
        count(&mut self.sessions, entity.session.map(Session::id));
        self.articles.insert(article);
        self.reports.insert(at);
    }

    /// The title and body that most articles give a post.
    fn office(&self) -> Option<&(String, String)> {
        self.offices.iter().max_by_key(|&(_, count)| count).map(|(office, _)| office)
    }

    fn slug(&self, identity: &Identity) -> String {
        match self.office() {
            Some((title, body)) if !body.is_empty() => format!("post/{}@{}", slug(title), slug(body)),
            _ => identity.slug.clone(),
        }
    }

    fn node(&self, identity: &Identity, id: &str, called: Option<&String>) -> Node {
        let label = called.map(String::as_str).or_else(|| best(&self.names)).unwrap_or_default().to_owned();
        let names = self.names.keys().chain(&self.aliases).filter(|name| **name != label);
        Node {
            id: id.to_owned(),
            kind: identity.kind,
            aliases: names.collect::<BTreeSet<_>>().into_iter().cloned().collect(),
            kind_type: best(&self.types).map(str::to_owned),
            level: best(&self.levels).and_then(Level::from_id),
            place: best(&self.places).map(str::to_owned),
            date: best(&self.dates).map(str::to_owned),
            session: best(&self.sessions).and_then(Session::from_id),
            title: self.office().map(|(title, _)| title.clone()),
            posts: Vec::new(),
            articles: self.articles.len(),
            reports: self.reports.len(),
            label,
        }
    }
}

/// Edges.
impl<'r> Builder<'r> {
    fn state(&mut self, at: usize, reading: &'r Reading) {
        for role in &reading.roles {
            self.state_role(at, reading, role);
        }
        for event in reading.events.iter().filter(|event| event.status == EventStatus::Asserted) {
            self.state_event(at, reading, event);
        }
        for meeting in reading.entities.iter().filter(|entity| entity.kind == EntityKind::Meeting) {
            self.state_meeting(at, reading, meeting);
        }
        for body in &reading.entities {
            self.state_body(at, reading, body);
        }
    }

    /// A body is part of the one above it where some article speaks of that one too.
    fn state_body(&mut self, at: usize, reading: &Reading, body: &Entity) {
        let Some(name) = body.part_of.as_deref() else { return };
        let own = [
            Identity::local(EntityKind::Body, &self.homes[at].doc.id, name),
            Identity::named(EntityKind::Body, name),
        ];
        let Some(above) = own.iter().find_map(|above| self.ids.get(above).cloned()) else { return };
        let (Some(quote), Some(id)) = (first_mention(reading, &body.id), self.id(at, &body.id)) else {
            return;
        };
        let evidence = Evidence::new(&reading.doc.id, quote, "body.part_of");
        self.attest(&id, &above, EdgeKind::PartOf, None, evidence);
    }

    fn state_role(&mut self, at: usize, reading: &Reading, role: &Role) {
        let Some(person) = self.id(at, &role.person) else { return };
        let post = self.id_of_post(at, reading, role);
        let mut evidence = Evidence::new(&reading.doc.id, &role.quote, &role.rule);
        if let Some(body) = role.body.as_deref().and_then(|body| self.id(at, body)) {
            self.attest(&post, &body, EdgeKind::Of, None, evidence.clone());
        }
        evidence.status = Some(role.status);
        let day = reading.doc.day();
        let sighting = Sighting { person, post, status: role.status, day: day.map(str::to_owned), evidence };
        if sighting.status.is_held() {
            let evidence = sighting.evidence.clone();
            widen(self.attest(&sighting.person, &sighting.post, EdgeKind::Holds, None, evidence), day);
        }
        self.sightings.push(sighting);
    }

    fn state_event(&mut self, at: usize, reading: &'r Reading, event: &'r Event) {
        let (Some(agent), Some(target)) = (self.id(at, &event.agent), self.id(at, &event.target)) else {
            return;
        };
        let role = event.role.and_then(|role| reading.roles.get(role));
        let evidence = Evidence {
            confidence: Some(event.confidence),
            directive: event.directive.clone(),
            strength: event.strength,
            order: event.order,
            post: role.map(|role| self.id_of_post(at, reading, role)),
            on_behalf_of: event.on_behalf_of.as_deref().and_then(|id| self.id(at, id)),
            ..Evidence::new(&reading.doc.id, &event.quote, &event.rule)
        };
        let date = self.day_of_event(at, reading, event);
        self.attest(&agent, &target, EdgeKind::Did(event.relation), date, evidence);
    }

    /// When it was done. What a reprint tells was done when its original says so, whatever "today" is for the reprint.
    fn day_of_event(&self, at: usize, reading: &'r Reading, event: &'r Event) -> Option<&'r str> {
        let day = |reading: &'r Reading, event: &'r Event| {
            event.date.as_deref().or_else(|| entity(reading, &event.target)?.date.as_deref())
        };
        let (article, home) = (self.originals[at].at, self.homes[at]);
        let ends = |at: usize, event: &Event| [self.id(at, &event.agent), self.id(at, &event.target)];
        let same = |own: &&Event| {
            own.relation == event.relation
                && own.status == event.status
                && ends(article, own) == ends(at, event)
        };
        let own = (article != at).then(|| home.events.iter().find(same)).flatten();
        own.map_or_else(|| day(reading, event), |own| day(home, own))
    }

    fn state_meeting(&mut self, at: usize, reading: &Reading, meeting: &'r Entity) {
        let (Some(quote), Some(id)) = (first_mention(reading, &meeting.id), self.id(at, &meeting.id)) else {
            return;
        };
        let date = self.day_of_meeting(at, meeting, &id);
        if let Some(host) = meeting.organizer.as_deref().and_then(|host| self.id(at, host)) {
            let evidence = Evidence::new(&reading.doc.id, quote, "meeting.organizer");
            self.attest(&host, &id, EdgeKind::Organized, date, evidence);
        }
        if let Some(place) = meeting_place(meeting) {
            let place = self.ids[&place_identity(place)].clone();
            let evidence = Evidence::new(&reading.doc.id, quote, "meeting.place");
            self.attest(&id, &place, EdgeKind::HeldAt, date, evidence);
        }
    }

    /// When a meeting was, as the original of the article says, if it does.
    fn day_of_meeting(&self, at: usize, meeting: &'r Entity, id: &str) -> Option<&'r str> {
        let article = self.originals[at].at;
        let same = |own: &&Entity| self.id(article, &own.id).as_deref() == Some(id);
        let own = (article != at).then(|| self.homes[at].entities.iter().find(same)).flatten();
        own.unwrap_or(meeting).date.as_deref()
    }

    fn attest(
        &mut self,
        from: &str,
        to: &str,
        kind: EdgeKind,
        date: Option<&str>,
        evidence: Evidence,
    ) -> &mut Edge {
        let date = date.map(str::to_owned);
        let slot = Slot { source: from.to_owned(), target: to.to_owned(), kind, date };
        attest(&mut self.edges, slot, evidence)
    }

    fn id(&self, at: usize, entity: &str) -> Option<String> {
        self.ids.get(self.identities.get(&(at, entity))?).cloned()
    }

    fn id_of_post(&self, at: usize, reading: &Reading, role: &Role) -> String {
        self.ids[&post_of(reading, &self.homes[at].doc.id, role).0].clone()
    }
}

fn widen(edge: &mut Edge, day: Option<&str>) {
    let days = || edge.first.iter().chain(&edge.last).map(String::as_str).chain(day);
    let (first, last) = (days().min().map(str::to_owned), days().max().map(str::to_owned));
    (edge.first, edge.last) = (first, last);
}

fn first_mention<'r>(reading: &'r Reading, id: &str) -> Option<&'r Quote> {
    let own = reading.mentions.iter().filter(|mention| mention.entity.as_deref() == Some(id));
    own.map(|mention| &mention.quote).min()
}

fn meeting_place(entity: &Entity) -> Option<&str> {
    entity.place.as_deref().filter(|place| entity.kind == EntityKind::Meeting && !place.trim().is_empty())
}

fn place_identity(name: &str) -> Identity {
    Identity::named(EntityKind::Place, name)
}
