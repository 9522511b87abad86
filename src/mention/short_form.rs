//! "Tổng công ty Chè Bắc Hà (VTC)": short forms that the article itself gives to bodies.

use std::collections::{BTreeMap, BTreeSet};

use super::{Actor, BodyPhrase, Finder, Phrase, Who};
use crate::lexicon::{EntryKind, Scan};
use crate::text::{Case, Span};

/// Type ids of houses, whose proper name alone may be shortened.
const HOUSES: [&str; 2] = ["company", "bank"];

/// What one sentence tells for all sentences of the article.
#[derive(Clone, Debug, Default)]
pub struct Known<'t> {
    /// Folded full names that are announced somewhere; such a name needs no announcement.
    pub names: BTreeSet<&'t str>,
    /// Short forms, and the bodies whose they are.
    pub shorts: BTreeMap<&'t str, BodyPhrase>,
}

impl<'t> Known<'t> {
    /// Learns the short forms that stand in brackets behind the bodies of a phrase.
    pub fn learn(&mut self, scan: &'t Scan, phrase: &Phrase) {
        match phrase {
            Phrase::Actor(actor) => self.learn_of(scan, actor),
            Phrase::Meeting(meeting) => meeting.inner.iter().for_each(|actor| self.learn_of(scan, actor)),
            Phrase::Date(_) => {}
        }
    }

    fn learn_of(&mut self, scan: &'t Scan, actor: &Actor) {
        let own = match &actor.who {
            Who::Body(body) => Some(body),
            _ => None,
        };
        for body in own.into_iter().chain(actor.posts.iter().filter_map(|post| post.body.as_ref())) {
            let short = bracketed(scan, body.span).filter(|&at| !body.bare && is_short_form(scan, body, at));
            if let Some(at) = short {
                let word = scan.str(Span::new(at, at + 1));
                self.shorts.entry(word).or_insert_with(|| body.clone());
            }
        }
    }

    /// One of the short forms is printed in a sentence.
    pub fn is_shortened(&self, scan: &Scan, sentence: Span) -> bool {
        let short =
            |at: usize| abbreviates(scan, at) && self.shorts.contains_key(scan.str(Span::new(at, at + 1)));
        !self.shorts.is_empty() && (sentence.start..sentence.end).any(short)
    }
}

/// The word in brackets that a body's name ends in, or that stands behind it.
fn bracketed(scan: &Scan, body: Span) -> Option<usize> {
    let at = |open: usize| (scan.mark(open, '(') && scan.mark(open + 2, ')')).then_some(open + 1);
    body.end.checked_sub(3).filter(|&open| open > body.start).and_then(at).or_else(|| at(body.end))
}

/// A word written in capitals, two or more.
fn abbreviates(scan: &Scan, at: usize) -> bool {
    let capitals = || scan.str(Span::new(at, at + 1)).chars().filter(|c| c.is_uppercase()).count();
    scan.tokens.get(at).is_some_and(|token| matches!(token.case, Case::Upper | Case::Mixed)) && capitals() > 1
}

/// No table knows the word, and it does not stand for the last words of the name alone ("Ban An toàn giao thông (ATGT)"), as only those of
/// houses do.
fn is_short_form(scan: &Scan, body: &BodyPhrase, at: usize) -> bool {
    let kinds = [EntryKind::BodyType, EntryKind::Body, EntryKind::Title, EntryKind::Country, EntryKind::Rank];
    let word = scan.str(Span::new(at, at + 1));
    let known =
        kinds.into_iter().any(|kind| scan.longest(at, kind).is_some()) || scan.lexicon.expand(word).is_some();
    let initials: String = (body.span.start..body.span.end)
        .filter(|&token| token + 1 < at && scan.tokens[token].is_word())
        .filter_map(|token| scan.str(Span::new(token, token + 1)).chars().next())
        .flat_map(char::to_uppercase)
        .collect();
    let part = initials.strip_suffix(word).is_some_and(|rest| !rest.is_empty());
    let house = HOUSES.contains(&body.type_id.as_str());
    abbreviates(scan, at) && !known && (house || !part)
}

impl Finder<'_, '_> {
    /// A short form that the article gives to a body.
    pub(super) fn shortened(&self, at: usize) -> Option<BodyPhrase> {
        let known = !self.known.shorts.is_empty() && abbreviates(self.scan, at);
        let span = Span::new(at, at + 1);
        let body = known.then(|| self.known.shorts.get(self.scan.str(span))).flatten()?;
        Some(BodyPhrase { span, ..body.clone() })
    }

    /// Past "(ATGT)": the short form in brackets.
    pub(super) fn past_short_form(&self, at: usize) -> usize {
        let short = self.mark(at, '(') && self.mark(at + 2, ')') && abbreviates(self.scan, at + 1);
        if short { at + 3 } else { at }
    }
}
