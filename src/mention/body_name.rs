//! How far the proper name of a body runs: "Công ty | Cổ phần Chè Cao Bồ", "Trường Tiểu học | Lê Lợi và ...".

use super::{BodyPhrase, Finder};
use crate::lexicon::{Entry, EntryKind, Flag, Particle};
use crate::text::{Case, Span, TokenKind, is_syllable};
use crate::vocab::Level;

/// Type id of what is set up for one thing.
const COMMITTEE: &str = "committee";

/// Words a proper name may have.
const LONGEST_NAME: usize = 16;

/// Words of a further thing that a committee is for.
const PURPOSE: usize = 4;

/// Syllables of a person's name.
const LONGEST_PERSON: usize = 5;

/// Small syllables that may follow the last capital of a name.
const LONGEST_TAIL: usize = 6;

impl Finder<'_, '_> {
    /// "Ngân hàng Nhà nước chi nhánh Đắk Lắk": the branch of a body that exists once.
    pub(super) fn branch_of(&self, phrase: &mut BodyPhrase) {
        let Some(at) = self.scan.particle(phrase.span.end, Particle::Branch) else { return };
        let Some(place) = self.place(at) else { return self.branch_named(phrase, at) };
        let word = self.scan.folded(Span::new(phrase.span.end, place.span.start));
        phrase.head = format!("{} {word}", phrase.head);
        phrase.span.end = place.span.end;
        phrase.place = Some(place);
        phrase.unique = false;
    }

    /// "Agribank chi nhánh | Láng Hạ": the branch of a quarter that no table has.
    fn branch_named(&self, phrase: &mut BodyPhrase, at: usize) {
        let run = self.capital_run(at);
        if !run.is_empty() && run.len() <= 4 && !self.person_name_begins(at) {
            phrase.head = format!("{} {}", phrase.head, self.scan.str(Span::new(phrase.span.end, run.end)));
            phrase.span.end = run.end;
            phrase.unique = false;
        }
    }

    /// "lãnh đạo 2 | Ban của Hội đồng nhân dân": a type word without a field, counted, is a class.
    pub(super) fn counted_class(&self, head: Span, phrase: &BodyPhrase, entry: &Entry) -> bool {
        let number = head.start.checked_sub(1).map(|before| self.scan.tokens[before].kind);
        number == Some(TokenKind::Number) && entry.flags.has(Flag::TakesSector) && phrase.head == entry.text
    }

    /// "Ban Tổ chức | hội thi": the kind of meeting that a committee is for.
    pub(super) fn take_meeting(&self, phrase: &mut BodyPhrase, entry: &Entry) -> bool {
        let meeting = self.scan.longest(phrase.span.end, EntryKind::Meeting).map(|(span, _)| span);
        let small = |span: &Span| self.inside(span.end - 1) && !self.scan.capital(span.start);
        let meeting = meeting.filter(|span| small(span) && self.scan.verb(span.start).is_none());
        let Some(span) = meeting.filter(|_| entry.flags.has(Flag::Outer)) else { return false };
        phrase.head = format!("{} {}", phrase.head, self.scan.str(span));
        phrase.type_id = COMMITTEE.into();
        phrase.span.end = span.end;
        true
    }

    /// What a committee is for: any words up to a verb or a stop, with "của" and a body behind them.
    pub(super) fn description(&self, from: usize) -> Option<usize> {
        if self.small_verb(from) || self.scan.particle(from, Particle::And).is_some() {
            return None;
        }
        let mut at = from;
        while self.inside(at) && at - from < LONGEST_NAME {
            let token = self.scan.tokens[at];
            let dash = self.mark(at, '-') && at > from;
            if dash || token.kind == TokenKind::Number && at > from {
                at += 1;
                continue;
            }
            if let Some(past) = self.past_year(at).filter(|_| at > from) {
                return Some(past);
            }
            // "phòng, | chống", "thi cấp tỉnh"
            let tied = self.scan.any_particle(at, &[Particle::Tier, Particle::Compound]);
            let acts = |past: usize| self.scan.verb(at).is_some_and(|(verb, ..)| verb.end >= past);
            if let Some(past) = tied.filter(|&past| past <= self.within.end && !acts(past)) {
                at = past;
                continue;
            }
            if at > from && self.further_purpose(at) {
                at += 1;
                continue;
            }
            if !token.is_word()
                || self.ends_name(at)
                || self.starts_other(at)
                || self.place(at).is_some()
                || self.person_name_begins(at)
                || self.foreign_word(at)
            {
                break;
            }
            at += 1;
        }
        if let Some(of) = self.scan.particle(at, Particle::Of).filter(|_| at > from)
            && let Some(body) = self.body(of)
        {
            return Some(body.span.end);
        }
        while at > from && (self.mark(at - 1, '-') || self.scan.particle(at - 1, Particle::And).is_some()) {
            at -= 1;
        }
        (at > from).then_some(at)
    }

    /// "tham nhũng | , tiêu cực tỉnh Thái Bình": behind a comma some small words, and the place or the body that the committee belongs to.
    fn further_purpose(&self, comma: usize) -> bool {
        let small = |at: usize| {
            self.inside(at)
                && self.scan.tokens[at].case == Case::Lower
                && !self.ends_name(at)
                && !self.small_verb(at)
        };
        let ends = |at: usize| {
            let unit =
                self.levelled(at).is_some_and(|place| !place.name.is_empty() || self.inside(place.span.end));
            unit || self.scan.particle(at, Particle::Of).is_some_and(|of| self.body(of).is_some())
        };
        let first = comma + 1;
        self.mark(comma, ',')
            && small(first)
            && (first + 1..=first + PURPOSE).take_while(|&at| small(at - 1)).any(ends)
    }

    /// Past "năm 2024", with which a name ends.
    fn past_year(&self, at: usize) -> Option<usize> {
        let figure = self.scan.particle(at, Particle::Year).filter(|&figure| self.inside(figure))?;
        let token = self.scan.tokens[figure];
        (token.kind == TokenKind::Number && token.bytes().len() == 4).then_some(figure + 1)
    }

    /// "Ban Chỉ đạo | giao": what the committee does.
    fn small_verb(&self, at: usize) -> bool {
        let inside_word = || {
            self.scan.particle(at, Particle::Compound).is_some()
                || self.scan.longest(at, EntryKind::Sector).is_some_and(|(span, _)| span.len() > 1)
        };
        self.inside(at) && !self.scan.capital(at) && self.scan.verb(at).is_some() && !inside_word()
    }

    /// A capital word that is no Vietnamese syllable and that no table has: a foreign name begins.
    pub(super) fn foreign_word(&self, at: usize) -> bool {
        let title = self.inside(at) && self.scan.tokens[at].case == Case::Title;
        title && self.scan.nothing(at) && !is_syllable(self.scan.folded(Span::new(at, at + 1)))
    }

    /// The end of a proper name: capitals with the small words between them. A `free` one may look like a person's, as long as it says
    /// no more than the trade before it.
    pub(super) fn proper_name(&self, from: usize, small_first: bool, mut free: bool) -> Option<usize> {
        let mut end = None;
        let mut at = from;
        while self.inside(at) && at - from < LONGEST_NAME {
            let token = self.scan.tokens[at];
            match token.kind {
                TokenKind::Word if token.is_capital() => {
                    let person =
                        self.person_name_begins(at) && !self.later_name(at) && !self.half_house(from, at);
                    let chosen = free && !self.middle_behind(at);
                    if self.starts_other(at) || person && !chosen {
                        break;
                    }
                    // "Cục Thi hành án dân sự | TP Hà Nội"
                    if end.is_some() && self.levelled(at).is_some_and(|place| !place.name.is_empty()) {
                        return Some(at);
                    }
                    if person {
                        return Some(self.capital_run(at).end);
                    }
                    let past = self.past_compound(at);
                    free &= past > at + 1 || self.inside(past) && self.scan.tokens[past].case == Case::Lower;
                    at = past;
                    end = Some(at);
                    continue;
                }
                TokenKind::Word => {
                    if end.is_none() && !small_first {
                        break;
                    }
                    if let Some(past) = self.scan.particle(at, Particle::Inner) {
                        at = past;
                        continue;
                    }
                    let verb = |at: usize| {
                        self.scan.verb(at).is_some() && self.scan.particle(at, Particle::Compound).is_none()
                    };
                    // "Công ty TNHH | đầu tư phát triển nhà Sao Khuê"
                    let trade = free && small_first && end.is_none();
                    let field = self.scan.particle(at, Particle::Compound).filter(|_| trade);
                    if let Some(past) = field.filter(|&past| past <= self.within.end) {
                        at = past;
                        continue;
                    }
                    if self.ends_name(at) || end.is_some() && verb(at) {
                        break;
                    }
                }
                TokenKind::Number if end == Some(at) => end = Some(at + 1),
                TokenKind::Mark('-' | '&' | '/') if end.is_some() => {}
                _ => break,
            }
            at += 1;
        }
        end.filter(|&end| end > from).map(|end| self.tail(self.half_word(from, end)))
    }

    /// "Tổng công ty Dịch vụ Dầu | khí": a capital that begins a word of several syllables takes the others along.
    fn past_compound(&self, at: usize) -> usize {
        self.scan.particle(at, Particle::Compound).filter(|&past| self.inside(past - 1)).unwrap_or(at + 1)
    }

    /// "Công ty Cầu đường | Đồng Khởi Xanh | Huỳnh Tấn Khởi Nguyên": too many capitals for one person, whose name comes last.
    fn later_name(&self, at: usize) -> bool {
        let run = self.capital_run(at);
        run.len() > LONGEST_PERSON && (at + 2..run.end - 1).any(|from| self.person_name_begins(from))
    }

    /// "Công ty TNHH Đại | Nguyễn Dương": one syllable names no house, and two begin no longer name.
    fn half_house(&self, from: usize, at: usize) -> bool {
        let run = self.capital_run(at);
        let title = |at: usize| self.scan.tokens[at].case == Case::Title;
        let field = self.scan.longest(from, EntryKind::Sector).is_some();
        at == from + 1 && run.len() == 2 && title(from) && title(at) && !field
    }

    /// "Trạm Khuyến | nông": no name is one capital syllable, so the next one belongs to it.
    fn half_word(&self, from: usize, end: usize) -> usize {
        let placed =
            [EntryKind::Country, EntryKind::Place].iter().any(|&k| self.scan.longest(from, k).is_some());
        let typed = (from.saturating_sub(3)..from)
            .any(|at| self.scan.longest(at, EntryKind::BodyType).is_some_and(|(span, _)| span.end > end));
        let half = self.inside(end)
            && !typed
            && end == from + 1
            && self.scan.tokens[from].case == Case::Title
            && !placed
            && is_syllable(self.scan.folded(Span::new(from, from + 1)))
            && self.scan.particle(end, Particle::And).is_none()
            && self.scan.tokens[end].is_word()
            && !self.scan.capital(end)
            && !self.ends_name(end);
        if half { self.scan.particle(end, Particle::Compound).unwrap_or(end + 1) } else { end }
    }

    /// One or two small syllables, or some words of several, between the last capital and a mark still belong to the name ("Vận
    /// tải;", "Quản lý đất đai huyện").
    fn tail(&self, end: usize) -> usize {
        // "Khoa Vũ thuật - Đặc | nhiệm của Học viện"
        let dash = |to: usize| self.mark(to, '-') && !self.scan.glued(to);
        let ends =
            |to: usize| self.name_mark(to) || dash(to) || self.scan.particle(to, Particle::Of).is_some();
        let short = (end + 1..=end + 2).find(|&to| (end..to).all(|at| self.small(at)) && ends(to));
        self.small_words(end).or(short).unwrap_or(end)
    }

    /// Small words of several syllables up to a mark, a level word or the end of the name.
    pub(super) fn small_words(&self, end: usize) -> Option<usize> {
        let mut to = end;
        while to < end + LONGEST_TAIL
            && self.small(to)
            && let Some(past) = self.scan.particle(to, Particle::Compound)
        {
            to = past;
            let compound = |to: usize| self.scan.particle(to, Particle::Compound).is_some();
            let ends = |to: usize| self.ends_name(to) || self.scan.verb(to).is_some() && !compound(to);
            let stops = !self.inside(to) || self.scan.tokens[to].is_word() && ends(to);
            if self.name_mark(to) || stops || self.level_word(to).is_some() {
                return Some(to);
            }
        }
        None
    }

    fn small(&self, at: usize) -> bool {
        self.inside(at) && self.scan.tokens[at].is_word() && !self.scan.capital(at) && !self.ends_name(at)
    }

    fn name_mark(&self, at: usize) -> bool {
        [',', ';', '.', ':', '('].iter().any(|&mark| self.mark(at, mark))
    }

    /// A word in small letters that no name goes past.
    pub(crate) fn ends_name(&self, at: usize) -> bool {
        if let Some((_, entry, _)) = self.scan.verb(at)
            && !entry.flags.has(Flag::Narrow)
        {
            return true;
        }
        let stops = [
            Particle::Past,
            Particle::Planned,
            Particle::Modal,
            Particle::By,
            Particle::Has,
            Particle::Purpose,
            Particle::Negation,
            Particle::Passive,
            Particle::At,
            Particle::Copula,
            Particle::When,
            Particle::ModalWeak,
            Particle::InWhich,
            Particle::Of,
            Particle::AboutTopic,
            Particle::Adverb,
            Particle::Replace,
        ];
        self.scan.any_particle(at, &stops).is_some()
            || self.scan.longest(at, EntryKind::Honorific).is_some()
            || self.scan.longest(at, EntryKind::Title).is_some()
            || (self.scan.particle(at, Particle::And).is_some() && !self.inside_name_and(at))
    }

    /// "và" inside a name has a small or sector word behind it, not a body or a person.
    fn inside_name_and(&self, at: usize) -> bool {
        let next = at + 1;
        self.inside(next)
            && !self.starts_other(next)
            && !self.person_name_begins(next)
            && self.scan.particle(next, Particle::Member).is_none()
            && self.scan.longest(next, EntryKind::Rank).is_none()
            && self.scan.tokens[next].is_word()
    }

    fn starts_other(&self, at: usize) -> bool {
        let kinds = [EntryKind::BodyType, EntryKind::Body, EntryKind::Title];
        kinds.iter().any(|&kind| {
            self.scan.longest(at, kind).is_some_and(|(span, entry)| {
                let short = span.len() == 1 && self.scan.tokens[at].case != Case::Upper;
                !short && !entry.flags.has(Flag::Weak)
            })
        }) || self.scan.longest(at, EntryKind::Honorific).is_some()
            // "Trường Đại học Tây Bắc | PGS.TS Lò Văn A", "Bộ Chỉ huy | Đại tá Lò Văn A"
            || self.scan.longest(at, EntryKind::Rank).is_some_and(|(span, _)| {
                span.len() > 1 || self.scan.tokens[at].case == Case::Upper
            })
    }
}

/// A unit may name its school, hospital, company or command behind a comma.
pub(super) fn type_may_follow_comma(phrase: &BodyPhrase) -> bool {
    let troop = phrase.type_id == "army"
        && phrase.level != Some(Level::Central)
        && phrase.head.ends_with(|c: char| c.is_ascii_digit());
    (phrase.type_id == "department" || troop) && phrase.place.is_none() && phrase.outer.is_none()
}
