//! Classes of people and bodies: "các sở, ban, ngành", "lãnh đạo các đơn vị", "hơn 200 đại biểu".

use super::Finder;
use crate::lexicon::{Act, EntryKind, Flag, Particle, Row};
use crate::text::{Case, Span, TokenKind};

/// How the type ids of the committees and organisations of the party begin.
const PARTY: &str = "party_";

/// Words of the longest verb of instruction.
const TELLS: usize = 4;

/// Words a class may have.
const LONGEST: usize = 24;

impl Finder<'_, '_> {
    /// The class that begins at a token.
    pub(crate) fn group(&self, at: usize) -> Option<Span> {
        if let Some(end) = self.unit_and_people(at) {
            return Some(Span::new(at, self.group_end(end)));
        }
        let start = self.class_of_bodies(at).unwrap_or(at);
        let after = self.quantified(start).or_else(|| self.told_alone(start))?;
        let (noun, _) =
            self.scan.longest(after, EntryKind::Group).filter(|(span, _)| span.end <= self.within.end)?;
        // "các hội | nghị": a longer word begins there.
        let meeting = self.scan.longest(after, EntryKind::Meeting).map(|(span, _)| span.end);
        let longer = self.scan.particle(after, Particle::Inner).max(meeting);
        if noun.len() == 1 && longer.is_some_and(|end| end > noun.end) {
            return None;
        }
        if self.scan.particle(at, Particle::Once) == Some(after) && self.scan.verb(after).is_some() {
            return None;
        }
        let end = self.group_end(noun.end);
        // "nhà thầu Sơn Hải"
        let named =
            if after == start && end == noun.end { self.capital_run(end) } else { Span::new(end, end) };
        let body = !named.is_empty() && self.body(named.start).is_some();
        Some(Span::new(at, if body { end } else { end.max(named.end) }))
    }

    /// "Đảng bộ, chính quyền, quân và dân các dân tộc tỉnh ...": a party committee without a name, and the others of its unit.
    pub(super) fn unit_and_people(&self, at: usize) -> Option<usize> {
        let (span, entry) = self.scan.longest(at, EntryKind::BodyType)?;
        let committee = matches!(&entry.row, Row::Body { type_id, .. } if type_id.starts_with(PARTY));
        let next = self
            .scan
            .particle(span.end, Particle::And)
            .or(self.mark(span.end, ',').then_some(span.end + 1))?;
        let other =
            [EntryKind::BodyType, EntryKind::Body].into_iter().any(|k| self.scan.longest(next, k).is_some());
        let class = !other && self.scan.particle(next, Particle::Plural).is_none() && self.class_noun(next);
        (committee && class && entry.flags.has(Flag::Bare)).then_some(span.end)
    }

    /// "yêu cầu | chủ đầu tư": a noun for those concerned, directly behind a verb of instruction.
    fn told_alone(&self, at: usize) -> Option<usize> {
        self.scan.longest(at, EntryKind::Group).filter(|(_, noun)| noun.flags.has(Flag::Lone))?;
        let tells = |from: usize| {
            self.scan.verb(from).is_some_and(|(span, _, act)| span.end == at && act == Act::Direct)
        };
        (1..=TELLS).filter_map(|back| at.checked_sub(back)).any(tells).then_some(at)
    }

    /// "UBND các xã", "công an các huyện": a type word before a class of places.
    pub(super) fn class_of_bodies(&self, at: usize) -> Option<usize> {
        let (span, _) = self.scan.longest(at, EntryKind::BodyType)?;
        self.scan.particle(span.end, Particle::Plural).map(|_| span.end)
    }

    /// "Chủ tịch UBND các quận, huyện", "bí thư các huyện ủy": an office that every body of a class has.
    pub(super) fn class_of_offices(&self, at: usize) -> Option<Span> {
        let (title, _) = self.title_row(at)?;
        let body = self.scan.longest(title.end, EntryKind::BodyType).map_or(title.end, |(span, _)| span.end);
        let plural = self.scan.particle(body, Particle::Plural).filter(|&noun| self.inside(noun))?;
        // "Bộ trưởng Ngoại giao các nước Lào, Thái Lan"
        let countries = self.scan.particle(plural, Particle::LevelCountry).map(|end| Span::new(plural, end));
        let noun = self.scan.longest(plural, EntryKind::Group).map(|(noun, _)| noun).or(countries)?;
        let listed =
            self.bodies_of_places(title.end).is_some() || self.bodies_of_sectors(title.end).is_some();
        let end = self.group_end(noun.end);
        // "Hội các ngành | Sinh học", "các bộ: | Y tế, Xây dựng"
        let goes_on = self.mark(end, ':') || self.inside(end) && self.scan.capital(end);
        (!listed && !goes_on && noun.end <= self.within.end).then(|| Span::new(at, end))
    }

    /// Past "các", "nhiều", "hơn 200", "đại diện lãnh đạo các".
    fn quantified(&self, at: usize) -> Option<usize> {
        let mut next = at;
        let mut quantified = false;
        for _ in 0..4 {
            let number = self.inside(next)
                && self.scan.tokens[next].kind == TokenKind::Number
                && !(next > self.within.start && self.mark(next - 1, '.') && self.scan.glued(next))
                && quantified_noun(self, next + 1);
            let end = self
                .scan
                .any_particle(next, &[Particle::Plural, Particle::About])
                .or(number.then_some(next + 1));
            let member = self.scan.any_particle(next, &[Particle::Member, Particle::MemberClass]);
            match (end, member) {
                (Some(end), _) => {
                    quantified = true;
                    next = end;
                }
                (None, Some(end)) if !quantified => {
                    quantified = self.scan.particle(next, Particle::MemberClass).is_some();
                    next = end;
                }
                _ => break,
            }
        }
        (quantified && next > at).then_some(next)
    }

    /// Extends over further nouns, adjectives and places up to a verb, a particle or a mark.
    fn group_end(&self, from: usize) -> usize {
        let mut end = from;
        let mut at = from;
        while self.inside(at) && at - from < LONGEST {
            let token = self.scan.tokens[at];
            if token.kind == TokenKind::Mark(',') {
                let next = at + 1;
                if !self.class_noun(next) {
                    break;
                }
                at = next;
                continue;
            }
            if token.kind == TokenKind::Mark('-') || token.kind == TokenKind::Mark('/') {
                at += 1;
                continue;
            }
            if !token.is_word() && token.kind != TokenKind::Number {
                break;
            }
            if self.scan.particle(at, Particle::And).is_some()
                && self.scan.particle(at, Particle::Descriptor).is_none()
            {
                if !self.class_noun(at + 1) && !self.place_name_next(at + 1) {
                    break;
                }
                at += 1;
                continue;
            }
            let Some(next) = self.modifier(at) else { break };
            at = next;
            end = at;
        }
        end
    }

    /// Past a word that describes a class: an adjective of the list, another noun, a place, a body behind "của" or "thuộc".
    fn modifier(&self, at: usize) -> Option<usize> {
        // "nhân dân | trong tỉnh": the place word belongs to a longer one that describes.
        let inside = self.scan.particle(at, Particle::At).zip(self.scan.particle(at, Particle::Descriptor));
        if self.group_stops(at) && inside.is_none_or(|(place, word)| word <= place) {
            return None;
        }
        if let Some(end) = self.scan.particle(at, Particle::Descriptor) {
            let behind = self
                .body(end)
                .map(|body| body.span.end)
                .or_else(|| self.place(end).map(|place| place.span.end));
            return Some(behind.unwrap_or(end));
        }
        // "Chủ tịch UBND | các huyện, thị xã", "các cấp, | các ngành".
        if let Some(next) = self.scan.particle(at, Particle::Plural) {
            let bodies = self.scan.longest(next, EntryKind::Group);
            return bodies.filter(|(_, noun)| noun.flags.has(Flag::BodyClass)).map(|(span, _)| span.end);
        }
        if let Some(place) = self.place(at) {
            return Some(place.span.end);
        }
        if let Some(body) = self.body(at) {
            return Some(body.span.end);
        }
        self.scan.longest(at, EntryKind::Group).map(|(span, _)| span.end)
    }

    fn class_noun(&self, at: usize) -> bool {
        let next = self.scan.particle(at, Particle::Plural).unwrap_or(at);
        self.inside(next)
            && !self.office_of_next(next)
            && self.scan.tokens[next].case != Case::Upper
            && self.scan.longest(next, EntryKind::Group).is_some()
            && self.body(next).is_none_or(|body| {
                body.bare || body.outer.is_none() && body.place.is_some_and(|place| place.name.is_empty())
            })
    }

    /// ", | Bí thư Tỉnh ủy Hoàng Văn A": the post of somebody, whose name stands behind it.
    fn office_of_next(&self, at: usize) -> bool {
        let title = self.scan.capital(at) && self.scan.longest(at, EntryKind::Title).is_some();
        title && self.post(at).is_some_and(|post| self.belong_to_next(post.span.end))
    }

    fn place_name_next(&self, at: usize) -> bool {
        self.scan.longest(at, EntryKind::Place).is_some()
    }

    pub(crate) fn group_stops(&self, at: usize) -> bool {
        let stops = [
            Particle::Past,
            Particle::Planned,
            Particle::Modal,
            Particle::ModalWeak,
            Particle::By,
            Particle::Purpose,
            Particle::Negation,
            Particle::Passive,
            Particle::PassiveOrder,
            Particle::Has,
            Particle::When,
            Particle::Copula,
            Particle::InWhich,
            Particle::At,
            Particle::LeadAgency,
            Particle::WithAgency,
            Particle::Adverb,
            Particle::Hypothetical,
            Particle::Clause,
            Particle::AboutTopic,
            Particle::From,
        ];
        self.scan.any_particle(at, &stops).is_some()
            || self.scan.verb(at).is_some_and(|(span, ..)| span.len() > 1 || !self.scan.capital(at))
            || self.scan.longest(at, EntryKind::Honorific).is_some_and(|(span, _)| span.len() > 1)
    }
}

fn quantified_noun(finder: &Finder<'_, '_>, at: usize) -> bool {
    finder.scan.longest(at, EntryKind::Group).is_some_and(|(_, entry)| entry.flags.has(Flag::PeopleClass))
}
