//! Days: "ngày 09/10/2020", "chiều 15/6", "ngày 3 - 8/7/2017", "sáng nay", "cùng ngày", "ngày 5 tháng 6".

use super::{Date, Finder, Relative};
use crate::lexicon::Particle;
use crate::text::{Span, TokenKind};
use crate::vocab::Session;

const SESSIONS: [(Particle, Session); 4] = [
    (Particle::SessionMorning, Session::Morning),
    (Particle::SessionNoon, Session::Noon),
    (Particle::SessionAfternoon, Session::Afternoon),
    (Particle::SessionEvening, Session::Evening),
];

impl Finder<'_, '_> {
    /// The date that begins at a token.
    pub(super) fn date(&self, at: usize) -> Option<Date> {
        let (session, mut next) = self.session(at);
        if let Some((relative, end)) = self.relative(next) {
            return Some(self.told(at, end, session, Some(relative)));
        }
        if session.is_some() && at == self.within.start && self.mark(next, ',') {
            return Some(self.told(at, next, session, Some(Relative::SameDay)));
        }
        let day_word = self.scan.particle(next, Particle::Day);
        next = day_word.unwrap_or(next);
        if session.is_none() && day_word.is_none() {
            return self.bare(at);
        }
        self.calendar(at, next, session)
    }

    fn session(&self, at: usize) -> (Option<Session>, usize) {
        SESSIONS
            .iter()
            .find_map(|&(particle, session)| self.scan.particle(at, particle).map(|end| (Some(session), end)))
            .unwrap_or((None, at))
    }

    /// "hôm nay", "nay", "hôm qua", "cùng ngày"; a calendar date in brackets behind it wins.
    fn relative(&self, at: usize) -> Option<(Relative, usize)> {
        let words = [
            (Particle::Today, Relative::Today),
            (Particle::Yesterday, Relative::Yesterday),
            (Particle::SameDay, Relative::SameDay),
        ];
        let long = |end: usize| end > at + 1 || at > self.within.start && self.session_before(at);
        words.iter().find_map(|&(particle, relative)| {
            self.scan.particle(at, particle).filter(|&e| long(e)).map(|e| (relative, e))
        })
    }

    fn session_before(&self, at: usize) -> bool {
        (1..=2).any(|back| at.checked_sub(back).is_some_and(|from| self.session(from).1 == at))
    }

    fn told(&self, at: usize, end: usize, session: Option<Session>, relative: Option<Relative>) -> Date {
        if self.mark(end, '(')
            && let Some(inner) =
                self.calendar(at, self.scan.particle(end + 1, Particle::Day).unwrap_or(end + 1), session)
        {
            let close = usize::from(self.mark(inner.span.end, ')'));
            return Date { span: Span::new(at, inner.span.end + close), ..inner };
        }
        if let Some(date) = self.beside(at, end, session) {
            return date;
        }
        Date { span: Span::new(at, end), day: None, month: None, year: None, session, relative }
    }

    /// "sáng nay | 1/7", "hôm nay, | ngày 1/7": the day itself directly behind.
    fn beside(&self, at: usize, end: usize, session: Option<Session>) -> Option<Date> {
        let comma = self.past_mark(end, &[',']);
        let day = self.scan.particle(comma.unwrap_or(end), Particle::Day);
        let from = day.or(comma.is_none().then_some(end))?;
        self.calendar(at, from, session).filter(|date| date.month.is_some())
    }

    /// A full date without "ngày": only with a four-figure year or two figures around a slash.
    fn bare(&self, at: usize) -> Option<Date> {
        let date = self.calendar(at, at, None)?;
        // "từ | 12-14/3"
        let from =
            at.checked_sub(1).is_some_and(|before| self.scan.particle(before, Particle::From) == Some(at));
        let range = from && self.mark(at + 1, '-') && self.mark(date.span.end - 2, '/');
        (date.day.is_some() && (date.year.is_some() || range)).then_some(date)
    }

    /// `from` stands at the first figure; `at` is where the phrase begins.
    fn calendar(&self, at: usize, from: usize, session: Option<Session>) -> Option<Date> {
        let (day, mut next) = self.number(from)?;
        let day = u8::try_from(day).ok().filter(|&day| (1..=31).contains(&day))?;
        let word = !self.mark(next, '-');
        if let Some((month, end)) = self.past_joint(next).and_then(|at| self.range(at, word)) {
            return self.dated(at, end, day, month, session);
        }
        if let Some(separator) = self.separator(next) {
            let (month, end) = self.number(next + 1)?;
            next = end;
            return self.with_year(at, next, day, month, separator, session);
        }
        let month_word = self.scan.particle(next, Particle::Month)?;
        let (month, end) = self.number(month_word)?;
        let month = u8::try_from(month).ok().filter(|&month| (1..=12).contains(&month))?;
        self.dated(at, end, day, month, session)
    }

    /// Past the joint of two days: "3 - 8/7", "8 và 9/6", "ngày 5 đến ngày 9/9".
    fn past_joint(&self, at: usize) -> Option<usize> {
        let past = self.past_mark(at, &['-', ',']);
        let past = past.or_else(|| self.scan.any_particle(at, &[Particle::And, Particle::To]))?;
        Some(self.scan.particle(past, Particle::Day).unwrap_or(past))
    }

    /// Behind "3 -": "8/7", behind a word also "8-7"; the month and the token behind it.
    fn range(&self, at: usize, word: bool) -> Option<(u8, usize)> {
        let (_, next) = self.number(at)?;
        self.separator(next).filter(|&s| word || s != '-')?;
        let (month, end) = self.number(next + 1)?;
        u8::try_from(month).ok().filter(|&month| (1..=12).contains(&month)).map(|month| (month, end))
    }

    fn with_year(
        &self,
        at: usize,
        next: usize,
        day: u8,
        month: u32,
        separator: char,
        session: Option<Session>,
    ) -> Option<Date> {
        let month = u8::try_from(month).ok().filter(|&month| (1..=12).contains(&month))?;
        let glued = self.mark(next, separator) || self.separator(next).is_some();
        if let Some((year, end)) = glued.then(|| self.number(next + 1)).flatten()
            && let Some(year) = full_year(year)
        {
            return Some(self.date_of(at, end, day, month, Some(year), session));
        }
        self.dated(at, next, day, month, session)
    }

    /// Adds "năm 2020" where it follows.
    fn dated(&self, at: usize, end: usize, day: u8, month: u8, session: Option<Session>) -> Option<Date> {
        let mut next = end;
        let mut year = None;
        if let Some(after) =
            self.separator(end).map(|_| end + 1).or_else(|| self.scan.particle(end, Particle::Year))
            && let Some((figure, behind)) = self.number(after)
            && let Some(full) = full_year(figure)
        {
            (year, next) = (Some(full), behind);
        }
        Some(self.date_of(at, next, day, month, year, session))
    }

    fn date_of(
        &self,
        at: usize,
        end: usize,
        day: u8,
        month: u8,
        year: Option<u16>,
        session: Option<Session>,
    ) -> Date {
        Date { span: Span::new(at, end), day: Some(day), month: Some(month), year, session, relative: None }
    }

    fn separator(&self, at: usize) -> Option<char> {
        ['/', '-', '.']
            .into_iter()
            .find(|&mark| self.mark(at, mark))
            .filter(|&mark| mark == '-' || (self.scan.glued(at) && self.scan.glued(at + 1)))
    }

    fn number(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.scan.tokens.get(at).filter(|t| t.kind == TokenKind::Number && self.inside(at))?;
        let text = &self.scan.text.norm[token.bytes()];
        text.parse().ok().map(|value| (value, at + 1))
    }
}

fn full_year(figure: u32) -> Option<u16> {
    u16::try_from(figure).ok().filter(|year| (1900..=2100).contains(year))
}
