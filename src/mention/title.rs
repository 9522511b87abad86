//! Posts: status word x rank prefix x office x suffix x body, and chains of them.

use super::{BodyPhrase, Finder, PlacePhrase, Post};
use crate::lexicon::{Entry, EntryKind, Flag, Particle, Row, Source};
use crate::text::{Case, Span, TokenKind, is_syllable};
use crate::vocab::RoleStatus;

/// Type id of what a director heads where no word tells the kind.
const HOUSE: &str = "company";

/// Type id of a ministry.
const MINISTRY: &str = "ministry";

/// Words of the longest name of a ministry.
const LONGEST_MINISTRY: usize = 10;

/// How the ids of the types of party bodies begin.
const PARTY: &str = "party_";

impl Finder<'_, '_> {
    /// The post that begins at a token.
    pub(crate) fn post(&self, at: usize) -> Option<Post> {
        if !self.inside(at) || !self.scan.tokens[at].is_word() || !self.may_begin(at) {
            return None;
        }
        let (status, start) = self.status(at);
        let (title_end, title, entry) = self.office(start)?;
        if start > at && title_end <= start {
            return None;
        }
        let mut post = Post {
            span: Span::new(at, title_end),
            title_span: Span::new(start, title_end),
            title,
            head: entry.flags.has(Flag::Head)
                && self.scan.longest(start, EntryKind::Title).is_some_and(|(_, e)| std::ptr::eq(e, entry)),
            member: entry.flags.has(Flag::MemberTitle),
            whole: entry.flags.has(Flag::Whole),
            any_head: entry.flags.has(Flag::AnyHead),
            foreign: entry.flags.has(Flag::Foreign),
            office: entry.text.clone(),
            heads: match &entry.row {
                Row::Title { heads, .. } => heads.clone(),
                _ => String::new(),
            },
            body: None,
            own_body: None,
            status,
            row: entry.source(),
        };
        self.take_suffix(&mut post);
        self.take_charge(&mut post);
        if post.body.is_none() {
            self.take_body(&mut post, entry);
        }
        self.take_suffix(&mut post);
        self.take_year(&mut post);
        let charged = self.scan.particle(post.span.end, Particle::ActingPost);
        if let Some(end) = charged.filter(|&end| end <= self.within.end && !self.field_follows(end)) {
            post.status = RoleStatus::Acting;
            post.span.end = end;
        }
        let weak = entry.flags.has(Flag::Weak) && post.body.is_none();
        let named = || self.name_follows(post.span.end) || post.foreign && self.foreign_word(post.span.end);
        (!weak || named()).then_some(post)
    }

    /// A title, or a word that may stand before one: few tokens are either.
    fn may_begin(&self, at: usize) -> bool {
        let before = [Particle::Former, Particle::Acting, Particle::New, Particle::Deputy];
        self.scan.longest(at, EntryKind::Title).is_some() || self.scan.any_particle(at, &before).is_some()
    }

    /// "nguyên", "quyền", "tân" before a title.
    fn status(&self, at: usize) -> (RoleStatus, usize) {
        let words = [
            (Particle::Former, RoleStatus::Former),
            (Particle::Acting, RoleStatus::Acting),
            (Particle::New, RoleStatus::Current),
        ];
        for (particle, status) in words {
            if let Some(end) = self.scan.particle(at, particle)
                && self.office(end).is_some()
            {
                return (status, end);
            }
        }
        (RoleStatus::Current, at)
    }

    /// The title itself: a row, or a rank prefix and a row; the longer one.
    fn office(&self, at: usize) -> Option<(usize, String, &Entry)> {
        let plain = self.title_row(at).map(|(span, entry)| (span.end, entry.text.clone(), entry));
        let deputy = self.scan.particle(at, Particle::Deputy).and_then(|end| {
            let (span, entry) = self.title_row(end)?;
            let prefix = title_case(self.scan.folded(Span::new(at, end)));
            Some((span.end, format!("{prefix} {}", entry.text), entry))
        });
        [deputy, plain].into_iter().flatten().max_by_key(|(end, ..)| *end)
    }

    /// An abbreviation of one token must be printed in capitals ("CT", "GĐ").
    fn title_row(&self, at: usize) -> Option<(Span, &Entry)> {
        if !self.inside(at) {
            return None;
        }
        let short = |span: Span, entry: &Entry| {
            span.len() == 1 && entry.text.contains(' ') && self.scan.tokens[at].case == Case::Lower
        };
        let fits = |span: Span, entry: &Entry| {
            span.end <= self.within.end && !short(span, entry) && !self.cuts_body(span, entry)
        };
        self.scan.all(at, EntryKind::Title).find(|(span, entry)| fits(*span, entry))
    }

    /// "Ủy viên | Ban Chấp hành Đảng bộ": a longer body type begins inside the title.
    fn cuts_body(&self, title: Span, entry: &Entry) -> bool {
        let longer = |kind: EntryKind| {
            self.scan.longest(title.start, kind).is_some_and(|(span, _)| span.end > title.end)
        };
        if longer(EntryKind::BodyType) || longer(EntryKind::Body) {
            return true;
        }
        let member = entry.flags.has(Flag::MemberTitle);
        let inside = |at: usize, kind: EntryKind| {
            self.scan
                .longest(at, kind)
                .is_some_and(|(span, _)| span.end > title.end && span.start < title.end - 1)
        };
        (title.start + 1..title.end)
            .any(|at| inside(at, EntryKind::BodyType) || member && inside(at, EntryKind::Body))
    }

    fn take_suffix(&self, post: &mut Post) {
        let at = post.span.end;
        if let Some(end) = self.scan.particle(at, Particle::TitleSuffix).filter(|&end| end <= self.within.end)
            && post.body.is_none()
        {
            post.title = format!("{} {}", post.title, self.scan.str(Span::new(at, end)));
            post.title_span.end = end;
            post.span.end = end;
        }
    }

    /// "Vụ phó | phụ trách Vụ Công tác sinh viên": who runs a body without being its head.
    fn take_charge(&self, post: &mut Post) {
        if let Some(end) = self.scan.particle(post.span.end, Particle::ActingPost)
            && let Some(body) = self.body(end).filter(|body| !body.bare || body.takes_outer)
        {
            post.status = RoleStatus::Acting;
            post.span.end = body.span.end;
            post.body = Some(body);
        }
    }

    /// "Phó Chủ tịch phụ trách | quản lý đô thị": a field in small letters, which a deputy has without standing in for anybody.
    fn field_follows(&self, at: usize) -> bool {
        self.inside(at) && self.scan.tokens[at].case == Case::Lower && !self.ends_name(at)
    }

    /// "Chủ tịch ASEAN năm 2019".
    fn take_year(&self, post: &mut Post) {
        let Some(figure) = self.scan.particle(post.span.end, Particle::Year).filter(|_| post.body.is_some())
        else {
            return;
        };
        if self.inside(figure) && self.scan.tokens[figure].kind == TokenKind::Number {
            post.span.end = figure + 1;
        }
    }

    fn take_body(&self, post: &mut Post, entry: &Entry) {
        let Row::Title { heads, body } = &entry.row else { return };
        if !body.is_empty() {
            post.own_body = Some(body.clone());
        }
        let at = post.span.end;
        if !heads.is_empty()
            && let Some(found) = self.headed(post, heads)
        {
            post.span.end = post.span.end.max(found.span.end);
            post.body = Some(found);
            return;
        }
        let of = self.scan.particle(at, Particle::Of).unwrap_or(at);
        let found = self.body(of);
        if let Some(found) = found.filter(|found| !self.actor_instead(post, found)) {
            post.span.end = found.span.end;
            post.body = Some(found);
            return;
        }
        if let Some(named) = self.house(post, of, entry) {
            post.span.end = named.span.end;
            post.body = Some(named);
            return;
        }
        if let Some(place) = self.place(at).filter(|place| self.governs(post, entry, place)) {
            let place = self.posted_abroad(place);
            post.span.end = place.span.end;
            post.body = Some(place_body(place, post.row.clone()));
        }
    }

    /// "Tổng giám đốc | Mây Airways | Đặng Văn A", "Phó Chủ tịch | FTUB": a house without a type word, behind the title of its head, up
    /// to the name of a person or as far as it is written in capitals.
    fn house(&self, post: &Post, at: usize, entry: &Entry) -> Option<BodyPhrase> {
        let run = Some(self.capital_run(at)).filter(|run| !run.is_empty())?;
        let known = [EntryKind::Surname, EntryKind::Given, EntryKind::Place, EntryKind::Country];
        let unit = self.level_word(at).is_some();
        if unit || known.into_iter().any(|kind| self.scan.longest(at, kind).is_some()) {
            return None;
        }
        let name = (at + 1..run.end).find(|&from| self.person_name_begins(from));
        let upper = |token: usize| self.scan.tokens[token].case == Case::Upper;
        let initials = !upper(post.title_span.start) && upper(at) && !self.roman(at);
        let end = name.or_else(|| initials.then_some(at + 1))?;
        Some(house_body(Span::new(at, end), self.scan.str(Span::new(at, end)), entry.source()))
    }

    /// "ông A, Tổng giám đốc | Mây Airways | cho biết": behind a name, the capitals after the title of a director are the house.
    fn house_directed(&self, post: &Post) -> Option<BodyPhrase> {
        let run = Some(self.capital_run(post.span.end)).filter(|run| !run.is_empty())?;
        let (_, entry) = self.title_row(post.title_span.start)?;
        let kinds = [EntryKind::Surname, EntryKind::Honorific, EntryKind::Country];
        let known = || kinds.into_iter().any(|kind| self.scan.longest(run.start, kind).is_some());
        let whole =
            || !self.inside(run.end) || !self.scan.tokens[run.end].is_word() || self.ends_name(run.end);
        let house = entry.flags.has(Flag::Director) && !known() && whole();
        house.then(|| house_body(run, self.scan.str(run), post.row.clone()))
    }

    /// "Đại sứ | Lào tại Việt Nam": the country with that of residence.
    pub(super) fn posted_abroad(&self, place: PlacePhrase) -> PlacePhrase {
        let at = self.scan.particle(place.span.end, Particle::At).filter(|_| place.foreign);
        let Some(residence) = at.and_then(|next| self.place(next)) else { return place };
        let span = place.span.join(residence.span);
        PlacePhrase { span, name: self.scan.str(span).to_string(), ..place }
    }

    fn actor_instead(&self, post: &Post, found: &BodyPhrase) -> bool {
        post.own_body.is_some() && !found.takes_place && !found.unique && found.bare
    }

    /// A place behind a title is its body when the title is an office of state ("Thủ tướng Lào", "Chủ tịch tỉnh").
    fn governs(&self, post: &Post, entry: &Entry, place: &PlacePhrase) -> bool {
        let namesake = self.scan.longest(place.span.start, EntryKind::Person);
        if namesake.is_some_and(|(person, _)| person.end >= place.span.end) {
            return false;
        }
        let unit = !place.level_word.is_empty() && !post.member;
        (entry.flags.has(Flag::Head) || post.whole || place.foreign || unit)
            && (place.level_word.is_empty()
                || !place.name.is_empty()
                || self.scan.capital(place.span.start).eq(&false))
            && (!self.person_name_begins(place.span.start) || place.foreign || !place.level_word.is_empty())
    }

    /// "Trưởng Ban Tổ chức Tỉnh ủy": the body word inside the title begins the body's name.
    fn headed(&self, post: &Post, heads: &str) -> Option<BodyPhrase> {
        let title_end = post.title_span.end;
        if let Some(abroad) = self.ministry_abroad(post, heads) {
            return Some(abroad);
        }
        let words = heads.split(' ').count();
        let inner = title_end.saturating_sub(words).max(post.title_span.start);
        let of = self.scan.particle(title_end, Particle::Of).unwrap_or(title_end);
        let behind = self.body(of).filter(|_| {
            of > title_end || !self.same_word(inner, title_end, heads) || self.begins_with_type(of)
        });
        let inside = self
            .same_word(inner, title_end, heads)
            .then(|| self.body(inner).or_else(|| self.named_team(inner, title_end)))
            .flatten();
        if let Some(found) = inside.filter(|found| found.span.end > title_end) {
            return match behind {
                Some(b) if b.span.end > found.span.end => Some(b),
                Some(b) if found.head.split(' ').count() <= words && b.span.end == found.span.end => {
                    Some(found)
                }
                _ => Some(found),
            };
        }
        let entry = self.scan.lexicon.body_type(heads);
        if let Some(found) = behind {
            let own = entry.filter(|entry| entry.flags.has(Flag::Outer) && inner < title_end);
            let own = own.filter(|_| self.same_word(inner, title_end, heads) && !found.bare);
            let within = own.and_then(|entry| self.completed(Span::new(inner, title_end), entry));
            return within.filter(|within| within.span.end >= found.span.end).or(Some(found));
        }
        let entry = entry?;
        let virtual_head =
            Span::new(if self.same_word(inner, title_end, heads) { inner } else { title_end }, title_end);
        let behind = Span::new(title_end, title_end + words);
        if self.same_word(behind.start, behind.end, heads) && self.small_sectors(behind).is_some() {
            return self.completed(behind, entry);
        }
        let known = self.sectors(title_end).is_some()
            || self.small_sectors(virtual_head).is_some()
            || self.scan.longest(title_end, EntryKind::Place).is_some();
        let ministry = matches!(&entry.row, Row::Body { type_id, .. } if type_id == "ministry");
        let lone = ministry && self.capital_run(title_end).len() < 2;
        if !known && (lone || self.name_follows(title_end)) {
            return None;
        }
        self.completed(virtual_head, entry).filter(|found| found.span.end > title_end)
    }

    /// "Bộ trưởng | Hợp tác Kinh tế và Phát triển Đức": what a minister of another country is for, in any words, up to the country.
    fn ministry_abroad(&self, post: &Post, heads: &str) -> Option<BodyPhrase> {
        let entry = self.scan.lexicon.body_type(heads)?;
        let phrase = BodyPhrase::of_row(post.title_span, entry).filter(|phrase| phrase.type_id == MINISTRY)?;
        let start = post.title_span.end;
        let word = |at: usize| {
            let capital = self.scan.capital(at) && is_syllable(self.scan.folded(Span::new(at, at + 1)));
            capital && !self.starts_phrase(at) || self.scan.particle(at, Particle::And) == Some(at + 1)
        };
        let name = (start..start + LONGEST_MINISTRY).take_while(|&at| self.inside(at));
        let at = name.into_iter().find(|&at| self.place(at).is_some_and(|place| place.foreign) || !word(at))?;
        let person = (start..at).any(|from| self.person_name_begins(from));
        let place = self.place(at).filter(|place| place.foreign && at > start && !person)?;
        let span = Span::new(start, place.span.end);
        let head = format!("{} {}", entry.text, self.scan.str(Span::new(start, at)));
        Some(BodyPhrase { span, head, place: Some(place), unique: false, bare: false, ..phrase })
    }

    /// "Trưởng | đoàn kiểm tra": a type of body that needs no more when a title leads to it.
    fn named_team(&self, at: usize, title_end: usize) -> Option<BodyPhrase> {
        let (span, entry) =
            self.scan.longest(at, EntryKind::BodyType).filter(|(span, _)| span.end > title_end)?;
        self.bare_body(span, entry)
    }

    fn begins_with_type(&self, at: usize) -> bool {
        self.scan.longest(at, EntryKind::BodyType).is_some()
            || self.scan.longest(at, EntryKind::Body).is_some()
    }

    fn same_word(&self, from: usize, to: usize, word: &str) -> bool {
        self.inside(to - 1) && self.scan.folded(Span::new(from, to)) == word.to_lowercase()
    }

    /// Posts joined by commas, dashes, "kiêm" or "và"; ends before a post that the next name takes.
    pub(crate) fn posts(&self, at: usize, apposition: bool) -> (Vec<Post>, usize) {
        let mut posts: Vec<Post> = Vec::new();
        let (mut next, mut end) = (at, at);
        while let Some(mut post) = self.post(next) {
            if apposition
                && post.body.is_none()
                && let Some(house) = self.house_directed(&post)
            {
                post.span.end = house.span.end;
                post.body = Some(house);
            }
            if apposition && posts.is_empty() && self.acts_alone(&post) {
                break;
            }
            if apposition && self.belongs_to_next(&post) && (!posts.is_empty() || next > at) {
                break;
            }
            end = post.span.end;
            let alone = !apposition && (post.whole || post.foreign) && self.scan.particle(end, Particle::And).is_some();
            posts.push(post);
            // "Thủ tướng và Bộ trưởng A": two people.
            let Some(after) = self.chained(end).filter(|_| !alone) else { break };
            next = after;
        }
        self.share_bodies(&mut posts);
        self.share_committee(&mut posts);
        carry_former(&mut posts);
        (posts, end)
    }

    /// A post without a body before a dash takes the body of the next ("Phó Chủ tịch - Tổng Thư ký Ủy ban ...").
    fn share_bodies(&self, posts: &mut [Post]) {
        let concurrent = |at: usize| self.scan.particle(at, Particle::Concurrent).is_some();
        for i in (1..posts.len()).rev() {
            let (left, right) = posts.split_at_mut(i);
            let (first, second) = (&mut left[i - 1], &right[0]);
            let joined = self.mark(first.span.end, '-')
                || self.past_mark(first.span.end, &[',']).is_some_and(concurrent)
                || concurrent(first.span.end);
            if first.body.is_none()
                && first.own_body.is_none()
                && !first.whole
                && (joined || second.title == first.title)
                && !second.member
            {
                first.body = second.body.clone().filter(|body| shares(first, body));
            }
        }
    }

    /// "Ủy viên Ban Thường vụ, Trưởng Ban Tuyên giáo Tỉnh ủy": a seat takes the committee that the next post names.
    fn share_committee(&self, posts: &mut [Post]) {
        for i in 1..posts.len() {
            let (left, right) = posts.split_at_mut(i);
            let (seat, next) = (&mut left[i - 1], &right[0]);
            if seat.member && seat.title.contains(' ') && seat.body.is_none() && seat.own_body.is_none() {
                let outer = next.body.as_ref().and_then(|body| body.outer.as_deref());
                let named = outer.or(next.body.as_ref());
                let committee = |body: &&BodyPhrase| body.short && body.type_id == "party_committee";
                seat.body = named.filter(|body| committee(body) || next.member && outer.is_some()).cloned();
            }
        }
    }

    /// The token behind a joint, when another post begins there.
    fn chained(&self, at: usize) -> Option<usize> {
        let at = self.past_term(at);
        let joint = self
            .past_mark(at, &[',', '-', '/', ';'])
            .filter(|_| {
                !self.mark(at, ';') || self.post(at + 1).is_some_and(|p| !self.name_follows(p.span.end))
            })
            .or_else(|| self.scan.any_particle(at, &[Particle::Concurrent, Particle::And]));
        let mut next = joint?;
        if let Some(end) = self.scan.particle(next, Particle::Concurrent) {
            next = end;
        }
        self.post(next).map(|_| next)
    }

    /// Past "nhiệm kỳ 2014-2019", ", khóa XIII", "(khóa VIII)".
    pub(crate) fn past_term(&self, at: usize) -> usize {
        let open = self.past_mark(at, &[',', '(']).unwrap_or(at);
        let Some(mut next) = self.scan.particle(open, Particle::Term) else { return at };
        while self.inside(next)
            && (self.scan.tokens[next].kind == TokenKind::Number || self.mark(next, '-') || self.roman(next))
        {
            next += 1;
        }
        let end = if self.mark(at, '(') { self.past_mark(next, &[')']).unwrap_or(next) } else { next };
        self.past_term_again(end, at)
    }

    fn past_term_again(&self, end: usize, at: usize) -> usize {
        if end > at { self.past_term(end) } else { end }
    }

    /// A Roman figure.
    pub(crate) fn roman(&self, at: usize) -> bool {
        self.scan.tokens[at].is_capital()
            && self.scan.str(Span::new(at, at + 1)).chars().all(|c| "IVXL".contains(c))
    }

    /// "theo ý kiến của đại biểu A, | Thủ tướng đã chỉ đạo": an office of state before a predicate is its subject, not said of A.
    fn acts_alone(&self, post: &Post) -> bool {
        let at = post.span.end;
        let words = [Particle::Past, Particle::Planned, Particle::Adverb, Particle::Negation];
        let predicate = self.scan.verb(at).is_some() || self.scan.any_particle(at, &words).is_some();
        post.whole && post.body.is_none() && predicate && self.inside(at)
    }

    /// A name stands directly behind the post, so the post is said of that person.
    fn belongs_to_next(&self, post: &Post) -> bool {
        self.name_follows(post.span.end)
    }

    /// A person's name begins here, perhaps behind a rank or honorific.
    pub(crate) fn name_follows(&self, at: usize) -> bool {
        let past = self.past_ranks(at);
        self.inside(past) && self.name(past, true).is_some()
    }
}

fn shares(first: &Post, body: &BodyPhrase) -> bool {
    first.head || !body.unique || first.title.contains(' ')
}

/// A house that no type word introduces.
fn house_body(span: Span, name: &str, row: Source) -> BodyPhrase {
    let place =
        PlacePhrase { span, level_word: String::new(), level: None, name: String::new(), foreign: false };
    let head = name.to_string();
    BodyPhrase { head, type_id: HOUSE.to_string(), place: None, ..place_body(place, row) }
}

/// A place that a title governs, as a body.
pub(super) fn place_body(place: PlacePhrase, row: Source) -> BodyPhrase {
    BodyPhrase {
        span: place.span,
        head: String::new(),
        type_id: "place".to_string(),
        level: place.level,
        short: false,
        takes_place: true,
        inherits: false,
        takes_outer: false,
        unique: false,
        printed: None,
        outer: None,
        bare: false,
        row,
        place: Some(place),
    }
}

fn title_case(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// "nguyên Bí thư Thành ủy, Chủ tịch HĐND thành phố": who left the party's post has left the other one, too.
fn carry_former(posts: &mut [Post]) {
    for i in 1..posts.len() {
        let (before, post) = (&posts[i - 1], &posts[i]);
        let party = before.body.as_ref().is_some_and(|body| body.type_id.starts_with(PARTY));
        if party && before.status == RoleStatus::Former && post.status == RoleStatus::Current {
            posts[i].status = RoleStatus::Former;
        }
    }
}
