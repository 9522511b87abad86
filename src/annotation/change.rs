//! A drawing that hands have changed -> the reading that it tells.
//!
//! The reading that was drawn is drawn again and compared: what is gone is taken out, what is new is added, what stayed is as it was.

use std::collections::{BTreeMap, BTreeSet};

use super::draw::{Drawing, span};
use super::{Link, Sheet, Span, is_named};
use crate::extractor::{Doc, Entity, Event, Mention, Quote, Reading, Role, Sketch};
use crate::vocab::{EntityKind, EventStatus, LinkKind, MentionKind, Relation, RoleStatus, Strength};

/// The rule of what somebody drew.
const BY_HAND: &str = "by_hand";

pub(super) fn reading(sheet: &Sheet) -> Reading {
    let old = sheet.facts.clone().unwrap_or_else(|| blank(sheet));
    let drawing = Drawing::of(&old);
    let chars: Vec<char> = sheet.text.chars().collect();
    let mut named = Named::of(sheet, &old, &chars);
    let known: BTreeSet<Link> = drawing.links().collect();
    let new: Vec<Link> = sheet.links.difference(&known).copied().collect();

    let (mut roles, mut numbers) = (Vec::new(), BTreeMap::new());
    for (at, (role, drawn)) in old.roles.into_iter().zip(&drawing.roles).enumerate() {
        if let Some(role) = named.role(sheet, role, drawn.as_ref(), &chars) {
            numbers.insert(at, roles.len());
            roles.push(role);
        }
    }
    roles.extend(
        new.iter()
            .filter(|link| link.kind == LinkKind::Holds)
            .filter_map(|link| named.new_role(sheet, link, &chars)),
    );

    let mut events = Vec::new();
    for (event, drawn) in old.events.into_iter().zip(&drawing.events) {
        events.extend(named.event(sheet, event, drawn.as_ref(), &numbers));
    }
    events.extend(new.iter().filter_map(|link| named.new_event(link, &chars)));

    let kept: BTreeSet<Span> = drawing.spans.iter().copied().collect();
    let stays = |mention: &Mention| sheet.spans.contains(&span(mention));
    let mut mentions: Vec<Mention> = old.mentions.into_iter().filter(stays).collect();
    for mention in &mut mentions {
        mention.entity = named.by_span.get(&span(mention)).cloned().unwrap_or(mention.entity.take());
    }
    mentions.extend(sheet.spans.difference(&kept).map(|&span| Mention {
        entity: named.by_span.get(&span).cloned().flatten(),
        kind: span.kind,
        quote: quote(span, &chars),
    }));
    for entity in &mut named.entities {
        entity.organizer =
            entity.organizer.take().and_then(|id| named.renamed.get(&id).cloned().unwrap_or(Some(id)));
    }
    Reading { doc: old.doc, entities: named.entities, mentions, roles, events, notes: old.notes }
}

/// A reading with nothing in it, where the tool lost the facts.
fn blank(sheet: &Sheet) -> Reading {
    let doc = Doc {
        id: sheet.id.clone(),
        title: None,
        published: None,
        byline: None,
        url: None,
        publisher: None,
        copies: 1,
        chars: sheet.text.chars().count(),
        sha256: String::new(),
        extractor: BY_HAND.to_owned(),
        sketch: Sketch::default(),
    };
    Reading {
        doc,
        entities: Vec::new(),
        mentions: Vec::new(),
        roles: Vec::new(),
        events: Vec::new(),
        notes: Vec::new(),
    }
}

/// Which entity every span names.
struct Named {
    by_span: BTreeMap<Span, Option<String>>,
    entities: Vec<Entity>,
    /// What became of entities that lost all spans: another one, or nothing.
    renamed: BTreeMap<String, Option<String>>,
}

impl Named {
    fn of(sheet: &Sheet, old: &Reading, chars: &[char]) -> Named {
        let mut before: BTreeMap<Span, Option<&str>> = BTreeMap::new();
        for mention in &old.mentions {
            before.insert(span(mention), mention.entity.as_deref());
        }
        let mut named =
            Named { by_span: BTreeMap::new(), entities: old.entities.clone(), renamed: BTreeMap::new() };
        let ends: BTreeSet<Span> = sheet.links.iter().flat_map(|link| [link.from, link.to]).collect();
        let mut groups: Vec<(usize, Option<&str>, Vec<Span>)> = components(sheet)
            .into_iter()
            .map(|group| {
                let (count, entity) = favourite(&group, &before);
                (count, entity, group)
            })
            .collect();
        // Who has most mentions of an entity keeps it.
        groups.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        let mut taken = BTreeSet::new();
        for (_, entity, group) in &groups {
            let is_nobody =
                || group.iter().all(|span| before.get(span) == Some(&None) && !ends.contains(span));
            let id = match entity {
                Some(entity) if taken.insert(*entity) => Some((*entity).to_owned()),
                None if is_nobody() => None,
                _ => Some(named.add(group, entity.map(str::to_owned), chars)),
            };
            named.by_span.extend(group.iter().map(|&span| (span, id.clone())));
        }
        let had: BTreeSet<&str> =
            before.iter().filter(|(span, _)| is_named(span.kind)).filter_map(|(_, entity)| *entity).collect();
        for lost in had.difference(&taken) {
            let heir = before
                .iter()
                .find(|(span, entity)| **entity == Some(*lost) && named.by_span.contains_key(span));
            let heir = heir.and_then(|(span, _)| named.by_span[span].clone());
            named.renamed.insert((*lost).to_owned(), heir);
        }
        named.entities.retain(|entity| !named.renamed.contains_key(&entity.id));
        named
    }

    /// A new entity for spans that name nothing known; a part of a known one takes its kind.
    fn add(&mut self, group: &[Span], from: Option<String>, chars: &[char]) -> String {
        let taken = |id: &str| self.entities.iter().any(|entity| entity.id == id);
        let id = (1..).map(|number| format!("x{number}")).find(|id| !taken(id)).unwrap_or_default();
        let words: Vec<String> = group.iter().map(|&span| quote(span, chars).text).collect();
        let longest = words.iter().max_by_key(|words| words.chars().count()).cloned().unwrap_or_default();
        let known = from.and_then(|id| self.entities.iter().find(|entity| entity.id == id));
        let kind = known.map_or_else(
            || group.first().map_or(EntityKind::Body, |span| entity_kind(span.kind)),
            |entity| entity.kind,
        );
        let aliases: BTreeSet<String> = words.into_iter().filter(|words| *words != longest).collect();
        let aliases = aliases.into_iter().collect();
        self.entities.push(Entity { aliases, ..Entity::new(&id, kind, &longest) });
        id
    }

    fn at(&self, span: Span) -> Option<String> {
        self.by_span.get(&span).cloned().flatten()
    }

    /// An entity that a row names which is not drawn.
    fn live(&self, id: String) -> Option<String> {
        self.renamed.get(&id).cloned().unwrap_or(Some(id))
    }

    fn role(
        &self,
        sheet: &Sheet,
        mut role: Role,
        drawn: Option<&(Link, Option<Link>)>,
        chars: &[char],
    ) -> Option<Role> {
        let Some((holds, of)) = drawn else {
            role.person = self.live(role.person)?;
            role.body = role.body.and_then(|body| self.live(body));
            return Some(role);
        };
        if !sheet.links.contains(holds) {
            return None;
        }
        role.person = self.at(holds.from)?;
        match of {
            Some(of) if sheet.links.contains(of) => role.body = self.at(of.to),
            // The body was drawn and is no more there, perhaps for another one.
            Some(of) => (role.body, role.body_text) = self.body_of(sheet, of.from, chars),
            None => role.body = role.body.and_then(|body| self.live(body)),
        }
        Some(role)
    }

    /// The body that a title is linked to, and its words.
    fn body_of(&self, sheet: &Sheet, title: Span, chars: &[char]) -> (Option<String>, Option<String>) {
        let link = sheet.links.iter().find(|link| link.kind == LinkKind::Of && link.from == title);
        link.map_or((None, None), |link| (self.at(link.to), Some(quote(link.to, chars).text)))
    }

    fn new_role(&self, sheet: &Sheet, link: &Link, chars: &[char]) -> Option<Role> {
        let title = quote(link.to, chars).text;
        let (body, body_text) = self.body_of(sheet, link.to, chars);
        Some(Role {
            person: self.at(link.from)?,
            title: title.clone(),
            title_text: title,
            body,
            body_text,
            status: RoleStatus::Current,
            quote: cover(link, chars),
            rule: BY_HAND.to_owned(),
        })
    }

    fn event(
        &self,
        sheet: &Sheet,
        mut event: Event,
        drawn: Option<&Link>,
        roles: &BTreeMap<usize, usize>,
    ) -> Option<Event> {
        match drawn {
            Some(link) if !sheet.links.contains(link) => return None,
            Some(link) => (event.agent, event.target) = (self.at(link.from)?, self.at(link.to)?),
            None => (event.agent, event.target) = (self.live(event.agent)?, self.live(event.target)?),
        }
        event.on_behalf_of = event.on_behalf_of.and_then(|id| self.live(id));
        event.role = event.role.and_then(|role| roles.get(&role).copied());
        Some(event)
    }

    fn new_event(&self, link: &Link, chars: &[char]) -> Option<Event> {
        let relation = link.kind.relation()?;
        let (agent, target) = (self.at(link.from)?, self.at(link.to)?);
        let date =
            self.entities.iter().find(|entity| entity.id == target).and_then(|entity| entity.date.clone());
        Some(Event {
            relation,
            agent,
            target,
            status: EventStatus::Asserted,
            date,
            order: None,
            role: None,
            on_behalf_of: None,
            directive: None,
            strength: (relation == Relation::Directed).then_some(Strength::Order),
            quote: cover(link, chars),
            rule: BY_HAND.to_owned(),
            confidence: 1.0,
        })
    }
}

/// Spans that links join into one entity, in the order of their first spans. Titles and dates are in none.
fn components(sheet: &Sheet) -> Vec<Vec<Span>> {
    let mut head: BTreeMap<Span, Span> =
        sheet.spans.iter().filter(|span| is_named(span.kind)).map(|&span| (span, span)).collect();
    for link in sheet.links.iter().filter(|link| link.kind == LinkKind::SameAs) {
        let (Some(&from), Some(&to)) = (head.get(&link.from), head.get(&link.to)) else { continue };
        let (least, other) = (from.min(to), from.max(to));
        head.values_mut().filter(|at| **at == other).for_each(|at| *at = least);
    }
    let mut groups: BTreeMap<Span, Vec<Span>> = BTreeMap::new();
    for (span, at) in head {
        groups.entry(at).or_default().push(span);
    }
    groups.into_values().collect()
}

/// The entity that most of these spans named before, and how many.
fn favourite<'r>(group: &[Span], before: &BTreeMap<Span, Option<&'r str>>) -> (usize, Option<&'r str>) {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in group.iter().filter_map(|span| before.get(span).copied().flatten()) {
        *votes.entry(entity).or_default() += 1;
    }
    let most = votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
    most.map_or((0, None), |(entity, count)| (count, Some(entity)))
}

fn entity_kind(kind: MentionKind) -> EntityKind {
    EntityKind::from_id(kind.id()).unwrap_or(EntityKind::Body)
}

fn quote(span: Span, chars: &[char]) -> Quote {
    let text = chars.get(span.start..span.end).unwrap_or_default().iter().collect();
    Quote { start: span.start, end: span.end, text }
}

/// From the one end of a link to the other.
fn cover(link: &Link, chars: &[char]) -> Quote {
    let (start, end) = (link.from.start.min(link.to.start), link.from.end.max(link.to.end));
    quote(Span { start, end, kind: link.from.kind }, chars)
}
