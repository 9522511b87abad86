//! Bodies: a name that exists once, or type word x sector or proper name x place x the body above.

use super::body_name::type_may_follow_comma;
use super::{BodyPhrase, Finder, PlacePhrase};
use crate::lexicon::{Entry, EntryKind, Flag, Particle};
use crate::text::{Case, Span, TokenKind, fold_case};
use crate::vocab::Level;

/// Type ids of houses that a type word alone may take up.
const HOUSES: [&str; 5] = ["company", "bank", "school", "hospital", "institute"];

/// Type id of embassies and consulates, which stand in another country.
const MISSION: &str = "foreign_government";

impl Finder<'_, '_> {
    /// The body that begins at a token, the longer of the two readings.
    pub(crate) fn body(&self, at: usize) -> Option<BodyPhrase> {
        let word = self.inside(at) && self.scan.tokens[at].is_word();
        if !word || self.part_of_number(at) || self.scan.longest(at, EntryKind::Person).is_some() {
            return None;
        }
        if let Some(short) = self.shortened(at) {
            return Some(short);
        }
        let unique = self.unique(at);
        let typed = self.typed(at);
        let mut longer = match (unique, typed) {
            (Some(u), Some(t)) if t.span.end > u.span.end && !self.runs_on(u.span) && self.holds(&u, &t) => {
                Some(t)
            }
            (Some(u), _) => Some(u),
            (None, typed) => typed,
        }?;
        let past = self.past_short_form(longer.span.end);
        if past > longer.span.end {
            let home = self.place(past).filter(|place| self.scan.lexicon.is_home(&place.name));
            longer.span.end = home.map_or(past, |place| place.span.end);
        }
        (longer.unique || !self.cut_off(longer.span.end)).then_some(longer)
    }

    /// The longer reading of a name that exists once does not run into a person ("Ban Nội chính Trung ương | Nguyễn A B"), nor is it cut
    /// off ("Tổng cục Chính trị | Quân ...").
    fn holds(&self, unique: &BodyPhrase, typed: &BodyPhrase) -> bool {
        let at = unique.span.end;
        let person = self.capital_run(at).len() > 1 && self.kinh_surname(at);
        !(self.cut_off(typed.span.end) || person && typed.place.is_none() && typed.outer.is_none())
    }

    /// "Ban Chỉ đạo Tây Nam Bộ | tổng kết": behind a name that exists once, small words are what it does, unless they tie more to the
    /// name ("Bộ Năng lượng | và Mỏ Lào", "Ban Dân nguyện | của Ủy ban ...") or it is in small letters itself.
    fn runs_on(&self, name: Span) -> bool {
        let at = name.end;
        let small = |at: usize| self.inside(at) && self.scan.tokens[at].is_word() && !self.scan.capital(at);
        let tied = match self.scan.particle(at, Particle::And) {
            Some(next) => !small(next) && self.scan.longest(next, EntryKind::BodyType).is_none(),
            None => self.scan.particle(at, Particle::Of).is_some() || self.level_word(at).is_some(),
        };
        small(at) && !tied && (name.start + 1..at).any(|at| self.scan.capital(at))
    }

    /// "số 318/TB-UBND": the letters of a document's number.
    fn part_of_number(&self, at: usize) -> bool {
        let glued =
            |mark: char| at > self.within.start && self.scan.mark(at - 1, mark) && self.scan.glued(at);
        let first = (self.within.start..at.saturating_sub(1)).rev().take(4);
        (glued('-') || glued('/'))
            && self.scan.tokens[at].case == Case::Upper
            && first
                .take_while(|&t| self.scan.glued(t + 1))
                .any(|t| self.scan.tokens[t].kind == TokenKind::Number)
    }

    /// A row of `bodies.tsv`, with a country or the place of a branch behind it.
    fn unique(&self, at: usize) -> Option<BodyPhrase> {
        let (span, entry) = self.scan.longest(at, EntryKind::Body)?;
        let printed_small = entry.text.starts_with(char::is_lowercase);
        let capital = || (span.start..span.end).any(|t| self.scan.capital(t));
        if !self.inside(span.end - 1)
            || !(printed_small || capital() || span.len() > 2 && self.behind_title(at))
            || self.inside_word(span)
        {
            return None;
        }
        let mut phrase = BodyPhrase::of_row(span, entry)?;
        phrase.unique = true;
        let printed = self.scan.str(span);
        let same = crate::text::key(printed) == crate::text::key(&entry.text);
        phrase.printed = (!same).then(|| printed.to_string());
        phrase.takes_place = false;
        phrase.takes_outer = false;
        self.country_of(&mut phrase);
        self.branch_of(&mut phrase);
        let kind = self.scan.longest(at, EntryKind::BodyType).map(|(_, kind)| kind);
        if let Some(kind) = kind.filter(|kind| phrase.unique && kind.flags.has(Flag::Inherits)) {
            phrase.inherits = true;
            self.take_outer(&mut phrase, kind);
        }
        Some(phrase)
    }

    /// "Chủ nhiệm | ủy ban kinh tế": directly behind a title a name may be printed in small letters.
    fn behind_title(&self, at: usize) -> bool {
        let titles =
            (1..=4).filter_map(|back| at.checked_sub(back)).filter(|&from| from >= self.within.start);
        // "trưởng | ban dân vận trung ương": the title has the first word of the name.
        titles.into_iter().any(|from| {
            self.scan.all(from, EntryKind::Title).any(|(span, _)| span.end == at || span.end == at + 1)
        })
    }

    /// "Chính phủ Lào", "Bộ Quốc phòng Lào": the country of a foreign body.
    fn country_of(&self, phrase: &mut BodyPhrase) {
        if let Some(place) = self.place(phrase.span.end)
            && place.foreign
            && (self.listed_place(&place) || !self.person_name_begins(place.span.start))
        {
            let place = self.pair(place);
            phrase.span.end = place.span.end;
            phrase.place = Some(place);
            phrase.unique = false;
        }
    }

    /// "Ủy ban hợp tác Lào-Việt Nam": two countries tied by a dash are one name.
    fn pair(&self, place: PlacePhrase) -> PlacePhrase {
        let dash = place.foreign && self.mark(place.span.end, '-');
        let Some(other) = dash.then(|| self.place(place.span.end + 1)).flatten().filter(|p| p.foreign) else {
            return place;
        };
        let span = place.span.join(other.span);
        PlacePhrase { span, name: self.scan.str(span).to_string(), ..place }
    }

    /// A type word and what belongs to it.
    fn typed(&self, at: usize) -> Option<BodyPhrase> {
        let candidates: Vec<_> =
            self.scan.all(at, EntryKind::BodyType).filter(|&(span, entry)| self.fits(span, entry)).collect();
        candidates
            .into_iter()
            .rev()
            .filter_map(|(span, entry)| self.completed(span, entry))
            .max_by_key(|phrase| phrase.span.end)
    }

    /// A type word in small letters must be one that is written so, which no abbreviation is ("ba ca").
    fn fits(&self, span: Span, entry: &Entry) -> bool {
        let at = span.start;
        let abbreviation = span.len() == 1 && entry.text.contains(' ');
        if abbreviation && self.scan.tokens[at].case == Case::Lower {
            return false;
        }
        if self.inside_word(Span::new(at, at + entry.text.split(' ').count())) {
            return false;
        }
        let head = at.checked_sub(1).filter(|&from| from >= self.within.start);
        if head
            .and_then(|from| self.scan.longest(from, EntryKind::BodyType))
            .is_some_and(|(span, _)| span.end > at)
            && !self.scan.capital(at)
        {
            return false;
        }
        let sector_next = entry.flags.has(Flag::TakesSector) && self.sectors(at + 1).is_some();
        self.scan.capital(at)
            || sector_next
            || self.named_small(span, entry)
            || entry.flags.has(Flag::Lower)
            || (entry.flags.has(Flag::Bare) && entry.text.contains(' '))
            || (entry.flags.has(Flag::Bare) && entry.flags.has(Flag::TakesPlace))
    }

    /// "công ty | Mây Airways": a type of several syllables printed small, with a name directly behind it.
    fn named_small(&self, head: Span, entry: &Entry) -> bool {
        let name = head.end;
        entry.flags.has(Flag::Named)
            && head.len() > 1
            && self.scan.verb(head.start).is_none()
            && self.inside(name)
            && self.scan.tokens[name].is_word()
            && self.scan.capital(name)
            && self.scan.longest(name, EntryKind::Country).is_none()
            && !self.starts_phrase(name)
    }

    /// The body whose type word stands at `head`.
    pub(crate) fn completed(&self, head: Span, entry: &Entry) -> Option<BodyPhrase> {
        let mut phrase = BodyPhrase::of_row(head, entry)?;
        self.take_number(&mut phrase, entry);
        self.take_sector(&mut phrase, entry);
        self.take_name(&mut phrase, entry);
        if phrase.span.end == head.end
            && !entry.flags.has(Flag::Bare)
            && !entry.flags.has(Flag::TakesPlace)
            && !entry.flags.has(Flag::Outer)
        {
            return None;
        }
        self.take_place(&mut phrase, entry);
        self.take_outer(&mut phrase, entry);
        if entry.flags.has(Flag::ImpliedCity) {
            self.imply_city(&mut phrase);
            return Some(phrase);
        }
        if phrase.span.end == head.end {
            phrase.bare = true;
            return (entry.flags.has(Flag::Bare) && !entry.flags.has(Flag::Weak)).then_some(phrase);
        }
        let lonely = phrase.place.as_ref().is_some_and(|p| p.name.is_empty()) && entry.flags.has(Flag::Weak);
        (!lonely && !self.counted_class(head, &phrase, entry)).then_some(phrase)
    }

    /// "CATP": the city is part of the abbreviation.
    fn imply_city(&self, phrase: &mut BodyPhrase) {
        let word = self.scan.lexicon.level_word(Particle::LevelCity).to_string();
        let name = phrase.place.take().map(|place| place.name).unwrap_or_default();
        phrase.place = Some(PlacePhrase {
            span: phrase.span,
            level_word: word,
            level: Some(Level::Province),
            name,
            foreign: false,
        });
    }

    fn take_number(&self, phrase: &mut BodyPhrase, entry: &Entry) {
        if !entry.flags.has(Flag::Numbered) {
            return;
        }
        let at = phrase.span.end;
        // "Đoàn kiểm tra số 1": the word for a number stays in the name.
        let at = self.scan.particle(at, Particle::Ordinal).filter(|&at| self.inside(at)).unwrap_or(at);
        let Some(token) = self.scan.tokens.get(at).filter(|_| self.inside(at)) else { return };
        let roman = token.case != Case::Lower
            && self.scan.str(Span::new(at, at + 1)).chars().all(|c| "IVX".contains(c));
        if token.kind == TokenKind::Number || roman {
            phrase.head = format!("{} {}", phrase.head, self.scan.str(Span::new(phrase.span.end, at + 1)));
            phrase.span.end = at + 1;
        }
    }

    fn take_sector(&self, phrase: &mut BodyPhrase, entry: &Entry) {
        if !entry.flags.has(Flag::TakesSector) {
            return;
        }
        let found = self.sectors(phrase.span.end).or_else(|| self.small_sectors(phrase.span));
        let Some((end, sector)) = found else { return };
        phrase.head = format!("{} {sector}", phrase.head);
        phrase.span.end = end;
        // "Quản lý Tài nguyên | nước - Bộ ..."
        let word = || {
            let dash = self.mark(end + 1, '-') && !self.scan.glued(end + 1);
            let small = self.inside(end) && self.scan.tokens[end].case == Case::Lower && !self.ends_name(end);
            (dash && small && self.level_word(end).is_none()).then_some(end + 1)
        };
        if let Some(past) = self.small_words(end).or_else(word) {
            phrase.head = format!("{} {}", phrase.head, self.scan.str(Span::new(end, past)));
            phrase.span.end = past;
        }
    }

    /// "phòng | kỹ thuật - thẩm định", "Hiệp hội | du lịch": what a department is for, printed small behind its type word; the end and
    /// the words as printed.
    pub(crate) fn small_sectors(&self, head: Span) -> Option<(usize, String)> {
        let small = |at: usize| self.inside(at) && self.scan.tokens[at].case == Case::Lower;
        let word = |at: usize| {
            let sector = self.scan.longest(at, EntryKind::Sector).map(|(span, _)| span.end);
            let end = sector.max(self.scan.particle(at, Particle::Compound))?;
            (end > at + 1 && (at..end).all(small)).then_some(end)
        };
        let from = head.end;
        if !small(from) || !small(from - 1) || self.ends_name(from) {
            return None;
        }
        let mut end = word(from)?;
        while let Some(next) = word(end).or_else(|| self.mark(end, '-').then(|| word(end + 1))?) {
            end = next;
        }
        Some((end, self.scan.str(Span::new(from, end)).to_string()))
    }

    /// Sectors joined by dashes or "và": the end and the text written out.
    pub(crate) fn sectors(&self, at: usize) -> Option<(usize, String)> {
        if !self.inside(at) {
            return None;
        }
        let (span, entry) =
            self.scan.longest(at, EntryKind::Sector).filter(|(span, _)| span.end <= self.within.end)?;
        if !self.scan.capital(at) && (span.len() < 2 || !self.scan.capital(at.saturating_sub(1))) {
            return None;
        }
        let (mut end, mut text) = (span.end, entry.text.clone());
        while let Some((next, joint)) = self.joint(end) {
            if !self.scan.capital(next) {
                break;
            }
            let sector =
                self.scan.longest(next, EntryKind::Sector).map(|(span, e)| (span.end, e.text.as_str()));
            let word = || {
                let dashed = self.mark(end, '-') && !self.scan.glued(end);
                let past = self.scan.particle(next, Particle::Compound).filter(|_| dashed)?;
                Some((past, self.scan.str(Span::new(next, past))))
            };
            let Some((past, name)) = sector.or_else(word) else { break };
            let own_body =
                self.scan.longest(next, EntryKind::BodyType).is_some_and(|(_, e)| e.flags.has(Flag::Bare));
            if past > self.within.end || own_body {
                break;
            }
            text = format!("{text}{joint}{name}");
            end = past;
        }
        Some((end, text))
    }

    fn joint(&self, at: usize) -> Option<(usize, String)> {
        if self.mark(at, '-') {
            return Some((at + 1, " - ".to_string()));
        }
        if self.mark(at, '&') {
            let full = self.scan.lexicon.expand("&").unwrap_or("&");
            return Some((at + 1, format!(" {full} ")));
        }
        let end = self
            .scan
            .particle(at, Particle::And)
            .filter(|&end| end == at + 1 && self.scan.tokens[at].case == Case::Lower)?;
        Some((end, format!(" {} ", self.scan.folded(Span::new(at, end)))))
    }

    fn take_name(&self, phrase: &mut BodyPhrase, entry: &Entry) {
        if !entry.flags.has(Flag::Named) {
            return;
        }
        let from = phrase.span.end;
        let sector = phrase.head.len() > entry.text.len();
        let unit = |at: usize| self.levelled(at).is_some_and(|place| !place.name.is_empty());
        if sector && (self.foreigner(from) || unit(from)) {
            return;
        }
        if self.take_meeting(phrase, entry) {
            return;
        }
        let descriptive = entry.flags.has(Flag::Descriptive);
        let found = if descriptive {
            self.description(from)
        } else {
            let small_first = type_is(phrase, "company") || type_is(phrase, "bank");
            self.proper_name(from, small_first, entry.flags.has(Flag::FreeName))
        };
        if let Some(end) = found {
            phrase.head = format!("{} {}", phrase.head, self.scan.str(Span::new(from, end)));
            phrase.span.end = end;
        }
    }

    /// "Bộ Thương mại | Ethiopia Melaku Alebel", "Bộ Quốc phòng | Mark Esper": a country or a foreign name behind what a department is for.
    fn foreigner(&self, at: usize) -> bool {
        let country = self.place(at).is_some_and(|place| place.foreign);
        country || self.foreign_word(at) && self.scan.tokens[at].is_word()
    }

    fn take_place(&self, phrase: &mut BodyPhrase, entry: &Entry) {
        if !entry.flags.has(Flag::TakesPlace) || phrase.place.is_some() {
            return;
        }
        let at = self.past_short_form(phrase.span.end);
        let place = self.place(at).filter(|place| self.place_fits(phrase, place));
        let mission = type_is(phrase, MISSION);
        if let Some(place) =
            place.map(|place| if mission { self.posted_abroad(place) } else { self.pair(place) })
        {
            phrase.span.end = place.span.end.max(phrase.span.end);
            phrase.place = Some(place);
        }
    }

    /// A commune's name may stand without its level word behind a body that is always a commune's.
    fn place_fits(&self, phrase: &BodyPhrase, place: &PlacePhrase) -> bool {
        let lower_word = place.level_word.is_empty()
            || !place.name.is_empty()
            || self.scan.tokens[place.span.start].case == Case::Lower
            || phrase.takes_place;
        lower_word
            && !(place.level_word.is_empty()
                && self.person_name_begins(place.span.start)
                && !self.listed_place(place))
    }

    pub(super) fn listed_place(&self, place: &PlacePhrase) -> bool {
        self.scan
            .longest(place.span.start, EntryKind::Place)
            .is_some_and(|(span, _)| span.end == place.span.end)
            || place.foreign
    }

    /// The body above: directly behind, behind a dash, behind "của", or in brackets.
    fn take_outer(&self, phrase: &mut BodyPhrase, entry: &Entry) {
        if !(entry.flags.has(Flag::Outer) || entry.flags.has(Flag::TakesSector)) {
            return;
        }
        // "Ủy ban Kiểm tra (UBKT) | Quân ủy Trung ương"
        let past = self.past_short_form(phrase.span.end);
        let named = self.inside(past) && self.scan.tokens[past].is_word() && self.scan.capital(past);
        let at = if named { past } else { phrase.span.end };
        let (start, closing) = if self.inside(at) && self.scan.tokens[at].is_word() {
            (self.scan.particle(at, Particle::Of).unwrap_or(at), 0)
        } else if self.mark(at, '-') && !self.scan.glued(at)
            || self.mark(at, ',') && entry.flags.has(Flag::Outer) && type_may_follow_comma(phrase)
        {
            (at + 1, 0)
        } else if self.mark(at, '(') {
            (at + 1, 1)
        } else {
            return;
        };
        let directly =
            phrase.head == entry.text && self.scan.tokens.get(at).is_some_and(|token| token.is_word());
        let house = || if directly { self.house_before(start) } else { None };
        let Some(outer) = self.body(start).or_else(house) else { return };
        if closing == 1 && !self.mark(outer.span.end, ')') {
            return;
        }
        let national = phrase.inherits || self.scan.lexicon.is_home(&phrase.head);
        let house = matches!(outer.type_id.as_str(), "school" | "hospital" | "company" | "institute");
        let comma =
            self.mark(at, ',') && !(house && !national || type_is(phrase, "army") && type_is(&outer, "army"));
        let beside =
            self.mark(at, '-') && matches!(outer.type_id.as_str(), "people_council" | "people_committee");
        if comma
            || beside
            || !above(phrase, &outer)
            || self.mark(at, ',') && self.behind_at(phrase.span.start)
        {
            return;
        }
        phrase.span.end = outer.span.end + closing;
        phrase.outer = Some(Box::new(outer));
    }

    /// "Ban Giám đốc | Bệnh viện": a type word with a capital and nothing behind it takes up a house named before.
    fn house_before(&self, at: usize) -> Option<BodyPhrase> {
        let (span, entry) = self.scan.longest(at, EntryKind::BodyType)?;
        let title = self.scan.longest(at, EntryKind::Title).is_some();
        let house = entry.flags.has(Flag::Named) && !title && self.inside(span.end) && self.scan.capital(at);
        let last = house && !(self.scan.tokens[span.end].is_word() && self.scan.capital(span.end));
        let body = if last { self.bare_body(span, entry) } else { None }?;
        HOUSES.contains(&body.type_id.as_str()).then_some(BodyPhrase { bare: true, ..body })
    }

    /// "tại Trung tâm ..., Trường ...": the first is a venue.
    fn behind_at(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|from| {
            from >= self.within.start && self.scan.particle(from, Particle::At) == Some(at)
        })
    }

    /// A surname with a given name behind it, not a listed place.
    pub(crate) fn person_name_begins(&self, at: usize) -> bool {
        self.scan.longest(at, EntryKind::Surname).is_some()
            && self.capital_run(at).len() >= 2
            && self
                .scan
                .longest(at, EntryKind::Place)
                .is_none_or(|(span, _)| span.len() < self.capital_run(at).len())
            && (self.scan.longest(at, EntryKind::Given).is_some()
                || self.kinh_surname(at)
                || self.middle_behind(at))
    }

    /// A surname of any people with a usual middle name behind it ("Lò Văn Pớm").
    pub(super) fn middle_behind(&self, at: usize) -> bool {
        let next = self.scan.longest(at, EntryKind::Surname).map(|(span, _)| span.end);
        next.is_some_and(|next| {
            self.inside(next + 1)
                && self.capital_run(at).len() >= 3
                && self.scan.lexicon.is_middle_name(self.scan.folded(Span::new(next, next + 1)))
        })
    }

    fn kinh_surname(&self, at: usize) -> bool {
        self.scan.longest(at, EntryKind::Surname).is_some_and(|(_, entry)| entry.flags.has(Flag::Kinh))
    }
}

fn type_is(phrase: &BodyPhrase, id: &str) -> bool {
    phrase.type_id == id
}

/// The second body can stand above the first: not two of a kind.
fn above(inner: &BodyPhrase, outer: &BodyPhrase) -> bool {
    let (head, other) = (fold_case(&inner.head), fold_case(&outer.head));
    let peers = head == other || outer.bare && head.starts_with(&other);
    let same_kind = inner.type_id == outer.type_id
        && !matches!(inner.type_id.as_str(), "party_committee" | "department" | "union" | "army" | "police");
    !peers && !same_kind
}
