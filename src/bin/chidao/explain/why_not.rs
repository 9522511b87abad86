//! What a sentence did not give: events that were dropped, verbs that fired nothing, meetings that are only mentioned,
//! names that were not taken as people, references that stayed open.

use chidao::lexicon::{Act, EntryKind, Flag, Particle, Source};
use chidao::mention::{Phrase, Who};
use chidao::text::Span;

use super::View;
use super::paper::{DIM, PLAIN, Paper, RED};
use super::sentence::{BESIDE, LABEL};

impl View<'_, '_> {
    /// Everything in the sentence that came to nothing, in order of the text.
    pub(super) fn not_taken(&self, line: usize, paper: &mut Paper) {
        let mut found: Vec<(Span, String)> = Vec::new();
        self.dropped(line, &mut found);
        self.idle_verbs(line, &mut found);
        self.mentioned_meetings(line, &mut found);
        self.names(line, &mut found);
        self.open(line, &mut found);
        found.sort();
        found.dedup();
        for (span, why) in found {
            let quote = format!("\u{201C}{}\u{201D}", self.quote(span));
            paper.entry(LABEL, (RED, "not"), BESIDE, &[(PLAIN, &quote), (PLAIN, "  "), (DIM, &why)]);
        }
    }

    /// What a frame looked at and left.
    fn dropped(&self, line: usize, found: &mut Vec<(Span, String)>) {
        let dropped = self.analysis.dropped.iter().filter(|dropped| dropped.line == line);
        found.extend(dropped.map(|dropped| {
            let row = self
                .analysis
                .scan
                .verb(dropped.span.start)
                .map_or(String::new(), |(_, entry, _)| entry.source().to_string());
            (dropped.span, format!("{}  {row}", dropped.reason))
        }));
    }

    /// Verbs outside of the phrases whose row stands behind no event and no change of post.
    fn idle_verbs(&self, line: usize, found: &mut Vec<(Span, String)>) {
        let (scan, this) = (&self.analysis.scan, &self.analysis.lines[line]);
        let mut at = this.sentence.span.start;
        while at < this.sentence.span.end {
            if let Some(phrase) = this.phrases.iter().find(|phrase| phrase.span().contains(at)) {
                at = phrase.span().end;
                continue;
            }
            let Some((span, entry, act)) = scan.verb(at) else {
                at += 1;
                continue;
            };
            let source = entry.source();
            let dropped = self.analysis.dropped.iter().any(|d| d.line == line && d.span.overlaps(span));
            if !dropped && !self.fired(line, &source, act) {
                found.push((span, format!("a verb of {} that no frame took  {source}", act.id())));
            }
            at = span.end;
        }
    }

    fn fired(&self, line: usize, source: &Source, act: Act) -> bool {
        let changes = matches!(act, Act::Appoint | Act::Hold | Act::Leave | Act::HandOver);
        let analysis = &self.analysis;
        analysis.events.iter().any(|event| event.line == line && event.row == *source)
            || changes
                && analysis.entities.roles.iter().any(|role| role.line == line && role.rule == "role.change")
    }

    fn mentioned_meetings(&self, line: usize, found: &mut Vec<(Span, String)>) {
        for (p, phrase) in self.analysis.lines[line].phrases.iter().enumerate() {
            if let Phrase::Meeting(meeting) = phrase
                && self.analysis.entities.of(line, p).is_none()
            {
                found
                    .push((meeting.span, format!("a meeting that is not reported as held  {}", meeting.row)));
            }
        }
    }

    /// Runs of capitals that begin with a surname and name nobody.
    fn names(&self, line: usize, found: &mut Vec<(Span, String)>) {
        let scan = &self.analysis.scan;
        let this = &self.analysis.lines[line];
        let mut at = this.sentence.span.start;
        while at < this.sentence.span.end {
            let mut end = at;
            while end < this.sentence.span.end && scan.tokens[end].is_word() && scan.capital(end) {
                end += 1;
            }
            let surname =
                scan.longest(at, EntryKind::Surname).is_some_and(|(_, entry)| entry.flags.has(Flag::Kinh));
            let span = Span::new(at, end);
            if surname && (2..=5).contains(&span.len()) {
                found.extend(self.why_no_person(line, span).map(|why| (span, why)));
            }
            at = end.max(at + 1);
        }
    }

    /// The reason, or none where the run is a person or the end of a place's or body's name.
    fn why_no_person(&self, line: usize, span: Span) -> Option<String> {
        let scan = &self.analysis.scan;
        let phrase = self.analysis.lines[line].phrases.iter().find(|phrase| phrase.span().overlaps(span));
        let taken = |phrase: &&Phrase| match phrase {
            Phrase::Actor(actor) => !matches!(actor.who, Who::Body(_) | Who::Group | Who::Place(_)),
            _ => false,
        };
        if phrase.is_some_and(|phrase| taken(&phrase)) {
            return None;
        }
        let guard = (1..=4).find_map(|back| {
            let from = span.start.checked_sub(back)?;
            (scan.particle(from, Particle::NameGuard)? == span.start).then(|| Span::new(from, span.start))
        });
        let place = scan.longest(span.start, EntryKind::Place).filter(|(place, _)| place.end >= span.end);
        if let Some(guard) = guard {
            return Some(format!(
                "no person: something behind \u{201C}{}\u{201D} is named so",
                self.quote(guard)
            ));
        }
        if let Some((_, entry)) = scan.longest(span.start, EntryKind::Person) {
            return Some(format!("no person of the story  {}", entry.source()));
        }
        match (phrase, place) {
            (_, Some(_)) => None,
            (Some(_), None) => Some("no person: part of a longer name".to_owned()),
            (None, None) => Some("no person: nothing announces one".to_owned()),
        }
    }

    /// References with nothing to refer to, and what else the notes say.
    fn open(&self, line: usize, found: &mut Vec<(Span, String)>) {
        let sentence = self.analysis.lines[line].sentence.span;
        let notes = self.analysis.entities.notes.iter().filter(|(_, span)| sentence.contains(span.start));
        found.extend(notes.map(|(kind, span)| (*span, kind.id().replace('_', " "))));
    }
}
