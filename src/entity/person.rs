//! Full names -> people; short names, offices and honorifics alone -> the people they stand for.

use super::{At, EntityIndex, Resolver};
use crate::mention::{Actor, Post, Who};
use crate::text::{Span, fold_case};
use crate::vocab::{EntityKind, NoteKind};

impl Resolver<'_, '_> {
    /// Every full name is a person; the form not printed in capitals gives the name.
    pub(super) fn names(&mut self) {
        for at in self.actors() {
            let Who::Name(span) = *self.who(at) else { continue };
            let printed = self.display(span);
            let person = self.out.intern(EntityKind::Person, &printed);
            self.out.alias(person, self.scan.str(span));
            self.settle(at, person);
        }
    }

    /// A name in capitals is shown with one capital a syllable.
    fn display(&self, span: Span) -> String {
        let printed = self.scan.str(span);
        if printed.chars().any(|c| c.is_lowercase()) {
            return printed.to_string();
        }
        let syllables = printed.split(' ').map(|syllable| {
            let mut chars = syllable.chars();
            chars.next().map(|c| c.to_string() + &chars.as_str().to_lowercase()).unwrap_or_default()
        });
        syllables.collect::<Vec<_>>().join(" ")
    }

    /// Short names, offices and honorifics alone, in order of the text.
    pub(super) fn references(&mut self) {
        let mut recent: Vec<EntityIndex> = Vec::new();
        for at in self.actors() {
            let actor = self.actor(at).clone();
            let found = match &actor.who {
                Who::Name(_) => self.settled(at),
                Who::Short(span) => self.short(*span, &recent),
                Who::Office => self.office(&actor, &recent),
                Who::Pronoun => self.pronoun(&recent),
                _ => None,
            };
            match found {
                Some(entity) => self.refer(at, &actor, entity, &mut recent),
                None => self.unresolved(at, &actor),
            }
        }
    }

    fn refer(&mut self, at: At, actor: &Actor, entity: EntityIndex, recent: &mut Vec<EntityIndex>) {
        self.settle(at, entity);
        if self.out.list[entity].kind == EntityKind::Person {
            recent.retain(|&e| e != entity);
            recent.push(entity);
            match actor.who {
                Who::Short(_) => self.say_posts(at, entity),
                Who::Office => self.fill_bodies(actor, entity),
                _ => {}
            }
        }
    }

    /// "Thủ tướng Chính phủ" said of a prime minister told of without a body.
    fn fill_bodies(&mut self, actor: &Actor, person: EntityIndex) {
        for post in actor.posts.iter().filter(|post| post.body.is_some() && !post.any_head) {
            let title = fold_case(&post.title);
            let open = self.out.roles.iter().position(|role| {
                role.person == person && role.body.is_none() && fold_case(&role.title) == title
            });
            if let (Some(at), Some(body)) = (open, post.body.as_ref()) {
                self.out.roles[at].body = Some(self.body(body));
            }
        }
    }

    /// The person whose given name (or, of foreigners, any name) this is, the latest named first; else one named later.
    fn short(&self, span: Span, recent: &[EntityIndex]) -> Option<EntityIndex> {
        let short = fold_case(self.scan.str(span));
        let later = (0..self.out.list.len()).filter(|&e| self.out.list[e].kind == EntityKind::Person);
        let candidates: Vec<EntityIndex> = recent.iter().rev().copied().chain(later).collect();
        let given =
            |e: &EntityIndex| fold_case(&self.out.list[*e].name).rsplit(' ').next() == Some(short.as_str());
        let any = |e: &EntityIndex| {
            let name = fold_case(&self.out.list[*e].name);
            !self.is_kinh(&name) && name.split(' ').any(|part| part == short)
        };
        candidates.iter().copied().find(given).or_else(|| candidates.iter().copied().find(any))
    }

    fn is_kinh(&self, folded: &str) -> bool {
        self.scan.lexicon.is_kinh_surname(folded.split(' ').next().unwrap_or(""))
    }

    /// The person said to hold the post: with the body, where one is printed; the latest named first.
    fn office(&mut self, actor: &Actor, recent: &[EntityIndex]) -> Option<EntityIndex> {
        actor.posts.iter().find_map(|post| self.holder(post, recent))
    }

    pub(super) fn holder(&self, post: &Post, recent: &[EntityIndex]) -> Option<EntityIndex> {
        let title = fold_case(&post.title);
        let body = post.body.as_ref().map(|body| self.body_name(body, post.span.start));
        let people = recent.iter().rev().copied();
        let rest = (0..self.out.list.len()).filter(|&e| self.out.list[e].kind == EntityKind::Person);
        let ordered: Vec<EntityIndex> = people.chain(rest).collect();
        let holds = |e: EntityIndex| {
            self.out.roles.iter().filter(|role| role.person == e).any(|role| {
                let titled = if post.any_head {
                    role.head && role.body.is_some()
                } else {
                    title_fits(&fold_case(&role.title), &title)
                };
                titled && self.body_fits(role.body, body.as_deref())
            })
        };
        ordered.into_iter().find(|&e| holds(e))
    }

    /// The body asked for is the one held, or the shorter form of it.
    fn body_fits(&self, held: Option<EntityIndex>, asked: Option<&str>) -> bool {
        match (held, asked) {
            (_, None) => true,
            (None, Some(_)) => true,
            (Some(held), Some(asked)) => {
                let (held, asked) = (fold_case(&self.out.list[held].name), fold_case(asked));
                title_fits(&held, &asked) || title_fits(&asked, &held)
            }
        }
    }

    /// "Đồng chí", "Ông" alone: the person last named.
    fn pronoun(&self, recent: &[EntityIndex]) -> Option<EntityIndex> {
        recent.last().copied()
    }

    /// An office whose holder is never named acts itself; what else stays open is noted.
    fn unresolved(&mut self, at: At, actor: &Actor) {
        match &actor.who {
            Who::Office => {
                let post = &actor.posts[0];
                let name = match &post.body {
                    Some(body) => format!("{} {}", post.title, self.body_name(body, post.span.start)),
                    None => post.title.clone(),
                };
                let index = self.out.intern(EntityKind::Post, name.trim());
                self.out.alias(index, self.scan.str(post.span));
                self.settle(at, index);
            }
            Who::Short(span) => self.out.notes.push((NoteKind::UnresolvedReference, *span)),
            Who::Pronoun => self.out.notes.push((NoteKind::UnresolvedReference, actor.span)),
            _ => {}
        }
    }
}

/// The same title, or the title with a suffix ("Phó Thủ tướng" for "Phó Thủ tướng Thường trực").
fn title_fits(held: &str, asked: &str) -> bool {
    held.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
