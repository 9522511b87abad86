//! A text -> its tokens and, at each token, the entries that begin there on whole syllables, longest first.

use super::{Act, Entry, EntryId, EntryKind, Lexicon, Particle, Row};
use crate::text::{Case, Span, Text, Token, TokenKind};

/// An entry found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// What was found.
    pub entry: EntryId,
    kind: EntryKind,
    particle: Option<Particle>,
}

impl Hit {
    /// Its tokens.
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// A text with its tokens and all hits.
#[derive(Debug)]
pub struct Scan<'a> {
    /// The matcher.
    pub lexicon: &'a Lexicon,
    /// The text.
    pub text: &'a Text,
    /// Its tokens.
    pub tokens: Vec<Token>,
    hits: Vec<Hit>,
    /// For each token, where its hits begin in `hits`.
    first: Vec<u32>,
    /// For each token, which kinds of entry and of particle begin there.
    kinds: Vec<Kinds>,
}

/// Type ids of those who are sent out and led.
const SENT: [&str; 2] = ["delegation", "working_group"];

/// Sets of [`EntryKind`] and [`Particle`], a bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds {
    entries: u32,
    particles: u128,
}

impl<'a> Scan<'a> {
    /// Finds every entry in the text that begins and ends on tokens.
    ///
    /// Follows the automaton from each token until no entry goes on so: what begins inside a word is never looked at, and a longer
    /// hit that ends inside a word cannot hide a shorter one. The longest are listed first.
    pub fn new(lexicon: &'a Lexicon, text: &'a Text, tokens: Vec<Token>) -> Scan<'a> {
        let mut hits: Vec<Hit> = Vec::with_capacity(tokens.len());
        let mut first = Vec::with_capacity(tokens.len() + 1);
        let mut kinds = Vec::with_capacity(tokens.len());
        let mut ends = Vec::new();
        for start in 0..tokens.len() {
            let from = hits.len();
            first.push(from as u32);
            lexicon.matcher.ends(text.folded.as_bytes(), &tokens[start..], &mut ends);
            let mut place = false;
            for (length, surface) in ends.drain(..).rev() {
                let listed = lexicon.matcher.listed(surface).iter().filter(|l| l.fits(tokens[start]));
                let listed =
                    listed.filter(|l| !(place && matches!(l.kind, EntryKind::Verb | EntryKind::Particle)));
                let span = Span::new(start, start + length as usize);
                let (start, end) = (start as u32, start as u32 + length);
                let from = hits.len();
                hits.extend(listed.map(|l| Hit {
                    start,
                    end,
                    entry: l.entry,
                    kind: l.kind,
                    particle: l.particle,
                }));
                place |= hits[from..].iter().any(|hit| hit.kind == EntryKind::Place)
                    && is_name_of_several(&tokens, span);
            }
            kinds.push(Kinds::of(&hits[from..]));
        }
        first.push(hits.len() as u32);
        Scan { lexicon, text, tokens, hits, first, kinds }
    }

    /// The hits that begin at a token, longest first.
    pub fn at(&self, token: usize) -> &[Hit] {
        match (self.first.get(token), self.first.get(token + 1)) {
            (Some(&from), Some(&to)) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The longest hit of a kind that begins at a token.
    pub fn longest(&self, token: usize, kind: EntryKind) -> Option<(Span, &'a Entry)> {
        if !self.begins(token, kind) {
            return None;
        }
        let hit = self.at(token).iter().find(|hit| hit.kind == kind)?;
        Some((hit.span(), self.lexicon.entry(hit.entry)))
    }

    /// An entry of the kind begins at a token.
    fn begins(&self, token: usize, kind: EntryKind) -> bool {
        self.kinds.get(token).is_some_and(|kinds| kinds.entries & (1 << kind as u32) != 0)
    }

    /// No entry begins at a token but names of people and places.
    pub(crate) fn only_names(&self, token: usize) -> bool {
        let names = [EntryKind::Given, EntryKind::Surname, EntryKind::Place];
        self.at(token).iter().all(|hit| names.contains(&hit.kind))
    }

    /// No entry begins at a token.
    pub fn nothing(&self, token: usize) -> bool {
        self.kinds.get(token).is_none_or(|kinds| kinds.entries == 0)
    }

    /// All hits of a kind that begin at a token, longest first.
    pub fn all(&self, token: usize, kind: EntryKind) -> impl Iterator<Item = (Span, &'a Entry)> + '_ {
        let lexicon = self.lexicon;
        self.at(token)
            .iter()
            .filter(move |hit| hit.kind == kind)
            .map(move |hit| (hit.span(), lexicon.entry(hit.entry)))
    }

    /// The end of the longest particle of a kind that begins at a token.
    pub fn particle(&self, token: usize, kind: Particle) -> Option<usize> {
        if self.kinds.get(token).is_none_or(|kinds| kinds.particles & (1 << kind as u32) == 0) {
            return None;
        }
        let fits = |hit: &&Hit| {
            hit.particle == Some(kind) && !(kind == Particle::Inner && self.straddles(hit.span()))
        };
        self.at(token).iter().find(fits).map(|hit| hit.end as usize)
    }

    /// The end of the longest particle of any of these kinds that begins at a token.
    pub fn any_particle(&self, token: usize, kinds: &[Particle]) -> Option<usize> {
        let asked = kinds.iter().fold(0u128, |asked, &kind| asked | 1 << kind as u32);
        if self.kinds.get(token).is_none_or(|kinds| kinds.particles & asked == 0) {
            return None;
        }
        let fits = |hit: &&Hit| hit.particle.is_some_and(|kind| asked & 1 << kind as u32 != 0);
        self.at(token).iter().find(fits).map(|hit| hit.end as usize)
    }

    /// Where the words of these kinds end that govern a token: they stand at most `reach` tokens before it, behind `start`, and neither
    /// comma, colon nor semicolon stands between.
    pub fn governed(&self, kinds: &[Particle], start: usize, at: usize, reach: usize) -> Option<usize> {
        let parts = |t: &usize| [',', ';', ':'].iter().any(|&mark| self.mark(*t, mark));
        let before = (start.max(at.saturating_sub(reach))..at).rev().take_while(|t| !parts(t));
        before.filter_map(|t| self.any_particle(t, kinds)).find(|&end| end <= at)
    }

    /// Words in small letters end in the capital of a title ("giao | Phó Thủ tướng"), or in the first word of a standing body ("làm trưởng |
    /// đoàn đại biểu Quốc hội").
    fn straddles(&self, span: Span) -> bool {
        let standing = |at: usize| {
            let body = self.longest(at, EntryKind::BodyType).filter(|(body, _)| body.end > span.end + 1);
            body.is_some_and(|(_, entry)| match &entry.row {
                Row::Body { type_id, .. } => !SENT.contains(&type_id.as_str()),
                _ => false,
            })
        };
        if span.len() > 1 && standing(span.end - 1) {
            return true;
        }
        let title = |at: usize| {
            let deputy = self.particle(at, Particle::Deputy);
            let title = self.longest(deputy.unwrap_or(at), EntryKind::Title);
            title.is_some_and(|(title, _)| title.end > span.end)
        };
        self.tokens[span.start].case != Case::Upper
            && (span.start + 1..span.end).any(|at| self.capital(at) && title(at))
    }

    /// The longest verb that begins at a token.
    pub fn verb(&self, token: usize) -> Option<(Span, &'a Entry, Act)> {
        if !self.begins(token, EntryKind::Verb) {
            return None;
        }
        let (span, entry) = self.all(token, EntryKind::Verb).find(|(span, _)| !self.straddles(*span))?;
        match entry.row {
            Row::Verb { act, .. } => Some((span, entry, act)),
            _ => None,
        }
    }

    /// The token is this mark.
    pub fn mark(&self, token: usize, mark: char) -> bool {
        self.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Mark(mark))
    }

    /// The token begins with a capital.
    pub fn capital(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|t| t.is_capital())
    }

    /// The normalised text of a range of tokens.
    pub fn str(&self, span: Span) -> &'a str {
        if span.is_empty() {
            return "";
        }
        &self.text.norm[self.tokens[span.start].start as usize..self.tokens[span.end - 1].end as usize]
    }

    /// The same in lower case.
    pub fn folded(&self, span: Span) -> &'a str {
        if span.is_empty() {
            return "";
        }
        &self.text.folded[self.tokens[span.start].start as usize..self.tokens[span.end - 1].end as usize]
    }

    /// Nothing stands between two neighbouring tokens.
    pub fn glued(&self, token: usize) -> bool {
        token > 0 && self.tokens.get(token).is_some_and(|t| self.tokens[token - 1].end == t.start)
    }
}

/// "tại Cần Thơ", "TP. Cần Thơ": several words with one capital each, inside a sentence; none of them says anything by itself there. At
/// the head of a sentence the first has a capital anyway ("Giao Thanh tra tỉnh ...").
fn is_name_of_several(tokens: &[Token], span: Span) -> bool {
    let behind = span.start.checked_sub(1).is_some_and(|at| match tokens[at].kind {
        TokenKind::Mark('.') => {
            at > 0 && tokens[at - 1].case == Case::Upper && tokens[at - 1].end == tokens[at].start
        }
        TokenKind::Mark(mark) => matches!(mark, ',' | '('),
        _ => tokens[at].is_word(),
    });
    behind && span.len() > 1 && tokens[span.start..span.end].iter().all(|token| token.case == Case::Title)
}

impl Kinds {
    fn of(hits: &[Hit]) -> Kinds {
        hits.iter().fold(Kinds::default(), |kinds, hit| Kinds {
            entries: kinds.entries | 1 << hit.kind as u32,
            particles: kinds.particles | hit.particle.map_or(0, |particle| 1 << particle as u32),
        })
    }
}

impl Scan<'_> {
    /// A name as a gazetteer writes it, where one does; else as printed.
    pub fn lexicon_name(&self, span: Span) -> String {
        let listed = self.all(span.start, EntryKind::Place).find(|(found, _)| *found == span);
        match listed {
            Some((_, entry)) if self.str(span).chars().any(char::is_lowercase) && entry.text.len() > 3 => {
                entry.text.clone()
            }
            Some((_, entry)) => entry.text.clone(),
            None => self.str(span).to_string(),
        }
    }
}
