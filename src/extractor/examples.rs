//! Rows of grammar prove themselves: each is read in its own example sentence.

use std::collections::BTreeSet;

use super::{Analysis, Extractor};
use crate::article::Article;
use crate::lexicon::{EntryKind, Error, Source};
use crate::mention::{Actor, BodyPhrase, Phrase, Post, Who};
use crate::text::Text;

/// The kinds of rows that are read as a phrase or a verb.
const GRAMMAR: [EntryKind; 4] = [EntryKind::Title, EntryKind::BodyType, EntryKind::Meeting, EntryKind::Verb];

impl Extractor {
    /// The rows of titles, body types, meeting types and verbs that are not read in their own example, as errors; a row without an
    /// example is passed over.
    pub fn idle_rows(&self) -> Vec<Error> {
        let grammar = self.lexicon.entries().iter().filter(|entry| GRAMMAR.contains(&entry.kind));
        let idle = grammar.filter(|entry| {
            !entry.example.is_empty() && !self.rows_read(&entry.example).contains(&entry.source)
        });
        idle.map(|entry| Error {
            file: entry.source.file().to_string(),
            line: u64::from(entry.source.line()),
            what: format!("\"{}\" is not read in its example \"{}\"", entry.text, entry.example),
        })
        .collect()
    }

    /// File and line of every row with which a post, a body, a meeting or a verb of the sentence was read.
    fn rows_read(&self, sentence: &str) -> BTreeSet<Source> {
        let article = Article::from_text("", sentence.to_string());
        let text = Text::new(&article.text);
        let analysis = self.analyse(&article, &text);
        let mut rows = BTreeSet::new();
        for line in &analysis.lines {
            line.phrases.iter().for_each(|phrase| rows_of(phrase, &mut rows));
            verbs(&analysis, line.sentence.span.start, line.sentence.span.end, &line.phrases, &mut rows);
        }
        rows
    }
}

fn rows_of(phrase: &Phrase, rows: &mut BTreeSet<Source>) {
    match phrase {
        Phrase::Meeting(meeting) => drop(rows.insert(meeting.row.clone())),
        Phrase::Actor(Actor { who, posts, .. }) => {
            posts.iter().for_each(|post| rows_of_post(post, rows));
            if let Who::Body(body) = who {
                rows_of_body(body, rows);
            }
        }
        Phrase::Date(_) => {}
    }
}

fn rows_of_post(post: &Post, rows: &mut BTreeSet<Source>) {
    rows.insert(post.row.clone());
    post.body.iter().for_each(|body| rows_of_body(body, rows));
}

fn rows_of_body(body: &BodyPhrase, rows: &mut BTreeSet<Source>) {
    rows.insert(body.row.clone());
    body.outer.iter().for_each(|outer| rows_of_body(outer, rows));
}

/// The verbs outside of the phrases, and those at the head of a meeting ("làm việc với").
fn verbs(analysis: &Analysis, start: usize, end: usize, phrases: &[Phrase], rows: &mut BTreeSet<Source>) {
    let mut at = start;
    while at < end {
        let phrase = phrases.iter().find(|phrase| phrase.span().contains(at));
        let heads = matches!(phrase, Some(Phrase::Meeting(meeting)) if meeting.span.start == at);
        let verb = analysis.scan.verb(at).filter(|_| phrase.is_none() || heads);
        rows.extend(verb.iter().map(|(_, entry, _)| entry.source()));
        at = match (verb, phrase) {
            (Some((span, ..)), _) => span.end,
            (None, Some(phrase)) => phrase.span().end,
            (None, None) => at + 1,
        };
    }
}
