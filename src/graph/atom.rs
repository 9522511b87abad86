//! An article and its reprints -> what they say to a graph, without a look at any other article.
//!
//! They speak of atoms: what is surely the same wherever it is told alike. Who is who, and which meeting is which, is settled afterwards by
//! joining atoms to nodes, so that another article changes no word of what this one says.

use std::collections::BTreeMap;

use super::day::days;
use super::draft::Form;
use super::identity::{Host, Identity, Occasion, occasion, simple};
use super::key::key;
use super::ledger::Ledger;
use super::post::{body_name, entity, post_of};
use super::stay::Aspect;
use super::{EdgeKind, Evidence};
use crate::extractor::{Entity, Event, Quote, Reading, Role};
use crate::vocab::{EntityKind, EventStatus, Relation};

/// What nodes are made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Atom {
    /// Known by its name: a node of its own.
    Named(Identity),
    /// Somebody of whom this is told, by the key of the name.
    Person(String, Aspect),
    /// A meeting of an occasion, and which one it is where an article has several.
    Meeting(Occasion, Identity),
}

/// What an article says.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// What it speaks of, and what it only points at.
    pub(crate) atoms: Vec<Atom>,
    /// How it speaks of them.
    pub(crate) forms: Vec<Described>,
    /// What it says between them.
    pub(crate) statements: Vec<Statement>,
    /// The occasions of which it has several meetings.
    pub(crate) crowded: Vec<String>,
    numbers: BTreeMap<Atom, usize>,
}

/// A form of an atom.
#[derive(Debug)]
pub(crate) struct Described {
    /// A place among the atoms.
    pub(crate) atom: usize,
    pub(crate) form: Form,
    /// The person through whose post it is spoken of: nobody's post is none.
    pub(crate) through: Option<usize>,
}

/// An edge in an article; a sighting, where it is of a person in a post. Atoms are given by their places.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) kind: EdgeKind,
    pub(crate) date: Option<String>,
    /// The post in which the agent acts.
    pub(crate) post: Option<usize>,
    pub(crate) on_behalf_of: Option<usize>,
    /// The person through whose post it is said.
    pub(crate) through: Option<usize>,
    /// Of `holds`, the status says whether it is held at all.
    pub(crate) evidence: Evidence,
}

impl Told {
    fn number(&mut self, atom: &Atom) -> usize {
        if let Some(&number) = self.numbers.get(atom) {
            return number;
        }
        self.atoms.push(atom.clone());
        self.numbers.insert(atom.clone(), self.atoms.len() - 1);
        self.atoms.len() - 1
    }

    fn describe(&mut self, atom: &Atom, form: Form, through: Option<usize>) {
        let atom = self.number(atom);
        self.forms.push(Described { atom, form, through });
    }
}

/// What the articles of a group say, each for itself. They are one article and its reprints, in the order of their ids; `original` is the
/// place of the first.
pub(crate) fn tell(group: &[&Reading], original: usize, ledger: &Ledger) -> Vec<Told> {
    let mut teller = Teller { group, original, atoms: vec![BTreeMap::new(); group.len()] };
    for (at, reading) in group.iter().enumerate() {
        let known = |entity: &'_ Entity| simple(reading, &teller.home().doc.id, entity);
        let named: Vec<_> = reading
            .entities
            .iter()
            .filter_map(|entity| Some((entity.id.as_str(), Atom::Named(known(entity)?))))
            .collect();
        teller.atoms[at].extend(named);
    }
    teller.people(ledger);
    let crowded = teller.meetings();
    let article = |(at, crowded)| Told { crowded, ..teller.article(at) };
    crowded.into_iter().enumerate().map(article).collect()
}

/// A person: by which articles and entities, and what they tell.
type Seen<'r> = (Vec<(usize, &'r str)>, Aspect);

struct Teller<'r> {
    group: &'r [&'r Reading],
    original: usize,
    /// By article and entity.
    atoms: Vec<BTreeMap<&'r str, Atom>>,
}

impl<'r> Teller<'r> {
    fn home(&self) -> &'r Reading {
        self.group[self.original]
    }

    fn atom(&self, at: usize, entity: &str) -> Option<&Atom> {
        self.atoms[at].get(entity)
    }

    /// People of one name in an article and in its reprints are one.
    fn people(&mut self, ledger: &Ledger) {
        let mut found: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
        for (at, reading) in self.group.iter().enumerate() {
            for person in reading.entities.iter().filter(|entity| entity.kind == EntityKind::Person) {
                let name = key(&person.name);
                let exact = |id: &str| match self.atom(at, id) {
                    Some(Atom::Named(identity)) => Some(identity.exact.clone()),
                    _ => None,
                };
                let places = |body: &str| ledger.places(&name, body);
                let places: Option<&dyn Fn(&str) -> bool> =
                    if ledger.names(&name) { Some(&places) } else { None };
                let mut aspect = Aspect::of(reading, person, &exact, places);
                let people = found.entry(name).or_default();
                let same = |(seen, _): &&mut Seen| seen.iter().all(|&(other, _)| other != at);
                match people.iter_mut().find(same) {
                    None => people.push((vec![(at, &person.id)], aspect)),
                    Some((seen, known)) => {
                        if let [(first, _)] = seen[..] {
                            *known = std::mem::take(known).times(1, self.day(first));
                        }
                        aspect = aspect.times(1, self.day(at));
                        known.take(aspect);
                        known.own = Some(self.home().doc.id.clone());
                        seen.push((at, &person.id));
                    }
                }
            }
        }
        for (name, people) in found {
            for (seen, aspect) in people {
                let atom = Atom::Person(name.clone(), aspect);
                for (at, person) in seen {
                    self.atoms[at].insert(person, atom.clone());
                }
            }
        }
    }

    fn day(&self, at: usize) -> Option<(i64, i64)> {
        let day = self.group[at].doc.day().and_then(days)?;
        Some((day, day))
    }

    /// Gives meetings their atoms; says which occasions each article has more than once.
    fn meetings(&mut self) -> Vec<Vec<String>> {
        let mut crowded = Vec::new();
        for (at, reading) in self.group.iter().enumerate() {
            let mut times: BTreeMap<Occasion, usize> = BTreeMap::new();
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            for meeting in meetings(reading) {
                let occasion = occasion(&reading.doc.id, meeting, self.host(at, meeting));
                *times.entry(occasion.clone()).or_default() += 1;
                let before = seen.entry(occasion.told_apart(meeting, 0).exact).or_default();
                let apart = occasion.told_apart(meeting, *before);
                *before += 1;
                self.atoms[at].insert(&meeting.id, Atom::Meeting(occasion, apart));
            }
            let several = times.into_iter().filter(|(_, times)| *times > 1);
            crowded.push(several.map(|(occasion, _)| occasion.exact).collect());
        }
        // A meeting of a reprint is the one of its name in the original: the day of the reprint tells nothing of when it was.
        for at in (0..self.group.len()).filter(|at| *at != self.original) {
            for meeting in meetings(self.group[at]) {
                let same = |own: &&Entity| {
                    own.kind_type == meeting.kind_type && key(&own.name) == key(&meeting.name)
                };
                let own = meetings(self.home()).find(same);
                if let Some(own) = own.and_then(|own| self.atom(self.original, &own.id)).cloned() {
                    self.atoms[at].insert(&meeting.id, own);
                }
            }
        }
        crowded
    }

    /// The organiser of a meeting, else who is told first to have chaired it.
    fn host(&self, at: usize, meeting: &Entity) -> Option<Host<'_>> {
        if let Some(Atom::Named(host)) = meeting.organizer.as_deref().and_then(|id| self.atom(at, id)) {
            return Some(Host::Organizer(&host.exact));
        }
        let reading = self.group[at];
        let chairs = reading.events.iter().filter(|event| {
            event.relation == Relation::Chaired
                && event.status == EventStatus::Asserted
                && event.target == meeting.id
        });
        let first = chairs.min_by_key(|event| (event.quote.start, &event.agent))?;
        let Some(Atom::Person(name, _)) = self.atom(at, &first.agent) else { return None };
        let role = first.role.and_then(|role| reading.roles.get(role));
        let body = role.and_then(|role| entity(reading, role.body.as_deref()?));
        Some(Host::Chair(name, body.and_then(|body| body.province.as_deref()).unwrap_or_default()))
    }

    fn article(&self, at: usize) -> Told {
        let (reading, mut told) = (self.group[at], Told::default());
        for entity in &reading.entities {
            let Some(atom) = self.atom(at, &entity.id) else { continue };
            told.describe(atom, Form::entity(entity, at != self.original), None);
            if let Some(place) = meeting_place(entity) {
                told.describe(&place_atom(place), Form::named(place), None);
            }
        }
        let posts: Vec<(Atom, String)> = reading.roles.iter().map(|role| self.post(at, role)).collect();
        for (role, post) in reading.roles.iter().zip(&posts) {
            self.role(at, role, post, &mut told);
        }
        for event in reading.events.iter().filter(|event| event.status == EventStatus::Asserted) {
            self.event(at, event, &posts, &mut told);
        }
        for meeting in meetings(reading) {
            self.meeting(at, meeting, &mut told);
        }
        for body in &reading.entities {
            self.body(at, body, &mut told);
        }
        told
    }

    fn role(&self, at: usize, role: &Role, (post, label): &(Atom, String), told: &mut Told) {
        let reading = self.group[at];
        let Some(person) = self.atom(at, &role.person) else { return };
        let person = told.number(person);
        let form = Form::office(label, &role.title, body_name(reading, role).unwrap_or_default());
        told.describe(post, form, Some(person));
        let post = told.number(post);
        let mut evidence = Evidence::new(&reading.doc.id, &role.quote, &role.rule);
        if let Some(body) = role.body.as_deref().and_then(|body| self.atom(at, body)) {
            let body = told.number(body);
            told.say((post, body, EdgeKind::Of), None, evidence.clone()).through = Some(person);
        }
        evidence.status = Some(role.status);
        told.say((person, post, EdgeKind::Holds), None, evidence);
    }

    fn post(&self, at: usize, role: &Role) -> (Atom, String) {
        let (post, label) = post_of(self.group[at], &self.home().doc.id, role);
        (Atom::Named(post), label)
    }

    fn event(&self, at: usize, event: &Event, posts: &[(Atom, String)], told: &mut Told) {
        let reading = self.group[at];
        let ends = [&event.agent, &event.target].map(|end| self.atom(at, end));
        let [Some(agent), Some(target)] = ends else { return };
        let ends = (told.number(agent), told.number(target), EdgeKind::Did(event.relation));
        let post = event.role.and_then(|role| posts.get(role)).map(|(post, _)| told.number(post));
        let on_behalf_of = event.on_behalf_of.as_deref().and_then(|id| self.atom(at, id));
        let on_behalf_of = on_behalf_of.map(|atom| told.number(atom));
        let evidence = Evidence {
            confidence: Some(event.confidence),
            directive: event.directive.clone(),
            strength: event.strength,
            order: event.order,
            ..Evidence::new(&reading.doc.id, &event.quote, &event.rule)
        };
        let said = told.say(ends, self.day_of_event(at, event), evidence);
        (said.post, said.on_behalf_of) = (post, on_behalf_of);
    }

    /// When it was done. What a reprint tells was done when its original says so, whatever "today" is for the reprint.
    fn day_of_event(&self, at: usize, event: &'r Event) -> Option<&'r str> {
        let day = |reading: &'r Reading, event: &'r Event| {
            event.date.as_deref().or_else(|| entity(reading, &event.target)?.date.as_deref())
        };
        let ends = |at: usize, event: &Event| {
            [self.atom(at, &event.agent).cloned(), self.atom(at, &event.target).cloned()]
        };
        let same = |own: &&Event| {
            own.relation == event.relation
                && own.status == event.status
                && ends(self.original, own) == ends(at, event)
        };
        let own = (self.original != at).then(|| self.home().events.iter().find(same)).flatten();
        own.map_or_else(|| day(self.group[at], event), |own| day(self.home(), own))
    }

    fn meeting(&self, at: usize, meeting: &'r Entity, told: &mut Told) {
        let reading = self.group[at];
        let (Some(quote), Some(atom)) = (first_mention(reading, &meeting.id), self.atom(at, &meeting.id))
        else {
            return;
        };
        let number = told.number(atom);
        let same = |own: &&Entity| self.atom(self.original, &own.id) == Some(atom);
        let own = (self.original != at).then(|| self.home().entities.iter().find(same)).flatten();
        let date = own.unwrap_or(meeting).date.as_deref();
        if let Some(host) = meeting.organizer.as_deref().and_then(|host| self.atom(at, host)) {
            let evidence = Evidence::new(&reading.doc.id, quote, "meeting.organizer");
            let host = told.number(host);
            told.say((host, number, EdgeKind::Organized), date, evidence);
        }
        if let Some(place) = meeting_place(meeting) {
            let evidence = Evidence::new(&reading.doc.id, quote, "meeting.place");
            let place = told.number(&place_atom(place));
            told.say((number, place, EdgeKind::HeldAt), date, evidence);
        }
    }

    /// A body is part of the one above it, of which some article must speak too.
    fn body(&self, at: usize, body: &Entity, told: &mut Told) {
        let (reading, Some(name)) = (self.group[at], body.part_of.as_deref()) else { return };
        let own = Atom::Named(Identity::local(EntityKind::Body, &self.home().doc.id, name));
        let is_here = self.atoms.iter().any(|atoms| atoms.values().any(|atom| *atom == own));
        let above = if is_here { own } else { Atom::Named(Identity::named(EntityKind::Body, name)) };
        let (Some(quote), Some(atom)) = (first_mention(reading, &body.id), self.atom(at, &body.id)) else {
            return;
        };
        let evidence = Evidence::new(&reading.doc.id, quote, "body.part_of");
        let ends = (told.number(atom), told.number(&above), EdgeKind::PartOf);
        told.say(ends, None, evidence);
    }
}

impl Told {
    fn say(
        &mut self,
        (source, target, kind): (usize, usize, EdgeKind),
        date: Option<&str>,
        evidence: Evidence,
    ) -> &mut Statement {
        let date = date.map(str::to_owned);
        let (post, on_behalf_of, through) = (None, None, None);
        self.statements.push(Statement { source, target, kind, date, post, on_behalf_of, through, evidence });
        let last = self.statements.len() - 1;
        &mut self.statements[last]
    }
}

fn meetings(reading: &Reading) -> impl Iterator<Item = &Entity> {
    reading.entities.iter().filter(|entity| entity.kind == EntityKind::Meeting)
}

fn first_mention<'r>(reading: &'r Reading, id: &str) -> Option<&'r Quote> {
    let own = reading.mentions.iter().filter(|mention| mention.entity.as_deref() == Some(id));
    own.map(|mention| &mention.quote).min()
}

fn meeting_place(entity: &Entity) -> Option<&str> {
    entity.place.as_deref().filter(|place| entity.kind == EntityKind::Meeting && !place.trim().is_empty())
}

fn place_atom(name: &str) -> Atom {
    Atom::Named(Identity::named(EntityKind::Place, name))
}
