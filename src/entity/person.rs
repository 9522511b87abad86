//! Full names -> people; short names, offices and honorifics alone -> the people they stand for.

use std::collections::{BTreeMap, BTreeSet};

use super::{At, Entity, EntityIndex, Resolver, Role};
use crate::lexicon::{Act, Particle, Scan};
use crate::mention::{Actor, BodyPhrase, Post, Who};
use crate::text::{Span, fold_case};
use crate::vocab::{EntityKind, Level, NoteKind};

/// Syllables of a given name with its middle name.
const GIVEN: usize = 2;

/// Tokens of the longest words that say in which role somebody acts.
const ROLE: usize = 4;

/// People among whom a short name or an office means one: those named last, and as many named next.
const NEAR: usize = 200;

/// The people of an article, at one point of it.
pub(super) struct Recent {
    /// Those named so far, the last one last.
    named: Vec<EntityIndex>,
    /// Those who will be.
    unnamed: BTreeSet<EntityIndex>,
}

impl Recent {
    fn new(entities: &[Entity]) -> Self {
        let people = (0..entities.len()).filter(|&e| entities[e].kind == EntityKind::Person);
        Recent { named: Vec::new(), unnamed: people.collect() }
    }

    fn name(&mut self, person: EntityIndex) {
        self.unnamed.remove(&person);
        self.named.retain(|&other| other != person);
        self.named.push(person);
        if self.named.len() > NEAR {
            self.named.remove(0);
        }
    }

    /// The people named before, the last one first, then those named next.
    fn near(&self) -> impl Iterator<Item = EntityIndex> {
        self.named.iter().rev().chain(self.unnamed.iter().take(NEAR)).copied()
    }
}

/// The full names of an article, folded.
struct Names<'a> {
    /// Each with the tokens that print it first.
    printed: BTreeMap<&'a str, Span>,
    /// The longer ones by the given name with its middle name.
    ending: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Names<'a> {
    fn new(scan: &Scan<'a>, spans: impl Iterator<Item = Span>) -> Self {
        let mut names = Names { printed: BTreeMap::new(), ending: BTreeMap::new() };
        for span in spans {
            let name = scan.folded(span);
            names.printed.entry(name).or_insert(span);
            if span.len() > GIVEN {
                let given = scan.folded(Span::new(span.end - GIVEN, span.end));
                names.ending.entry(given).or_default().insert(name);
            }
        }
        names
    }
}

impl Resolver<'_, '_> {
    /// Every full name is a person; the form not printed in capitals gives the name.
    pub(super) fn names(&mut self) {
        let actors = self.actors();
        let names = actors.iter().filter_map(|&at| match *self.who(at) {
            Who::Name(span) => Some(span),
            _ => None,
        });
        let names = Names::new(self.scan, names);
        for at in actors {
            let Who::Name(span) = *self.who(at) else { continue };
            let fuller = self.uncut(span, &names).or_else(|| self.longer_name(span, &names));
            let printed = fuller.unwrap_or_else(|| self.display(span));
            let person = self.out.intern(EntityKind::Person, &printed);
            self.out.alias(person, self.scan.str(span));
            self.settle(at, person);
        }
    }

    /// "Nguyễn Phú ..." at the end of a headline: the only full name of the article that begins so.
    fn uncut(&self, span: Span, names: &Names) -> Option<String> {
        let cut = self.scan.mark(span.end, '\u{2026}')
            || self.scan.mark(span.end, '.') && self.scan.mark(span.end + 1, '.');
        if !cut {
            return None;
        }
        let prefix = format!("{} ", self.scan.folded(span));
        let begins = |name: &&str| name.starts_with(&prefix);
        let mut fuller = names.printed.range(prefix.as_str()..).take_while(|(name, _)| begins(name));
        fuller.next().filter(|_| fuller.next().is_none()).map(|(_, &other)| self.display(other))
    }

    /// "ông Xuân Anh" behind "Nguyễn Xuân Anh": the only longer name of the article that ends so.
    fn longer_name(&self, span: Span, names: &Names) -> Option<String> {
        if span.len() != GIVEN {
            return None;
        }
        match names.ending.get(self.scan.folded(span))?.iter().collect::<Vec<_>>()[..] {
            [only] => Some(self.display(names.printed[only])),
            _ => None,
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
        let mut recent = Recent::new(&self.out.list);
        for at in self.actors() {
            let actor = self.actor(at).clone();
            let found = match &actor.who {
                Who::Name(_) => self.settled(at),
                Who::Short(span) => self.short(*span, &recent),
                Who::Office => self.office(&actor, &recent),
                Who::Pronoun => self.speaker_before(at).or_else(|| self.pronoun(&recent)),
                _ => None,
            };
            match found {
                Some(entity) => self.refer(at, &actor, entity, &mut recent),
                None => self.unresolved(at, &actor, &mut recent),
            }
        }
    }

    fn refer(&mut self, at: At, actor: &Actor, entity: EntityIndex, recent: &mut Recent) {
        self.settle(at, entity);
        if self.out.list[entity].kind == EntityKind::Person {
            recent.name(entity);
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
            let held = self.out.held.get(&person).into_iter().flatten();
            let open = held.copied().find(|&at| {
                let role = &self.out.roles[at];
                role.body.is_none() && fold_case(&role.title) == title
            });
            if let (Some(at), Some(body)) = (open, post.body.as_ref()) {
                self.out.roles[at].body = Some(self.body(body));
            }
        }
    }

    /// The person whose given name (or, of foreigners, any name) this is, the latest named first; else one named later.
    fn short(&self, span: Span, recent: &Recent) -> Option<EntityIndex> {
        let short = fold_case(self.scan.str(span));
        let candidates: Vec<EntityIndex> = recent.near().collect();
        let given = |e: &EntityIndex| {
            self.out.list[*e].name.rsplit(' ').next().is_some_and(|last| fold_case(last) == short)
        };
        let any = |e: &EntityIndex| {
            let name = fold_case(&self.out.list[*e].name);
            !self.is_kinh(&name) && name.split(' ').any(|part| part == short)
        };
        candidates.iter().copied().find(given).or_else(|| candidates.iter().copied().find(any))
    }

    /// A body of another country.
    pub(super) fn is_abroad(&self, body: &BodyPhrase) -> bool {
        body.place.as_ref().is_some_and(|place| place.foreign && !self.scan.lexicon.is_home(&place.name))
    }

    /// A post of another country, or at a body of one, stands before the name.
    fn is_of_another_country(&self, actor: &Actor) -> bool {
        let abroad =
            |post: &Post| post.foreign || post.body.as_ref().is_some_and(|body| self.is_abroad(body));
        actor.posts.last().is_some_and(abroad)
    }

    /// The name begins with a surname of the country.
    pub(super) fn is_vietnamese(&self, person: EntityIndex) -> bool {
        let name = fold_case(&self.out.list[person].name);
        self.scan.lexicon.is_surname(name.split(' ').next().unwrap_or(""))
    }

    fn is_kinh(&self, folded: &str) -> bool {
        self.scan.lexicon.is_kinh_surname(folded.split(' ').next().unwrap_or(""))
    }

    /// "Thủ tướng A, trong vai trò | Chủ tịch ASEAN, ...": the person named before the words.
    fn in_role(&self, at: At) -> Option<EntityIndex> {
        let start = self.actor(at).span.start;
        let words = (1..=ROLE).filter_map(|back| start.checked_sub(back));
        let role = words.into_iter().find(|&from| self.scan.particle(from, Particle::Role) == Some(start))?;
        let comma = usize::from(role > 0 && self.scan.mark(role - 1, ','));
        let phrases = &self.lines[at.0].phrases;
        let before = (0..at.1).find(|&p| at.2 == 0 && phrases[p].span().end == role - comma)?;
        // "Theo Chủ tịch nước, trên cương vị ...": he says so of somebody else.
        let source = phrases[before].span().start.checked_sub(1);
        let quoted = source.is_some_and(|from| self.scan.particle(from, Particle::According).is_some());
        let person = self.settled((at.0, before, 0)).filter(|_| !quoted)?;
        (self.out.list[person].kind == EntityKind::Person).then_some(person)
    }

    /// The person said to hold the post: with the body, where one is printed; the latest named first.
    fn office(&mut self, actor: &Actor, recent: &Recent) -> Option<EntityIndex> {
        if self.scan.particle(actor.span.end, Particle::Plural).is_some() {
            return None;
        }
        actor.posts.iter().find_map(|post| self.holder(post, recent))
    }

    pub(super) fn holder(&self, post: &Post, recent: &Recent) -> Option<EntityIndex> {
        let title = fold_case(&post.title);
        let body = post.body.as_ref().map(|body| self.body_name(body, post.span.start));
        let abroad = post.body.as_ref().is_some_and(|body| self.is_abroad(body));
        let holds = |e: &EntityIndex| {
            !(abroad && self.is_vietnamese(*e))
                && self.out.roles_of(*e).any(|role| {
                    let titled = if post.any_head {
                        role.head && role.body.is_some()
                    } else {
                        title_fits(&fold_case(&role.title), &title)
                    };
                    titled
                        && self.body_fits(role.body, body.as_deref())
                        && !(body.is_some() && role.body.is_none() && self.is_elsewhere(role, &title))
                })
        };
        let holders: Vec<EntityIndex> = recent.near().filter(holds).collect();
        let chair = holders.iter().copied().find(|e| self.chairs.contains(e)).filter(|_| body.is_none());
        chair.or_else(|| self.listed(&holders, post).filter(|_| body.is_none())).or(holders.first().copied())
    }

    /// Of several people, the one whom a row of `people.tsv` knows in the post on the article's day.
    fn listed(&self, holders: &[EntityIndex], post: &Post) -> Option<EntityIndex> {
        let day = self.out.home.day().filter(|_| holders.len() > 1)?;
        let held = |e: &EntityIndex| self.scan.lexicon.held(&self.out.list[*e].name, &post.title, Some(day));
        holders.iter().copied().find(held)
    }

    /// Of a post without a body: it is another office of state ("Chủ tịch nước"), or its holder heads some body besides ("Bộ trưởng, Chủ nhiệm
    /// Văn phòng Chính phủ").
    fn is_elsewhere(&self, role: &Role, asked: &str) -> bool {
        let heads = |other: &Role| other.head && other.body.is_some();
        if role.whole {
            return fold_case(&role.title) != asked;
        }
        self.out.roles_of(role.person).any(heads)
    }

    /// The body asked for is the one held, or the shorter form of it.
    fn body_fits(&self, held: Option<EntityIndex>, asked: Option<&str>) -> bool {
        match (held, asked) {
            (_, None) => true,
            (None, Some(_)) => true,
            (Some(held), Some(asked)) => {
                let (held, asked) = (fold_case(&self.out.list[held].name), fold_case(asked));
                title_fits(&held, &asked)
                    || title_fits(&asked, &held)
                    || held.strip_suffix(asked.as_str()).is_some_and(|rest| rest.ends_with(' '))
            }
        }
    }

    /// The people before a verb of chairing: "đồng chí Bí thư" without a body means one of them first.
    pub(super) fn find_chairs(&mut self) {
        for (l, line) in self.lines.iter().enumerate() {
            let span = line.sentence.span;
            for at in span.start..span.end {
                if self.scan.verb(at).is_none_or(|(_, _, act)| act != Act::Chair) {
                    continue;
                }
                let before = (0..line.phrases.len()).filter(|&p| line.phrases[p].span().end <= at);
                self.chairs.extend(before.filter_map(|p| self.out.refs[l][p]));
            }
        }
    }

    /// Who spoke, instructed or led last in the paragraph, or in the one before it.
    fn speaker_before(&self, at: At) -> Option<EntityIndex> {
        let paragraph = |line: usize| self.lines[line].sentence.paragraph;
        let own = paragraph(at.0);
        let in_line = |line: usize, before: usize| (0..before).rev().find_map(|p| self.speaks(line, p));
        in_line(at.0, at.1).or_else(|| {
            let reach = (0..at.0).rev().take_while(|&line| paragraph(line) == own);
            reach
                .filter(|&line| self.lines[line].place != super::Place::Caption)
                .find_map(|line| in_line(line, self.lines[line].phrases.len()))
        })
    }

    /// The person of a phrase that a verb of saying, instructing or leading follows.
    fn speaks(&self, line: usize, phrase: usize) -> Option<EntityIndex> {
        let entity = self.out.refs[line][phrase].filter(|&e| self.out.list[e].kind == EntityKind::Person)?;
        let end = self.lines[line].sentence.span.end;
        let mut at = self.lines[line].phrases[phrase].span().end;
        while let Some(next) = self
            .scan
            .any_particle(at, &[Particle::Past, Particle::Adverb])
            .or_else(|| self.scan.mark(at, ',').then_some(at + 1))
        {
            at = next;
        }
        let speech =
            [Act::Say, Act::Speak, Act::Conclude, Act::Direct, Act::DirectMeeting, Act::Chair, Act::Lead];
        let (.., act) = self.scan.verb(at).filter(|_| at < end)?;
        speech.contains(&act).then_some(entity)
    }

    /// "Đồng chí", "Ông" alone: the person in office last named, else the person last named.
    fn pronoun(&self, recent: &Recent) -> Option<EntityIndex> {
        let official = |e: &&EntityIndex| self.out.held.contains_key(e);
        recent.named.iter().rev().find(official).or(recent.named.last()).copied()
    }

    /// An office whose holder is never named acts itself, and somebody of another country may have one name alone; what else stays open is
    /// noted.
    fn unresolved(&mut self, at: At, actor: &Actor, recent: &mut Recent) {
        match &actor.who {
            Who::Short(span) if self.is_of_another_country(actor) => {
                let person = self.out.intern(EntityKind::Person, &self.display(*span));
                self.refer(at, actor, person, recent);
            }
            Who::Office if let Some(person) = self.in_role(at) => {
                self.settle(at, person);
                self.say_posts(at, person);
            }
            Who::Office => {
                let post = &actor.posts[0];
                let name = match &post.body {
                    Some(body) => format!("{} {}", post.title, self.body_name(body, post.span.start)),
                    None => post.title.clone(),
                };
                let level =
                    post.body.as_ref().and_then(|body| body.level).or(post.whole.then_some(Level::Central));
                let index = self.out.intern(EntityKind::Post, name.trim());
                self.out.list[index].level = level;
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
