//! One sentence: its text with the mentions marked, the entities they name, and the roles and events read from it.

use clap::builder::styling::Style;

use chidao::entity::{EntityIndex, Role};
use chidao::event::Event;
use chidao::lexicon::{EntryKind, Source};
use chidao::mention::{Actor, BodyPhrase, Phrase, Post, Who};
use chidao::text::Span;
use chidao::vocab::{EntityKind, Relation};

use super::paper::{BLUE, CYAN, DIM, GREEN, MAGENTA, PLAIN, Paper, STRONG, YELLOW};
use super::{View, plain};

/// The column of the sentence and of the labels below it.
pub(super) const LABEL: usize = 5;
/// The column of what stands beside the labels.
pub(super) const BESIDE: usize = 19;

/// A stretch of the sentence that names something.
struct Mark {
    span: Span,
    entity: Option<EntityIndex>,
    /// File and line of the rows it was read with.
    rows: Vec<Source>,
}

impl View<'_, '_> {
    /// The sentence with everything under it.
    pub(super) fn sentence(&self, line: usize, paper: &mut Paper) {
        let marks = self.marks(line);
        self.text(line, &marks, paper);
        self.entities(line, &marks, paper);
        let roles = self.analysis.entities.roles.iter().filter(|role| role.line == line);
        roles.for_each(|role| self.role(role, paper));
        let mut events: Vec<&Event> =
            self.analysis.events.iter().filter(|event| event.line == line).collect();
        events.sort_by_key(|e| (e.span, e.relation, e.order, e.agent, e.target));
        events.into_iter().for_each(|event| self.event(event, paper));
        if self.why_not {
            self.not_taken(line, paper);
        }
    }

    fn text(&self, line: usize, marks: &[Mark], paper: &mut Paper) {
        let sentence = self.analysis.lines[line].sentence.span;
        let mut pieces: Vec<(Style, String)> = Vec::new();
        let mut at = sentence.start;
        for mark in marks {
            self.between(at, mark.span.start, &mut pieces);
            let style = self.style(mark.entity);
            pieces.push((style, format!("[{}]", self.quote(mark.span))));
            if let Some(id) = mark.entity.and_then(|entity| self.ids.get(&entity)) {
                pieces.push((DIM, id.clone()));
            }
            at = mark.span.end;
        }
        self.between(at, sentence.end, &mut pieces);
        let pieces: Vec<_> = pieces.iter().map(|(style, text)| (*style, text.as_str())).collect();
        paper.entry(0, (DIM, &format!("{:>3}", line + 1)), LABEL, &pieces);
    }

    /// The text between two marks, with the spaces around it.
    fn between(&self, from: usize, to: usize, pieces: &mut Vec<(Style, String)>) {
        let tokens = &self.analysis.scan.tokens;
        let spaced = |at: usize| at > 0 && at < tokens.len() && tokens[at - 1].end < tokens[at].start;
        let first = pieces.is_empty();
        let space = |yes: bool| if yes { " " } else { "" };
        let text = if from < to { self.quote(Span::new(from, to)) } else { String::new() };
        let behind = from < to && spaced(to);
        pieces.push((PLAIN, format!("{}{text}{}", space(!first && spaced(from)), space(behind))));
    }

    /// What the sentence names, in order, none inside another.
    fn marks(&self, line: usize) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (p, phrase) in self.analysis.lines[line].phrases.iter().enumerate() {
            let entity = self.analysis.entities.of(line, p);
            match phrase {
                Phrase::Date(date) => marks.push(Mark { span: date.span, entity: None, rows: Vec::new() }),
                Phrase::Meeting(meeting) if entity.is_some() => {
                    marks.push(Mark { span: meeting.span, entity, rows: vec![meeting.row.clone()] });
                }
                Phrase::Meeting(_) => {}
                Phrase::Actor(actor) => self.actor(actor, entity, &mut marks),
            }
        }
        marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        let mut end = 0;
        marks.retain(|mark| {
            mark.span.start >= end && {
                end = mark.span.end;
                true
            }
        });
        marks
    }

    fn actor(&self, actor: &Actor, entity: Option<EntityIndex>, marks: &mut Vec<Mark>) {
        let (span, rows) = match &actor.who {
            Who::Name(name) | Who::Short(name) => (*name, self.rows_at(*name, &[EntryKind::Surname])),
            Who::Office => (actor.span, actor.posts.iter().flat_map(post_rows).collect()),
            Who::Body(body) => (body.span, vec![body.row.clone()]),
            Who::Group => (actor.span, self.rows_at(actor.span, &[EntryKind::Group])),
            Who::Place(place) => {
                (place.span, self.rows_at(place.span, &[EntryKind::Place, EntryKind::Country]))
            }
            Who::Pronoun => (actor.span, self.rows_at(actor.span, &[EntryKind::Honorific])),
        };
        marks.push(Mark { span, entity, rows });
        if !matches!(actor.who, Who::Office) {
            actor.posts.iter().filter_map(|post| post.body.as_ref()).for_each(|body| {
                marks.push(Mark {
                    span: body.span,
                    entity: self.body_of(body),
                    rows: vec![body.row.clone()],
                });
            });
        }
    }

    /// The body that a role gives this phrase.
    fn body_of(&self, body: &BodyPhrase) -> Option<EntityIndex> {
        self.analysis
            .entities
            .roles
            .iter()
            .find(|role| role.body_span == Some(body.span))
            .and_then(|role| role.body)
    }

    /// Rows of these kinds that were found in the span, the first of each kind.
    fn rows_at(&self, span: Span, kinds: &[EntryKind]) -> Vec<Source> {
        let found = |kind: &EntryKind| {
            (span.start..span.end)
                .find_map(|at| self.analysis.scan.longest(at, *kind))
                .map(|(_, entry)| entry.source())
        };
        kinds.iter().filter_map(found).take(1).collect()
    }

    /// A line for each thing that the sentence names.
    fn entities(&self, line: usize, marks: &[Mark], paper: &mut Paper) {
        let mut seen: Vec<EntityIndex> = Vec::new();
        for mark in marks {
            let Some(entity) = mark.entity.filter(|entity| self.ids.contains_key(entity)) else { continue };
            if seen.contains(&entity) {
                continue;
            }
            seen.push(entity);
            let own = marks.iter().filter(|other| other.entity == Some(entity));
            let rows = joined(own.flat_map(|other| &other.rows));
            let told =
                self.analysis.entities.refs[..line].iter().flatten().any(|named| *named == Some(entity));
            let about = if told { String::new() } else { self.about(entity) };
            let label = format!("{:<4} {}", self.id(entity), self.analysis.entities.list[entity].kind.id());
            let name = plain(&self.analysis.entities.list[entity].name);
            let behind = format!("{about}   {rows}");
            paper.entry(LABEL, (DIM, &label), BESIDE, &[(self.style(Some(entity)), &name), (DIM, &behind)]);
        }
    }

    /// Type, level, date and organiser, as far as they are known.
    fn about(&self, entity: EntityIndex) -> String {
        let entity = &self.analysis.entities.list[entity];
        let organizer = entity.organizer.map(|organizer| format!("organized by {}", self.id(organizer)));
        let facts = [
            entity.type_id.clone().filter(|id| !id.is_empty()),
            entity.level.map(|level| level.id().to_owned()),
            entity.date.clone(),
            entity.session.map(|session| session.id().to_owned()),
            organizer,
        ];
        let known: Vec<String> = facts.into_iter().flatten().collect();
        if known.is_empty() { String::new() } else { format!("   {}", known.join(", ")) }
    }

    fn role(&self, role: &Role, paper: &mut Paper) {
        let body = match role.body {
            Some(body) => format!(" at {}", self.named(body)),
            None => String::new(),
        };
        let said = format!("{} is {}{body}", self.named(role.person), plain(&role.title));
        paper.entry(LABEL, (STRONG, "role"), BESIDE, &[(PLAIN, &said)]);
        let mut rows = vec![role.row.clone()];
        rows.extend(self.post_at(role).and_then(|post| post.body.as_ref()).map(|body| body.row.clone()));
        let how = [role.status.id(), role.rule, &joined(&rows)].join("  ");
        paper.entry(BESIDE, (DIM, ""), BESIDE, &[(DIM, &how)]);
    }

    /// The phrase that a role was read from.
    fn post_at(&self, role: &Role) -> Option<&Post> {
        let posts = self.analysis.lines[role.line].phrases.iter().filter_map(|phrase| match phrase {
            Phrase::Actor(actor) => Some(&actor.posts),
            _ => None,
        });
        posts.flatten().find(|post| post.span == role.span)
    }

    fn event(&self, event: &Event, paper: &mut Paper) {
        let style = match event.relation {
            Relation::Chaired => MAGENTA.bold(),
            Relation::Directed => YELLOW.bold(),
            Relation::Attended => GREEN.bold(),
        };
        let order = event.order.map_or(String::new(), |order| format!("   #{order}"));
        let behalf =
            event.on_behalf_of.map_or(String::new(), |e| format!("   on behalf of {}", self.named(e)));
        let said = format!("{} -> {}{order}{behalf}", self.named(event.agent), self.named(event.target));
        paper.entry(LABEL, (style, event.relation.id()), BESIDE, &[(PLAIN, &said)]);
        if let Some(directive) = event.directive {
            let strength = event.strength.map_or("", |strength| strength.id());
            let clause = format!("{strength}: \u{201C}{}\u{201D}", self.quote(directive));
            paper.entry(BESIDE, (PLAIN, ""), BESIDE, &[(PLAIN, &clause)]);
        }
        let confidence = format!("{:.2}", event.confidence);
        let how = [event.status.id(), event.rule, &confidence, &event.row.to_string()].join("  ");
        paper.entry(BESIDE, (DIM, ""), BESIDE, &[(DIM, &how)]);
    }

    fn style(&self, entity: Option<EntityIndex>) -> Style {
        let Some(entity) = entity else { return YELLOW };
        match self.analysis.entities.list[entity].kind {
            EntityKind::Person | EntityKind::Post => CYAN.bold(),
            EntityKind::Body | EntityKind::Group => BLUE.bold(),
            EntityKind::Meeting => MAGENTA.bold(),
            EntityKind::Place => GREEN.bold(),
        }
    }
}

fn post_rows(post: &Post) -> Vec<Source> {
    let body = post.body.as_ref().map(|body| body.row.clone());
    std::iter::once(post.row.clone()).chain(body).collect()
}

/// The rows, each once, in order.
fn joined<'r>(rows: impl IntoIterator<Item = &'r Source>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for row in rows.into_iter().map(Source::to_string) {
        if !row.is_empty() && !kept.contains(&row) {
            kept.push(row);
        }
    }
    kept.join(" ")
}
