//! An article -> its reading: the only place that calls the stages one after the other.

mod about;
mod examples;
mod reading;
mod sketch;
mod suggest;
mod write;

pub use about::About;
pub use reading::{Doc, Entity, Event, Mention, Note, Quote, Reading, Role};
pub use sketch::{Shared, Sketch};
pub use suggest::{Gap, Suggestions, Unknown};

use std::collections::BTreeMap;
use std::path::Path;

use crate::article::{Article, Part, PartKind};
use crate::entity::{self, Entities, Line, Place, Setting};
use crate::event::{self, Dropped};
use crate::lexicon::{self, Lexicon, Scan};
use crate::mention::{self, Known, Phrase, Who};
use crate::text::{self, Sentence, Span, Text, Token};

/// Reads articles with one set of gazetteers. Cheap to share between threads.
#[derive(Debug)]
pub struct Extractor {
    lexicon: Lexicon,
}

/// Everything that the stages made of an article, before it is put in the terms of the outside.
pub struct Analysis<'a> {
    /// The text with its hits.
    pub scan: Scan<'a>,
    /// The sentences with their phrases.
    pub lines: Vec<Line>,
    /// What the phrases refer to.
    pub entities: Entities,
    /// The events.
    pub events: Vec<event::Event>,
    /// What was considered and dropped.
    pub dropped: Vec<Dropped>,
}

impl Analysis<'_> {
    /// The ids by which the reading names the entities; what nothing is said of has none.
    pub fn ids(&self) -> BTreeMap<entity::EntityIndex, String> {
        write::ids(self)
    }
}

impl Extractor {
    /// An extractor with the gazetteers that the program carries.
    pub fn builtin() -> Extractor {
        Extractor { lexicon: Lexicon::builtin() }
    }

    /// An extractor with a folder of gazetteers laid over the program's own.
    ///
    /// # Errors
    /// The first broken row or unreadable file.
    pub fn with_gazetteers(folder: &Path) -> Result<Extractor, lexicon::Error> {
        Ok(Extractor { lexicon: Lexicon::with_folder(folder)? })
    }

    /// The gazetteers.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Program version and fingerprint of the gazetteers.
    pub fn version(&self) -> String {
        format!("chidao {}+gaz.{}", env!("CARGO_PKG_VERSION"), self.lexicon.fingerprint())
    }

    /// Reads an article. Takes anything; doubt is in the notes.
    pub fn read(&self, article: &Article) -> Reading {
        let text = Text::new(&article.text);
        let analysis = self.analyse(article, &text);
        write::reading(self, article, &text, analysis)
    }

    /// What every stage makes of an article, for those who want to see inside.
    pub fn analyse<'a>(&'a self, article: &Article, text: &'a Text) -> Analysis<'a> {
        let (tokens, sentences) = self.sentences(article, text);
        let scan = Scan::new(&self.lexicon, text, tokens);
        let lines = lines(&scan, sentences);
        let published = article.published.as_ref().map(ToString::to_string);
        let setting = Setting {
            published: published.as_deref(),
            url: article.url.as_deref(),
            publisher: article.publisher.as_deref(),
            dateline: dateline(article),
        };
        let mut entities = entity::resolve(&scan, &lines, setting);
        let (events, dropped) = event::extract(&scan, &lines, &mut entities);
        Analysis { scan, lines, entities, events, dropped }
    }

    /// Tokens of the parts that are read, and their sentences with the place they stand in.
    fn sentences(&self, article: &Article, text: &Text) -> (Vec<Token>, Vec<(Sentence, Place)>) {
        let mut tokens = Vec::with_capacity(text.norm.len() / BYTES);
        let mut sentences = Vec::new();
        for (paragraph, part) in article.parts.iter().enumerate() {
            let Some(place) = place_of(part.kind) else { continue };
            if part.kind == PartKind::Lead && stands_below(article, text, part) {
                continue;
            }
            let first = tokens.len();
            text::tokenize(&text.norm, text.from_source(part.range.clone()), &mut tokens);
            let mut found = Vec::new();
            let dotted = |at: usize| {
                self.is_abbreviation(&text.folded[tokens[at].bytes()], tokens[at])
                    && !self.opens_sentence(text, &tokens[at..])
            };
            text::sentences(&tokens, Span::new(first, tokens.len()), paragraph, dotted, &mut found);
            // In square brackets stand the headlines of other articles.
            found.retain(|one| !text::encloses(&tokens, one.span.start, one.span.end - 1));
            sentences.extend(found.into_iter().map(|sentence| (sentence, place)));
        }
        (tokens, sentences)
    }

    /// "TP. | Ngày 20/7": behind an abbreviation and its full stop stands a word that opens a sentence, and is no name with the next.
    fn opens_sentence(&self, text: &Text, tokens: &[Token]) -> bool {
        let [_, _, word, next, ..] = tokens else { return false };
        let opener = || self.lexicon.opens_sentence(&text.folded[word.bytes()]);
        word.is_capital() && !next.is_capital() && opener()
    }

    /// A word whose full stop does not end the sentence.
    fn is_abbreviation(&self, folded: &str, token: Token) -> bool {
        token.is_capital() && (folded.chars().count() == 1 || self.lexicon.is_dotted(folded))
    }
}

/// The first dateline as printed.
fn dateline(article: &Article) -> Option<&str> {
    let part = article.parts.iter().find(|part| part.kind == PartKind::Dateline)?;
    article.text.get(part.range.clone())
}

fn place_of(kind: PartKind) -> Option<Place> {
    match kind {
        PartKind::Title => Some(Place::Title),
        PartKind::Paragraph | PartKind::Lead => Some(Place::Body),
        PartKind::Caption => Some(Place::Caption),
        _ => None,
    }
}

/// A teaser whose beginning stands in a paragraph too is read there.
fn stands_below(article: &Article, text: &Text, lead: &Part) -> bool {
    let folded = |part: &Part| &text.folded[text.from_source(part.range.clone())];
    let opening: String = folded(lead).chars().take(TEASER).collect();
    let opening = opening.trim_end_matches('.').trim_end();
    article
        .parts
        .iter()
        .filter(|part| part.kind == PartKind::Paragraph)
        .any(|part| folded(part).contains(opening))
}

/// No more bytes than a token has on average, with the space behind it.
const BYTES: usize = 4;
/// Letters of a teaser that are looked for in the text.
const TEASER: usize = 60;

/// Finds the phrases of every sentence; names that one sentence announces, and short forms that it gives, are known in all.
fn lines(scan: &Scan, sentences: Vec<(Sentence, Place)>) -> Vec<Line> {
    let mut lines: Vec<Line> = sentences
        .into_iter()
        .map(|(sentence, place)| Line {
            sentence,
            phrases: mention::find(scan, sentence, &Known::default()),
            place,
        })
        .collect();
    let mut known = Known::default();
    for phrase in lines.iter().flat_map(|line| &line.phrases) {
        known.names.extend(named(phrase).map(|span| scan.folded(span)));
        known.learn(scan, phrase);
    }
    let mut by_first: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in &known.names {
        by_first.entry(name.split(' ').next().unwrap_or("")).or_default().push(name);
    }
    for line in &mut lines {
        let told: usize = line.phrases.iter().map(names_in).sum();
        let span = line.sentence.span;
        if printed(scan, span, &by_first) > told || known.is_shortened(scan, span) {
            line.phrases = mention::find(scan, line.sentence, &known);
        }
    }
    lines
}

/// How often a known name is printed in a sentence.
fn printed(scan: &Scan, span: Span, by_first: &BTreeMap<&str, Vec<&str>>) -> usize {
    let begins = |at: usize| {
        let token = scan.tokens[at];
        let names = token.is_capital().then(|| by_first.get(&scan.text.folded[token.bytes()])).flatten();
        names.is_some_and(|names| {
            names.iter().any(|name| scan.text.folded[token.start as usize..].starts_with(name))
        })
    };
    (span.start..span.end).filter(|&at| begins(at)).count()
}

/// Full names in a phrase, with those inside a meeting's name.
fn names_in(phrase: &Phrase) -> usize {
    match phrase {
        Phrase::Meeting(meeting) => {
            meeting.inner.iter().filter(|actor| matches!(actor.who, Who::Name(_))).count()
        }
        _ => usize::from(named(phrase).is_some()),
    }
}

fn named(phrase: &Phrase) -> Option<Span> {
    match phrase {
        Phrase::Actor(actor) => match actor.who {
            Who::Name(span) => Some(span),
            _ => None,
        },
        _ => None,
    }
}
