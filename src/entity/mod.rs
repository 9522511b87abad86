//! Phrases -> entities: who is the same person, which body is meant, which meetings there are, who holds which post.
//!
//! Identity inside one article: names, short names, offices, inherited places. Knows no other article.

mod background;
mod body;
mod form;
mod home;
mod kin;
mod likeness;
mod meeting;
mod meeting_date;
mod meeting_report;
mod meeting_same;
mod person;
mod role;
mod year;

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::{Act, EntryKind, Kin, Particle, Scan, Source};
use crate::mention::{Date, Phrase, Who};
use crate::text::{Sentence, Span, fold_case};
use crate::vocab::{EntityKind, Level, NoteKind, PlaceSource, RoleStatus, Session};

pub(crate) use likeness::share;
pub(crate) use role::neighbour;

/// Where in the article a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The headline.
    Title,
    /// The text.
    Body,
    /// The words under a picture.
    Caption,
}

/// A sentence with its phrases.
#[derive(Clone, Debug)]
pub struct Line {
    /// The sentence.
    pub sentence: Sentence,
    /// Its phrases, in order.
    pub phrases: Vec<Phrase>,
    /// Where it stands.
    pub place: Place,
}

/// Type id of a journey, which lasts for days.
pub(crate) const VISIT: &str = "visit";

/// Tokens before the date that a line begins with.
const OPENING: usize = 1;

/// Words behind the head of a meeting that is over: "Sau lễ đón chính thức, ...".
const BEHIND: usize = 4;

impl Line {
    /// The date that the line begins with.
    pub fn opening_date(&self) -> Option<&Date> {
        let start = self.sentence.span.start;
        self.phrases.iter().find_map(|phrase| match phrase {
            Phrase::Date(date) if date.span.start <= start + OPENING => Some(date),
            _ => None,
        })
    }
}

/// "Sau lễ đón, ...", "Kết thúc hội đàm, ...": the line begins with the end of a meeting, so that what it tells is another.
pub(crate) fn behind_meeting(scan: &Scan, line: &Line) -> bool {
    let start = line.sentence.span.start;
    let ends = scan.verb(start).filter(|(.., act)| *act == Act::Conclude).map(|(span, ..)| span.end);
    let after = scan.particle(start, Particle::Behind).or(ends);
    let head = after.and_then(|at| scan.longest(at, EntryKind::Meeting));
    head.is_some_and(|(head, _)| (head.end..head.end + BEHIND).any(|at| scan.mark(at, ',')))
}

/// Index of an entity of the article.
pub type EntityIndex = usize;

/// One real thing of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Canonical name.
    pub name: String,
    /// Other printed forms.
    pub aliases: BTreeSet<String>,
    /// Type id of a body or meeting.
    pub type_id: Option<String>,
    /// Level of a body.
    pub level: Option<Level>,
    /// Place of a body or meeting.
    pub place: Option<String>,
    /// ISO date of a meeting.
    pub date: Option<String>,
    /// Part of the day of a meeting.
    pub session: Option<Session>,
    /// The body that organised a meeting.
    pub organizer: Option<EntityIndex>,
    /// Name of the body in which a body's own name ends.
    pub outer: Option<String>,
    /// What told the place of a body, where its name as printed has none.
    pub place_from: Option<PlaceSource>,
    /// The name under which the gazetteer has a body that exists once, where its name here is a longer one.
    pub known_as: Option<String>,
    /// Which body of its kind is meant, the article does not tell.
    pub open: bool,
    /// A body of another country.
    pub foreign: bool,
    /// The name is only a head noun; a fuller form replaces it.
    pub provisional: bool,
    /// The name is a verb with its object; a noun replaces it.
    pub verbal: bool,
}

/// A person in a post, as the phrases say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The person.
    pub person: EntityIndex,
    /// Canonical title.
    pub title: String,
    /// Tokens of the title.
    pub title_span: Span,
    /// The body.
    pub body: Option<EntityIndex>,
    /// Tokens of the body as printed.
    pub body_span: Option<Span>,
    /// The body as a title names it by itself ("Tỉnh ủy" in "Tỉnh ủy viên").
    pub body_word: Option<String>,
    /// How the person stands to it.
    pub status: RoleStatus,
    /// All tokens.
    pub span: Span,
    /// Line of the article.
    pub line: usize,
    /// Its holder heads the body.
    pub head: bool,
    /// An office of state, complete without a body.
    pub whole: bool,
    /// Rule id.
    pub rule: &'static str,
    /// File and line of the title's row.
    pub row: Source,
}

/// What the article's phrases refer to.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// The entities.
    pub list: Vec<Entity>,
    /// For each line and phrase, the entity.
    pub refs: Vec<Vec<Option<EntityIndex>>>,
    /// The same for the actors inside a meeting's name: line, phrase, place among the inner actors.
    pub inner: BTreeMap<(usize, usize, usize), EntityIndex>,
    /// What is known of the bodies.
    pub kin: BTreeMap<EntityIndex, Kin>,
    /// Who holds which post.
    pub roles: Vec<Role>,
    /// The roles of each person.
    pub(crate) held: BTreeMap<EntityIndex, Vec<usize>>,
    /// Lines that tell of another year: nothing in them happens in the article.
    pub historic: BTreeSet<usize>,
    /// Lines that tell of a day long before that of the article.
    pub background: BTreeSet<usize>,
    /// Meetings that are only told as what came before ("sau cuộc họp do A chủ trì").
    pub over: BTreeSet<EntityIndex>,
    /// The meetings among the entities, in order of their first mention.
    pub meetings: Vec<EntityIndex>,
    /// For each line, the date that it names.
    pub(crate) days: Vec<Option<(String, Option<Session>)>>,
    said: BTreeSet<(EntityIndex, String, Option<EntityIndex>, RoleStatus)>,
    /// What was not settled.
    pub notes: Vec<(NoteKind, Span)>,
    by_key: BTreeMap<(EntityKind, String), EntityIndex>,
    home: home::Home,
    forms: form::Forms,
}

/// What is known of the article besides its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting<'a> {
    /// ISO date of publication.
    pub published: Option<&'a str>,
    /// Address.
    pub url: Option<&'a str>,
    /// Publisher.
    pub publisher: Option<&'a str>,
    /// The dateline as printed.
    pub dateline: Option<&'a str>,
}

/// Settles what every phrase refers to.
pub fn resolve(scan: &Scan, lines: &[Line], setting: Setting) -> Entities {
    let mut entities = Entities {
        refs: lines.iter().map(|line| vec![None; line.phrases.len()]).collect(),
        ..Default::default()
    };
    entities.home = home::Home::new(scan, lines, setting);
    entities.forms = form::Forms::new(lines);
    let mut resolver = Resolver {
        scan,
        lines,
        setting,
        host: std::cell::OnceCell::new(),
        places: std::cell::OnceCell::new(),
        years: std::cell::OnceCell::new(),
        implied: BTreeMap::new(),
        chairs: BTreeSet::new(),
        told: BTreeMap::new(),
        out: &mut entities,
    };
    resolver.names();
    resolver.find_chairs();
    resolver.bodies();
    resolver.roles();
    resolver.merge_roles();
    resolver.imply_bodies();
    resolver.references();
    resolver.merge_roles();
    resolver.meetings();
    resolver.kin();
    entities
}

pub(crate) struct Resolver<'s, 'a> {
    scan: &'s Scan<'a>,
    lines: &'s [Line],
    setting: Setting<'s>,
    host: std::cell::OnceCell<Option<crate::mention::BodyPhrase>>,
    /// The places of the bodies of the article, by type and name.
    places: std::cell::OnceCell<body::PlacesOfBodies>,
    years: std::cell::OnceCell<year::Years>,
    /// The bodies that titles printed alone seem to be at, by person and title.
    implied: BTreeMap<(EntityIndex, String), crate::mention::BodyPhrase>,
    /// Who stands before a verb of chairing.
    chairs: BTreeSet<EntityIndex>,
    told: BTreeMap<EntityIndex, meeting::Told>,
    out: &'s mut Entities,
}

impl Entities {
    /// The entity with this kind and name, made if there is none.
    pub fn intern(&mut self, kind: EntityKind, name: &str) -> EntityIndex {
        let key = (kind, fold_case(name));
        if let Some(&found) = self.by_key.get(&key) {
            return found;
        }
        let index = self.list.len();
        self.list.push(Entity {
            kind,
            name: name.to_string(),
            aliases: BTreeSet::new(),
            type_id: None,
            level: None,
            place: None,
            date: None,
            session: None,
            organizer: None,
            outer: None,
            place_from: None,
            known_as: None,
            open: false,
            foreign: false,
            provisional: false,
            verbal: false,
        });
        self.by_key.insert(key, index);
        index
    }

    /// A meeting of its own, whatever its name.
    pub fn add_meeting(&mut self, name: &str, type_id: &str) -> EntityIndex {
        let unique = format!("{name}\u{0}{}", self.list.len());
        let index = self.intern(EntityKind::Meeting, &unique);
        self.list[index].name = name.to_string();
        self.list[index].type_id = Some(type_id.to_string());
        self.meetings.push(index);
        index
    }

    /// The entity of a phrase.
    pub fn of(&self, line: usize, phrase: usize) -> Option<EntityIndex> {
        self.refs.get(line).and_then(|refs| refs.get(phrase)).copied().flatten()
    }

    fn add_role(&mut self, role: Role) {
        self.held.entry(role.person).or_default().push(self.roles.len());
        self.roles.push(role);
    }

    /// The roles of a person.
    pub(crate) fn roles_of(&self, person: EntityIndex) -> impl Iterator<Item = &Role> {
        self.held.get(&person).into_iter().flatten().map(|&at| &self.roles[at])
    }

    fn alias(&mut self, index: EntityIndex, printed: &str) {
        let entity = &mut self.list[index];
        if printed != entity.name {
            entity.aliases.insert(printed.to_string());
        }
    }
}

/// An actor phrase: line, phrase, and (counted from 1) its place inside a meeting's name.
type At = (usize, usize, usize);

impl Resolver<'_, '_> {
    /// Every actor phrase, in order of the text.
    fn actors(&self) -> Vec<At> {
        let mut found = Vec::new();
        for (l, line) in self.lines.iter().enumerate() {
            for (p, phrase) in line.phrases.iter().enumerate() {
                match phrase {
                    Phrase::Actor(_) => found.push((l, p, 0)),
                    Phrase::Meeting(meeting) => found.extend((0..meeting.inner.len()).map(|i| (l, p, i + 1))),
                    Phrase::Date(_) => {}
                }
            }
        }
        found
    }

    fn actor(&self, at: At) -> &crate::mention::Actor {
        match &self.lines[at.0].phrases[at.1] {
            Phrase::Actor(actor) => actor,
            Phrase::Meeting(meeting) => &meeting.inner[at.2 - 1],
            Phrase::Date(_) => unreachable!("only actors are listed"),
        }
    }

    fn who(&self, at: At) -> &Who {
        &self.actor(at).who
    }

    fn settled(&self, at: At) -> Option<EntityIndex> {
        if at.2 == 0 { self.out.refs[at.0][at.1] } else { self.out.inner.get(&at).copied() }
    }

    fn settle(&mut self, at: At, entity: EntityIndex) {
        if at.2 == 0 {
            self.out.refs[at.0][at.1] = Some(entity);
        } else {
            self.out.inner.insert(at, entity);
        }
    }
}

/// The canonical name of a body phrase, in its article.
pub fn body_name(
    scan: &Scan,
    entities: &Entities,
    body: &crate::mention::BodyPhrase,
    token: usize,
) -> String {
    body::Namer { scan, home: &entities.home, forms: &entities.forms }.body_name(body, token)
}
