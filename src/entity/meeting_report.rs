//! Whether a sentence reports a meeting as held, or only refers to it, plans it or asks for it.

use super::meeting::REACH;
use super::{Place, Resolver};
use crate::lexicon::{Act, Flag, Particle};
use crate::mention::{MeetingPhrase, Phrase, Who};

/// Tokens between the words that set a meeting aside and the meeting.
const ASIDE: usize = 14;

/// Tokens at the head of a sentence between which and its end nobody is told of.
const FRAME: usize = 4;

/// Lines in which an article tells within which journey it stands.
const FIRST: usize = 4;

/// Tokens of the longest bracket behind a name.
const BRACKET: usize = 6;

impl Resolver<'_, '_> {
    /// "Nghị quyết Đại hội", "các hội nghị", "tiến tới Đại hội": only mentioned.
    pub(super) fn only_referred(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let start = self.lines[line].sentence.span.start;
        let at = phrase.span.start;
        if self.led_by(line, phrase) {
            return false;
        }
        if self.of_guests(line, phrase) {
            return true;
        }
        (1..=3).any(|back| {
            let Some(from) = at.checked_sub(back).filter(|&from| from >= start) else { return false };
            // "A đã có các cuộc gặp với B, C": told as held, though there were several.
            let held = phrase.parties.is_some()
                && (start..from).any(|has| self.scan.particle(has, Particle::Has) == Some(from));
            self.scan.particle(from, Particle::Referred) == Some(at)
                || !held && self.scan.particle(from, Particle::Plural) == Some(at)
        })
    }

    /// The sentence reports the meeting as held: the headline, or a verb of meeting, or "tại" before it.
    pub(super) fn reported(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let start = self.lines[line].sentence.span.start;
        // "trong khuôn khổ chuyến thăm và dự Hội nghị ...", "có kế hoạch đến dự ..."
        if let Some(aside) = self.scan.governed(&[Particle::Aside], start, phrase.span.start, ASIDE) {
            return aside == phrase.span.start && self.frames(line, phrase);
        }
        let held = [Act::Organize, Act::Attend, Act::Presence, Act::Chair, Act::Lead, Act::DirectMeeting];
        if self.to_come(line, phrase)
            || self.foretold(line)
            || self.said_in_title(line, phrase)
            || self.on_a_journey(line, phrase)
            || self.under_instruction(line, phrase.span.start)
            || phrase.narrow && !self.close_verb(start, phrase.span.start, &held)
        {
            return false;
        }
        // "tổ chức | gặp mặt": a noun where it is held
        let noun = self.close_verb(start, phrase.span.start, &[Act::Organize]);
        if phrase.verbal && !phrase.strong && !noun {
            return !self.goes_on(line, phrase)
                && phrase.parties.is_some()
                && (self.subject_before(line, phrase) || self.in_turn(line, phrase));
        }
        if !phrase.strong
            && (self.subject_before(line, phrase)
                || self.behind_word(start, phrase, Particle::Undertakes, REACH))
        {
            return true;
        }
        if phrase.strong
            && (phrase.span.start == start
                || self.behind_date(line, phrase)
                || self.behind_word(start, phrase, Particle::Has, 2))
            || phrase.visit && self.behind_word(start, phrase, Particle::Undertakes, REACH)
            || self.led(line)
        {
            return true;
        }
        self.lines[line].place == Place::Title && phrase.strong
            || self.verb_before(start, phrase.span.start)
            || self.verb_behind(line, phrase)
            || self.led_by(line, phrase)
    }

    /// "Ngày 4/9, | kỳ họp thứ 25 ...": the day that opens the line, and a comma.
    fn behind_date(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let comma = phrase.span.start.checked_sub(1).filter(|&at| self.scan.mark(at, ','));
        let day =
            self.lines[line].opening_date().filter(|date| date.day.is_some() || date.relative.is_some());
        comma.is_some() && day.is_some_and(|date| Some(date.span.end) == comma)
    }

    /// "có | cuộc họp", "bắt đầu | chuyến thăm": a word of the kind ends where the meeting begins.
    pub(super) fn behind_word(
        &self,
        start: usize,
        phrase: &MeetingPhrase,
        kind: Particle,
        reach: usize,
    ) -> bool {
        (1..=reach)
            .filter_map(|back| phrase.span.start.checked_sub(back))
            .any(|at| at >= start && self.scan.particle(at, kind) == Some(phrase.span.start))
    }

    /// "Trong khuôn khổ chuyến thăm Lào, chiều nay, A ...": who tells of it is on it.
    fn frames(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let start = self.lines[line].sentence.span.start;
        phrase.visit && phrase.span.start <= start + FRAME && line <= FIRST && !phrase.inner.is_empty()
    }

    /// "hội nghị | sẽ diễn ra": told without who will lead or come, or with a day to come.
    fn to_come(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let until = self.lines[line].sentence.span.end;
        let planned = self.scan.particle(self.past_bracket(phrase.span.end), Particle::Planned).is_some();
        let future = (phrase.span.end..until).any(|at| self.scan.particle(at, Particle::Future).is_some());
        planned && (future || !self.tells_who(line))
    }

    /// "Sáng mai, ông A dự hội nghị": the line opens with a day to come.
    fn foretold(&self, line: usize) -> bool {
        let start = self.lines[line].sentence.span.start;
        self.scan.particle(start, Particle::Future).is_some()
    }

    /// "Ông A: | Kỳ họp thứ 7 có nhiều việc": what a headline quotes.
    fn said_in_title(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let colon = phrase.span.start.checked_sub(1).filter(|&at| self.scan.mark(at, ':'));
        let says = |colon: usize| {
            self.lines[line].phrases.iter().any(|p| {
                matches!(p, Phrase::Actor(actor) if p.span().end == colon && matches!(actor.who, Who::Name(_) | Who::Office))
            })
        };
        self.lines[line].place == Place::Title && colon.is_some_and(says)
    }

    /// "A đang phối hợp với B | làm việc với C": it goes on, as somebody says.
    fn goes_on(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let start = self.lines[line].sentence.span.start;
        (start..phrase.span.start).any(|at| self.scan.particle(at, Particle::Progressive).is_some())
    }

    /// Past "(AMM 29)".
    fn past_bracket(&self, at: usize) -> usize {
        let close = (at..at + BRACKET).find(|&at| self.scan.mark(at, ')'));
        close.filter(|_| self.scan.mark(at, '(')).map_or(at, |close| close + 1)
    }

    /// "bắt đầu chuyến thăm Lào | và tham dự Hội nghị ...": what a journey that begins is for.
    fn on_a_journey(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let start = self.lines[line].sentence.span.start;
        let begins =
            (start..phrase.span.start).any(|at| self.scan.particle(at, Particle::Undertakes).is_some());
        let joined = (1..=REACH).filter_map(|back| phrase.span.start.checked_sub(back)).any(|at| {
            let attend = self.scan.particle(at, Particle::And).and_then(|past| self.scan.verb(past));
            attend.is_some_and(|(span, _, act)| act == Act::Attend && span.end == phrase.span.start)
        });
        begins && joined && !phrase.visit
    }

    /// The sentence says who will lead or come.
    fn tells_who(&self, line: usize) -> bool {
        let span = self.lines[line].sentence.span;
        let takes_part = |at: usize| {
            self.scan
                .verb(at)
                .is_some_and(|(_, _, act)| matches!(act, Act::Chair | Act::Attend | Act::Presence))
        };
        self.led(line) || (span.start..span.end).any(takes_part)
    }

    /// Neither planned nor asked for, and no item of a plan ("- Tổ chức hội nghị quán triệt ...").
    pub(super) fn tells_of_now(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let start = self.lines[line].sentence.span.start;
        let item = self.scan.verb(start).is_some_and(|(_, _, act)| act == Act::Organize);
        !item && !self.under_instruction(line, phrase.span.start)
    }

    /// The sentence says who led: "dưới sự chủ trì của ...".
    pub(super) fn led(&self, line: usize) -> bool {
        let span = self.lines[line].sentence.span;
        (span.start..span.end).any(|at| self.scan.particle(at, Particle::ByChair).is_some())
    }

    /// "A (đã) làm việc với B": somebody stands before the verb.
    pub(super) fn subject_before(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        self.subject_of(line, phrase).is_some()
    }

    /// "A đi kiểm tra cống Ba Lai và | làm việc với B": the second thing that the subject of a verb before did.
    fn in_turn(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let start = self.lines[line].sentence.span.start;
        let Some(before) = phrase.span.start.checked_sub(1).filter(|&at| at > start) else { return false };
        let joint = [',', ';'].iter().any(|&mark| self.scan.mark(before, mark))
            || self.scan.particle(before, Particle::And) == Some(phrase.span.start);
        let acts = |act: Act| matches!(act, Act::Visit | Act::Meet | Act::Receive | Act::Attend);
        let first = (start..before).find(|&at| self.scan.verb(at).is_some_and(|(_, _, act)| acts(act)));
        let subject = |verb: usize| {
            self.lines[line].phrases.iter().any(|p| matches!(p, Phrase::Actor(_)) && p.span().end <= verb)
        };
        joint && self.lines[line].place == Place::Body && first.is_some_and(subject)
    }

    /// The actor phrase that stands before the verb.
    pub(super) fn subject_of(&self, line: usize, phrase: &MeetingPhrase) -> Option<usize> {
        let mut at = phrase.span.start;
        while let Some(previous) = self.step_back(at) {
            at = previous;
        }
        self.lines[line].phrases.iter().position(|p| matches!(p, Phrase::Actor(_)) && p.span().end == at)
    }

    /// Back over "đã", an adverb, or another verb of the same subject ("đến thăm, làm việc").
    fn step_back(&self, at: usize) -> Option<usize> {
        (1..=3).filter_map(|back| at.checked_sub(back)).find(|&from| {
            let small =
                self.scan.any_particle(from, &[Particle::Past, Particle::Adverb, Particle::And]) == Some(at);
            let comma = self.scan.mark(from, ',') && from + 1 == at;
            let verb = self.scan.verb(from).is_some_and(|(span, _, act)| {
                span.end == at && matches!(act, Act::Visit | Act::Meet | Act::Receive)
            });
            small || comma || verb
        })
    }

    /// Behind a verb of instruction, "sẽ", "nếu" or "để" a meeting is only planned.
    pub(super) fn under_instruction(&self, line: usize, at: usize) -> bool {
        let start = self.lines[line].sentence.span.start;
        let named = |token: usize| self.lines[line].phrases.iter().any(|p| p.span().contains(token));
        // "Nhận lời mời của ông A, bà B ...": nobody is invited here.
        let words = [Particle::Inner, Particle::Aside, Particle::Clause];
        let within = |token: usize| {
            (1..=2).filter_map(|back| token.checked_sub(back)).any(|from| {
                from >= start && self.scan.any_particle(from, &words).is_some_and(|end| end > token)
            })
        };
        (start..at).filter(|&token| !named(token) && !within(token)).any(|token| {
            let planned = [Particle::Planned, Particle::Hypothetical, Particle::Modal];
            self.scan.any_particle(token, &planned).is_some() || self.instructs(line, token)
        })
    }

    /// "yêu cầu", and "giao" where somebody stands directly behind it.
    fn instructs(&self, line: usize, token: usize) -> bool {
        let told = |at: usize| {
            self.lines[line].phrases.iter().any(|p| matches!(p, Phrase::Actor(_)) && p.span().start == at)
        };
        self.scan.particle(token, Particle::Inner).is_none()
            && self.scan.verb(token).is_some_and(|(span, entry, act)| {
                act == Act::Direct && (!entry.flags.has(Flag::Narrow) || told(span.end))
            })
    }

    fn verb_before(&self, start: usize, at: usize) -> bool {
        (start.max(at.saturating_sub(REACH + 4))..at).any(|token| {
            let verb = self.scan.verb(token).filter(|(span, ..)| span.end <= at && at - span.end <= REACH);
            let verb =
                verb.filter(|(.., act)| *act != Act::Organize || token > start && self.told(start, token));
            let reports = verb.is_some_and(|(_, _, act)| {
                matches!(
                    act,
                    Act::Chair
                        | Act::Attend
                        | Act::Organize
                        | Act::Conclude
                        | Act::Speak
                        | Act::DirectMeeting
                        | Act::Lead
                )
            });
            let held =
                self.scan.particle(token, Particle::Held).is_some_and(|end| end <= at && at - end <= 2);
            reports || held || self.scan.particle(token, Particle::At) == Some(at)
        })
    }

    /// "Tập trung | tổ chức đại hội ...": small words alone before a verb ask for it, and tell of nothing.
    fn told(&self, start: usize, verb: usize) -> bool {
        let mut at = start;
        while at < verb {
            match self.scan.particle(at, Particle::Adverb) {
                Some(past) => at = past,
                None => return true,
            }
        }
        false
    }

    /// "tiệc chiêu đãi đại biểu dự | Đại lễ": what those came for who give another meeting its name.
    fn of_guests(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let attend = (1..=2).filter_map(|back| phrase.span.start.checked_sub(back)).find(|&at| {
            self.scan
                .verb(at)
                .is_some_and(|(span, _, act)| act == Act::Attend && span.end == phrase.span.start)
        });
        let named = |at: usize| {
            self.lines[line].phrases.iter().any(|p| matches!(p, Phrase::Meeting(_)) && p.span().end == at)
        };
        attend.is_some_and(named)
    }

    /// "sau cuộc họp ... | do A chủ trì": who led it stands behind its name.
    fn led_by(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let Some(by) = self.scan.particle(phrase.span.end, Particle::By) else { return false };
        let leader = self.lines[line].phrases.iter().find(|p| p.span().start == by);
        let Some(Phrase::Actor(leader)) = leader else { return false };
        self.scan.verb(leader.span.end).is_some_and(|(_, _, act)| act == Act::Chair)
    }

    /// "Hội nghị ... diễn ra", "... được tổ chức".
    pub(super) fn verb_behind(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let end = self.lines[line].sentence.span.end.min(phrase.span.end + 6);
        (phrase.span.end..end).any(|token| {
            self.scan.particle(token, Particle::Held).is_some()
                || self.scan.verb(token).is_some_and(|(_, _, act)| act == Act::Organize)
        })
    }
}
