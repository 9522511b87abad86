//! Places in the slots that license them: behind a level word, a body type or a title.

use super::{Finder, PlacePhrase};
use crate::lexicon::{Entry, EntryKind, Particle};
use crate::text::{Case, Span, TokenKind};
use crate::vocab::Level;

const LEVELS: [(Particle, Level); 4] = [
    (Particle::LevelProvince, Level::Province),
    (Particle::LevelCity, Level::Province),
    (Particle::LevelDistrict, Level::District),
    (Particle::LevelCommune, Level::Commune),
];

impl Finder<'_, '_> {
    /// A place that begins at a token: with its level word, a level word alone, or a bare province, district or country.
    pub(crate) fn place(&self, at: usize) -> Option<PlacePhrase> {
        if !self.inside(at) {
            return None;
        }
        self.country(at)
            .or_else(|| self.state(at))
            .or_else(|| self.levelled(at))
            .or_else(|| self.bare_place(at))
    }

    /// "bang Hessen", "bang Rheinland-Pfalz": a state of a federation, one word and what a hyphen ties to it.
    fn state(&self, at: usize) -> Option<PlacePhrase> {
        let name = self.scan.particle(at, Particle::LevelState).filter(|&name| self.foreign_word(name))?;
        let tied = self.mark(name + 1, '-') && self.scan.glued(name + 1) && self.scan.glued(name + 2);
        let span = Span::new(at, if tied && self.inside(name + 2) { name + 3 } else { name + 1 });
        let name = self.scan.str(span).to_string();
        Some(PlacePhrase { span, level_word: String::new(), level: Some(Level::None), name, foreign: true })
    }

    /// "nước Cộng hòa Dân chủ Nhân dân Lào", "Vương quốc Campuchia".
    fn country(&self, at: usize) -> Option<PlacePhrase> {
        let listed = |at: usize| {
            self.scan.longest(at, EntryKind::Country).filter(|(span, _)| span.end <= self.within.end)
        };
        let mut next = self.scan.particle(at, Particle::LevelCountry)?;
        while listed(next).is_none() {
            next = self.scan.particle(next, Particle::LevelCountry)?;
        }
        let (span, _) = listed(next)?;
        let whole = Span::new(at, span.end);
        let name = self.scan.str(whole).to_string();
        Some(PlacePhrase {
            span: whole,
            level_word: String::new(),
            level: Some(Level::None),
            name,
            foreign: true,
        })
    }

    /// Part of a longer everyday word ("xã hội", "nước ngoài").
    pub(crate) fn inside_word(&self, span: Span) -> bool {
        (span.start.saturating_sub(2).max(self.within.start)..=span.start).any(|from| {
            self.scan
                .particle(from, Particle::Inner)
                .is_some_and(|end| end > span.start && (end > span.end || from < span.start))
        })
    }

    /// "tỉnh Lào Cai", "TP Vinh", "Quận 1", "tỉnh".
    pub(crate) fn levelled(&self, at: usize) -> Option<PlacePhrase> {
        let (end, level, particle) = self.level_word(at)?;
        let word = self.full_level_word(Span::new(at, end));
        let phrase = |end: usize, name: String| PlacePhrase {
            span: Span::new(at, end),
            level_word: word.clone(),
            level: (particle != Particle::LevelCity || name.is_empty()).then_some(level).or(Some(level)),
            name,
            foreign: false,
        };
        if let Some(stop) = self.named_behind_level(end, particle) {
            let name = self.scan.lexicon_name(Span::new(end, stop));
            return Some(phrase(stop, name));
        }
        let deictic = self.scan.particle(end, Particle::Deictic).unwrap_or(end);
        Some(phrase(deictic, String::new()))
    }

    pub(super) fn level_word(&self, at: usize) -> Option<(usize, Level, Particle)> {
        self.scan.any_particle(at, &LEVELS.map(|(particle, _)| particle))?;
        let mut found: Option<(usize, Level, Particle)> = None;
        for (particle, level) in LEVELS {
            if let Some(end) = self.scan.particle(at, particle)
                && found.is_none_or(|(longest, ..)| end > longest)
            {
                found = Some((end, level, particle));
            }
        }
        let (end, level, particle) = found?;
        let dotted = if self.mark(end, '.') && self.scan.glued(end) && self.scan.glued(end + 1) {
            end + 1
        } else {
            end
        };
        let short = self.scan.tokens[at].end - self.scan.tokens[at].start == 1;
        if short && dotted == end && !self.mark(end - 1, '.') {
            return None;
        }
        let in_body = [EntryKind::BodyType, EntryKind::Body]
            .into_iter()
            .any(|kind| self.scan.longest(at, kind).is_some_and(|(span, _)| span.end > end));
        (!in_body && !self.inside_word(Span::new(at, end))).then_some((dotted, level, particle))
    }

    fn full_level_word(&self, span: Span) -> String {
        // "Tp. Huế" as "TP. Huế", but "TT. Bắc Hà" by its stop.
        let printed = self.scan.str(span).to_uppercase();
        match self
            .scan
            .lexicon
            .expand(&printed)
            .or_else(|| self.scan.lexicon.expand(printed.trim_end_matches('.')))
        {
            Some(full) => full.to_string(),
            None => self.scan.folded(span).to_string(),
        }
    }

    /// The end of the name behind a level word: a row of the gazetteer, a number, or up to three capitals.
    fn named_behind_level(&self, at: usize, word: Particle) -> Option<usize> {
        if !self.inside(at) {
            return None;
        }
        let token = self.scan.tokens[at];
        if token.kind == TokenKind::Number && token.end - token.start <= 2 {
            return Some(at + 1);
        }
        let fits = |entry: &Entry| {
            self.scan.lexicon.places(entry).any(|place| match word {
                Particle::LevelCity => matches!(place.level, Level::Province | Level::District),
                _ => LEVELS.iter().any(|(kind, level)| *kind == word && *level == place.level),
            })
        };
        let (run, person) = (self.capital_run(at), self.person_name_begins(at));
        // "UBND xã | Lê Thanh Bình", though there is a commune Lê Thanh: nobody is called Bình alone.
        let listed = self.scan.all(at, EntryKind::Place).find(|(span, entry)| {
            !person || span.len() >= run.len() || fits(entry) && span.len() + 1 != run.len()
        });
        if let Some((span, _)) = listed {
            return Some(span.end);
        }
        let person = self.scan.longest(at, EntryKind::Surname).is_some() && run.len() >= 2;
        // "HĐND TP. Như những lần trước": one word behind a full stop begins a sentence.
        let sentence = run.len() == 1 && self.mark(at - 1, '.') && !self.scan.glued(at);
        let named = !run.is_empty() && run.len() <= 3 && token.case == Case::Title && !self.starts_phrase(at);
        (named && !person && !sentence).then_some(run.end)
    }

    /// A province, district or country without a level word.
    fn bare_place(&self, at: usize) -> Option<PlacePhrase> {
        let country = self.scan.longest(at, EntryKind::Country);
        let place = self.scan.longest(at, EntryKind::Place);
        let (span, entry) = [country, place].into_iter().flatten().max_by_key(|(span, _)| span.end)?;
        let lonely = span.len() == 1 && entry.kind == EntryKind::Place && at == self.within.start;
        if !self.closed(span) || lonely {
            return None;
        }
        let foreign = entry.kind == EntryKind::Country;
        if !foreign && !self.scan.lexicon.places(entry).any(|p| p.level != Level::Commune) {
            return None;
        }
        let level = foreign.then_some(Level::None);
        let full = self
            .scan
            .lexicon
            .expand(self.scan.str(span))
            .and_then(|full| full.strip_suffix(entry.text.as_str()));
        if let Some(word) = full.filter(|_| !foreign) {
            return Some(PlacePhrase {
                span,
                level_word: word.trim().to_string(),
                level: Some(Level::Province),
                name: entry.text.clone(),
                foreign,
            });
        }
        let name = if foreign { self.scan.str(span).to_string() } else { entry.text.clone() };
        Some(PlacePhrase { span, level_word: String::new(), level, name, foreign })
    }

    /// The name is not part of a longer run of capitals, unless a person or a title follows.
    fn closed(&self, span: Span) -> bool {
        if !self.inside(span.end) || !self.scan.capital(span.end) {
            return true;
        }
        self.scan.longest(span.end, EntryKind::Surname).is_some()
            || span.len() > 2 && self.capital_run(span.end).len() > 1
            || self.starts_phrase(span.end)
            || self.scan.longest(span.start, EntryKind::Country).is_some_and(|(s, _)| s == span)
    }

    /// A title, honorific, rank or body of several syllables begins here.
    pub(crate) fn starts_phrase(&self, at: usize) -> bool {
        let kinds = [
            EntryKind::Title,
            EntryKind::Honorific,
            EntryKind::Rank,
            EntryKind::BodyType,
            EntryKind::Body,
            EntryKind::Meeting,
        ];
        kinds.iter().any(|&kind| {
            self.scan
                .longest(at, kind)
                .is_some_and(|(span, _)| span.len() > 1 || self.scan.tokens[at].case == Case::Upper)
        }) || self.deputy_title(at)
    }

    fn deputy_title(&self, at: usize) -> bool {
        let prefix = self
            .scan
            .any_particle(at, &[Particle::Deputy, Particle::Former, Particle::Acting, Particle::New]);
        prefix.is_some_and(|end| self.scan.longest(end, EntryKind::Title).is_some())
    }

    /// The capitals in a row from a token, without marks between them.
    pub(crate) fn capital_run(&self, at: usize) -> Span {
        let mut end = at;
        while self.inside(end) && self.scan.tokens[end].is_word() && self.scan.capital(end) {
            end += 1;
        }
        Span::new(at, end)
    }
}
