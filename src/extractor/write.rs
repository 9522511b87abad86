//! The stages' results -> a [`Reading`]: local ids, quotes cut from the decoded original, offsets in code points.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::reading::{Doc, Entity, Event, Mention, Note, Quote, Reading, Role};
use super::sketch::Sketch;
use super::{Analysis, Extractor};
use crate::article::Article;
use crate::entity::EntityIndex;
use crate::mention::{Phrase, Who};
use crate::text::{Span, Text, TokenKind};
use crate::vocab::{EntityKind, MentionKind};

pub(super) fn reading(extractor: &Extractor, article: &Article, text: &Text, analysis: Analysis) -> Reading {
    let writer =
        Writer { quotes: Quotes::new(&article.text), text, analysis: &analysis, used: used(&analysis) };
    let ids = ids(writer.analysis);
    let mut reading = Reading {
        doc: doc(extractor, article, &writer),
        entities: writer.entities(&ids),
        mentions: writer.mentions(&ids),
        roles: writer.roles(&ids),
        events: writer.events(&ids),
        notes: writer.notes(article),
    };
    reading.mentions.sort_by(|a, b| (&a.quote, a.kind).cmp(&(&b.quote, b.kind)));
    reading.mentions.dedup();
    reading.notes.sort_by(|a, b| (&a.quote, a.kind).cmp(&(&b.quote, b.kind)));
    reading.notes.dedup();
    reading
}

/// Code points before every block of the text, so that an offset is found without counting from the start.
struct Quotes<'a> {
    text: &'a str,
    blocks: Vec<usize>,
}

const BLOCK: usize = 64;

impl<'a> Quotes<'a> {
    fn new(text: &'a str) -> Quotes<'a> {
        let mut count = 0;
        let before = |block: &[u8]| {
            let before = count;
            count += first_bytes(block);
            before
        };
        let blocks = text.as_bytes().chunks(BLOCK).chain([&[][..]]).map(before).collect();
        Quotes { text, blocks }
    }

    fn code_points(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        self.blocks[block] + first_bytes(&self.text.as_bytes()[block * BLOCK..byte])
    }

    fn cut(&self, bytes: Range<usize>) -> Quote {
        let text = &self.text[bytes.clone()];
        let start = self.code_points(bytes.start);
        Quote { start, end: start + first_bytes(text.as_bytes()), text: text.to_string() }
    }
}

/// How many code points begin in these bytes of UTF-8.
fn first_bytes(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

fn doc(extractor: &Extractor, article: &Article, writer: &Writer) -> Doc {
    let tokens = writer.analysis.scan.tokens.iter();
    let words = tokens.filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
    let cut = |range: &Range<usize>| article.text[range.clone()].to_string();
    Doc {
        id: article.id.clone(),
        title: article.title.as_ref().map(cut),
        published: article.published.as_ref().map(ToString::to_string),
        byline: article.byline.as_ref().map(cut),
        url: article.url.clone(),
        publisher: article.publisher.clone(),
        copies: article.copies,
        chars: writer.quotes.code_points(article.text.len()),
        sha256: hexadecimal(&Sha256::digest(article.text.as_bytes())),
        extractor: extractor.version(),
        sketch: Sketch::of(words.map(|token| &writer.text.folded[token.bytes()])),
    }
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// People, bodies and meetings are listed when the text names them; groups, places and offices when something is said of them.
fn used(analysis: &Analysis) -> BTreeSet<EntityIndex> {
    let entities = &analysis.entities;
    let mut used = BTreeSet::new();
    for event in &analysis.events {
        used.extend([event.agent, event.target]);
        used.extend(event.on_behalf_of);
    }
    for role in &entities.roles {
        used.insert(role.person);
        used.extend(role.body);
    }
    let named = |e: &EntityIndex| {
        let entity = &entities.list[*e];
        match entity.kind {
            EntityKind::Person | EntityKind::Meeting => true,
            EntityKind::Body => entity.type_id.as_deref() != Some("place"),
            _ => false,
        }
    };
    used.extend(entities.refs.iter().flatten().flatten().copied().filter(named));
    used.extend((0..entities.list.len()).filter(|e| entities.list[*e].kind == EntityKind::Meeting));
    let organizers: Vec<EntityIndex> = used.iter().filter_map(|&e| entities.list[e].organizer).collect();
    used.extend(organizers);
    used
}

/// `p1`, `b1`, `g1`, `m1`, `l1`, `o1`: by kind, in order of first use.
pub(super) fn ids(analysis: &Analysis) -> BTreeMap<EntityIndex, String> {
    let mut counts: BTreeMap<EntityKind, usize> = BTreeMap::new();
    let mut ids = BTreeMap::new();
    for index in used(analysis) {
        let kind = analysis.entities.list[index].kind;
        let count = counts.entry(kind).or_default();
        *count += 1;
        ids.insert(index, format!("{}{count}", letter(kind)));
    }
    ids
}

struct Writer<'w, 'a> {
    quotes: Quotes<'w>,
    text: &'w Text,
    analysis: &'w Analysis<'a>,
    used: BTreeSet<EntityIndex>,
}

impl Writer<'_, '_> {
    fn quote(&self, span: Span) -> Quote {
        let tokens = &self.analysis.scan.tokens;
        let norm = tokens[span.start].start as usize..tokens[span.end.max(span.start + 1) - 1].end as usize;
        self.quotes.cut(self.text.to_source(norm))
    }

    fn entities(&self, ids: &BTreeMap<EntityIndex, String>) -> Vec<Entity> {
        let mut rows: Vec<(EntityKind, EntityIndex)> =
            self.used.iter().map(|&e| (self.analysis.entities.list[e].kind, e)).collect();
        rows.sort();
        rows.into_iter().map(|(_, index)| self.entity(index, ids)).collect()
    }

    fn entity(&self, index: EntityIndex, ids: &BTreeMap<EntityIndex, String>) -> Entity {
        let entity = &self.analysis.entities.list[index];
        let kin = self.analysis.entities.kin.get(&index);
        Entity {
            id: ids[&index].clone(),
            kind: entity.kind,
            name: entity.name.clone(),
            aliases: entity.aliases.iter().filter(|alias| **alias != entity.name).cloned().collect(),
            kind_type: entity.type_id.clone(),
            level: entity.level,
            place: entity.place.clone(),
            date: entity.date.clone(),
            session: entity.session,
            organizer: entity.organizer.and_then(|e| ids.get(&e).cloned()),
            place_from: entity.place_from,
            branch: kin.and_then(|kin| kin.branch),
            unit: kin.and_then(|kin| kin.unit.clone()),
            part_of: kin.and_then(|kin| kin.above.clone()),
            province: kin.and_then(|kin| kin.province.clone()),
            known_as: entity.known_as.clone(),
            open: entity.open,
        }
    }

    fn mentions(&self, ids: &BTreeMap<EntityIndex, String>) -> Vec<Mention> {
        let mut mentions = Vec::new();
        for (l, line) in self.analysis.lines.iter().enumerate() {
            for (p, phrase) in line.phrases.iter().enumerate() {
                let entity = self.analysis.entities.of(l, p);
                self.mention(phrase, entity, ids, &mut mentions);
            }
        }
        for role in &self.analysis.entities.roles {
            if let (Some(body), Some(span)) = (role.body, role.body_span) {
                mentions.push(Mention {
                    entity: ids.get(&body).cloned(),
                    kind: MentionKind::Body,
                    quote: self.quote(span),
                });
            }
        }
        mentions
    }

    fn mention(
        &self,
        phrase: &Phrase,
        entity: Option<EntityIndex>,
        ids: &BTreeMap<EntityIndex, String>,
        out: &mut Vec<Mention>,
    ) {
        let id = entity.and_then(|e| ids.get(&e).cloned());
        let kind = entity.map(|e| self.analysis.entities.list[e].kind);
        match phrase {
            Phrase::Date(date) => {
                out.push(Mention { entity: None, kind: MentionKind::Date, quote: self.quote(date.span) })
            }
            Phrase::Meeting(meeting) if id.is_some() => {
                out.push(Mention { entity: id, kind: MentionKind::Meeting, quote: self.quote(meeting.span) });
            }
            Phrase::Meeting(_) => {}
            Phrase::Actor(actor) => {
                for post in &actor.posts {
                    out.push(Mention {
                        entity: None,
                        kind: MentionKind::Title,
                        quote: self.quote(post.title_span),
                    });
                }
                let span = match &actor.who {
                    Who::Name(name) | Who::Short(name) => *name,
                    Who::Body(body) => body.span,
                    _ => actor.span,
                };
                if let (Some(id), Some(kind)) = (id, kind) {
                    out.push(Mention { entity: Some(id), kind: mention_kind(kind), quote: self.quote(span) });
                }
            }
        }
    }

    fn roles(&self, ids: &BTreeMap<EntityIndex, String>) -> Vec<Role> {
        self.analysis.entities.roles.iter().map(|role| self.role(role, ids)).collect()
    }

    fn role(&self, role: &crate::entity::Role, ids: &BTreeMap<EntityIndex, String>) -> Role {
        let printed = role.body_span.map(|span| self.quote(span).text).or_else(|| role.body_word.clone());
        Role {
            person: ids[&role.person].clone(),
            title: role.title.clone(),
            title_text: self.quote(role.title_span).text,
            body: role.body.and_then(|body| ids.get(&body).cloned()),
            body_text: printed,
            status: role.status,
            quote: self.quote(role.span),
            rule: role.rule.to_string(),
        }
    }

    fn events(&self, ids: &BTreeMap<EntityIndex, String>) -> Vec<Event> {
        let mut events: Vec<&crate::event::Event> = self.analysis.events.iter().collect();
        events.sort_by_key(|event| {
            (event.line, event.span, event.relation, event.order, event.agent, event.target)
        });
        events.into_iter().map(|event| self.event(event, ids)).collect()
    }

    fn event(&self, event: &crate::event::Event, ids: &BTreeMap<EntityIndex, String>) -> Event {
        let entities = &self.analysis.entities;
        Event {
            relation: event.relation,
            agent: ids[&event.agent].clone(),
            target: ids[&event.target].clone(),
            status: event.status,
            date: entities.list[event.target].date.clone(),
            order: event.order,
            role: entities.roles.iter().position(|role| role.person == event.agent),
            on_behalf_of: event.on_behalf_of.and_then(|e| ids.get(&e).cloned()),
            directive: event.directive.map(|span| self.quote(span).text),
            strength: event.strength,
            quote: self.quote(event.span),
            rule: event.rule.to_string(),
            confidence: event.confidence,
        }
    }

    fn notes(&self, article: &Article) -> Vec<Note> {
        let own = self
            .analysis
            .entities
            .notes
            .iter()
            .map(|(kind, span)| Note { kind: *kind, quote: self.quote(*span) });
        let articles = article
            .notes
            .iter()
            .map(|note| Note { kind: note.kind, quote: self.quotes.cut(note.range.clone()) });
        own.chain(articles).collect()
    }
}

fn letter(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "p",
        EntityKind::Body => "b",
        EntityKind::Group => "g",
        EntityKind::Meeting => "m",
        EntityKind::Place => "l",
        EntityKind::Post => "o",
    }
}

fn mention_kind(kind: EntityKind) -> MentionKind {
    MentionKind::from_id(kind.id()).expect("every entity kind is a mention kind")
}
