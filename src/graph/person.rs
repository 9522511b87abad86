//! Says which people of one name, in different articles, are one.
//!
//! Who is in posts at one body is one person; so are people of one province, and those who lead provinces and ministries, wherever they
//! are sent. People who are in two places at once are two, and so are those of whom nothing tells that they ever moved. Nothing here
//! depends on the order of the articles.

use std::collections::{BTreeMap, BTreeSet};

use super::day::days;
use super::identity::{Identities, Identity};
use super::key::key;
use super::ledger::{Decision, Ledger, Line, Reference, Unfit};
use super::post::entity;
use super::reprint::Original;
use crate::extractor::{Entity, Reading, Role};
use crate::vocab::{EntityKind, Level};

/// Days between two posts in two places that are too few for a move.
const AT_ONCE: i64 = 60;
/// A post that so small a share of somebody's articles tell of is no proof that there are two: it may be misread.
const OUTLIER: usize = 10;
/// Somebody of whom only the name is known is taken for the one person who has so many times the articles of all others of the name.
const DOMINANT: usize = 4;

/// Types of bodies that send their leaders from place to place.
const LEADING: [&str; 12] = [
    "party_committee",
    "people_committee",
    "people_council",
    "party_organ",
    "ministry",
    "government",
    "president_office",
    "inspectorate",
    "front",
    "procuracy",
    "army",
    "police",
];

/// Types of bodies in which people sit beside the post they hold.
const SEATS: [&str; 2] = ["party_central", "national_assembly"];

/// Type of a place that acts as a body: it tells nothing of who sits there.
const PLACE: &str = "place";

/// Type of the body that is above every ministry and province.
const GOVERNMENT: &str = "government";

/// Types of bodies whose people are not in office.
const TRADES: [&str; 4] = ["company", "bank", "hospital", "religious"];

/// Why people of one name are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Apart {
    /// They are in posts in two places at once.
    AtOnce,
    /// They are in posts in two places, and no days tell whether at once.
    Undated,
    /// They are in posts in two places, and nothing tells of a move from one to the other.
    NoMove,
    /// The user says so.
    Ledger,
}

impl Apart {
    /// As answers print it.
    pub fn id(self) -> &'static str {
        match self {
            Apart::AtOnce => "in two places at once",
            Apart::Undated => "in two places, without days",
            Apart::NoMove => "no move is told",
            Apart::Ledger => "the ledger says so",
        }
    }
}

/// Two people of one name, and why they are two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesakes {
    /// Node ids, in order.
    pub people: [String; 2],
    /// What keeps them apart.
    pub reason: Apart,
}

/// A body that somebody is at, and when.
#[derive(Clone, Debug)]
struct Stay {
    /// Name of the body.
    label: String,
    /// Key of the name of the body above.
    above: Option<String>,
    province: Option<String>,
    /// Code of the district or commune.
    local: Option<String>,
    commune: bool,
    central: bool,
    /// At a body that leads a province or the state.
    leads: bool,
    trade: bool,
    /// Articles that tell of it.
    articles: usize,
    /// First and last day on which an article says that a post there is held; none where no article with a day does.
    held: Option<(i64, i64)>,
    /// An article without a day says that a post there is held.
    undated: bool,
}

/// One or several people of articles, taken for one.
#[derive(Clone, Debug, Default)]
struct Person<'r> {
    /// Numbers of readings, and entities.
    seen: BTreeSet<(usize, &'r str)>,
    /// By the body, those alone that tell where somebody is.
    stays: BTreeMap<String, Stay>,
    /// Keys of the names of all bodies at which a post is, was or will be theirs.
    at: BTreeSet<String>,
    titles: BTreeSet<String>,
    /// Provinces of the bodies in the articles.
    around: BTreeSet<String>,
}

/// Who is who.
#[derive(Default)]
pub(super) struct Who {
    /// What keeps people of one name apart.
    pub(super) apart: Vec<(Identity, Identity, Apart)>,
    /// What the ledger calls people.
    pub(super) called: BTreeMap<Identity, String>,
    /// Lines of the ledger that do not fit.
    pub(super) unfit: Vec<Unfit>,
}

/// Gives an identity to every person of every reading, but for those whom the ledger leaves out.
pub(super) fn identify<'r>(
    readings: &[&'r Reading],
    originals: &[Original],
    ledger: &Ledger,
    known: &mut Identities<'r>,
) -> Who {
    let mut names: BTreeMap<String, Vec<Person>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        for entity in reading.entities.iter().filter(|entity| entity.kind == EntityKind::Person) {
            let name = key(&entity.name);
            let person = Person::seen(at, reading, entity, known, &|body| ledger.places(&name, body));
            let people = names.entry(name).or_default();
            let article = originals[at].at;
            let same = |one: &&mut Person| {
                one.seen.iter().all(|&(other, _)| other != at && originals[other].at == article)
            };
            match people.iter_mut().find(same) {
                Some(known) => known.take(person),
                None => people.push(person),
            }
        }
    }
    let mut everybody = Vec::new();
    for (name, people) in names {
        let parts = |a: &Person, b: &Person| ledger.parts(&name, &a.at, &b.at);
        let people = gather(people, &parts).into_iter();
        everybody.extend(people.map(|person| Somebody { names: vec![name.clone()], person, called: None }));
    }
    let mut who = Who::default();
    who.unfit.extend(ledger.lines.iter().filter_map(|line| obey(&mut everybody, line)));
    let mut namesakes: BTreeMap<String, Vec<Somebody>> = BTreeMap::new();
    for one in everybody {
        namesakes.entry(one.names[0].clone()).or_default().push(one);
    }
    for (name, people) in namesakes {
        let several = people.len() > 1;
        let identity = |one: &Somebody| {
            Identity::person(&name, one.called.as_deref(), one.person.place().filter(|_| several))
        };
        let identities: Vec<Identity> = people.iter().map(identity).collect();
        for (a, b) in pairs(people.len()) {
            let parts = |a: &Person, b: &Person| ledger.parts(&name, &a.at, &b.at);
            if let Verdict::Apart(reason) = verdict(&people[a].person, &people[b].person, &parts) {
                who.apart.push((identities[a].clone(), identities[b].clone(), reason));
            }
        }
        for (one, identity) in people.into_iter().zip(identities) {
            known.extend(one.person.seen.into_iter().map(|at| (at, identity.clone())));
            who.called.extend(one.called.map(|called| (identity, called)));
        }
    }
    who
}

/// One of everybody.
struct Somebody<'r> {
    /// Keys of the names, the own one first, then those of whom the ledger takes for the same.
    names: Vec<String>,
    person: Person<'r>,
    /// What the ledger calls them.
    called: Option<String>,
}

/// Does what a line of the ledger says; tells why it cannot.
fn obey(everybody: &mut Vec<Somebody>, line: &Line) -> Option<Unfit> {
    let done = match &line.decision {
        Decision::Merge(one, other) => both(everybody, one, other).map(|(one, other)| {
            if one != other {
                let second = everybody.remove(other);
                let first = &mut everybody[one - usize::from(other < one)];
                first.names.extend(second.names);
                first.person.take(second.person);
            }
        }),
        Decision::Apart(one, other) => both(everybody, one, other).and_then(|(a, b)| match a == b {
            true => Err("one article has both of one person".to_owned()),
            false => Ok(()),
        }),
        Decision::Rename(one, name) => {
            found(everybody, one).map(|at| everybody[at].called = Some(name.clone()))
        }
        Decision::Exclude(one) => found(everybody, one).map(|at| {
            everybody.remove(at);
        }),
    };
    done.err().map(|why| line.unfit(why))
}

fn both(everybody: &[Somebody], one: &Reference, other: &Reference) -> Result<(usize, usize), String> {
    Ok((found(everybody, one)?, found(everybody, other)?))
}

/// Whom a line of the ledger means.
fn found(everybody: &[Somebody], reference: &Reference) -> Result<usize, String> {
    let called: Vec<usize> =
        (0..everybody.len()).filter(|&at| everybody[at].names.contains(&reference.name)).collect();
    let is_there =
        |at: &usize| reference.body.as_ref().is_none_or(|body| everybody[*at].person.at.contains(body));
    let there: Vec<usize> = called.iter().copied().filter(is_there).collect();
    match (&there[..], &called[..]) {
        (&[one], _) => Ok(one),
        ([], []) => Err(format!("no article names \"{reference}\"")),
        ([], _) => Err(format!("no article has somebody of that name at that body: \"{reference}\"")),
        _ => Err(format!(
            "\"{reference}\" means several: name {} body",
            if reference.body.is_some() { "another" } else { "a" }
        )),
    }
}

fn pairs(number: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..number).flat_map(move |a| (a + 1..number).map(move |b| (a, b)))
}

/// Whether the ledger takes two people of one name for two.
type Parts<'p> = &'p dyn Fn(&Person, &Person) -> bool;

/// Joins whoever is one.
fn gather<'r>(people: Vec<Person<'r>>, parts: Parts) -> Vec<Person<'r>> {
    let (placed, open): (Vec<Person>, Vec<Person>) =
        people.into_iter().partition(|person| !person.stays.is_empty());
    let mut placed = joined(placed, parts);
    let one = |placed: &[Person], a: usize, b: usize| verdict(&placed[a], &placed[b], parts) == Verdict::One;
    while let Some((a, b)) = pairs(placed.len()).find(|&(a, b)| one(&placed, a, b)) {
        let other = placed.remove(b);
        placed[a].take(other);
    }
    let homes: Vec<Option<usize>> = open.iter().map(|one| home(&placed, one)).collect();
    let mut nowhere = Person::default();
    for (one, home) in open.into_iter().zip(homes) {
        home.map_or(&mut nowhere, |at| &mut placed[at]).take(one);
    }
    placed.extend(Some(nowhere).filter(|person| !person.seen.is_empty()));
    placed
}

/// Those who are at one body, in the order of their bodies.
fn joined<'r>(people: Vec<Person<'r>>, parts: Parts) -> Vec<Person<'r>> {
    let mut found: Vec<Person> = Vec::new();
    for mut person in people {
        while let Some(at) = found.iter().position(|other| other.shares(&person) && !parts(other, &person)) {
            let mut other = found.remove(at);
            if other.seen.len() > person.seen.len() {
                std::mem::swap(&mut other, &mut person);
            }
            person.take(other);
        }
        found.push(person);
    }
    found.sort_by(|a, b| a.stays.keys().cmp(b.stays.keys()));
    found
}

/// Whom somebody is, of whom no article tells where: the only one with that title, the only one of the article's provinces, the one of whom
/// nearly all articles are.
fn home(placed: &[Person], one: &Person) -> Option<usize> {
    let only = |fits: &dyn Fn(&Person) -> bool| {
        let mut found = (0..placed.len()).filter(|&at| fits(&placed[at]));
        found.next().filter(|_| found.next().is_none())
    };
    let all: usize = placed.iter().map(|person| person.seen.len()).sum();
    only(&|_| true)
        .or_else(|| only(&|person| !person.titles.is_disjoint(&one.titles)))
        .or_else(|| only(&|person| person.provinces().any(|province| one.around.contains(province))))
        .or_else(|| only(&|person| person.seen.len() >= DOMINANT * (all - person.seen.len())))
}

impl<'r> Person<'r> {
    /// Somebody as one article tells of them; `places` says of which bodies the ledger speaks.
    fn seen(
        at: usize,
        reading: &'r Reading,
        person: &'r Entity,
        known: &Identities<'r>,
        places: &dyn Fn(&str) -> bool,
    ) -> Person<'r> {
        let mut one = Person { seen: BTreeSet::from([(at, person.id.as_str())]), ..Person::default() };
        one.around = reading.entities.iter().filter_map(|entity| entity.province.clone()).collect();
        for role in reading.roles.iter().filter(|role| role.person == person.id) {
            one.titles.insert(key(&role.title));
            let Some(body) = role.body.as_deref().and_then(|id| entity(reading, id)) else { continue };
            let names = std::iter::once(&body.name).chain(&body.known_as).chain(&body.aliases);
            let names: Vec<String> = names.map(|name| key(name)).collect();
            let told = names.iter().find(|name| places(name)).cloned();
            let identity = known.get(&(at, body.id.as_str())).map(|identity| identity.exact.clone());
            if let Some(exact) = identity.filter(|_| Stay::tells(body)).or(told) {
                one.stay(exact, Stay::of(reading, role, body));
            }
            one.at.extend(names);
        }
        // Two posts at one body are one article.
        one.stays.values_mut().for_each(|stay| stay.articles = 1);
        one
    }

    fn stay(&mut self, body: String, stay: Stay) {
        match self.stays.get_mut(&body) {
            Some(known) => known.widen(&stay),
            None => {
                self.stays.insert(body, stay);
            }
        }
    }

    fn take(&mut self, other: Person<'r>) {
        self.seen.extend(other.seen);
        self.at.extend(other.at);
        self.titles.extend(other.titles);
        self.around.extend(other.around);
        for (body, stay) in other.stays {
            self.stay(body, stay);
        }
    }

    fn shares(&self, other: &Person) -> bool {
        self.stays.keys().any(|body| other.stays.contains_key(body))
    }

    fn provinces(&self) -> impl Iterator<Item = &String> {
        self.stays.values().filter_map(|stay| stay.province.as_ref())
    }

    /// What tells this person from others of the name: the body first held a post at, its key and its name.
    fn place(&self) -> Option<(&str, &str)> {
        let first = |(body, stay): &(&String, &Stay)| {
            let day = stay.held.map(|(first, _)| first);
            (stay.held.is_none(), day, (*body).clone())
        };
        let (body, stay) = self.stays.iter().min_by_key(first)?;
        Some((body, stay.province.as_ref().unwrap_or(&stay.label)))
    }
}

impl Stay {
    /// Whether a body tells where somebody is: not where it is anybody's guess, a seat beside a post, or nowhere in particular.
    fn tells(body: &Entity) -> bool {
        let kind = body.kind_type.as_deref().unwrap_or("");
        let is_somewhere =
            body.level == Some(Level::Central) || TRADES.contains(&kind) || body.province.is_some();
        !body.open && !SEATS.contains(&kind) && kind != PLACE && is_somewhere
    }

    /// What a role at a body tells of where somebody is.
    fn of(reading: &Reading, role: &Role, body: &Entity) -> Stay {
        let kind = body.kind_type.as_deref().unwrap_or("");
        let local = matches!(body.level, Some(Level::District | Level::Commune));
        let held = role.status.is_held();
        let day = reading.doc.day().and_then(days);
        Stay {
            label: body.name.clone(),
            above: body.part_of.as_deref().map(key).filter(|_| kind != GOVERNMENT),
            province: body.province.clone(),
            local: body.unit.clone().filter(|_| local),
            commune: body.level == Some(Level::Commune),
            central: body.level == Some(Level::Central),
            leads: !local && LEADING.contains(&kind),
            trade: TRADES.contains(&kind),
            articles: 1,
            held: day.filter(|_| held).map(|day| (day, day)),
            undated: held && day.is_none(),
        }
    }

    /// Takes the days of another stay at the body, and what it tells of the body if it is the earlier one.
    fn widen(&mut self, other: &Stay) {
        let days = self.held.into_iter().chain(other.held);
        let held = days.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)));
        let (undated, articles) = (self.undated || other.undated, self.articles + other.articles);
        if other.rank() < self.rank() {
            self.clone_from(other);
        }
        (self.held, self.undated, self.articles) = (held, undated, articles);
    }

    fn rank(&self) -> impl Ord {
        let day = self.held.map(|(first, _)| first);
        (self.held.is_none(), day, (&self.label, &self.province, &self.local, &self.above))
    }

    /// Both are held, within too few days for a move, or on days that are not known.
    fn at_once(&self, other: &Stay) -> Option<Apart> {
        match (self.held, other.held) {
            (Some((first, last)), Some((from, to))) => {
                (first - AT_ONCE <= to && from - AT_ONCE <= last).then_some(Apart::AtOnce)
            }
            _ => {
                let held = |stay: &Stay| stay.held.is_some() || stay.undated;
                (held(self) && held(other)).then_some(Apart::Undated)
            }
        }
    }

    /// Nobody is at both at one time.
    fn is_elsewhere(&self, other: &Stay) -> bool {
        match (&self.province, &other.province) {
            (Some(own), Some(theirs)) if own != theirs => true,
            (Some(_), Some(_)) => self.local.is_some() && other.local.is_some() && self.local != other.local,
            _ => false,
        }
    }

    /// One person may well go from one to the other.
    fn is_near(&self, body: &str, other: &Stay, others_body: &str) -> bool {
        let communes = self.commune && other.commune && self.local != other.local;
        let begins =
            |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
        let above = |stay: &Stay, body: &str| stay.above.as_deref() == Some(body);
        let state_firm = |one: &Stay, other: &Stay| one.trade && other.central && other.leads;
        self.province.is_some() && self.province == other.province && self.trade == other.trade && !communes
            || above(self, others_body)
            || above(other, body)
            || self.above.is_some() && self.above == other.above && self.central == other.central
            || self.leads && other.leads
            || self.central && other.central && (self.leads || other.leads)
            || self.trade && other.trade
            || state_firm(self, other)
            || state_firm(other, self)
            || begins(body, others_body)
            || begins(others_body, body)
    }
}

/// What two people of one name are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    One,
    Apart(Apart),
    /// Of one of them no article tells where.
    Unknown,
}

fn verdict(a: &Person, b: &Person, parts: Parts) -> Verdict {
    if parts(a, b) {
        return Verdict::Apart(Apart::Ledger);
    }
    if a.stays.is_empty() || b.stays.is_empty() {
        return Verdict::Unknown;
    }
    let pairs = || a.stays.iter().flat_map(|own| b.stays.iter().map(move |theirs| (own, theirs)));
    let told = |person: &Person, stay: &Stay| stay.articles * OUTLIER >= person.seen.len();
    let both = |own: &Stay, theirs: &Stay| told(a, own) && told(b, theirs);
    let apart = pairs()
        .filter(|((_, own), (_, theirs))| own.is_elsewhere(theirs) && both(own, theirs))
        .filter_map(|((_, own), (_, theirs))| own.at_once(theirs));
    if let Some(reason) = apart.min() {
        return Verdict::Apart(reason);
    }
    match pairs().any(|((body, own), (others_body, theirs))| own.is_near(body, theirs, others_body)) {
        true => Verdict::One,
        false => Verdict::Apart(Apart::NoMove),
    }
}
