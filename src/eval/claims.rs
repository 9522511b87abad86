//! A reading -> what it claims, by name, the way gold files put it. What is stated twice is one claim.

use std::collections::{BTreeMap, BTreeSet};

use super::gold::Gold;
use super::metric::Metric;
use super::name::Name;
use super::normal;
use super::post::Post;
use crate::extractor::{Entity, Event, Reading, Role};
use crate::vocab::{EntityKind, EventStatus, Relation};

/// What a reading says, in names.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// One for each entity, in their order.
    pub(super) parties: Vec<Party>,
    /// Each name once, sorted.
    pub(super) people: Vec<Name>,
    pub(super) posts: Vec<Post>,
    /// The parties that are meetings.
    pub(super) meetings: Vec<usize>,
    /// What is put as a fact.
    pub(super) asserted: Vec<Statement>,
    /// What is planned, negated or reported.
    pub(super) unasserted: Vec<Statement>,
}

#[derive(Debug)]
pub(super) struct Party {
    pub(super) kind: EntityKind,
    /// As the facts name it.
    pub(super) own_name: Name,
    /// As gold calls it.
    pub(super) name: Name,
    /// The name of the facts, aliases and printed mentions.
    pub(super) forms: Vec<Name>,
    pub(super) date: Option<String>,
}

#[derive(Debug)]
pub(super) struct Statement {
    pub(super) metric: Metric,
    pub(super) relation: Relation,
    /// Index into the parties.
    pub(super) agent: usize,
    /// Index into the parties.
    pub(super) target: usize,
    pub(super) content: Name,
    pub(super) confidence: f64,
}

impl Claims {
    /// Names are those that gold uses; what gold ignores is left out.
    pub(super) fn of(gold: &Gold, reading: &Reading) -> Claims {
        let forms = printed_forms(reading);
        let party = |entity: &Entity| party(gold, entity, forms.get(entity.id.as_str()));
        let parties: Vec<_> = reading.entities.iter().map(party).collect();
        let numbers: Numbers =
            reading.entities.iter().enumerate().map(|(at, e)| (e.id.as_str(), at)).collect();
        let (asserted, unasserted): (Vec<&Event>, Vec<&Event>) =
            reading.events.iter().partition(|event| event.status == EventStatus::Asserted);
        let statements = |events: Vec<&Event>| {
            let once = once(events, |event| (event.relation, event.agent.clone(), event.target.clone()));
            let all = once.into_iter().filter_map(|event| statement(event, &numbers, &parties));
            all.filter(|statement| !gold.ignores(&parties[statement.agent].name)).collect()
        };
        Claims {
            people: people(gold, &parties),
            posts: posts(gold, reading, &numbers, &parties),
            meetings: (0..parties.len()).filter(|&at| parties[at].kind == EntityKind::Meeting).collect(),
            asserted: statements(asserted),
            unasserted: statements(unasserted),
            parties,
        }
    }

    pub(super) fn agent(&self, statement: &Statement) -> &Party {
        &self.parties[statement.agent]
    }

    pub(super) fn target(&self, statement: &Statement) -> &Party {
        &self.parties[statement.target]
    }
}

/// The place of an entity in the list, by its id.
type Numbers<'r> = BTreeMap<&'r str, usize>;

/// Rows with one key are one row, the first; it stands where the last of them stood.
fn once<T, K: Ord>(rows: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let last: BTreeMap<K, usize> = rows.iter().enumerate().map(|(at, row)| (key(row), at)).collect();
    let mut seen = BTreeSet::new();
    let mut kept: Vec<_> = rows.into_iter().filter(|row| seen.insert(key(row))).collect();
    kept.sort_by_key(|row| last[&key(row)]);
    kept
}

fn printed_forms(reading: &Reading) -> BTreeMap<&str, Vec<&str>> {
    let mut forms: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for mention in &reading.mentions {
        if let Some(entity) = &mention.entity {
            forms.entry(entity).or_default().push(&mention.quote.text);
        }
    }
    forms
}

fn party(gold: &Gold, entity: &Entity, printed: Option<&Vec<&str>>) -> Party {
    let aliases = entity.aliases.iter().map(String::as_str);
    let forms: BTreeSet<&str> = aliases.chain(printed.into_iter().flatten().copied()).collect();
    let own_name = Name::new(&entity.name);
    Party {
        kind: entity.kind,
        name: Name::new(gold.called(&entity.name)),
        forms: [own_name.clone()].into_iter().chain(forms.into_iter().map(Name::new)).collect(),
        own_name,
        date: entity.date.clone().filter(|date| !date.is_empty()),
    }
}

fn people(gold: &Gold, parties: &[Party]) -> Vec<Name> {
    let people = parties.iter().filter(|party| party.kind == EntityKind::Person).map(|party| &party.name);
    let by_text: BTreeMap<&str, &Name> = people.map(|name| (name.text.as_str(), name)).collect();
    by_text.into_values().filter(|name| !gold.ignores(name)).cloned().collect()
}

fn posts(gold: &Gold, reading: &Reading, numbers: &Numbers, parties: &[Party]) -> Vec<Post> {
    let at_body = |role: &Role| match &role.body {
        Some(body) => body.clone(),
        None => normal(role.body_text.as_deref().unwrap_or_default()),
    };
    let roles = once(reading.roles.iter().collect(), |role| {
        (role.person.clone(), normal(&role.title), at_body(role), role.status)
    });
    let posts = roles.into_iter().filter_map(|role| post(role, numbers, parties));
    posts.filter(|post| !gold.ignores(&post.person)).collect()
}

fn post(role: &Role, numbers: &Numbers, parties: &[Party]) -> Option<Post> {
    let body = role.body.as_deref().and_then(|id| numbers.get(id));
    let body_full = body.map(|&at| parties[at].own_name.clone()).unwrap_or_default();
    let printed = role.body_text.as_deref().filter(|text| !text.is_empty());
    Some(Post {
        person: parties[*numbers.get(role.person.as_str())?].name.clone(),
        title: Name::new(&role.title),
        body: printed.map_or_else(|| body_full.clone(), Name::new),
        body_full: Some(body_full),
        status: role.status,
    })
}

fn statement(event: &Event, numbers: &Numbers, parties: &[Party]) -> Option<Statement> {
    let (&agent, &target) = (numbers.get(event.agent.as_str())?, numbers.get(event.target.as_str())?);
    let is = |at: usize, kind: EntityKind| parties[at].kind == kind;
    Some(Statement {
        metric: match event.relation {
            Relation::Chaired => Metric::Chaired,
            Relation::Attended if is(agent, EntityKind::Person) => Metric::AttendedPeople,
            Relation::Attended => Metric::AttendedBodies,
            Relation::Directed if is(target, EntityKind::Meeting) => Metric::DirectedMeeting,
            Relation::Directed => Metric::DirectedTarget,
        },
        relation: event.relation,
        agent,
        target,
        content: Name::new(event.directive.as_deref().unwrap_or_default()),
        confidence: event.confidence,
    })
}
