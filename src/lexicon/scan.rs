//! A text -> its tokens and, at each token, the entries that begin there on whole syllables, longest first.

use super::{Act, Entry, EntryId, EntryKind, Lexicon, Particle, Row};
use crate::text::{Span, Text, Token, TokenKind};

/// An entry found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// What was found.
    pub entry: EntryId,
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

/// Sets of [`EntryKind`] and [`Particle`], a bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds {
    entries: u32,
    particles: u128,
}

impl<'a> Scan<'a> {
    /// Finds every entry in the text that begins and ends on tokens.
    ///
    /// Searches overlapping, keeps whole syllables, then lists the longest first: a longer hit that ends inside a word
    /// must not hide a shorter one.
    pub fn new(lexicon: &'a Lexicon, text: &'a Text, tokens: Vec<Token>) -> Scan<'a> {
        let (starts, ends) = edges(&tokens, text.norm.len());
        let mut hits = Vec::new();
        for found in lexicon.automaton.find_overlapping_iter(&text.folded) {
            let (start, end) = (starts[found.start()], ends[found.end()]);
            if start == 0 || end == 0 {
                continue;
            }
            for &entry in &lexicon.patterns[found.pattern()] {
                if fits_case(lexicon.entry(entry), &tokens[start as usize - 1]) {
                    hits.push(Hit { start: start - 1, end, entry });
                }
            }
        }
        hits.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.entry));
        let first = index(&hits, tokens.len());
        let kinds = kinds(lexicon, &hits, tokens.len());
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
        let hit = self.at(token).iter().find(|hit| self.lexicon.entry(hit.entry).kind == kind)?;
        Some((hit.span(), self.lexicon.entry(hit.entry)))
    }

    /// An entry of the kind begins at a token.
    fn begins(&self, token: usize, kind: EntryKind) -> bool {
        self.kinds.get(token).is_some_and(|kinds| kinds.entries & (1 << kind as u32) != 0)
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
            .filter(move |h| lexicon.entry(h.entry).kind == kind)
            .map(move |h| (h.span(), lexicon.entry(h.entry)))
    }

    /// The end of the longest particle of a kind that begins at a token.
    pub fn particle(&self, token: usize, kind: Particle) -> Option<usize> {
        if self.kinds.get(token).is_none_or(|kinds| kinds.particles & (1 << kind as u32) == 0) {
            return None;
        }
        self.at(token).iter().find(|hit| self.is_particle(hit, kind)).map(|hit| hit.end as usize)
    }

    /// The end of the longest particle of any of these kinds that begins at a token.
    pub fn any_particle(&self, token: usize, kinds: &[Particle]) -> Option<usize> {
        if self.kinds.get(token).is_none_or(|kinds| kinds.particles == 0) {
            return None;
        }
        kinds.iter().filter_map(|&kind| self.particle(token, kind)).max()
    }

    fn is_particle(&self, hit: &Hit, kind: Particle) -> bool {
        matches!(self.lexicon.entry(hit.entry).row, Row::Particle(k) if k == kind)
    }

    /// The longest verb that begins at a token.
    pub fn verb(&self, token: usize) -> Option<(Span, &'a Entry, Act)> {
        let (span, entry) = self.longest(token, EntryKind::Verb)?;
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

/// For each byte offset, one plus the token that starts there, and the end (exclusive) of the token that ends there.
fn edges(tokens: &[Token], len: usize) -> (Vec<u32>, Vec<u32>) {
    let (mut starts, mut ends) = (vec![0; len + 1], vec![0; len + 1]);
    for (i, token) in tokens.iter().enumerate() {
        starts[token.start as usize] = i as u32 + 1;
        ends[token.end as usize] = i as u32 + 1;
    }
    (starts, ends)
}

/// Names need a capital: so many of their syllables are everyday words.
fn fits_case(entry: &Entry, first: &Token) -> bool {
    let needs_capital = match entry.kind {
        EntryKind::Place | EntryKind::Country | EntryKind::Surname | EntryKind::Given | EntryKind::Person => {
            true
        }
        EntryKind::Rank | EntryKind::Body => false,
        _ => entry.flags.has(super::Flag::Capital),
    };
    !needs_capital || first.is_capital()
}

fn kinds(lexicon: &Lexicon, hits: &[Hit], tokens: usize) -> Vec<Kinds> {
    let mut kinds = vec![Kinds::default(); tokens + 1];
    for hit in hits {
        let entry = lexicon.entry(hit.entry);
        let at = &mut kinds[hit.start as usize];
        at.entries |= 1 << entry.kind as u32;
        if let Row::Particle(particle) = entry.row {
            at.particles |= 1 << particle as u32;
        }
    }
    kinds
}

fn index(hits: &[Hit], tokens: usize) -> Vec<u32> {
    let mut first = vec![0u32; tokens + 2];
    for hit in hits {
        first[hit.start as usize + 1] += 1;
    }
    for i in 1..first.len() {
        first[i] += first[i - 1];
    }
    first
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
