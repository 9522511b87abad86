//! Meetings: a head noun and its complement, up to a verb, a time, a venue or a full stop.

use super::{Finder, MeetingPhrase, PlacePhrase};
use crate::lexicon::{Act, Entry, EntryKind, Flag, Particle, Row};
use crate::text::{Case, Span, TokenKind};

/// Type id of a working session: its weak head needs somebody worked with.
const WORKING: &str = "working_session";

/// Type id of an inspection, whose head may be the team that makes it.
const INSPECTION: &str = "inspection";

/// Type ids whose heads are nouns, not acts: "hội nghị", but not "lễ công bố và trao".
const NOUNS: [&str; 7] =
    ["conference", "meeting", "workshop", "congress", "council_session", "session", "forum"];

/// Words of a head that is a noun of meeting alone.
const BARE: usize = 2;

/// Words between a reception and its guest.
const MANNER: usize = 3;

/// Words between a meeting and those it is with ("cuộc gặp song phương với").
const MANNER_OF_TALKS: usize = 2;

/// Words of the longest verb of holding.
pub(super) const VERB: usize = 4;

/// Words a meeting's name may have.
const LONGEST: usize = 40;

impl Finder<'_, '_> {
    /// The meeting that begins at a token.
    pub(super) fn meeting(&self, at: usize) -> Option<MeetingPhrase> {
        let (head, entry) =
            self.scan.longest(at, EntryKind::Meeting).filter(|(span, _)| span.end <= self.within.end)?;
        let Row::Meeting { type_id } = &entry.row else { return None };
        if let Some(whole) = self.whole_of_part(head, entry) {
            return Some(MeetingPhrase { span: Span::new(at, whole.span.end), row: entry.source(), ..whole });
        }
        if self.straddles(head)
            || self.scan.longest(at, EntryKind::BodyType).is_some_and(|(span, _)| span.end > head.end)
            || self.body(at).is_some_and(|body| body.span.end > head.end)
        {
            return None;
        }
        if type_id == INSPECTION && self.acting_team(head) {
            return None;
        }
        if entry.flags.has(Flag::Rite) && !self.held(at) {
            return None;
        }
        let verbal = self.scan.verb(at).is_some_and(|(_, _, act)| matches!(act, Act::Meet | Act::Receive));
        let guests = || entry.flags.has(Flag::Guest).then(|| self.guests(head.end)).flatten();
        let strong = entry.flags.has(Flag::Strong);
        // "cuộc hội đàm | ngày 17/11 | với B"
        let day = self.date(head.end).filter(|date| strong && self.with_behind(date.span.end));
        let from = day.as_ref().map_or(head.end, |date| date.span.end);
        let parties = self.parties(from, verbal, strong).or_else(guests);
        let end = match parties {
            None if self.joined_to_noun(head, type_id) => head.end,
            Some(parties) if verbal => parties.end,
            Some(parties) => self.complement_end(head.end, parties.end),
            None => self.complement_end(head.end, head.end),
        };
        let end = self.trimmed_end(head.end, end);
        if parties.is_none() && !entry.flags.has(Flag::Strong) && type_id == WORKING {
            return None;
        }
        if verbal
            && !strong
            && parties.is_none()
            && !self.held(at)
            && self.scan.verb(at).is_some_and(|(_, _, act)| act == Act::Meet)
        {
            return None;
        }
        if !strong
            && end == head.end
            && entry.flags.has(Flag::Weak)
            && head.len() == 1
            && self.scan.verb(at).is_some()
            && self.scan.particle(end, Particle::ByChair).is_none()
        {
            return None;
        }
        let told = if day.is_some() { head.end } else { end };
        Some(MeetingPhrase {
            span: Span::new(at, told),
            name: Span::new(at, end),
            head,
            type_id: type_id.clone(),
            full: end > head.end && !self.deictic_behind(end) && !(strong && self.of_another(head.end, end)),
            strong,
            narrow: entry.flags.has(Flag::Narrow),
            visit: entry.flags.has(Flag::Visit),
            verbal,
            inner: Vec::new(),
            parties,
            row: entry.source(),
        })
    }

    /// "phiên khai mạc | hội nghị", "phiên bế mạc của | đại hội": a part of a meeting stands for it.
    fn whole_of_part(&self, head: Span, entry: &Entry) -> Option<MeetingPhrase> {
        let of = self.scan.particle(head.end, Particle::Of).unwrap_or(head.end);
        if entry.flags.has(Flag::Part) { self.meeting(of) } else { None }
    }

    /// "Đoàn giám sát | đề nghị ...": the team acts, no inspection is told of.
    fn acting_team(&self, head: Span) -> bool {
        let team = self.scan.longest(head.start, EntryKind::BodyType).is_some_and(|(span, _)| span == head);
        let adverbs = [Particle::Past, Particle::Adverb, Particle::Planned];
        let at = self.scan.any_particle(head.end, &adverbs).unwrap_or(head.end);
        let acts = |at: usize| {
            self.scan.verb(at).is_some_and(|(_, _, act)| {
                matches!(act, Act::Direct | Act::Say | Act::Speak | Act::Conclude | Act::Meet | Act::Visit)
            })
        };
        team && self.inside(at) && acts(at)
    }

    /// "tổ chức | trao quyết định", "dự | khánh thành": an act is a ceremony where it is held or attended.
    fn held(&self, at: usize) -> bool {
        (1..=VERB).filter_map(|back| at.checked_sub(back)).any(|from| {
            self.scan.verb(from).is_some_and(|(span, _, act)| {
                span.end == at && matches!(act, Act::Organize | Act::Attend | Act::Chair)
            })
        })
    }

    /// "giao | Ban Quản lý": a capital begins inside a head printed small.
    fn straddles(&self, head: Span) -> bool {
        let shouted = self.scan.tokens[head.start].case == Case::Upper;
        (head.start + 1..head.end).any(|at| {
            self.scan.capital(at) && !shouted && self.body(at).is_some_and(|body| body.span.end > head.end)
        })
    }

    /// A name does not end in "và", "của", "lần", "về".
    fn trimmed_end(&self, head: usize, end: usize) -> usize {
        let loose = [
            Particle::And,
            Particle::Of,
            Particle::Ordinal,
            Particle::AboutTopic,
            Particle::TowardWeak,
            Particle::For,
            Particle::To,
            Particle::From,
        ];
        let mut end = end;
        let compound = |end: usize| {
            (head..end).any(|at| self.scan.particle(at, Particle::Compound).is_some_and(|past| past == end))
        };
        while end > head
            && (self.scan.any_particle(end - 1, &loose) == Some(end) && !compound(end)
                || self.mark(end - 1, '-')
                || self.mark(end - 1, ','))
        {
            end -= 1;
        }
        end
    }

    /// "giữa A, B và C" a few words behind the head, or "với A" directly behind a verb of meeting.
    fn parties(&self, head_end: usize, verbal: bool, strong: bool) -> Option<Span> {
        let reach = if verbal { 1 } else { 5 };
        for at in head_end..(head_end + reach).min(self.within.end) {
            let worked = (head_end..at).any(|from| {
                self.scan.verb(from).is_some_and(|(span, _, act)| act == Act::Meet && span.end == at + 1)
            });
            let near = at == head_end || strong && at <= head_end + MANNER_OF_TALKS;
            let with = verbal || near || worked;
            let opening = self
                .scan
                .particle(at, Particle::Between)
                .or_else(|| self.scan.particle(at, Particle::TowardWeak).filter(|_| with));
            if let Some(start) = opening {
                let end = self.party_list(start);
                return (end > start).then(|| Span::new(start, end));
            }
            if !self.scan.tokens[at].is_word() {
                return None;
            }
        }
        None
    }

    /// "với" stands here.
    fn with_behind(&self, at: usize) -> bool {
        self.inside(at) && self.scan.any_particle(at, &[Particle::TowardWeak, Particle::Between]).is_some()
    }

    /// "lễ đón | chính thức | Thủ tướng Lào": for whom it is held, behind at most three words of manner.
    fn guests(&self, head_end: usize) -> Option<Span> {
        let manner = |at: &usize| {
            let token = self.scan.tokens[*at];
            token.is_word()
                && !token.is_capital()
                && self.scan.verb(*at).is_none()
                && !self.meeting_stops(*at, head_end)
        };
        let words =
            (head_end..head_end + MANNER).take_while(|at| self.inside(*at)).take_while(manner).count();
        (head_end..=head_end + words).filter(|&at| self.inside(at)).find_map(|start| {
            let end = self.party_list(start);
            (end > start).then(|| Span::new(start, end))
        })
    }

    /// The end of a list of bodies, classes and people.
    fn party_list(&self, start: usize) -> usize {
        let (mut at, mut end) = (start, start);
        let opening = self.in_opening(start);
        loop {
            let past = self.scan.particle(at, Particle::Member).unwrap_or(at);
            let item =
                self.body(past).map(|body| body.span.end).or_else(|| self.group(at).map(|group| group.end));
            let item = item.or_else(|| {
                let honorific = self.scan.longest(at, EntryKind::Honorific).map(|(span, _)| span.end);
                let ranked = self.past_ranks(honorific.unwrap_or(at));
                let name = self.name(ranked, true).filter(|_| ranked > at)?;
                Some(if opening { name.end } else { self.apposition(name.end).1 })
            });
            let item = item.or_else(|| {
                self.post(at)
                    .map(|post| self.name(post.span.end, true).map_or(post.span.end, |name| name.end))
            });
            // "với lãnh đạo huyện Bắc Hà"
            let item = item.or_else(|| {
                let unit = |place: &PlacePhrase| !place.level_word.is_empty() && !place.name.is_empty();
                self.place(past).filter(|place| past > at || unit(place)).map(|place| place.span.end)
            });
            let Some(found) = item.filter(|&found| found > at) else { return end };
            end = found;
            let marks: &[char] = if opening { &[] } else { &[',', ';'] };
            let Some(next) = self.past_and(end, marks) else { return end };
            at = next;
        }
    }

    /// "Tại cuộc gặp với B, A khẳng định": in what opens the sentence, a comma ends the list of those who meet.
    fn in_opening(&self, at: usize) -> bool {
        let opens = [Particle::At, Particle::InWhich, Particle::When];
        let comma = (self.within.start..at).rev().find(|&token| self.mark(token, ','));
        let start = comma.map_or(self.within.start, |comma| comma + 1);
        self.scan.any_particle(start, &opens).is_some()
    }

    fn complement_end(&self, from: usize, past: usize) -> usize {
        let mut end = past;
        let mut at = past;
        let mut quoted = 0;
        while self.inside(at) && at - from < LONGEST {
            let token = self.scan.tokens[at];
            match token.kind {
                TokenKind::Mark('\u{201C}') => quoted = 1,
                TokenKind::Mark('\u{201D}') => {
                    quoted = 0;
                    end = at + 1;
                }
                TokenKind::Mark('"') => {
                    quoted = 1 - quoted;
                    if quoted == 0 {
                        end = at + 1;
                    }
                }
                _ if quoted == 1 => {}
                TokenKind::Mark(',') if at > from && self.list_goes_on(at + 1) => {}
                TokenKind::Mark(',') if at > from && self.term_end(at + 1).is_some() => {
                    at = self.term_end(at + 1).unwrap_or(at + 1) - 1;
                    end = at + 1;
                }
                TokenKind::Mark(',') if self.numbered(from, at) && self.holder_end(at + 1).is_some() => {
                    at = self.holder_end(at + 1).unwrap_or(at + 1) - 1;
                    end = at + 1;
                }
                TokenKind::Mark('-' | '/' | '.' | '&')
                    if self.scan.glued(at) || token.kind == TokenKind::Mark('-') => {}
                TokenKind::Mark('(') if self.short_bracket(at).is_some() => {
                    at = self.short_bracket(at).unwrap_or(at) - 1;
                    end = at + 1;
                }
                TokenKind::Mark('(') if self.acronym(at) => at += 2,
                TokenKind::Word | TokenKind::Number => {
                    if let Some(past) = self
                        .scan
                        .particle(at, Particle::Inner)
                        .filter(|&past| past > at + 1 && self.inside(past - 1))
                    {
                        at = past;
                        end = past;
                        continue;
                    }
                    let task = self.past_task(at, from);
                    if let Some(past) = self.part_of(at).filter(|_| at > from).or(task) {
                        at = past;
                        end = past;
                        continue;
                    }
                    if self.meeting_stops(at, from) {
                        break;
                    }
                    end = at + 1;
                }
                _ => break,
            }
            at += 1;
        }
        end
    }

    /// "Hội nghị Bộ trưởng Ngoại giao | (AMM) | lần 29": the name goes on behind its own letters.
    fn acronym(&self, at: usize) -> bool {
        let letters = self.scan.tokens.get(at + 1).is_some_and(|token| token.case == Case::Upper);
        let next = self.scan.tokens.get(at + 3).is_some_and(|token| token.is_word());
        letters && next && self.mark(at + 2, ')')
    }

    /// "khóa XVII, | nhiệm kỳ 2021-2026": the term, with its figures.
    fn term_end(&self, at: usize) -> Option<usize> {
        let mut end = self.scan.particle(at, Particle::Term).filter(|&end| self.inside(end))?;
        let figure = |at: usize| self.inside(at) && self.scan.tokens[at].kind == TokenKind::Number;
        if !figure(end) {
            return None;
        }
        while self.mark(end + 1, '-') && figure(end + 2) {
            end += 2;
        }
        Some(end + 1)
    }

    /// "kỳ họp | thứ 20": the name so far ends in a number of its row.
    fn numbered(&self, from: usize, at: usize) -> bool {
        (1..=3)
            .filter_map(|back| at.checked_sub(back))
            .any(|number| number >= from && self.scan.particle(number, Particle::Ordinal) == Some(at - 1))
    }

    /// "kỳ họp thứ 20, | HĐND tỉnh khóa XVIII": whose row it is; a body that goes on to do something is the subject.
    fn holder_end(&self, at: usize) -> Option<usize> {
        let body = self.body(at)?.span.end;
        let term = self.scan.particle(body, Particle::Term).filter(|&term| self.inside(term))?;
        let mut end = term + 1;
        while self.inside(end + 1) && self.scan.mark(end, '-') {
            end += 2;
        }
        let acts = self.scan.verb(end).is_some()
            || self.scan.any_particle(end, &[Particle::Past, Particle::Planned, Particle::Adverb]).is_some();
        (!acts).then_some(end)
    }

    /// "hội nghị | và tập thể Công an huyện", "hội thảo | và đi thực địa": what is joined to a noun of meeting is no part of its name.
    fn joined_to_noun(&self, head: Span, type_id: &str) -> bool {
        let past = self.scan.particle(head.end, Particle::And);
        // "hội nghị sơ kết và triển khai nhiệm vụ" goes on
        NOUNS.contains(&type_id)
            && head.len() <= BARE
            && past.is_some_and(|past| self.scan.longest(past, EntryKind::Meeting).is_none())
    }

    /// "phiên khai mạc | hội nghị": a part of the meeting under discussion.
    fn of_another(&self, from: usize, end: usize) -> bool {
        self.scan.longest(from, EntryKind::Meeting).is_some_and(|(head, _)| head.end == end)
    }

    /// "chuyến thăm Việt Nam lần này": the meeting told of before.
    fn deictic_behind(&self, end: usize) -> bool {
        self.inside(end) && self.scan.particle(end, Particle::Deictic).is_some()
    }

    /// "(khóa VIII)", "(kỳ họp chuyên đề)": a bracket of at most four tokens.
    fn short_bracket(&self, at: usize) -> Option<usize> {
        (at + 2..at + 6).find(|&i| self.mark(i, ')')).map(|i| i + 1).filter(|_| {
            self.scan.any_particle(at + 1, &[Particle::Term, Particle::Ordinal]).is_some()
                || self.scan.longest(at + 1, EntryKind::Meeting).is_some()
        })
    }

    /// Behind a comma the name goes on with another noun, not with a clause.
    fn list_goes_on(&self, at: usize) -> bool {
        self.inside(at)
            && self.scan.tokens[at].is_word()
            && !self.meeting_stops(at, at)
            && !self.starts_phrase(at)
            && self.scan.verb(at).is_none()
            && !self.name_follows(at)
            && self.scan.longest(at, EntryKind::Honorific).is_none()
            && self
                .scan
                .any_particle(
                    at,
                    &[
                        Particle::Member,
                        Particle::MemberClass,
                        Particle::Then,
                        Particle::Referred,
                        Particle::When,
                    ],
                )
                .is_none()
            && self
                .scan
                .any_particle(
                    at,
                    &[
                        Particle::Adverb,
                        Particle::Plural,
                        Particle::And,
                        Particle::According,
                        Particle::Behalf,
                        Particle::Toward,
                        Particle::Side,
                        Particle::SideWeak,
                        Particle::TowardWeak,
                        Particle::Term,
                    ],
                )
                .is_none()
    }
}
