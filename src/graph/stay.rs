//! Where somebody is, as one article and its reprints tell it: at which bodies, as what, on which days.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::day::days;
use super::key::key;
use super::person::Apart;
use super::post::entity;
use crate::extractor::{Entity, Reading, Role};
use crate::vocab::Level;

/// Days between two posts in two places that are too few for a move.
const AT_ONCE: i64 = 60;
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

/// All that is told of a person in one place. What many articles tell alike is one aspect of many days.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Aspect {
    /// The article, where reprints of it tell of the person too: then days are days. Else they are counted from that of the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) own: Option<String>,
    /// Entities of articles.
    pub(super) seen: usize,
    /// By the body, those alone that tell where somebody is.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) stays: BTreeMap<String, Stay>,
    /// Keys of the names of all bodies at which a post is, was or will be theirs, where the ledger speaks of the name.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) at: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) titles: BTreeSet<String>,
    /// Provinces of the bodies in the articles, where nothing tells where the person is.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) around: BTreeSet<String>,
}

/// A body that somebody is at, and when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Stay {
    /// Name of the body.
    pub(super) label: String,
    /// Key of the name of the body above.
    above: Option<String>,
    pub(super) province: Option<String>,
    /// Code of the district or commune.
    local: Option<String>,
    commune: bool,
    central: bool,
    /// At a body that leads a province or the state.
    leads: bool,
    trade: bool,
    /// Articles that tell of it.
    pub(super) articles: usize,
    /// First and last day on which an article says that a post there is held; none where no article with a day does.
    held: Option<(i64, i64)>,
    /// An article without a day says that a post there is held.
    undated: bool,
}

impl Aspect {
    /// Somebody as one article tells of them, with days counted from its own; `places` says of which bodies the ledger speaks.
    pub(super) fn of(
        reading: &Reading,
        person: &Entity,
        exact: &dyn Fn(&str) -> Option<String>,
        places: Option<&dyn Fn(&str) -> bool>,
    ) -> Aspect {
        let day = reading.doc.day().and_then(days).map(|_| 0);
        let mut one = Aspect { seen: 1, ..Aspect::default() };
        for role in reading.roles.iter().filter(|role| role.person == person.id) {
            one.titles.insert(key(&role.title));
            let Some(body) = role.body.as_deref().and_then(|id| entity(reading, id)) else { continue };
            let mut told = None;
            if let Some(places) = places {
                let names = std::iter::once(&body.name).chain(&body.known_as).chain(&body.aliases);
                let names: Vec<String> = names.map(|name| key(name)).collect();
                told = names.iter().find(|name| places(name)).cloned();
                one.at.extend(names);
            }
            let known = Stay::tells(body).then(|| exact(&body.id)).flatten();
            if let Some(exact) = known.or(told) {
                one.stay(exact, Stay::of(day, role, body));
            }
        }
        // Two posts at one body are one article.
        one.stays.values_mut().for_each(|stay| stay.articles = 1);
        if one.stays.is_empty() {
            one.around = reading.entities.iter().filter_map(|entity| entity.province.clone()).collect();
        }
        one
    }

    /// The same of so many articles, from the first of these days to the last.
    pub(crate) fn times(mut self, times: usize, days: Option<(i64, i64)>) -> Aspect {
        if self.own.is_some() {
            return self;
        }
        self.seen *= times;
        for stay in self.stays.values_mut() {
            stay.articles *= times;
            stay.held = stay.held.zip(days).map(|((from, to), (first, last))| (from + first, to + last));
        }
        self
    }

    fn stay(&mut self, body: String, stay: Stay) {
        match self.stays.get_mut(&body) {
            Some(known) => known.widen(&stay),
            None => {
                self.stays.insert(body, stay);
            }
        }
    }

    pub(super) fn take(&mut self, other: Aspect) {
        self.seen += other.seen;
        self.at.extend(other.at);
        self.titles.extend(other.titles);
        self.around.extend(other.around);
        for (body, stay) in other.stays {
            self.stay(body, stay);
        }
    }

    pub(super) fn shares(&self, other: &Aspect) -> bool {
        self.stays.keys().any(|body| other.stays.contains_key(body))
    }

    pub(super) fn provinces(&self) -> impl Iterator<Item = &String> {
        self.stays.values().filter_map(|stay| stay.province.as_ref())
    }

    /// What tells this person from others of the name: the body first held a post at, its key and its name.
    pub(super) fn place(&self) -> Option<(&str, &str)> {
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
    pub(super) fn tells(body: &Entity) -> bool {
        let kind = body.kind_type.as_deref().unwrap_or("");
        let is_somewhere =
            body.level == Some(Level::Central) || TRADES.contains(&kind) || body.province.is_some();
        !body.open && !SEATS.contains(&kind) && kind != PLACE && is_somewhere
    }

    /// What a role at a body tells of where somebody is.
    fn of(day: Option<i64>, role: &Role, body: &Entity) -> Stay {
        let kind = body.kind_type.as_deref().unwrap_or("");
        let local = matches!(body.level, Some(Level::District | Level::Commune));
        let held = role.status.is_held();
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
    pub(super) fn at_once(&self, other: &Stay) -> Option<Apart> {
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
    pub(super) fn is_elsewhere(&self, other: &Stay) -> bool {
        match (&self.province, &other.province) {
            (Some(own), Some(theirs)) if own != theirs => true,
            (Some(_), Some(_)) => self.local.is_some() && other.local.is_some() && self.local != other.local,
            _ => false,
        }
    }

    /// One person may well go from one to the other.
    pub(super) fn is_near(&self, body: &str, other: &Stay, others_body: &str) -> bool {
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
