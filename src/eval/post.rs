//! A post of a person, in gold or in the facts, and when two of them are one.

use super::align::whole;
use super::name::Name;
use super::normal::deputies;
use crate::vocab::RoleStatus;

/// From this likeness of title and body together on, two posts of one person are one.
const SAME_POST: f64 = 0.8;

/// A person in a post.
#[derive(Clone, Debug)]
pub(super) struct Post {
    pub(super) person: Name,
    pub(super) title: Name,
    /// As printed; empty if none is said.
    pub(super) body: Name,
    /// Written out, as far as the article lets a reader resolve it.
    pub(super) body_full: Option<Name>,
    pub(super) status: RoleStatus,
}

impl Post {
    /// How well a claim agrees, with either form of the body; 0 for another post, and for a deputy and the head.
    pub(super) fn fit(&self, claim: &Post) -> f64 {
        if !self.person.same(&claim.person) || deputies(&self.title.normal) != deputies(&claim.title.normal) {
            return 0.0;
        }
        let likeness = |own: Name| claim.whole_texts().map(move |claimed| own.likeness(&claimed));
        let best = self.whole_texts().flat_map(likeness).fold(0.0, f64::max);
        if best >= SAME_POST { best } else { 0.0 }
    }

    /// 1 if person and title are right, and the body in one of its forms.
    pub(super) fn strict_fit(&self, claim: &Post) -> f64 {
        whole(self.person.same(&claim.person) && self.title.same(&claim.title) && self.is_at_body_of(claim))
    }

    /// 1 if person, title and the full form of the body are right.
    pub(super) fn full_fit(&self, claim: &Post) -> f64 {
        let claimed = claim.body_full.as_ref().unwrap_or(&claim.body);
        whole(self.person.same(&claim.person) && self.title.same(&claim.title) && self.full().same(claimed))
    }

    /// Whether one form of the body of the claim is one of this.
    pub(super) fn is_at_body_of(&self, claim: &Post) -> bool {
        let forms = [&self.body, self.full()];
        let mut claimed = [Some(&claim.body), claim.body_full.as_ref()].into_iter().flatten();
        claimed.any(|body| forms.iter().any(|form| form.same(body)))
    }

    /// The full form of the body, or the printed one if there is no other.
    pub(super) fn full(&self) -> &Name {
        self.body_full.as_ref().filter(|full| !full.text.is_empty()).unwrap_or(&self.body)
    }

    /// Title and body as one text, for each form of the body.
    fn whole_texts(&self) -> impl Iterator<Item = Name> {
        let bodies = [Some(&self.body), self.body_full.as_ref()].into_iter().flatten();
        bodies.map(|body| self.with_body(body))
    }

    /// A title that begins with the body names it already.
    fn with_body(&self, body: &Name) -> Name {
        if !body.is_empty() && self.title.normal.starts_with(&body.normal) {
            Name::new(&self.title.normal)
        } else {
            Name::new(&format!("{} {}", self.title.normal, body.normal))
        }
    }

    /// Person, title, body and status in one line.
    pub(super) fn line(&self) -> String {
        format!("{} | {} | {} | {}", self.person.text, self.title.text, self.body.text, self.status.id())
    }

    /// The same with the full form of the body.
    pub(super) fn full_line(&self) -> String {
        format!("{} | {} | {} | {}", self.person.text, self.title.text, self.full().text, self.status.id())
    }
}
