//! Posts: status word x rank prefix x office x suffix x body, and chains of them.

use super::{BodyPhrase, Finder, Post};
use crate::lexicon::{Act, Entry, EntryKind, Flag, Particle, Row};
use crate::text::{Case, Span, TokenKind};
use crate::vocab::RoleStatus;

/// Type id of a ministry.
const MINISTRY: &str = "ministry";

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
            military: entry.flags.has(Flag::Military),
            party: entry.flags.has(Flag::Party),
            joint: entry.flags.has(Flag::Joint),
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
        self.take_above(&mut post);
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
    pub(super) fn title_row(&self, at: usize) -> Option<(Span, &Entry)> {
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
        // "Chánh | Văn phòng HĐND và UBND": what the title heads may begin there.
        let heads = match &entry.row {
            Row::Title { heads, .. } if !heads.is_empty() => heads.split(' ').count(),
            _ => 1,
        };
        let inside = |at: usize, kind: EntryKind| {
            self.scan
                .longest(at, kind)
                .is_some_and(|(span, _)| span.end > title.end && span.start + heads < title.end)
        };
        (title.start + 1..title.end)
            .any(|at| inside(at, EntryKind::BodyType) || member && inside(at, EntryKind::Body))
    }

    fn take_suffix(&self, post: &mut Post) {
        let at = post.span.end;
        if let Some(end) = self.scan.particle(at, Particle::TitleSuffix).filter(|&end| end <= self.within.end)
            && post.body.is_none()
            && !(self.mark(end, '&') && self.scan.glued(end))
        {
            let printed = self.scan.str(Span::new(at, end));
            // "Phó Bí thư | TT"
            let suffix = self.scan.lexicon.expand(printed).unwrap_or(printed);
            post.title = format!("{} {suffix}", post.title);
            post.title_span.end = end;
            post.span.end = end;
        }
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
            if apposition
                && posts.is_empty()
                && (self.acts_alone(&post) || self.acts_behind_clause(at, &post))
            {
                break;
            }
            if apposition && self.belong_to_next(post.span.end) && (!posts.is_empty() || next > at) {
                break;
            }
            end = post.span.end;
            let alone = !apposition
                && (post.whole || post.foreign)
                && self.scan.particle(end, Particle::And).is_some();
            posts.push(post);
            // "Thủ tướng và Bộ trưởng A": two people.
            let Some(after) = self.chained(end).filter(|_| !alone) else { break };
            next = after;
        }
        self.share_bodies(&mut posts);
        self.share_committee(&mut posts);
        carry_former(&mut posts);
        if !apposition {
            keep_last_ministry(&mut posts);
        }
        (posts, end)
    }

    /// A post without a body before a dash takes the body of the next ("Phó Chủ tịch - Tổng Thư ký Ủy ban ..."), so does one before a comma
    /// where both are commands ("Phó Tư lệnh, Tham mưu trưởng Quân khu 2") or one is joint ("Bộ trưởng, Chủ nhiệm Văn phòng ...", "Phó Chủ
    /// tịch, Tổng Thư ký Hội ...").
    fn share_bodies(&self, posts: &mut [Post]) {
        let concurrent = |at: usize| self.scan.particle(at, Particle::Concurrent).is_some();
        for i in (1..posts.len()).rev() {
            let (left, right) = posts.split_at_mut(i);
            let (first, second) = (&mut left[i - 1], &right[0]);
            let joined = self.mark(first.span.end, '-')
                || self.past_mark(first.span.end, &[',']).is_some_and(concurrent)
                || concurrent(first.span.end)
                || self.mark(first.span.end, ',') && colleagues(first, second);
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
            .filter(|_| !self.mark(at, ';') || self.post(at + 1).is_some() && !self.posts_of_next(at + 1))
            .or_else(|| self.scan.any_particle(at, &[Particle::Concurrent, Particle::And]));
        let mut next = joint?;
        if let Some(end) = self.scan.particle(next, Particle::Concurrent) {
            next = end;
        }
        // "Phó Bí thư Quân ủy Trung ương, Đại tướng, | Bộ trưởng Bộ Quốc phòng"
        let ranks = self.past_ranks(next);
        if ranks > next && self.post(next).is_none() {
            next = self.past_mark(ranks, &[',', '-']).unwrap_or(ranks);
        }
        self.post(next).map(|_| next)
    }

    /// "; | Bí thư Tỉnh ủy - Chủ tịch HĐND tỉnh Hoàng Văn A": the posts before a name.
    fn posts_of_next(&self, at: usize) -> bool {
        let (posts, end) = self.posts(at, false);
        !posts.is_empty() && self.belong_to_next(end)
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

    /// "Giao nhiệm vụ cho ông A, | Bộ trưởng Bộ X chia sẻ ...": the sentence begins with a verb whose object A is, and the office speaks.
    fn acts_behind_clause(&self, at: usize, post: &Post) -> bool {
        let says = |act: Act| matches!(act, Act::Say | Act::Direct);
        let speaks =
            self.inside(post.span.end) && self.scan.verb(post.span.end).is_some_and(|(_, _, act)| says(act));
        let clause = self
            .scan
            .verb(self.within.start)
            .is_some_and(|(_, _, act)| !matches!(act, Act::Speak | Act::Say));
        let commas = (self.within.start..at).filter(|&t| self.mark(t, ',')).count();
        speaks && clause && commas == 1 && self.mark(at.saturating_sub(1), ',')
    }

    /// A name stands directly behind the posts, perhaps behind an honorific, so they are said of that person.
    ///
    /// An honorific that begins with a capital there begins a sentence: the line before ended without a stop.
    pub(super) fn belong_to_next(&self, end: usize) -> bool {
        let honoured = || self.honorific(end).is_some_and(|past| self.name_follows(past));
        self.name_follows(end) || !self.begins_person(end) && honoured()
    }

    /// "Ông", "Bà" with a capital.
    pub(super) fn begins_person(&self, at: usize) -> bool {
        self.inside(at)
            && self.scan.tokens[at].case == Case::Title
            && self.scan.longest(at, EntryKind::Surname).is_some()
    }

    /// A person's name begins here, perhaps behind a rank or honorific.
    pub(crate) fn name_follows(&self, at: usize) -> bool {
        let past = self.past_ranks(at);
        self.inside(past) && self.name(past, true).is_some()
    }
}

/// Two posts in a row are at one body, though only the second names it.
fn colleagues(first: &Post, second: &Post) -> bool {
    let committee = second.body.as_ref().is_some_and(|body| body.type_id.starts_with("people_"));
    let minister = first.joint && !first.heads.is_empty();
    first.military && second.military || minister || second.joint && !first.party && !committee
}

/// "Bộ trưởng Tài chính Lào, Bộ trưởng Công Thương A": nobody is minister of two; the last one is the one who is named.
fn keep_last_ministry(posts: &mut Vec<Post>) {
    let ministry = |post: &Post| post.body.as_ref().is_some_and(|body| body.type_id == MINISTRY);
    let other = |i: &usize| {
        let (first, second) = (&posts[*i], &posts[i + 1]);
        ministry(first) && ministry(second) && first.title == second.title
    };
    if let Some(last) = (0..posts.len().saturating_sub(1)).rev().find(other) {
        posts.drain(..=last);
    }
}

fn shares(first: &Post, body: &BodyPhrase) -> bool {
    first.head || first.military || !body.unique || first.title.contains(' ')
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
