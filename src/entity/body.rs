//! Bodies, groups and places that act -> entities; the place is inherited where the article lets a reader resolve it.

use std::collections::BTreeMap;

use super::form::Forms;
use super::home::{Home, Inherited};
use super::{At, EntityIndex, Resolver};
use crate::lexicon::{Flag, Named, Particle, Scan};
use crate::mention::{BodyPhrase, Phrase, PlacePhrase, Who};
use crate::text::fold_case;
use crate::vocab::{EntityKind, Level, PlaceSource};

/// The place of the bodies of a type and name.
pub(super) type PlacesOfBodies = BTreeMap<(String, String), Option<PlacePhrase>>;

/// Type id of a delegation: "đoàn" alone means the one named before, or nothing.
const DELEGATION: &str = "delegation";

/// Type id of a group that is sent out.
const GROUP: &str = "working_group";

/// Type id of a ministry.
pub(super) const MINISTRY: &str = "ministry";

/// Words from which on a class is told apart by its name.
const CLASS: usize = 5;

/// Lines over which a type word takes up a body.
const ANAPHOR: usize = 40;

impl Resolver<'_, '_> {
    /// Every body, group and place phrase gets its entity.
    pub(super) fn bodies(&mut self) {
        for at in self.actors() {
            let span = self.actor(at).span;
            let entity = match self.who(at).clone() {
                Who::Body(body) => match self.taken_up(&body, at) {
                    None if body.bare && body.type_id == DELEGATION => None,
                    found => Some(found.unwrap_or_else(|| {
                        let body = self.housed(&body, at);
                        let placed = self.placed_elsewhere(&body);
                        self.body(&placed.unwrap_or_else(|| self.under_ministry(&body, at)))
                    })),
                },
                Who::Group => Some(self.group(span)),
                Who::Place(place) => Some(self.acting_place(&place)),
                _ => None,
            };
            if let Some(entity) = entity {
                self.settle(at, entity);
            }
        }
    }

    /// "Bộ" behind "Bộ Giao thông vận tải": the body last named that begins so, by itself or in a post. A committee for a purpose
    /// ("Ban Chỉ đạo") may be named in full later.
    pub(super) fn taken_up(&mut self, body: &BodyPhrase, at: At) -> Option<EntityIndex> {
        if !body.bare || body.short {
            return None;
        }
        let found = match self.has_purpose(body) {
            true => {
                let named = |other: &BodyPhrase| !other.bare && goes_on(&other.head, &body.head);
                self.last_before(at, named).or_else(|| self.first_after(at, named))
            }
            false if body.type_id == GROUP => {
                let own = fold_case(&body.head);
                self.last_before(at, |other| {
                    other.type_id == GROUP && !other.bare && fold_case(&other.head).starts_with(&own)
                })
            }
            false if body.head.contains(' ') => None,
            false => self.last_named(&body.head, Some(&body.type_id), at),
        }?;
        Some(self.body(&found))
    }

    /// "Ban Giám đốc Bệnh viện": the house that a type word alone takes up is the one named last, else the one that the article is about.
    pub(super) fn housed(&self, body: &BodyPhrase, at: At) -> BodyPhrase {
        let Some(outer) = body.outer.as_deref().filter(|outer| outer.bare) else { return body.clone() };
        let host = || self.host.get_or_init(|| self.host_body()).clone();
        let fits = |house: &BodyPhrase| house.type_id == outer.type_id && goes_on(&house.head, &outer.head);
        let house = self.last_named(&outer.head, Some(&outer.type_id), at).or_else(host).filter(fits);
        BodyPhrase { outer: house.map(Box::new).or_else(|| body.outer.clone()), ..body.clone() }
    }

    /// "Hiệp hội Du lịch" behind "Hiệp hội Du lịch thành phố Đà Nẵng": the body is at the one place at which the article has another of its
    /// name.
    pub(super) fn placed_elsewhere(&self, body: &BodyPhrase) -> Option<BodyPhrase> {
        let kind = self.scan.lexicon.body_type(&body.head).is_some();
        let open =
            body.place.is_none() && body.outer.is_none() && !body.bare && !body.unique && !body.inherits;
        if !open || kind || !body.takes_place || body.short {
            return None;
        }
        let places = self.places.get_or_init(|| self.places_of_bodies());
        let place = places.get(&(body.type_id.clone(), fold_case(&body.head)))?.clone()?;
        Some(BodyPhrase { place: Some(place), ..body.clone() })
    }

    /// For the bodies of the article by type and name, the place where there is one; nothing where there are several.
    fn places_of_bodies(&self) -> PlacesOfBodies {
        let mut places = PlacesOfBodies::new();
        for at in self.actors() {
            let actor = self.actor(at);
            let own = match &actor.who {
                Who::Body(own) => Some(own),
                _ => None,
            };
            for body in own.into_iter().chain(actor.posts.iter().filter_map(|post| post.body.as_ref())) {
                let named = |place: &&PlacePhrase| !place.name.is_empty() && !place.foreign;
                let Some(place) = body.place.as_ref().filter(named) else { continue };
                let known = places
                    .entry((body.type_id.clone(), fold_case(&body.head)))
                    .or_insert_with(|| Some(place.clone()));
                if known.as_ref().is_some_and(|known| known.name != place.name) {
                    *known = None;
                }
            }
        }
        places
    }

    /// Its type is told apart by what each body of it is for.
    fn has_purpose(&self, body: &BodyPhrase) -> bool {
        let kind = self.scan.lexicon.body_type(&body.head);
        kind.is_some_and(|kind| [Flag::Bare, Flag::Descriptive].iter().all(|&flag| kind.flags.has(flag)))
    }

    /// "Cục Y tế dự phòng": of the ministry named last before it, where the name tells none.
    pub(super) fn under_ministry(&self, body: &BodyPhrase, at: At) -> BodyPhrase {
        let national = self.scan.lexicon.is_home(&body.head);
        let open = body.outer.is_none() && body.place.is_none() && !body.bare && !national;
        if !(open && body.inherits && body.level != Some(Level::Province)) {
            return body.clone();
        }
        BodyPhrase { outer: self.ministry_of(body, at).map(Box::new), ..body.clone() }
    }

    /// The ministry named last before a phrase. Of a body that exists once, it must be the one known to stand above it; where none is
    /// known, the only one of the article.
    fn ministry_of(&self, body: &BodyPhrase, at: At) -> Option<BodyPhrase> {
        let ministry = |other: &BodyPhrase| other.type_id == MINISTRY && !other.bare;
        if !body.unique {
            return self.last_before(at, ministry);
        }
        if let Some(known) = self.known_above(body) {
            return self.last_before(at, |other| ministry(other) && other.head == known);
        }
        let last = self.last_before(at, ministry)?;
        let another = |other: &BodyPhrase| ministry(other) && other.head != last.head;
        let only = self.last_before(at, another).or_else(|| self.first_after(at, another)).is_none();
        only.then_some(last)
    }

    /// The body above one that exists once, as the tables know it.
    fn known_above(&self, body: &BodyPhrase) -> Option<String> {
        let named = Named {
            type_id: &body.type_id,
            head: &body.head,
            name: &body.head,
            level: body.level,
            unit: None,
            outer: None,
        };
        self.scan.lexicon.kin(&named, self.out.home.day()).above
    }

    /// The body named last before a phrase, by itself or in a post, whose name begins with a type word and goes on.
    pub(super) fn last_named(&self, word: &str, type_id: Option<&str>, at: At) -> Option<BodyPhrase> {
        let fits = |other: &BodyPhrase| {
            type_id.is_none_or(|id| id == other.type_id || id == DELEGATION) && goes_on(&other.head, word)
        };
        self.last_before(at, fits)
    }

    /// The body named last before a phrase, by itself or in a post, of which something holds.
    pub(super) fn last_before(&self, at: At, fits: impl Fn(&BodyPhrase) -> bool) -> Option<BodyPhrase> {
        let lines = (at.0.saturating_sub(ANAPHOR)..=at.0).rev();
        let before = lines.flat_map(|line| (0..self.lines[line].phrases.len()).rev().map(move |p| (line, p)));
        before
            .filter(|&other| other < (at.0, at.1))
            .find_map(|other| self.named_at(other).rfind(|body| fits(body)))
            .cloned()
    }

    /// The body named first after a phrase, by itself or in a post, of which something holds.
    fn first_after(&self, at: At, fits: impl Fn(&BodyPhrase) -> bool) -> Option<BodyPhrase> {
        let after = (at.0..self.lines.len())
            .flat_map(|line| (0..self.lines[line].phrases.len()).map(move |p| (line, p)));
        after
            .filter(|&other| other > (at.0, at.1))
            .find_map(|other| self.named_at(other).find(|body| fits(body)))
            .cloned()
    }

    /// The bodies that a phrase names, by itself and in its posts.
    fn named_at(&self, (line, phrase): (usize, usize)) -> impl DoubleEndedIterator<Item = &BodyPhrase> {
        let actor = match &self.lines[line].phrases[phrase] {
            Phrase::Actor(actor) => Some(actor),
            _ => None,
        };
        let own = actor.and_then(|actor| if let Who::Body(own) = &actor.who { Some(own) } else { None });
        let posts = actor.into_iter().flat_map(|actor| &actor.posts);
        own.into_iter().chain(posts.filter_map(|post| post.body.as_ref()))
    }

    fn group(&mut self, span: crate::text::Span) -> EntityIndex {
        let printed = self.scan.str(span).to_string();
        if let Some(known) = self.same_class(&printed) {
            if printed.len() > self.out.list[known].name.len() {
                self.out.by_key.insert((EntityKind::Group, fold_case(&printed)), known);
                let shorter = std::mem::replace(&mut self.out.list[known].name, printed);
                self.out.by_key.remove(&(EntityKind::Group, fold_case(&shorter)));
                self.out.list[known].aliases.insert(shorter);
            } else {
                self.out.alias(known, &printed);
            }
            return known;
        }
        self.out.intern(EntityKind::Group, &printed)
    }

    /// A class of several words told before with or without its place ("các tổ chức ... thành phố Thanh Hóa").
    fn same_class(&self, printed: &str) -> Option<EntityIndex> {
        let own = fold_case(printed);
        let spaces = own.match_indices(' ').map(|(at, _)| at);
        let shorter = spaces.skip(CLASS - 1).map(|end| (EntityKind::Group, own[..end].to_string()));
        let shorter = shorter.filter_map(|key| self.out.by_key.get(&key));
        let begins = format!("{own} ");
        let longer = self.out.by_key.range((EntityKind::Group, begins.clone())..);
        let longer =
            longer.take_while(|((kind, name), _)| *kind == EntityKind::Group && name.starts_with(&begins));
        let longer = longer.filter(|_| own.split(' ').count() >= CLASS).map(|(_, found)| found);
        shorter.chain(longer).min().copied()
    }

    fn acting_place(&mut self, place: &PlacePhrase) -> EntityIndex {
        let known =
            if place.name.is_empty() { self.namer().inherited(place, false, place.span.start) } else { None };
        let (name, source) = known.unwrap_or_else(|| (self.namer().place_name(place, false), None));
        let index = self.out.intern(EntityKind::Body, &name);
        self.out.alias(index, self.scan.str(place.span));
        let entity = &mut self.out.list[index];
        entity.type_id.get_or_insert_with(|| "place".to_string());
        entity.level = entity.level.or(place.level);
        entity.place = Some(name);
        entity.place_from = source;
        index
    }

    /// The entity of a body phrase.
    pub(super) fn body(&mut self, body: &BodyPhrase) -> EntityIndex {
        let namer = self.namer();
        let place = namer.body_place(body, body.span.start);
        let open = namer.is_open(body, place.as_ref(), body.span.start);
        let outer = body.outer.as_ref().map(|outer| namer.body_name(outer, body.span.start));
        let name = match &outer {
            Some(outer) => namer.inside(body, outer),
            None => namer.placed(body, place.as_ref()),
        };
        let known = self.out.list.len();
        let index = self.out.intern(EntityKind::Body, &name);
        // What a post implies is not printed.
        if !body.span.is_empty() {
            self.out.alias(index, self.scan.str(body.span));
        }
        let level = body.level.or_else(|| self.level_of(body));
        let entity = &mut self.out.list[index];
        if body.unique && body.outer.is_none() && entity.name != body.head {
            entity.known_as = Some(body.head.clone());
        }
        entity.open = open && (index == known || entity.open);
        entity.type_id.get_or_insert_with(|| body.type_id.clone());
        entity.level = entity.level.or(level);
        entity.foreign |= body.place.as_ref().is_some_and(|place| place.foreign)
            && body.place.as_ref().is_some_and(|p| !self.scan.lexicon.is_home(&p.name));
        if entity.place.is_none()
            && let Some((place, source)) = place
        {
            entity.place = Some(place);
            entity.place_from = source;
        } else if body.place.as_ref().is_some_and(|place| !place.name.is_empty()) {
            entity.place_from = None;
        }
        entity.outer = entity.outer.take().or(outer);
        index
    }

    fn level_of(&self, body: &BodyPhrase) -> Option<Level> {
        body.place
            .as_ref()
            .and_then(|place| place.level)
            .or_else(|| body.outer.as_ref().and_then(|outer| self.level_of(outer)))
    }

    pub(super) fn body_name(&self, body: &BodyPhrase, token: usize) -> String {
        self.namer().body_name(body, token)
    }

    fn namer(&self) -> Namer<'_, '_> {
        Namer { scan: self.scan, home: &self.out.home, forms: &self.out.forms }
    }
}

/// A name begins with these words and has more.
fn goes_on(name: &str, words: &str) -> bool {
    fold_case(name).strip_prefix(&fold_case(words)).is_some_and(|rest| rest.starts_with(' '))
}

/// A place as it stands in a canonical name, and what told it where it is not printed there.
type Told = (String, Option<PlaceSource>);

/// Writes out the names of bodies and places, in the surroundings of the article.
pub(super) struct Namer<'n, 'a> {
    pub(super) scan: &'n Scan<'a>,
    pub(super) home: &'n Home,
    pub(super) forms: &'n Forms,
}

impl Namer<'_, '_> {
    /// The canonical name: written out, with the place above it.
    pub(super) fn body_name(&self, body: &BodyPhrase, token: usize) -> String {
        match &body.outer {
            Some(outer) => self.inside(body, &self.body_name(outer, token)),
            None => self.placed(body, self.body_place(body, token).as_ref()),
        }
    }

    /// The name of a body that is part of another; a group that the other sends out is told as its own ("Đoàn kiểm tra số 3 của Tỉnh ủy").
    fn inside(&self, body: &BodyPhrase, outer: &str) -> String {
        let of = if body.type_id == GROUP { self.scan.lexicon.level_word(Particle::Of) } else { "" };
        let words = [&self.full_head(body), of, outer];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The name of a body at a place.
    fn placed(&self, body: &BodyPhrase, place: Option<&Told>) -> String {
        let own = self.full_head(body);
        match place {
            Some((place, _)) => format!("{own} {place}").trim().to_string(),
            None => own,
        }
    }

    /// Abbreviations inside the printed part of a name are written out.
    fn full_head(&self, body: &BodyPhrase) -> String {
        if body.unique {
            return self.written_out(self.forms.of(&body.head));
        }
        self.written_out(&body.head)
    }

    fn written_out(&self, name: &str) -> String {
        let full = |word| self.scan.lexicon.expand(word);
        if name.split(' ').all(|word| full(word).is_none()) {
            return name.to_string();
        }
        name.split(' ').map(|word| full(word).unwrap_or(word)).collect::<Vec<_>>().join(" ")
    }

    /// Every unit has such a body, or every organisation, and nothing tells whose is meant.
    fn is_open(&self, body: &BodyPhrase, told: Option<&Told>, token: usize) -> bool {
        if let Some(outer) = &body.outer {
            return self.is_open(outer, self.body_place(outer, token).as_ref(), token);
        }
        let common = body.bare || body.short || body.place.is_some();
        if body.unique || !(common || self.scan.lexicon.is_of_a_unit(&body.type_id, &body.head)) {
            return false;
        }
        match &body.place {
            Some(place) if place.name.is_empty() => told.is_none_or(|(told, _)| *told == place.level_word),
            _ => told.is_none() && !self.ends_in_province(&body.head),
        }
    }

    /// "Sở Du lịch | Đà Nẵng".
    fn ends_in_province(&self, head: &str) -> bool {
        let tails = head.match_indices(' ').map(|(at, _)| &head[at + 1..]);
        let province = |name: &str| {
            let mut units = self.scan.lexicon.units().named(name);
            units.any(|unit| unit.level == Level::Province && unit.name == name)
        };
        tails.into_iter().any(province)
    }

    /// The place as it stands in the canonical name, and what told it where it is not printed there.
    fn body_place(&self, body: &BodyPhrase, token: usize) -> Option<Told> {
        match &body.place {
            Some(place) if !place.name.is_empty() => Some((self.place_name(place, body.short), None)),
            Some(place) => {
                self.inherited(place, body.short, token).or_else(|| Some((place.level_word.clone(), None)))
            }
            None if body.short => self.inherited_short(body, token),
            None if body.inherits => self.settled(body.level?, &body.head),
            None => None,
        }
    }

    /// "TP Vinh" -> "thành phố Vinh"; a party committee drops "tỉnh".
    fn place_name(&self, place: &PlacePhrase, short: bool) -> String {
        let bare = place.level_word.is_empty()
            || (short && place.level == Some(Level::Province) && self.is_province_word(place));
        let full = if bare { place.name.clone() } else { format!("{} {}", place.level_word, place.name) };
        self.written_out(full.trim())
    }

    fn is_province_word(&self, place: &PlacePhrase) -> bool {
        self.scan
            .lexicon
            .units()
            .named(&place.name)
            .any(|p| p.level == Level::Province && *p.type_word == *place.level_word)
            && place.level_word.split(' ').count() == 1
    }

    /// "UBND tỉnh": the article's province.
    fn inherited(&self, place: &PlacePhrase, short: bool, token: usize) -> Option<Told> {
        let city = place.level_word.split(' ').count() == 2 && place.level == Some(Level::Province);
        let level = place.level?;
        let Inherited { level_word, name, source } = self.home.place(level, city, token)?;
        let word = if city { place.level_word.clone() } else { level_word };
        Some((if short { name } else { format!("{word} {name}") }, Some(source)))
    }

    /// "Sở Y tế": of the province that the article is about, unless the name tells it.
    fn settled(&self, level: Level, head: &str) -> Option<Told> {
        let Inherited { level_word: word, name, source } = self.home.settled(level)?;
        let told = [&word, &name].into_iter().any(|part| fold_case(head).ends_with(&fold_case(part)));
        (!told).then(|| (format!("{word} {name}"), Some(source)))
    }

    /// "Tỉnh ủy", "Thành ủy", "Huyện ủy" alone.
    fn inherited_short(&self, body: &BodyPhrase, token: usize) -> Option<Told> {
        let city = body.level.is_none();
        let level = body.level.unwrap_or(Level::Province);
        let Inherited { level_word: word, name, source } = self.home.place(level, city, token)?;
        // "Thành ủy Tam Điệp", printed so, is meant by "Thành ủy" too.
        let printed_city = city
            && !self.forms.is_bare(&body.head, &name)
            && !self
                .scan
                .lexicon
                .units()
                .named(&name)
                .any(|p| p.level == Level::Province && *p.type_word == *word);
        Some((if printed_city { format!("{word} {name}") } else { name }, Some(source)))
    }
}
