//! Under which name an article tells of a body that exists once: in full as printed, else as the gazetteer writes it.

use std::collections::{BTreeMap, BTreeSet};

use super::Line;
use crate::mention::{Actor, BodyPhrase, Phrase, Who};
use crate::text::key;

/// For the gazetteer's name of a body, the fullest name that the article prints, where it is another one.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms(BTreeMap<String, String>);

impl Forms {
    pub(super) fn new(lines: &[Line]) -> Forms {
        let mut printed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for actor in lines.iter().flat_map(|line| &line.phrases).flat_map(actors) {
            for body in bodies(actor).filter(|body| body.unique) {
                printed.entry(&body.head).or_default().insert(body.printed.as_deref().unwrap_or(&body.head));
            }
        }
        let fullest = |(name, forms): (&str, BTreeSet<&str>)| {
            fullest(name, &forms).map(|form| (name.to_string(), form.to_string()))
        };
        Forms(printed.into_iter().filter_map(fullest).collect())
    }

    /// The name of a body that the gazetteer knows by `name`.
    pub(super) fn of<'n>(&'n self, name: &'n str) -> &'n str {
        self.0.get(name).map_or(name, String::as_str)
    }
}

/// A form that goes on behind the gazetteer's name; that name itself, where it is printed; else the longest form without abbreviations.
fn fullest<'f>(name: &str, forms: &BTreeSet<&'f str>) -> Option<&'f str> {
    let own = key(name);
    let goes_on = |form: &&&str| key(form).strip_prefix(&own).is_some_and(|rest| rest.starts_with(' '));
    let longest = |forms: Vec<&'f str>| forms.into_iter().max_by_key(|form| form.chars().count());
    let longer: Vec<&str> = forms.iter().filter(goes_on).copied().collect();
    if !longer.is_empty() {
        return longest(longer);
    }
    let in_full = || longest(forms.iter().filter(|form| is_in_full(form)).copied().collect());
    if forms.contains(name) { None } else { in_full() }
}

/// No word of it is an abbreviation, and it is not shouted.
fn is_in_full(form: &str) -> bool {
    let short = |word: &str| word.contains('.') || word.chars().filter(|c| c.is_uppercase()).count() > 1;
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
