//! Which body a post is at: behind its title, begun by a word of the title, a unit or country that it governs, a house named after it.

use super::{BodyPhrase, Finder, PlacePhrase, Post};
use crate::lexicon::{Entry, EntryKind, Flag, Particle, Row, Source};
use crate::text::{Case, Span, TokenKind, is_syllable};
use crate::vocab::RoleStatus;

/// Type id of what a director heads where no word tells the kind.
const HOUSE: &str = "company";

/// Type ids of what is part of another body, and of what may be named above it behind a comma.
const PARTS: [&str; 2] = ["department", "ministry_unit"];
const ABOVE: [&str; 9] = [
    "ministry",
    "party_organ",
    "party_central",
    "department",
    "police",
    "army",
    "people_committee",
    "procuracy",
    "court",
];

/// Type ids of the committees that a unit has.
const PARTY_COMMITTEE: &str = "party_committee";
const PEOPLE_COMMITTEE: &str = "people_committee";

/// Type id of a ministry.
const MINISTRY: &str = "ministry";

/// Words of the longest name of a ministry.
const LONGEST_MINISTRY: usize = 10;

impl Finder<'_, '_> {
    /// "Vụ phó | phụ trách Vụ Công tác sinh viên": who runs a body without being its head.
    pub(super) fn take_charge(&self, post: &mut Post) {
        if let Some(end) = self.scan.particle(post.span.end, Particle::ActingPost)
            && let Some(body) = self.body(end).filter(|body| !body.bare || body.takes_outer)
        {
            post.status = RoleStatus::Acting;
            post.span.end = body.span.end;
            post.body = Some(body);
        }
    }

    /// "Phó Chủ tịch phụ trách | quản lý đô thị": a field in small letters, which a deputy has without standing in for anybody.
    pub(super) fn field_follows(&self, at: usize) -> bool {
        self.inside(at) && self.scan.tokens[at].case == Case::Lower && !self.ends_name(at)
    }

    /// "Trưởng phòng Tổ chức cán bộ, | Sở Y tế;": the body above a part of it, behind a comma and before a mark, where no list goes on.
    pub(super) fn take_above(&self, post: &mut Post) {
        let Some(body) = &mut post.body else { return };
        let part = PARTS.contains(&body.type_id.as_str()) && body.place.is_none() && body.outer.is_none();
        if !part || body.bare || !self.mark(post.span.end, ',') {
            return;
        }
        let Some(above) = self.body(post.span.end + 1).filter(|above| !above.bare) else { return };
        let at = above.span.end;
        let ends = [';', '.', ':', ')'].iter().any(|&mark| self.mark(at, mark)) || !self.inside(at);
        let acts = self.inside(at) && self.scan.verb(at).is_some();
        if (ends || acts) && ABOVE.contains(&above.type_id.as_str()) {
            post.span.end = at;
            body.span.end = at;
            body.outer = Some(Box::new(above));
        }
    }

    pub(super) fn take_body(&self, post: &mut Post, entry: &Entry) {
        let Row::Title { heads, body } = &entry.row else { return };
        if !body.is_empty() {
            post.own_body = Some(body.clone());
        }
        let at = post.span.end;
        if !heads.is_empty()
            && let Some(found) = self.headed(post, heads)
        {
            post.span.end = post.span.end.max(found.span.end);
            post.body = Some(found);
            return;
        }
        // "Phó Tổng cục trưởng, | Tổng cục Hậu cần"
        if !heads.is_empty()
            && self.mark(at, ',')
            && self.same_word(at + 1, at + 1 + heads.split(' ').count(), heads)
            && let Some(found) = self.body(at + 1).filter(|found| !found.bare)
        {
            post.span.end = found.span.end;
            post.body = Some(found);
            return;
        }
        let of = self.scan.particle(at, Particle::Of).unwrap_or(at);
        let found = self.body(of);
        if let Some(found) = found.filter(|found| !self.actor_instead(post, found)) {
            post.span.end = found.span.end;
            post.body = Some(found);
            return;
        }
        if let Some(named) = self.house(post, of, entry) {
            post.span.end = named.span.end;
            post.body = Some(named);
            return;
        }
        if let Some(bare) = self.named_before(of) {
            post.span.end = bare.span.end;
            post.body = Some(bare);
            return;
        }
        let abroad = self.place(of).filter(|place| place.foreign);
        if let Some(place) =
            abroad.or_else(|| self.place(at)).filter(|place| self.governs(post, entry, place))
        {
            let place = self.posted_abroad(place);
            post.span.end = place.span.end;
            post.body = Some(self.unit_body(post, entry, place));
        }
    }

    /// "Chủ tịch tỉnh Lào Cai", "Bí thư huyện Bắc Hà": a committee of the unit, which the title leaves out.
    fn unit_body(&self, post: &Post, entry: &Entry, place: PlacePhrase) -> BodyPhrase {
        let known = place.name.is_empty() || self.listed_place(&place) || self.listed_behind_level(&place);
        let committee = match (entry.flags.has(Flag::Party), entry.flags.has(Flag::Governs)) {
            _ if place.foreign || place.level_word.is_empty() || !known => None,
            (true, _) => Some(PARTY_COMMITTEE),
            (_, true) => Some(PEOPLE_COMMITTEE),
            _ => None,
        };
        let kind = committee.and_then(|type_id| self.scan.lexicon.type_at(type_id, &place.level_word));
        match kind.and_then(|kind| BodyPhrase::of_row(place.span, kind)) {
            Some(body) => body.at_unit(place),
            None => place_body(place, post.row.clone()),
        }
    }

    /// The name behind a level word is that of a unit.
    fn listed_behind_level(&self, place: &PlacePhrase) -> bool {
        let words = place.name.split(' ').count();
        let name = self.scan.longest(place.span.end.saturating_sub(words), EntryKind::Place);
        name.is_some_and(|(span, _)| span.end == place.span.end)
    }

    /// "Phó Chủ tịch | Ủy ban | Hồ A B": a type word alone, which takes up a body named before.
    fn named_before(&self, at: usize) -> Option<BodyPhrase> {
        let (span, entry) = self.scan.longest(at, EntryKind::BodyType)?;
        let told = self.inside(at)
            && self.scan.capital(at)
            && self.name_follows(span.end)
            && self.place(span.end).is_none();
        let body = if told { self.bare_body(span, entry) } else { None };
        body.map(|body| BodyPhrase { bare: true, ..body })
    }

    /// "Tổng giám đốc | Mây Airways | Đặng Văn A", "Phó Chủ tịch | FTUB": a house without a type word, behind the title of its head, up
    /// to the name of a person or as far as it is written in capitals.
    fn house(&self, post: &Post, at: usize, entry: &Entry) -> Option<BodyPhrase> {
        let run = Some(self.capital_run(at)).filter(|run| !run.is_empty())?;
        let known = [EntryKind::Surname, EntryKind::Given, EntryKind::Place, EntryKind::Country];
        let unit = self.level_word(at).is_some();
        if unit || known.into_iter().any(|kind| self.scan.longest(at, kind).is_some()) {
            return None;
        }
        let place = |from: usize| self.place(from).is_some_and(|place| place.span.end == run.end);
        let name = (at + 1..run.end).find(|&from| self.person_name_begins(from) || place(from));
        let name = name.or_else(|| self.numbered_before_name(run.end));
        let upper = |token: usize| self.scan.tokens[token].case == Case::Upper;
        let initials = !upper(post.title_span.start) && upper(at) && !self.roman(at);
        let end = name.or_else(|| initials.then_some(at + 1))?;
        // "HLG | Phú Thọ": the place is part of it.
        let end = if end < run.end && place(end) { run.end } else { end };
        Some(house_body(Span::new(at, end), self.scan.str(Span::new(at, end)), entry.source()))
    }

    /// "Chủ tịch FMN | 2017 | Lù Văn A": behind a figure that goes on a name.
    fn numbered_before_name(&self, at: usize) -> Option<usize> {
        let figure = self.inside(at) && self.scan.tokens[at].kind == TokenKind::Number;
        (figure && self.inside(at + 1) && self.person_name_begins(at + 1)).then_some(at + 1)
    }

    /// "ông A, Tổng giám đốc | Mây Airways | cho biết": behind a name, the capitals after the title of a director are the house.
    pub(super) fn house_directed(&self, post: &Post) -> Option<BodyPhrase> {
        let run = Some(self.capital_run(post.span.end)).filter(|run| !run.is_empty())?;
        let (_, entry) = self.title_row(post.title_span.start)?;
        let kinds = [EntryKind::Surname, EntryKind::Honorific, EntryKind::Country];
        let known = || kinds.into_iter().any(|kind| self.scan.longest(run.start, kind).is_some());
        let whole =
            || !self.inside(run.end) || !self.scan.tokens[run.end].is_word() || self.ends_name(run.end);
        let house = entry.flags.has(Flag::Director) && !known() && whole();
        house.then(|| house_body(run, self.scan.str(run), post.row.clone()))
    }

    /// "Đại sứ | Lào tại Việt Nam": the country with that of residence.
    pub(super) fn posted_abroad(&self, place: PlacePhrase) -> PlacePhrase {
        let at = self.scan.particle(place.span.end, Particle::At).filter(|_| place.foreign);
        let Some(residence) = at.and_then(|next| self.place(next)) else { return place };
        let span = place.span.join(residence.span);
        PlacePhrase { span, name: self.scan.str(span).to_string(), ..place }
    }

    fn actor_instead(&self, post: &Post, found: &BodyPhrase) -> bool {
        post.own_body.is_some() && !found.takes_place && !found.unique && found.bare
    }

    /// A place behind a title is its body when the title is an office of state ("Thủ tướng Lào", "Chủ tịch tỉnh").
    fn governs(&self, post: &Post, entry: &Entry, place: &PlacePhrase) -> bool {
        let namesake = self.scan.longest(place.span.start, EntryKind::Person);
        if namesake.is_some_and(|(person, _)| person.end >= place.span.end) {
            return false;
        }
        let unit = !place.level_word.is_empty() && !post.member;
        (entry.flags.has(Flag::Head) || post.whole || place.foreign || unit)
            && (place.level_word.is_empty()
                || !place.name.is_empty()
                || self.scan.capital(place.span.start).eq(&false))
            && (!self.person_name_begins(place.span.start) || place.foreign || !place.level_word.is_empty())
    }

    /// "Trưởng Ban Tổ chức Tỉnh ủy": the body word inside the title begins the body's name.
    fn headed(&self, post: &Post, heads: &str) -> Option<BodyPhrase> {
        let title_end = post.title_span.end;
        if let Some(abroad) = self.ministry_abroad(post, heads) {
            return Some(abroad);
        }
        if let Some(ministry) = self.ministry_by_field(title_end, heads) {
            return Some(ministry);
        }
        let words = heads.split(' ').count();
        let inner = title_end.saturating_sub(words).max(post.title_span.start);
        let of = self.scan.particle(title_end, Particle::Of).unwrap_or(title_end);
        let behind = self.body(of).filter(|_| {
            of > title_end || !self.same_word(inner, title_end, heads) || self.begins_with_type(of)
        });
        let inside = self
            .same_word(inner, title_end, heads)
            .then(|| self.body(inner).or_else(|| self.named_team(inner, title_end)))
            .flatten();
        if let Some(found) = inside.filter(|found| found.span.end > title_end) {
            return match behind {
                Some(b) if b.span.end > found.span.end => Some(b),
                Some(b) if found.head.split(' ').count() <= words && b.span.end == found.span.end => {
                    Some(found)
                }
                _ => Some(found),
            };
        }
        let entry = self.scan.lexicon.body_type(heads);
        if let Some(found) = behind {
            let own = entry.filter(|entry| entry.flags.has(Flag::Outer) && inner < title_end);
            let named = entry.is_some_and(|entry| found.head.starts_with(&entry.text));
            let own = own.filter(|_| self.same_word(inner, title_end, heads) && !found.bare && !named);
            let within = own.and_then(|entry| self.completed(Span::new(inner, title_end), entry));
            return within.filter(|within| within.span.end >= found.span.end).or(Some(found));
        }
        let entry = entry?;
        let virtual_head =
            Span::new(if self.same_word(inner, title_end, heads) { inner } else { title_end }, title_end);
        let behind = Span::new(title_end, title_end + words);
        if self.same_word(behind.start, behind.end, heads) && self.small_sectors(behind).is_some() {
            return self.completed(behind, entry);
        }
        // "Bộ trưởng Bộ | Lò Văn A": the one named before
        if self.same_word(behind.start, behind.end, heads) && self.name_follows(behind.end) {
            return Some(BodyPhrase { bare: true, ..self.bare_body(behind, entry)? });
        }
        let known = self.sectors(title_end).is_some()
            || self.small_sectors(virtual_head).is_some()
            || self.scan.longest(title_end, EntryKind::Place).is_some();
        let ministry = matches!(&entry.row, Row::Body { type_id, .. } if type_id == "ministry");
        let lone = ministry && self.capital_run(title_end).len() < 2;
        if !known && (lone || self.name_follows(title_end)) {
            return None;
        }
        let again = self.same_word(behind.start, behind.end, heads);
        let head = if again { behind } else { virtual_head };
        self.completed(head, entry).filter(|found| found.span.end > title_end)
    }

    /// "Bộ trưởng | Công an": the ministry whose name the type word and the words behind the title make.
    fn ministry_by_field(&self, at: usize, heads: &str) -> Option<BodyPhrase> {
        let kind = self.scan.lexicon.body_type(heads)?;
        let head = BodyPhrase::of_row(Span::new(at, at), kind).filter(|kind| kind.type_id == MINISTRY)?.head;
        let police =
            self.scan.longest(at, EntryKind::BodyType).filter(|_| self.inside(at) && self.scan.capital(at));
        let (span, _) = police?;
        let name = format!("{head} {}", self.scan.str(span));
        let entry = self.scan.lexicon.body_once(&name)?;
        Some(BodyPhrase {
            unique: true,
            takes_place: false,
            takes_outer: false,
            ..BodyPhrase::of_row(span, entry)?
        })
    }

    /// "Bộ trưởng | Hợp tác Kinh tế và Phát triển Đức": what a minister of another country is for, in any words, up to the country.
    fn ministry_abroad(&self, post: &Post, heads: &str) -> Option<BodyPhrase> {
        let entry = self.scan.lexicon.body_type(heads)?;
        let phrase =
            BodyPhrase::of_row(post.title_span, entry).filter(|phrase| phrase.type_id == MINISTRY)?;
        let start = post.title_span.end;
        let word = |at: usize| {
            let capital = self.scan.capital(at) && is_syllable(self.scan.folded(Span::new(at, at + 1)));
            capital && !self.starts_phrase(at) || self.scan.particle(at, Particle::And) == Some(at + 1)
        };
        let name = (start..start + LONGEST_MINISTRY).take_while(|&at| self.inside(at));
        let at =
            name.into_iter().find(|&at| self.place(at).is_some_and(|place| place.foreign) || !word(at))?;
        let person = (start..at).any(|from| self.person_name_begins(from));
        let place = self.place(at).filter(|place| place.foreign && at > start && !person)?;
        let span = Span::new(start, place.span.end);
        let head = format!("{} {}", entry.text, self.scan.str(Span::new(start, at)));
        Some(BodyPhrase { span, head, place: Some(place), unique: false, bare: false, ..phrase })
    }

    /// "Trưởng | đoàn kiểm tra": a type of body that needs no more when a title leads to it.
    fn named_team(&self, at: usize, title_end: usize) -> Option<BodyPhrase> {
        let (span, entry) =
            self.scan.longest(at, EntryKind::BodyType).filter(|(span, _)| span.end > title_end)?;
        Some(BodyPhrase { bare: true, ..self.bare_body(span, entry)? })
    }

    fn begins_with_type(&self, at: usize) -> bool {
        self.scan.longest(at, EntryKind::BodyType).is_some()
            || self.scan.longest(at, EntryKind::Body).is_some()
    }

    fn same_word(&self, from: usize, to: usize, word: &str) -> bool {
        self.inside(to - 1) && self.scan.folded(Span::new(from, to)) == word.to_lowercase()
    }
}

/// A house that no type word introduces.
fn house_body(span: Span, name: &str, row: Source) -> BodyPhrase {
    let place =
        PlacePhrase { span, level_word: String::new(), level: None, name: String::new(), foreign: false };
    let head = name.to_string();
    BodyPhrase { head, type_id: HOUSE.to_string(), place: None, ..place_body(place, row) }
}

/// A place that a title governs, as a body.
pub(super) fn place_body(place: PlacePhrase, row: Source) -> BodyPhrase {
    BodyPhrase {
        span: place.span,
        head: String::new(),
        type_id: "place".to_string(),
        level: place.level,
        short: false,
        takes_place: true,
        inherits: false,
        takes_outer: false,
        unique: false,
        printed: None,
        outer: None,
        bare: false,
        row,
        place: Some(place),
    }
}
