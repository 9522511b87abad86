//! Says which people of one name, in different articles, are one.
//!
//! Who is in posts at one body is one person; so are people of one province, and those who lead provinces and ministries, wherever they
//! are sent. People who are in two places at once are two, and so are those of whom nothing tells that they ever moved. Nothing here
//! depends on the order of the articles.

use std::collections::BTreeMap;

use super::identity::Identity;
use super::ledger::{Decision, Ledger, Line, Reference, Unfit};
use super::stay::{Aspect, Stay};

/// A post that so small a share of somebody's articles tell of is no proof that there are two: it may be misread.
const OUTLIER: usize = 10;
/// Somebody of whom only the name is known is taken for the one person who has so many times the articles of all others of the name.
const DOMINANT: usize = 4;

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
    /// The reason that answers print so.
    pub(crate) fn from_id(id: &str) -> Option<Apart> {
        let all = [Apart::AtOnce, Apart::Undated, Apart::NoMove, Apart::Ledger];
        all.into_iter().find(|reason| reason.id() == id)
    }

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

/// One or several people of articles, taken for one.
#[derive(Clone, Debug, Default)]
struct Person {
    /// What they are made of.
    atoms: Vec<usize>,
    told: Aspect,
}

/// Who is who.
#[derive(Default)]
pub(crate) struct Who {
    /// Everybody, with the numbers of the atoms that they are made of.
    pub(crate) people: Vec<(Identity, Vec<usize>)>,
    /// What keeps people of one name apart, by their places among the people.
    pub(crate) apart: Vec<(usize, usize, Apart)>,
    /// What the ledger calls people.
    pub(crate) called: BTreeMap<Identity, String>,
    /// Lines of the ledger that do not fit.
    pub(crate) unfit: Vec<Unfit>,
}

/// Makes people of aspects, given by key of the name, each with the number of its atom and in order; those whom the ledger leaves out are
/// nobody.
pub(crate) fn identify(names: BTreeMap<String, Vec<(usize, Aspect)>>, ledger: &Ledger) -> Who {
    let mut everybody = Vec::new();
    for (name, aspects) in names {
        let people = aspects.into_iter().map(|(atom, told)| Person { atoms: vec![atom], told }).collect();
        let parts = |a: &Person, b: &Person| ledger.parts(&name, &a.told.at, &b.told.at);
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
        let (several, first) = (people.len() > 1, who.people.len());
        for (a, b) in pairs(people.len()) {
            let parts = |a: &Person, b: &Person| ledger.parts(&name, &a.told.at, &b.told.at);
            if let Verdict::Apart(reason) = verdict(&people[a].person, &people[b].person, &parts) {
                who.apart.push((first + a, first + b, reason));
            }
        }
        for one in people {
            let place = one.person.told.place().filter(|_| several);
            let identity = Identity::person(&name, one.called.as_deref(), place);
            who.called.extend(one.called.map(|called| (identity.clone(), called)));
            who.people.push((identity, one.person.atoms));
        }
    }
    who
}

/// One of everybody.
struct Somebody {
    /// Keys of the names, the own one first, then those of whom the ledger takes for the same.
    names: Vec<String>,
    person: Person,
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
        |at: &usize| reference.body.as_ref().is_none_or(|body| everybody[*at].person.told.at.contains(body));
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
fn gather(people: Vec<Person>, parts: Parts) -> Vec<Person> {
    let (placed, open): (Vec<Person>, Vec<Person>) =
        people.into_iter().partition(|person| !person.told.stays.is_empty());
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
    placed.extend(Some(nowhere).filter(|person| !person.atoms.is_empty()));
    placed
}

/// Those who are at one body, in the order of their bodies.
fn joined(people: Vec<Person>, parts: Parts) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    for mut person in people {
        while let Some(at) =
            found.iter().position(|other| other.told.shares(&person.told) && !parts(other, &person))
        {
            let mut other = found.remove(at);
            if other.told.seen > person.told.seen {
                std::mem::swap(&mut other, &mut person);
            }
            person.take(other);
        }
        found.push(person);
    }
    found.sort_by(|a, b| a.told.stays.keys().cmp(b.told.stays.keys()));
    found
}

/// Whom somebody is, of whom no article tells where: the only one with that title, the only one of the article's provinces, the one of whom
/// nearly all articles are.
fn home(placed: &[Person], one: &Person) -> Option<usize> {
    let only = |fits: &dyn Fn(&Person) -> bool| {
        let mut found = (0..placed.len()).filter(|&at| fits(&placed[at]));
        found.next().filter(|_| found.next().is_none())
    };
    let all: usize = placed.iter().map(|person| person.told.seen).sum();
    only(&|_| true)
        .or_else(|| only(&|person| !person.told.titles.is_disjoint(&one.told.titles)))
        .or_else(|| {
            only(&|person| person.told.provinces().any(|province| one.told.around.contains(province)))
        })
        .or_else(|| only(&|person| person.told.seen >= DOMINANT * (all - person.told.seen)))
}

impl Person {
    fn take(&mut self, other: Person) {
        self.atoms.extend(other.atoms);
        self.told.take(other.told);
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
    let (a, b) = (&a.told, &b.told);
    if a.stays.is_empty() || b.stays.is_empty() {
        return Verdict::Unknown;
    }
    let pairs = || a.stays.iter().flat_map(|own| b.stays.iter().map(move |theirs| (own, theirs)));
    let told = |person: &Aspect, stay: &Stay| stay.articles * OUTLIER >= person.seen;
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
