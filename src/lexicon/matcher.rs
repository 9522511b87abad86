//! The surfaces of all gazetteers -> one automaton that is followed from the start of a word.

use std::collections::BTreeMap;

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, MatchKind};

use super::row::{Entry, EntryId, EntryKind, Flag, Particle, Row};
use crate::text::Token;

/// Stands in front of every surface in the automaton.
const WORD_START: &str = "\0";
/// States of the automaton that are as near to its start as this are tables, the others lists.
const DENSE: usize = 4;

/// Finds the surfaces that begin at a token.
///
/// Each surface has a mark in front, so none ends inside another: where the automaton is followed from the mark on, a match is the
/// whole way and nothing that begins later.
#[derive(Debug)]
pub(super) struct Matcher {
    automaton: NFA,
    /// Where the automaton stands before the first letter of every surface.
    word_start: StateID,
    /// The entries of every surface, surface by surface.
    listed: Vec<Listed>,
    /// For every surface, where its entries begin in `listed`.
    first: Vec<u32>,
}

/// An entry of a surface, with what most questions are about, so that few look at the entry itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed {
    pub(super) entry: EntryId,
    pub(super) kind: EntryKind,
    pub(super) particle: Option<Particle>,
    /// It stands only where its first word has a capital.
    capital: bool,
}

impl Matcher {
    /// The matcher of these surfaces, which are folded, and their entries.
    pub(super) fn new(surfaces: &BTreeMap<String, Vec<EntryId>>, entries: &[Entry]) -> Matcher {
        let automaton = NFA::builder()
            .match_kind(MatchKind::Standard)
            .dense_depth(DENSE)
            .prefilter(false)
            .build(surfaces.keys().map(|surface| [WORD_START, surface].concat()))
            .expect("fewer than two thousand million surfaces");
        let start = automaton.start_state(Anchored::Yes).expect("this kind of automaton starts anchored too");
        let word_start = automaton.next_state(Anchored::Yes, start, WORD_START.as_bytes()[0]);
        let (mut listed, mut first) = (Vec::new(), vec![0]);
        for ids in surfaces.values() {
            let from = listed.len();
            listed.extend(ids.iter().map(|&id| Listed::new(id, &entries[id.0 as usize])));
            listed[from..].sort_by_key(|listed| listed.entry);
            first.push(listed.len() as u32);
        }
        Matcher { automaton, word_start, listed, first }
    }

    /// The surfaces that begin with the first token and end with one, the shortest first: their length in tokens, their number.
    pub(super) fn ends(&self, folded: &[u8], tokens: &[Token], ends: &mut Vec<(u32, usize)>) {
        let mut state = self.word_start;
        let mut at = tokens.first().map_or(0, |token| token.start as usize);
        for (length, token) in (1..).zip(tokens) {
            for &byte in &folded[at..token.end as usize] {
                state = self.automaton.next_state(Anchored::Yes, state, byte);
                if self.automaton.is_dead(state) {
                    return;
                }
            }
            at = token.end as usize;
            if self.automaton.is_match(state) {
                ends.push((length, self.automaton.match_pattern(state, 0).as_usize()));
            }
        }
    }

    /// The entries of a surface, in the order of the files.
    pub(super) fn listed(&self, surface: usize) -> &[Listed] {
        &self.listed[self.first[surface] as usize..self.first[surface + 1] as usize]
    }
}

impl Listed {
    fn new(id: EntryId, entry: &Entry) -> Listed {
        let particle = match entry.row {
            Row::Particle(particle) => Some(particle),
            _ => None,
        };
        Listed { entry: id, kind: entry.kind, particle, capital: needs_capital(entry) }
    }

    /// May stand where this is its first word.
    pub(super) fn fits(&self, first: Token) -> bool {
        !self.capital || first.is_capital()
    }
}

/// Names need a capital: so many of their syllables are everyday words.
fn needs_capital(entry: &Entry) -> bool {
    match entry.kind {
        EntryKind::Place | EntryKind::Country | EntryKind::Surname | EntryKind::Given | EntryKind::Person => {
            true
        }
        EntryKind::Rank | EntryKind::Body => false,
        _ => entry.flags.has(Flag::Capital),
    }
}
