//! A printed name, title or clause with its normal form; how like two of them are.

use std::collections::BTreeSet;

use super::normal;

/// From this likeness on, two names of a body are one, if one of them has no word of its own.
const SAME_BODY: f64 = 0.6;
/// The same, if each has a word that the other lacks.
const SAME_BODY_WITH_OWN_WORDS: f64 = 0.85;

/// What is printed, and the form in which it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) normal: String,
}

impl Name {
    pub(super) fn new(text: &str) -> Name {
        Name { text: text.to_owned(), normal: normal(text) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.normal.is_empty()
    }

    pub(super) fn same(&self, other: &Name) -> bool {
        self.normal == other.normal
    }

    pub(super) fn words(&self) -> Vec<&str> {
        self.normal.split_whitespace().collect()
    }

    /// F1 of the words that both have, each as often as it stands in both; 1 if both are empty.
    pub(super) fn likeness(&self, other: &Name) -> f64 {
        let (own, mut rest) = (self.words(), other.words());
        let total = own.len() + rest.len();
        if own.is_empty() || rest.is_empty() {
            return if total == 0 { 1.0 } else { 0.0 };
        }
        let mut shared = 0;
        for word in own {
            if let Some(at) = rest.iter().position(|other| *other == word) {
                rest.swap_remove(at);
                shared += 1;
            }
        }
        (2 * shared) as f64 / total as f64
    }

    /// Share of the words of the shorter that stand in the longer; 0 where the shorter has fewer than two.
    pub(super) fn containment(&self, other: &Name) -> f64 {
        let (own, others) = (self.words(), other.words());
        let (short, long) = if own.len() <= others.len() { (own, others) } else { (others, own) };
        let inside = short.iter().filter(|word| long.contains(word)).count();
        if short.len() > 1 { inside as f64 / short.len() as f64 } else { 0.0 }
    }

    /// How well a body of this name is named by the best of these forms; 0 where it is another body.
    ///
    /// Where each side has a word that the other lacks ("Sở Y tế tỉnh X", "Sở Nội vụ tỉnh X") nearly all must agree.
    pub(super) fn as_body(&self, forms: &[Name]) -> f64 {
        forms.iter().map(|form| self.as_form(form)).fold(0.0, f64::max)
    }

    fn as_form(&self, form: &Name) -> f64 {
        let least = if self.lacks_none_of(form) || form.lacks_none_of(self) {
            SAME_BODY
        } else {
            SAME_BODY_WITH_OWN_WORDS
        };
        Some(self.likeness(form)).filter(|likeness| *likeness >= least).unwrap_or(0.0)
    }

    /// Whether every word of the other stands here too.
    pub(super) fn lacks_none_of(&self, other: &Name) -> bool {
        let own: BTreeSet<_> = self.words().into_iter().collect();
        other.words().iter().all(|word| own.contains(word))
    }
}
