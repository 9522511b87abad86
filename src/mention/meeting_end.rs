//! Where the name of a meeting ends: at a verb, a time, a venue, and what goes on with it.

use super::Finder;
use super::meeting::VERB;
use crate::lexicon::{Act, EntryKind, Flag, Particle};
use crate::text::{Case, Span, TokenKind};

/// Words of a name behind which it may tell for what people meet.
const AGENDA: usize = 6;

impl Finder<'_, '_> {
    /// "buổi họp báo | cùng bà A": the first person named behind the meeting, joined to whoever stands before it.
    pub(super) fn companion(&self, at: usize, from: usize) -> bool {
        let person = |at: usize| {
            self.scan.longest(at, EntryKind::Honorific).is_some_and(|(span, entry)| {
                !entry.flags.has(Flag::Weak) && !entry.flags.has(Flag::Plural) && self.name_follows(span.end)
            })
        };
        // "tiệc chiêu đãi | và Phó Thủ tướng A phát biểu": somebody else does something.
        let acts = |at: usize| {
            let post = self.post(at).filter(|post| self.belong_to_next(post.span.end))?;
            let name = self.name(self.past_ranks(post.span.end), true)?;
            self.scan.verb(name.end)
        };
        let and = self.scan.particle(at, Particle::And);
        and.is_some_and(person) && !(from..at).any(person) || and.is_some_and(|past| acts(past).is_some())
    }

    /// "buổi tiếp xúc | mới diễn ra", "hội nghị bàn tròn | tập trung thảo luận": an adverb before what is told of the meeting.
    pub(super) fn goes_over(&self, at: usize) -> bool {
        let told = [Particle::Held, Particle::Past, Particle::Plural];
        let adverb = self.scan.particle(at, Particle::Adverb);
        let says =
            |at: usize| self.scan.verb(at).is_some_and(|(_, _, act)| matches!(act, Act::Say | Act::Speak));
        adverb.is_some_and(|past| {
            past == at + 1 && self.scan.any_particle(past, &told).is_some()
                || past > at + 1 && (says(past) || self.scan.particle(past, Particle::Agenda).is_some())
        })
    }

    /// "cuộc họp | để bàn về nước sạch", "chủ trì cuộc họp | cho ý kiến về ...": for what people meet, and not what somebody is
    /// there to do.
    pub(super) fn agenda(&self, at: usize, from: usize) -> bool {
        let purpose = self.scan.particle(at, Particle::Purpose);
        let past = purpose.or_else(|| self.object_of(&[Act::Organize, Act::Chair], from, at).then_some(at));
        past.is_some_and(|past| self.scan.particle(past, Particle::Agenda).is_some())
    }

    /// "tổ chức | hội nghị": a verb of these stands before the head, and nothing between the head and the token.
    pub(super) fn object_of(&self, acts: &[Act], from: usize, at: usize) -> bool {
        let mut heads = (1..=VERB).filter_map(|back| from.checked_sub(back)).filter(|&start| {
            self.scan.longest(start, EntryKind::Meeting).is_some_and(|(head, _)| head.end == from)
        });
        let object = |head: usize| {
            (1..=VERB).filter_map(|back| head.checked_sub(back)).any(|start| {
                self.scan.verb(start).is_some_and(|(span, _, act)| span.end == head && acts.contains(&act))
            })
        };
        at == from && heads.any(object)
    }

    /// "về dự | án": the last syllable of what looks like a verb begins a longer word.
    pub(super) fn cuts_a_word(&self, verb: Span) -> bool {
        let longer = |at: usize| self.scan.particle(at, Particle::Inner).is_some_and(|end| end > verb.end);
        (verb.start + 1..verb.end).any(longer)
    }

    /// "hội nghị bàn tròn | trong khuôn khổ diễn đàn ...": the larger meeting that it is part of.
    pub(super) fn part_of(&self, at: usize) -> Option<usize> {
        let head = self.scan.particle(at, Particle::Aside)?;
        let (larger, entry) = self.scan.longest(head, EntryKind::Meeting)?;
        (entry.flags.has(Flag::Strong) && !entry.flags.has(Flag::Visit)).then_some(larger.end)
    }

    /// "chương trình ... | và tổ chức hoạt động": what else somebody does.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let past = self.scan.particle(at, Particle::And).filter(|&past| past == at + 1);
        let acts = past.and_then(|past| self.scan.verb(past));
        // "và chỉ đạo ...", not "và giao lưu văn nghệ"
        let orders = |span: Span| {
            let longer = self.scan.any_particle(span.start, &[Particle::Inner, Particle::Compound]);
            longer.is_none_or(|end| end <= span.end)
        };
        acts.is_some_and(|(span, _, act)| {
            matches!(act, Act::Organize | Act::Visit) || act == Act::Direct && orders(span)
        }) || past.is_some_and(|past| self.scan.particle(past, Particle::Then).is_some())
    }

    /// "Toàn cảnh buổi tiếp | Về phần mình, ...": a small word in capitals begins a sentence.
    pub(super) fn begins_anew(&self, at: usize) -> bool {
        let words = [
            Particle::AboutTopic,
            Particle::Then,
            Particle::When,
            Particle::At,
            Particle::Adverb,
            Particle::Behind,
            Particle::According,
        ];
        let title = self.scan.tokens[at].case == Case::Title;
        title && self.scan.any_particle(at, &words).is_some()
    }

    /// "lễ khai mạc | với chủ đề ...", "lễ đón | với 21 loạt đại bác": how it is held, not with whom.
    pub(super) fn themed(&self, at: usize) -> bool {
        let with = self.scan.particle(at, Particle::TowardWeak).filter(|&past| self.inside(past));
        with.is_some_and(|past| {
            self.scan.tokens[past].kind == TokenKind::Number
                || self.scan.particle(past, Particle::Theme).is_some()
        })
    }

    /// "chuyến thăm Lào | từ 12-14/3": on which days.
    pub(super) fn lasts(&self, at: usize) -> bool {
        let from = self.scan.particle(at, Particle::From).filter(|&past| self.inside(past));
        from.is_some_and(|past| {
            self.scan.tokens[past].kind == TokenKind::Number
                || self.scan.particle(past, Particle::Day).is_some()
        })
    }

    /// "cuộc họp về công tác | chuẩn bị Hội nghị X": past what is done, though the word looks ahead.
    pub(super) fn past_task(&self, at: usize, from: usize) -> Option<usize> {
        let past = self.scan.particle(at, Particle::ModalWeak).filter(|&past| past > at + 1)?;
        let ahead = self.scan.particle(at, Particle::Planned).is_some();
        (ahead && at > from + 1 && self.inside(past - 1)).then_some(past)
    }

    pub(super) fn meeting_stops(&self, at: usize, from: usize) -> bool {
        let stops = [
            Particle::Past,
            Particle::Planned,
            Particle::By,
            Particle::Purpose,
            Particle::Has,
            Particle::Venue,
            Particle::InWhich,
            Particle::Copula,
            Particle::Modal,
            Particle::Negation,
            Particle::ByChair,
            Particle::Clause,
            Particle::Deictic,
            Particle::When,
            Particle::Hypothetical,
            Particle::Held,
            Particle::Passive,
            Particle::Side,
            Particle::Relative,
        ];
        if at <= from + AGENDA && self.agenda(at, from) {
            return false;
        }
        if self.scan.any_particle(at, &stops).is_some()
            || self.companion(at, from)
            || self.goes_over(at)
            || self.goes_on(at)
            || self.begins_anew(at)
            || self.themed(at)
            || self.lasts(at)
        {
            return true;
        }
        if self.scan.particle(at, Particle::At).is_some() {
            return true;
        }
        // "Hội nghị ACMECS-8 | sự đón tiếp"
        let figure = at > from && self.scan.tokens[at - 1].kind == TokenKind::Number;
        let of = [
            Particle::Of,
            Particle::AboutTopic,
            Particle::TowardWeak,
            Particle::Matter,
            Particle::For,
            Particle::Agenda,
        ];
        let noun = self
            .scan
            .particle(at, Particle::NounBefore)
            .filter(|_| self.scan.any_particle(at, &of).is_none());
        if figure && noun.is_some() {
            return true;
        }
        // "cuộc gặp | bên lề Hội nghị X"
        let beside = self.scan.particle(at, Particle::Then).filter(|_| at > from);
        if beside.is_some_and(|past| self.scan.longest(past, EntryKind::Meeting).is_some()) {
            return true;
        }
        if let Some((verb, entry, act)) =
            self.scan.verb(at).filter(|_| self.scan.particle(at, Particle::Inner).is_none())
        {
            let clause = matches!(
                act,
                Act::Chair
                    | Act::Attend
                    | Act::Direct
                    | Act::DirectMeeting
                    | Act::Say
                    | Act::Speak
                    | Act::Presence
                    | Act::Lead
                    | Act::Accompany
            );
            // "tổ chức hội nghị | biểu dương 70 điển hình": what it is held for
            let purpose = act == Act::Say && self.object_of(&[Act::Organize], from, at);
            return clause && !purpose && !entry.flags.has(Flag::Narrow) && !self.cuts_a_word(verb);
        }
        self.date(at).is_some_and(|date| date.day.is_some() || date.relative.is_some())
            || self
                .scan
                .longest(at, EntryKind::Honorific)
                .is_some_and(|(s, e)| at == from && !e.flags.has(Flag::Weak) && !s.is_empty())
            || (at == from && self.post(at).is_some_and(|p| self.name_follows(p.span.end)))
    }
}
