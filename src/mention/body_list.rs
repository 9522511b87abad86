//! Bodies that act, alone or in lists that share a type word: "UBND các huyện A, B", "các Bộ: X, Y", "các xã: A, B".

use super::post_body::place_body;
use super::{BodyPhrase, Finder, Phrase, PlacePhrase, Who};
use crate::lexicon::{Entry, EntryKind, Flag, Particle, Row, Source};
use crate::text::{Span, TokenKind};
use crate::vocab::Level;

/// Type id of a group that is sent out.
const TEAM: &str = "working_group";

/// Type id of an organisation of states: "thành viên ASEAN" are its states.
const INTERNATIONAL: &str = "international";

impl Finder<'_, '_> {
    /// Bodies: one, members of one, or a type word shared by a list ("UBND các huyện: A, B").
    pub(super) fn bodies(&mut self, at: usize, out: &mut Vec<Phrase>) -> Option<usize> {
        let (start, member) = self.past_member(at);
        if let Some(end) = self.shared_type(at, start, member, out) {
            return Some(end);
        }
        let body = self.body(start).or_else(|| self.bare_reference(start)).or_else(|| {
            self.place(start).filter(|_| member).map(|place| place_body(place, Source::default()))
        })?;
        if body.bare && member && start > at && !self.scan.capital(start) && self.group(at).is_some() {
            return None;
        }
        if member && body.type_id == INTERNATIONAL {
            return None;
        }
        let end = body.span.end;
        // "đại sứ quán các nước": a class, whatever stands behind it.
        let class = body.bare && self.scan.particle(end, Particle::Plural).is_some();
        let who = if class { Who::Group } else { Who::Body(body) };
        let mut actor = self.make(Span::new(at, end), who, Vec::new());
        actor.member = member;
        self.lists += 1;
        self.push(actor, out);
        Some(end)
    }

    /// "Đảng ủy, HĐND, | UBND xã Tả Củ Tỷ": type words in a row are all at the place that the last one names.
    pub(super) fn share_places(&self, phrases: &mut [Phrase]) {
        for i in (1..phrases.len()).rev() {
            let (before, behind) = phrases.split_at_mut(i);
            let (Some(Phrase::Actor(first)), Phrase::Actor(second)) = (before.last_mut(), &behind[0]) else {
                continue;
            };
            let joined = self.past_and(first.span.end, &[',', '-']) == Some(second.span.start);
            let (Who::Body(body), Who::Body(other)) = (&mut first.who, &second.who) else { continue };
            let place = other.place.as_ref().filter(|place| joined && !place.level_word.is_empty());
            if let Some(place) = place
                && body.bare
                && body.takes_place
                && !body.short
                && other.type_id != body.type_id
            {
                *body = BodyPhrase { place: Some(place.clone()), bare: false, ..body.clone() };
            }
        }
    }

    fn past_member(&self, at: usize) -> (usize, bool) {
        let mut next = at;
        while let Some(end) = self.scan.particle(next, Particle::Member).filter(|&end| self.inside(end)) {
            next = end;
        }
        (next, next > at)
    }

    /// "UBND các huyện Quan Hóa, Bá Thước", "các Bộ: Công Thương, Y tế", "các huyện: A, B".
    fn shared_type(&mut self, at: usize, start: usize, member: bool, out: &mut Vec<Phrase>) -> Option<usize> {
        let items = self
            .bodies_of_places(start)
            .or_else(|| self.bodies_of_sectors(start))
            .or_else(|| self.named_places(start))?;
        self.lists += 1;
        let end = items.last()?.span.end;
        for (i, body) in items.into_iter().enumerate() {
            let span = if i == 0 { Span::new(at, body.span.end) } else { body.span };
            let mut actor = self.make(span, Who::Body(body), Vec::new());
            actor.member = member;
            self.push(actor, out);
        }
        Some(end)
    }

    /// A type word, "các", a level word, and names of places.
    pub(super) fn bodies_of_places(&self, at: usize) -> Option<Vec<BodyPhrase>> {
        let (head, entry) =
            self.scan.longest(at, EntryKind::BodyType).filter(|(_, e)| e.flags.has(Flag::TakesPlace))?;
        let number = self.inside(head.end) && self.scan.tokens[head.end].kind == TokenKind::Number;
        let plural = self.scan.particle(head.end, Particle::Plural).or(number.then_some(head.end + 1))?;
        let level = self.levelled_word(plural)?;
        let mut next = self.past_mark(level.1, &[':']).unwrap_or(level.1);
        let mut items = Vec::new();
        while let Some((span, _)) =
            self.scan.longest(next, EntryKind::Place).filter(|(span, _)| self.inside(span.end - 1))
        {
            let mut body = self.completed(head, entry)?;
            body.bare = false;
            body.place = Some(PlacePhrase {
                span,
                level_word: level.0.clone(),
                level: level.2,
                name: self.scan.lexicon_name(span),
                foreign: false,
            });
            body.span = if items.is_empty() { Span::new(at, span.end) } else { span };
            items.push(body);
            let Some(and) = self.past_and(span.end, &[',']) else { break };
            next = self.levelled_word(and).map_or(and, |l| l.1);
        }
        (!items.is_empty()).then_some(items)
    }

    /// "các xã: A, B và thị trấn C": places that act, one by one.
    fn named_places(&self, at: usize) -> Option<Vec<BodyPhrase>> {
        let plural = self.scan.particle(at, Particle::Plural)?;
        let (mut word, from, mut level) = self.levelled_word(plural)?;
        let mut next = self.past_mark(from, &[':']).unwrap_or(from);
        let mut items: Vec<BodyPhrase> = Vec::new();
        while let Some((span, entry)) =
            self.scan.longest(next, EntryKind::Place).filter(|(span, _)| self.inside(span.end - 1))
        {
            let place = PlacePhrase {
                span,
                level_word: word.clone(),
                level,
                name: self.scan.lexicon_name(span),
                foreign: false,
            };
            let whole = if items.is_empty() { Span::new(at, span.end) } else { span };
            items.push(BodyPhrase { span: whole, ..super::post_body::place_body(place, entry.source()) });
            let Some(and) = self.past_and(span.end, &[',']) else { break };
            next = and;
            if let Some((own, past, own_level)) = self.levelled_word(and) {
                (word, level, next) = (own, own_level, past);
            }
        }
        (items.len() > 1).then_some(items)
    }

    /// "Bộ đã chỉ đạo ...": a type word with a capital that takes up a body named before.
    fn bare_reference(&self, at: usize) -> Option<BodyPhrase> {
        let (span, entry) = self.scan.longest(at, EntryKind::BodyType)?;
        let sectoral = entry.flags.has(Flag::TakesSector)
            && entry.flags.has(Flag::Named)
            && span.len() == 1
            && self.scan.capital(at);
        let team = matches!(&entry.row, Row::Body { type_id, .. } if type_id == TEAM) && span.len() > 1;
        let sectoral = sectoral || entry.flags.has(Flag::Visit) && span.len() == 1 || team;
        let acts = self
            .scan
            .any_particle(
                span.end,
                &[Particle::Past, Particle::Planned, Particle::Adverb, Particle::Modal, Particle::ModalWeak],
            )
            .is_some()
            || self.scan.verb(span.end).is_some();
        if !sectoral || !acts || !self.inside(span.end) {
            return None;
        }
        Some(BodyPhrase { bare: true, ..self.bare_body(span, entry)? })
    }

    fn levelled_word(&self, at: usize) -> Option<(String, usize, Option<Level>)> {
        let place = self.levelled(at)?;
        let end = if place.name.is_empty() { place.span.end } else { self.level_end(at, &place) };
        Some((place.level_word, end, place.level))
    }

    fn level_end(&self, at: usize, place: &PlacePhrase) -> usize {
        let name_tokens = place.name.split(' ').count();
        place.span.end.saturating_sub(name_tokens).max(at + 1)
    }

    /// "các Bộ: Công Thương, Y tế và Tài chính", "các bộ: Y tế; Công Thương", "các sở: ...".
    pub(super) fn bodies_of_sectors(&self, at: usize) -> Option<Vec<BodyPhrase>> {
        let plural = self.scan.particle(at, Particle::Plural)?;
        let (head, entry) =
            self.scan.longest(plural, EntryKind::BodyType).filter(|(_, e)| e.flags.has(Flag::TakesSector))?;
        let mut next = self.past_mark(head.end, &[':', ';']).unwrap_or(head.end);
        let mut items: Vec<BodyPhrase> = Vec::new();
        while self.inside(next) && self.scan.capital(next) {
            if let Some(own) = self.body(next).filter(|own| {
                !items.is_empty()
                    && self.scan.lexicon.body_type(&own.head).is_some_and(|e| e.flags.has(Flag::Bare))
            }) {
                let end = own.span.end;
                items.push(own);
                let Some(past) = self.past_and(end, &[',', ';']) else { break };
                next = past;
                continue;
            }
            let Some((span, sector)) =
                self.scan.longest(next, EntryKind::Sector).filter(|(span, _)| self.inside(span.end - 1))
            else {
                break;
            };
            let mut body = self.completed(head, entry).or_else(|| self.bare_body(head, entry))?;
            body.head = format!("{} {}", entry.text, sector.text);
            body.place = None;
            body.outer = None;
            body.bare = false;
            body.span = if items.is_empty() { Span::new(at, span.end) } else { span };
            items.push(body);
            let Some(past) = self.past_and(span.end, &[',', ';']) else { break };
            next = past;
        }
        (items.len() > 1).then_some(items)
    }

    /// The type word alone, which takes the article's place.
    pub(super) fn bare_body(&self, head: Span, entry: &Entry) -> Option<BodyPhrase> {
        Some(BodyPhrase {
            short: false,
            takes_place: true,
            takes_outer: false,
            ..BodyPhrase::of_row(head, entry)?
        })
    }
}
