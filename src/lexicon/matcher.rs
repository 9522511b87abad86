//! The surfaces of all gazetteers -> one automaton that is followed from the start of a word.

use std::collections::HashMap;

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, MatchKind};
use foldhash::fast::FixedState;

use super::row::{Entry, EntryId, EntryKind, Flag, Particle, Row};
use crate::text::{Token, tokenize};

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
    /// The first words of all surfaces, but the long ones.
    first_words: HashMap<Word, FirstWord, FixedState>,
    /// The entries of every surface, surface by surface.
    listed: Vec<Listed>,
    /// For every surface, where its entries begin in `listed`.
    first: Vec<u32>,
}

/// The bytes of a word of up to sixteen; no word has a byte that is zero.
type Word = u128;

/// What begins with a word, so that the automaton is asked only where something may go on: its states lie far apart.
#[derive(Debug)]
struct FirstWord {
    /// The surface that is this word alone.
    alone: Option<u32>,
    /// Where the automaton stands behind the word.
    state: StateID,
    /// Which second tokens follow, a bit for all that share a digest; every bit where one is long.
    seconds: u128,
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
    /// The matcher of these surfaces, which are folded and sorted, each once for each of its entries.
    pub(super) fn new(surfaces: &[(String, EntryId)], entries: &[Entry]) -> Matcher {
        let rows: Vec<&[(String, EntryId)]> = surfaces.chunk_by(|(a, _), (b, _)| a == b).collect();
        let names: Vec<&str> = rows.iter().map(|row| row[0].0.as_str()).collect();
        let automaton = NFA::builder()
            .match_kind(MatchKind::Standard)
            .dense_depth(DENSE)
            .prefilter(false)
            .build(names.iter().map(|surface| [WORD_START, surface].concat()))
            .expect("fewer than two thousand million surfaces");
        let start = automaton.start_state(Anchored::Yes).expect("this kind of automaton starts anchored too");
        let word_start = automaton.next_state(Anchored::Yes, start, WORD_START.as_bytes()[0]);
        let first_words = first_words(&automaton, word_start, &names);
        let (mut listed, mut first) = (Vec::new(), vec![0]);
        for row in rows {
            listed.extend(row.iter().map(|&(_, id)| Listed::new(id, &entries[id.0 as usize])));
            first.push(listed.len() as u32);
        }
        Matcher { automaton, word_start, first_words, listed, first }
    }

    /// The surfaces that begin with the first token and end with one, the shortest first: their length in tokens, their number.
    pub(super) fn ends(&self, folded: &[u8], tokens: &[Token], ends: &mut Vec<(u32, usize)>) {
        let Some(token) = tokens.first() else { return };
        let (mut state, mut at, mut rest) = (self.word_start, token.start as usize, tokens);
        if let Some(word) = word(folded, token) {
            let Some(first) = self.first_words.get(&word) else { return };
            ends.extend(first.alone.map(|surface| (1, surface as usize)));
            (state, at, rest) = (first.state, token.end as usize, &tokens[1..]);
            let seconds = rest.first().map_or(0, |second| bit(self::word(folded, second)));
            if first.seconds & seconds == 0 {
                return;
            }
        }
        for (length, token) in (tokens.len() - rest.len() + 1..).zip(rest) {
            for &byte in &folded[at..token.end as usize] {
                state = self.automaton.next_state(Anchored::Yes, state, byte);
                if self.automaton.is_dead(state) {
                    return;
                }
            }
            at = token.end as usize;
            if self.automaton.is_match(state) {
                ends.push((length as u32, self.automaton.match_pattern(state, 0).as_usize()));
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

/// What begins with every short first word.
fn first_words(
    automaton: &NFA,
    word_start: StateID,
    surfaces: &[&str],
) -> HashMap<Word, FirstWord, FixedState> {
    let mut first_words = HashMap::default();
    let mut tokens = Vec::new();
    for (number, surface) in (0..).zip(surfaces) {
        tokens.clear();
        // Two tokens are enough, and a space ends the first or the second.
        let end = surface.match_indices(' ').nth(1).map_or(surface.len(), |(at, _)| at);
        tokenize(surface, 0..end, &mut tokens);
        let Some(first) = tokens.first() else { continue };
        let Some(found) = word(surface.as_bytes(), first) else { continue };
        let walk = |state, &byte: &u8| automaton.next_state(Anchored::Yes, state, byte);
        let state = || surface.as_bytes()[first.bytes()].iter().fold(word_start, walk);
        let first =
            first_words.entry(found).or_insert_with(|| FirstWord { alone: None, seconds: 0, state: state() });
        match tokens.get(1) {
            Some(second) => first.seconds |= bit(word(surface.as_bytes(), second)),
            None => first.alone = Some(number),
        }
    }
    first_words
}

/// The token, if it is a short one.
fn word(text: &[u8], token: &Token) -> Option<Word> {
    const LENGTH: usize = size_of::<Word>();
    let (start, length) = (token.start as usize, (token.end - token.start) as usize);
    if length > LENGTH {
        return None;
    }
    let mut bytes = [0; LENGTH];
    match text.get(start..start + LENGTH) {
        // Sixteen bytes are taken at once, then those behind the word away.
        Some(more) => bytes.copy_from_slice(more),
        None => bytes[..length].copy_from_slice(&text[token.bytes()]),
    }
    let behind = 8 * (LENGTH - length) as u32;
    Some(Word::from_le_bytes(bytes) & Word::MAX.checked_shr(behind).unwrap_or(0))
}

/// The bit of a second token in [`FirstWord::seconds`]; every bit for a long one.
fn bit(word: Option<Word>) -> u128 {
    let Some(word) = word else { return u128::MAX };
    let mixed = (word as u64 ^ (word >> 64) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    1 << (mixed >> 57)
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
