//! Words of articles that look like rows of grammar and are none: what an analyst may want to teach the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Extractor;
use crate::article::Article;
use crate::entity::{Line, Place};
use crate::lexicon::{EntryKind, FILES, Particle, Scan};
use crate::mention::{Actor, Phrase, Who};
use crate::text::{Case, Span, Text};

/// Words of an unknown title or verb.
const LONGEST: usize = 4;
/// Words of an unknown body.
const LONGEST_BODY: usize = 9;
/// Letters of a quote.
const QUOTE: usize = 120;
/// Quotes of a suggestion.
const QUOTES: usize = 3;

/// What a run of unknown words stands like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// Capitalised words that no phrase covers: a row of `bodies.tsv`.
    Body,
    /// Words between a person and a body: a row of `titles.tsv`.
    Title,
    /// Words between a person and a meeting: a row of `verbs.tsv`.
    Verb,
}

impl Gap {
    const ALL: [Gap; 3] = [Gap::Body, Gap::Title, Gap::Verb];

    fn file(self) -> &'static str {
        match self {
            Gap::Body => "bodies.tsv",
            Gap::Title => "titles.tsv",
            Gap::Verb => "verbs.tsv",
        }
    }

    /// What a row needs besides its word, to be put right by whoever pastes it.
    fn cell(self, column: &str) -> &'static str {
        match (self, column) {
            (Gap::Body, "type") => "other",
            (Gap::Verb, "act") => "other",
            _ => "",
        }
    }
}

/// Unknown words of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What they stand like.
    pub gap: Gap,
    /// The words as printed.
    pub words: String,
    /// The sentence around them, cut to some length.
    pub quote: String,
}

impl Extractor {
    /// The unknown words of an article.
    pub fn unknowns(&self, article: &Article) -> Vec<Unknown> {
        let text = Text::new(&article.text);
        let analysis = self.analyse(article, &text);
        let mut found = Vec::new();
        for line in analysis.lines.iter().filter(|line| line.place == Place::Body) {
            let spans = gaps(&analysis.scan, line);
            found.extend(spans.into_iter().map(|(gap, span)| Unknown {
                gap,
                words: analysis.scan.str(span).to_string(),
                quote: quote(&analysis.scan, line, span),
            }));
        }
        found
    }
}

fn gaps(scan: &Scan, line: &Line) -> Vec<(Gap, Span)> {
    let mut found = Vec::new();
    let (start, end) = (line.sentence.span.start, line.sentence.span.end);
    let covered = |at: usize| line.phrases.iter().find(|phrase| phrase.span().contains(at));
    let mut at = start;
    while at < end {
        if let Some(phrase) = covered(at) {
            at = phrase.span().end.max(at + 1);
            continue;
        }
        let run = name(scan, at, end, &|t| covered(t).is_some());
        if run.len() <= LONGEST_BODY && like_body(scan, line, run) {
            found.push((Gap::Body, run));
        }
        at = run.end.max(at + 1);
    }
    for pair in line.phrases.windows(2) {
        let end = pair[0].span().end;
        let comma = scan.mark(end, ',');
        let from = end + usize::from(comma);
        let between = Span::new(from, pair[1].span().start.max(from));
        let named = matches!(&pair[0], Phrase::Actor(actor) if matches!(actor.who, Who::Name(_)));
        let gap = match &pair[1] {
            Phrase::Meeting(_) => Some((Gap::Verb, between)),
            Phrase::Actor(actor) if matches!(actor.who, Who::Body(_)) && comma => Some((Gap::Title, between)),
            _ => None,
        };
        if let Some((gap, span)) = gap.filter(|(gap, span)| named && fits(scan, *gap, *span)) {
            found.push((gap, span));
        }
    }
    found
}

/// Capitalised words, with the second syllables in small letters that belong to them ("Bảo hiểm").
fn name(scan: &Scan, at: usize, end: usize, covered: &dyn Fn(usize) -> bool) -> Span {
    let mut to = at;
    while to < end && scan.tokens[to].is_word() && scan.tokens[to].is_capital() && !covered(to) {
        to = scan.particle(to, Particle::Compound).unwrap_or(to + 1).min(end);
    }
    Span::new(at, to)
}

/// Where a body stands: before a verb, or behind a title without a body; and no name of a person or place.
fn like_body(scan: &Scan, line: &Line, run: Span) -> bool {
    let kinds =
        [EntryKind::Surname, EntryKind::Place, EntryKind::Country, EntryKind::Honorific, EntryKind::Person];
    let strange = kinds.into_iter().all(|kind| scan.longest(run.start, kind).is_none());
    let past = [Particle::Past, Particle::Planned, Particle::Adverb, Particle::Negation];
    let acts = scan.verb(run.end).is_some() || scan.any_particle(run.end, &past).is_some();
    let held = line.phrases.iter().any(|phrase| {
        phrase.span().end == run.start && matches!(phrase, Phrase::Actor(actor) if open(actor))
    });
    let capitals = (run.start..run.end).filter(|&at| scan.capital(at)).count();
    run.start > line.sentence.span.start && capitals > 1 && strange && (acts || held)
}

/// The last post of the actor has no body.
fn open(actor: &Actor) -> bool {
    actor.posts.last().is_some_and(|post| post.body.is_none() && !post.whole)
}

/// A few words in small letters, none of which the program knows where it would stand.
fn fits(scan: &Scan, gap: Gap, span: Span) -> bool {
    let words = (span.start..span.end).all(|at| scan.tokens[at].is_word());
    let small =
        (span.start + usize::from(gap == Gap::Title)..span.end).all(|at| scan.tokens[at].case == Case::Lower);
    let strange = (span.start..span.end).all(|at| scan.only_names(at));
    (1..=LONGEST).contains(&span.len()) && words && small && strange
}

/// The sentence around some words.
fn quote(scan: &Scan, line: &Line, span: Span) -> String {
    let whole = scan.str(line.sentence.span);
    let words = scan.str(span);
    let at = whole.find(words).unwrap_or(0);
    let before = whole[..at].chars().count().saturating_sub(QUOTE / 2);
    let cut: String = whole.chars().skip(before).take(QUOTE).collect();
    cut.replace(['\t', '\n'], " ")
}

/// Unknown words of many articles, the most frequent first, as rows to be read, put right and pasted.
#[derive(Debug, Default)]
pub struct Suggestions {
    found: BTreeMap<(Gap, String), Sightings>,
}

#[derive(Debug, Default)]
struct Sightings {
    articles: BTreeSet<String>,
    times: usize,
    quotes: BTreeSet<String>,
}

impl Suggestions {
    /// Counts the unknown words of an article.
    pub fn add(&mut self, article: &str, unknowns: Vec<Unknown>) {
        for Unknown { gap, words, quote } in unknowns {
            let sightings = self.found.entry((gap, words)).or_default();
            sightings.articles.insert(article.to_string());
            sightings.times += 1;
            sightings.quotes.insert(quote);
            if sightings.quotes.len() > QUOTES {
                sightings.quotes.pop_last();
            }
        }
    }

    /// The rows of what stands in so many articles or more, file by file.
    pub fn rows(&self, least: usize) -> String {
        let mut page = String::new();
        for gap in Gap::ALL {
            let columns =
                FILES.iter().find(|file| file.name == gap.file()).map_or(&[][..], |file| file.columns);
            let mut rows: Vec<_> = self
                .found
                .iter()
                .filter(|((own, _), sightings)| *own == gap && sightings.articles.len() >= least)
                .collect();
            rows.sort_by_key(|((_, words), sightings)| {
                (std::cmp::Reverse(sightings.articles.len()), words.clone())
            });
            if rows.is_empty() {
                continue;
            }
            // Writing to a string cannot fail.
            let _ = writeln!(page, "# {}\n{}", gap.file(), columns.join("\t"));
            for ((_, words), sightings) in rows {
                let _ =
                    writeln!(page, "# articles: {}, times: {}", sightings.articles.len(), sightings.times);
                for quote in &sightings.quotes {
                    let _ = writeln!(page, "# \"{quote}\"");
                }
                let cells: Vec<&str> = std::iter::once(words.as_str())
                    .chain(columns[1..].iter().map(|column| gap.cell(column)))
                    .collect();
                let _ = writeln!(page, "{}", cells.join("\t"));
            }
        }
        page
    }
}
