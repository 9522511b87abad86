//! Names of people: runs of capitals that begin with a surname, or that something announces.

use super::Finder;
use crate::lexicon::{EntryKind, Flag, Particle};
use crate::text::{Case, Span, TokenKind, is_syllable};

/// Syllables in the longest Vietnamese name.
const LONGEST: usize = 6;

impl Finder<'_, '_> {
    /// The name that begins at a token. `announced`: something before it says that a person comes.
    pub(crate) fn name(&self, at: usize, announced: bool) -> Option<Span> {
        if !self.inside(at) || !self.name_token(at) || self.no_name(at) {
            return None;
        }
        let run = self.name_run(at);
        let surname = self.scan.longest(at, EntryKind::Surname);
        let kinh = surname.is_some_and(|(span, _)| span.end <= run.end);
        // "Đoàn Việt Nam": a delegation, though there are people called Đoàn.
        let abroad =
            self.scan.longest(at + 1, EntryKind::Country).is_some_and(|(span, _)| span.end == run.end);
        if abroad && self.scan.longest(at, EntryKind::BodyType).is_some() {
            return None;
        }
        if self.honoured(at, run) {
            return None;
        }
        // "Châu Á-Thái Bình Dương"
        let region = self.scan.longest(at, EntryKind::Country).is_some_and(|(span, _)| span.len() > 1);
        if region && (run.start..run.end).any(|at| self.mark(at, '-')) {
            return None;
        }
        if kinh && run.len() >= 2 {
            return Some(Span::new(at, run.end.min(at + LONGEST)));
        }
        let whole = run.len() >= 2 || self.joined_surname(at);
        let words = (run.start..run.end).filter(|&at| self.scan.tokens[at].is_word()).count();
        (announced && whole && words <= LONGEST && self.may_be_foreign(run)).then_some(run)
    }

    /// "Ban Kinh tế Trung ương | Ông Lò Văn Pớm": a surname that is an honorific, too, before a whole name.
    fn honoured(&self, at: usize, run: Span) -> bool {
        let honorific =
            self.scan.longest(at, EntryKind::Honorific).is_some_and(|(span, _)| span.end == at + 1);
        let surname =
            self.scan.longest(at + 1, EntryKind::Surname).is_some_and(|(span, _)| span.end < run.end);
        honorific && surname && run.len() >= 4
    }

    /// "K'Thanh", "H'Liên": a surname of one letter and a given name in one word.
    fn joined_surname(&self, at: usize) -> bool {
        let word = self.scan.str(Span::new(at, at + 1));
        word.split_once('\'').is_some_and(|(surname, given)| {
            surname.chars().count() == 1 && given.chars().next().is_some_and(char::is_uppercase)
        })
    }

    /// A run without a known surname whose syllables are all Vietnamese: a slip, not a foreigner.
    pub(crate) fn homely(&self, run: Span) -> bool {
        self.scan.longest(run.start, EntryKind::Surname).is_none()
            && (run.start..run.end).all(|at| {
                self.scan.longest(at, EntryKind::Given).is_some()
                    || is_syllable(self.scan.folded(Span::new(at, at + 1)))
            })
    }

    /// The run is the name of a place in the gazetteer.
    pub(crate) fn listed_as_place(&self, run: Span) -> bool {
        [EntryKind::Place, EntryKind::Country]
            .into_iter()
            .any(|kind| self.scan.all(run.start, kind).any(|(span, _)| span == run))
    }

    /// A given name alone, as it stands behind an honorific.
    pub(crate) fn short_name(&self, at: usize) -> Option<Span> {
        if !self.inside(at) || !self.name_token(at) || self.no_name(at) {
            return None;
        }
        let run = self.name_run(at);
        (run.len() == 1).then_some(run)
    }

    fn name_token(&self, at: usize) -> bool {
        let token = self.scan.tokens[at];
        token.is_word() && token.is_capital()
    }

    /// Something else begins here: a title, a body, a meeting, a group.
    fn no_name(&self, at: usize) -> bool {
        self.starts_phrase(at)
            || self.foreign_honorific(at)
            || self.word_of_body(at)
            || self.scan.longest(at, EntryKind::Person).is_some_and(|(s, _)| s.len() > 1)
    }

    /// "Ngài", "Samdech", printed with a capital.
    fn foreign_honorific(&self, at: usize) -> bool {
        let announces = [Flag::Pronoun, Flag::Prefix];
        self.scan.longest(at, EntryKind::Honorific).is_some_and(|(_, entry)| {
            entry.flags.has(Flag::Foreign) && announces.iter().any(|&flag| entry.flags.has(flag))
        })
    }

    /// A one-syllable type word with its sector behind it ("Ban Tổ chức", "Sở Y tế").
    fn word_of_body(&self, at: usize) -> bool {
        let typed = self
            .scan
            .longest(at, EntryKind::BodyType)
            .is_some_and(|(span, entry)| span.len() == 1 && entry.flags.has(Flag::TakesSector));
        typed && (self.sectors(at + 1).is_some() || self.scan.longest(at, EntryKind::Surname).is_none())
    }

    fn name_run(&self, at: usize) -> Span {
        let first = self.scan.tokens[at].case;
        let mut end = at + 1;
        while self.inside(end) && end - at < LONGEST + 2 {
            if self.name_token(end) && self.same_style(first, end) {
                if self.ends_run(at, end) {
                    break;
                }
                end += 1;
            } else if self.hyphenated(end) || self.spaced_hyphen(end) {
                end += 2;
            } else if self.slip(at, end) {
                end += 1;
            } else if let Some(past) =
                self.scan.particle(end, Particle::NameLink).filter(|&p| self.foreign_goes_on(at, p))
            {
                end = past + 1;
            } else {
                break;
            }
        }
        self.trim_place(Span::new(at, end))
    }

    /// A name in capitals goes on in capitals; a name in small letters does not run into an abbreviation.
    fn same_style(&self, first: Case, at: usize) -> bool {
        let case = self.scan.tokens[at].case;
        match first {
            Case::Upper => case == Case::Upper || self.scan.tokens[at].end - self.scan.tokens[at].start <= 4,
            _ => case != Case::Upper,
        }
    }

    fn ends_run(&self, at: usize, here: usize) -> bool {
        // "A | Ngày 3/7, ...": the line ended without a stop.
        if here - at >= 2 && self.date(here).is_some_and(|date| date.day.is_some()) {
            return true;
        }
        if self.next_sentence(at, here) {
            return true;
        }
        if self.named_like_body(at, here) {
            return false;
        }
        if here - at >= 2
            && self.word_of_body(here)
            && self.scan.longest(here, EntryKind::Given).is_none()
            && self.body(here).is_some_and(|body| body.span.len() > 1)
        {
            return true;
        }
        let shouted = self.scan.tokens[at].case == Case::Upper && here - at >= 2;
        if shouted && (self.scan.verb(here).is_some() || self.level_inside(Span::new(here, here + 1))) {
            return true;
        }
        self.starts_phrase(here) || (self.scan.tokens[here].end - self.scan.tokens[here].start == 0)
    }

    /// "Tổng Bí thư A B C | Ưu tiên thời gian để ...": the line ended without a stop, and a word of several syllables begins the next.
    fn next_sentence(&self, at: usize, here: usize) -> bool {
        let small = |at: usize| self.inside(at) && self.scan.tokens[at].case == Case::Lower;
        // "Chủ tịch A B | Huân chương Sao vàng"
        if small(here + 1)
            && self.scan.particle(here, Particle::NameGuard).is_some_and(|past| past > here + 1)
        {
            return true;
        }
        if !small(here + 1) || here < at + 3 || self.scan.tokens[here].case != Case::Title {
            return false;
        }
        let known = self.scan.all(at, EntryKind::Person).any(|(span, _)| span.end == here);
        let word = [EntryKind::Verb, EntryKind::Particle];
        let long =
            word.into_iter().any(|k| self.scan.longest(here, k).is_some_and(|(span, _)| span.len() > 1));
        long && (known || self.scan.longest(here, EntryKind::Given).is_none())
    }

    /// "ông Lù | Quốc Hội,": behind an honorific and a surname, two syllables that are a body elsewhere are the given name.
    fn named_like_body(&self, at: usize, here: usize) -> bool {
        let honoured = (1..=2).filter_map(|back| at.checked_sub(back)).any(|from| {
            from >= self.within.start
                && self.scan.longest(from, EntryKind::Honorific).is_some_and(|(span, _)| span.end == at)
        });
        let body = self.scan.longest(here, EntryKind::Body);
        honoured
            && here == at + 1
            && self.scan.longest(at, EntryKind::Surname).is_some_and(|(span, _)| span.end == here)
            && body.is_some_and(|(span, _)| span.len() == 2 && self.capital_run(here) == span)
    }

    /// "Jong-un": a hyphen without spaces and a syllable behind it.
    fn hyphenated(&self, at: usize) -> bool {
        self.mark(at, '-')
            && self.scan.glued(at)
            && self.scan.glued(at + 1)
            && self.inside(at + 1)
            && self.scan.tokens[at + 1].is_word()
            && self.scan.longest(at + 1, EntryKind::Title).is_none()
            && self.scan.tokens[at + 1].case != Case::Upper
            && (self.scan.longest(at.saturating_sub(1), EntryKind::Given).is_none()
                || !self.scan.capital(at + 1)
                || at >= 2 && self.mark(at - 2, '-') && self.scan.glued(at - 2))
    }

    /// "Prayuth Chan - ocha": what is no syllable of the language goes on a foreign name.
    fn spaced_hyphen(&self, at: usize) -> bool {
        let small = |at: usize| self.inside(at) && self.scan.tokens[at].case == Case::Lower;
        self.mark(at, '-') && small(at + 1) && !is_syllable(self.scan.folded(Span::new(at + 1, at + 2)))
    }

    /// "Van den Broeck", "bin Salman": a small link of foreign names with a capital behind it.
    fn foreign_goes_on(&self, at: usize, past: usize) -> bool {
        self.inside(past) && self.name_token(past) && self.scan.longest(at, EntryKind::Surname).is_none()
    }

    /// "Hoàng văn Điện": a middle name typed small.
    fn slip(&self, start: usize, at: usize) -> bool {
        at == start + 1
            && self.scan.tokens[at].case == Case::Lower
            && self.middle(at)
            && self.inside(at + 1)
            && self.name_token(at + 1)
            && self.scan.longest(start, EntryKind::Surname).is_some()
    }

    /// The commonest middle names, by the list of given syllables being unable to say it of small letters.
    fn middle(&self, at: usize) -> bool {
        self.scan.lexicon.is_middle_name(self.scan.folded(Span::new(at, at + 1)))
    }

    /// A province or country at the end of a run that is too long for a name.
    fn trim_place(&self, run: Span) -> Span {
        if run.len() <= 4 {
            return run;
        }
        let cut = (run.start + 2..run.end).find(|&at| {
            let listed = [EntryKind::Place, EntryKind::Country]
                .into_iter()
                .filter_map(|kind| self.scan.longest(at, kind));
            listed.into_iter().any(|(s, _)| s.end == run.end && s.len() > 1)
        });
        Span::new(run.start, cut.unwrap_or(run.end))
    }

    /// Latin names of other countries: no syllable of it is a level word, a month, a meeting.
    fn may_be_foreign(&self, run: Span) -> bool {
        let place = [EntryKind::Place, EntryKind::Country, EntryKind::Sector]
            .into_iter()
            .filter_map(|kind| self.scan.longest(run.start, kind))
            .any(|(span, _)| span.end >= run.end);
        !place
            && (run.start..run.end).all(|at| !matches!(self.scan.tokens[at].kind, TokenKind::Number))
            && !self.level_inside(run)
    }

    fn level_inside(&self, run: Span) -> bool {
        let words = [
            Particle::LevelProvince,
            Particle::LevelDistrict,
            Particle::LevelCommune,
            Particle::LevelCity,
            Particle::LevelCountry,
        ];
        self.scan.any_particle(run.start, &words).is_some()
    }

    /// A street, school, award or ship is named here, not a person.
    pub(crate) fn guarded(&self, at: usize) -> bool {
        (1..=4).any(|back| {
            at.checked_sub(back)
                .filter(|&from| from >= self.within.start)
                .and_then(|from| self.scan.particle(from, Particle::NameGuard))
                .is_some_and(|end| end == at)
        })
    }
}
