//! What stands behind a name: posts behind a comma, a dash or "là", in brackets; an age or a year of birth before them.

use super::{Finder, Post};
use crate::lexicon::Particle;
use crate::text::TokenKind;

impl Finder<'_, '_> {
    /// A post or an age stands behind the name, so it is a person's.
    pub(super) fn apposition_follows(&self, at: usize) -> bool {
        let past = self.past_mark(at, &[',', '-', '(']);
        past.is_some_and(|next| {
            self.aged(next) || self.post(next).is_some_and(|post| !self.name_follows(post.span.end))
        })
    }

    /// "(34 tuổi", ", 34 tuổi", "(SN 1990".
    fn aged(&self, at: usize) -> bool {
        self.past_age(at) > at
    }

    /// Past an age or a year of birth, and the comma behind it.
    fn past_age(&self, at: usize) -> usize {
        let figure = |at: &usize| self.inside(*at) && self.scan.tokens[*at].kind == TokenKind::Number;
        let born = self.scan.particle(at, Particle::Born).filter(figure).map(|year| year + 1);
        let aged = || Some(at).filter(figure).and_then(|at| self.scan.particle(at + 1, Particle::Age));
        match born.or_else(aged) {
            Some(end) => self.past_mark(end, &[',']).unwrap_or(end),
            None => at,
        }
    }

    /// A dash and a post stand here, and a name behind them.
    pub(super) fn joint_to_named(&self, at: usize) -> bool {
        let next = self.past_mark(at, &['-']).and_then(|past| self.post(past));
        next.is_some_and(|post| self.name_follows(post.span.end) || self.joint_to_named(post.span.end))
    }

    /// Posts behind a name: after a comma, a dash, in brackets, or directly.
    pub(super) fn apposition(&self, at: usize) -> (Vec<Post>, usize) {
        let marked = self.past_mark(at, &[',', '-', '(', ':']).or_else(|| self.copula(at));
        let bracket = self.mark(at, '(');
        if let Some(next) = marked.or_else(|| self.post(at).map(|_| at)) {
            let next = self.past_age(next);
            let next = self.scan.particle(next, Particle::Concurrent).unwrap_or(next);
            let (posts, end) = self.posts(next, true);
            let alone = posts.len() == 1 && self.belong_to_next(end) && marked.is_some();
            if !posts.is_empty() && !alone {
                let close = usize::from(bracket && self.mark(end, ')'));
                return (posts, end + close);
            }
        }
        (Vec::new(), at)
    }

    /// "ông A | là Giám đốc Sở Y tế", but not "Từ năm 2001, ông A là ...": a station of his life.
    fn copula(&self, at: usize) -> Option<usize> {
        let end = self.scan.particle(at, Particle::Copula)?;
        let figure = |at: usize| self.inside(at) && self.scan.tokens[at].kind == TokenKind::Number;
        let year = |at: usize| self.scan.particle(at, Particle::Year).is_some_and(figure);
        (!(self.within.start..at).any(year)).then_some(end)
    }
}
