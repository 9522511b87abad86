//! Under which name an article tells of a body that exists once: in full as printed, else as the gazetteer writes it.

use std::collections::{BTreeMap, BTreeSet};

use super::Line;
use crate::mention::{Actor, BodyPhrase, Phrase, Who};
use crate::text::key;

/// Type ids of houses: what looks like an abbreviation is their name ("EVN").
const HOUSES: [&str; 2] = ["company", "bank"];

/// How the article prints the names of bodies.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    /// For the gazetteer's name of a body, the fullest name that the article prints, where it is another one.
    fullest: BTreeMap<String, String>,
    /// Type words and places printed without a level word between them ("Thành ủy Tam Điệp"), folded.
    bare: BTreeSet<(String, String)>,
}

impl Forms {
    pub(super) fn new(lines: &[Line]) -> Forms {
        let mut printed: BTreeMap<&str, BTreeSet<(&str, bool)>> = BTreeMap::new();
        let mut bare = BTreeSet::new();
        for actor in lines.iter().flat_map(|line| &line.phrases).flat_map(actors) {
            for body in bodies(actor).filter(|body| body.short) {
                let place = body.place.as_ref().filter(|place| place.level_word.is_empty());
                bare.extend(place.map(|place| (key(&body.head), key(&place.name))));
            }
            for body in bodies(actor).filter(|body| body.unique) {
                let forms = printed.entry(&body.head).or_default();
                forms.insert((
                    body.printed.as_deref().unwrap_or(&body.head),
                    HOUSES.contains(&&*body.type_id),
                ));
            }
        }
        let fullest = |(name, forms): (&str, BTreeSet<(&str, bool)>)| {
            fullest(name, &forms).map(|form| (name.to_string(), form.to_string()))
        };
        Forms { fullest: printed.into_iter().filter_map(fullest).collect(), bare }
    }

    /// The article prints the place behind the type word without a level word.
    pub(super) fn is_bare(&self, head: &str, place: &str) -> bool {
        self.bare.contains(&(key(head), key(place)))
    }

    /// The name of a body that the gazetteer knows by `name`.
    pub(super) fn of<'n>(&'n self, name: &'n str) -> &'n str {
        self.fullest.get(name).map_or(name, String::as_str)
    }
}

/// A form that goes on behind the gazetteer's name; that name itself, where it is printed; else the longest form without abbreviations.
fn fullest<'f>(name: &str, forms: &BTreeSet<(&'f str, bool)>) -> Option<&'f str> {
    let own = key(name);
    let goes_on = |form: &&str| key(form).strip_prefix(&own).is_some_and(|rest| rest.starts_with(' '));
    let longest = |forms: Vec<&'f str>| forms.into_iter().max_by_key(|form| form.chars().count());
    let longer: Vec<&str> = forms.iter().map(|(form, _)| *form).filter(goes_on).collect();
    if !longer.is_empty() {
        return longest(longer);
    }
    let full = forms.iter().filter(|(form, house)| *house || is_in_full(form)).map(|(form, _)| *form);
    if forms.iter().any(|(form, _)| *form == name) { None } else { longest(full.collect()) }
}

/// No word of it is an abbreviation, and it is not shouted.
fn is_in_full(form: &str) -> bool {
    let short =
        |word: &str| word.contains('.') || word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    !form.split([' ', '-', '/']).any(short)
}

/// The actors of a phrase, those inside a meeting's name too.
fn actors(phrase: &Phrase) -> &[Actor] {
    match phrase {
        Phrase::Actor(actor) => std::slice::from_ref(actor),
        Phrase::Meeting(meeting) => &meeting.inner,
        Phrase::Date(_) => &[],
    }
}

/// The bodies that an actor names, by itself and in its posts, with those above them.
fn bodies(actor: &Actor) -> impl Iterator<Item = &BodyPhrase> {
    let own = match &actor.who {
        Who::Body(body) => Some(body),
        _ => None,
    };
    let named = own.into_iter().chain(actor.posts.iter().filter_map(|post| post.body.as_ref()));
    named.flat_map(|body| std::iter::successors(Some(body), |body| body.outer.as_deref()))
}
