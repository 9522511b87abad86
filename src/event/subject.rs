//! Who does what a verb says: the actors before it, over adverbs, asides and documents, with the list that they end.

use super::clause::Verb;
use super::scene::Scene;
use crate::lexicon::{Act, EntryKind, Flag, Particle};
use crate::mention::{Phrase, Who};
use crate::text::TokenKind;
use crate::vocab::EventStatus;

/// The actor that opens the sentence is its subject until another is found, whatever verb follows it; and whether "sẽ" does.
pub(super) fn leading(scene: &Scene) -> (Vec<usize>, bool) {
    let line = scene.line();
    let first = past_adverbial(scene);
    let mut at = first;
    for (p, phrase) in line.phrases.iter().enumerate().filter(|(_, phrase)| phrase.span().start >= first) {
        if !opens(scene, at, phrase.span().start) {
            break;
        }
        if let Phrase::Actor(actor) = phrase {
            let next = actor.span.end;
            let follows = scene.scan.tokens.get(next).is_some_and(|t| t.is_word() && !t.is_capital())
                && next < line.sentence.span.end;
            let linked =
                scene.scan.any_particle(next, &[Particle::And, Particle::Of, Particle::Copula]).is_some();
            if follows && !linked && !matches!(actor.who, Who::Place(_) | Who::Group) && !addressed(scene, p)
            {
                let planned = (next..next + 2).any(|t| scene.scan.particle(t, Particle::Planned).is_some());
                return (whole_list(scene, p), planned);
            }
        }
        at = phrase.span().end;
    }
    (Vec::new(), false)
}

/// Tokens of the longest adverbial that opens a sentence.
const ADVERBIAL: usize = 16;

/// Past "Về chuyên môn,", "Sau khi nghe báo cáo," at the head of the sentence.
fn past_adverbial(scene: &Scene) -> usize {
    let span = scene.line().sentence.span;
    let heads = [Particle::AboutTopic, Particle::When, Particle::At, Particle::InWhich, Particle::Then];
    let comma = (span.start..span.end.min(span.start + ADVERBIAL)).find(|&at| scene.scan.mark(at, ','));
    let opened = scene.scan.any_particle(span.start, &heads).is_some();
    comma.filter(|_| opened).map_or(span.start, |at| at + 1)
}

/// Only commas, adverbs and small words stand between two places of a sentence.
fn opens(scene: &Scene, from: usize, to: usize) -> bool {
    let mut at = from;
    while at < to {
        let past =
            scene.scan.any_particle(at, &[Particle::Adverb, Particle::Then, Particle::And, Particle::Past]);
        match past.or_else(|| {
            (scene.scan.mark(at, ',') || scene.scan.mark(at, ';') || scene.scan.mark(at, '-'))
                .then_some(at + 1)
        }) {
            Some(next) => at = next,
            None => return false,
        }
    }
    true
}

/// The actors directly before a verb (adverbs and particles may stand between), and how the verb is put.
pub(super) fn left_of(scene: &Scene, start: usize, before: &[Verb]) -> (Vec<usize>, EventStatus) {
    let line = scene.line();
    let mut at = start;
    let mut status = EventStatus::Asserted;
    let mut skipped = 0;
    loop {
        if let Some(index) = line.phrases.iter().position(|phrase| phrase.span().end == at)
            && let Phrase::Actor(actor) = &line.phrases[index]
        {
            if sent_to(scene, actor.span.start) {
                return (Vec::new(), status);
            }
            if let Some(before) = stood_for(scene, actor.span.start) {
                at = before;
                continue;
            }
            if let Some(titled) =
                behind_title(scene, at).filter(|_| matches!(actor.who, Who::Body(_)) && !actor.member)
            {
                return (whole_list(scene, titled), status);
            }
            if matches!(actor.who, Who::Place(_))
                && let Some(from) = governor(scene, index)
            {
                if scene.scan.particle(from, Particle::Destination).is_none() {
                    return (Vec::new(), status);
                }
                at = from;
                continue;
            }
            if matches!(actor.who, Who::Office)
                && before.last().is_some_and(|v| {
                    matches!(v.act, Act::Hold | Act::Leave | Act::Appoint) && v.span.end == actor.span.start
                })
            {
                return (Vec::new(), status);
            }
            let opened = before
                .iter()
                .any(|v| matches!(v.act, Act::Attend | Act::Accompany | Act::Presence) && v.left.is_empty());
            let list = if opened {
                behind_semicolon(scene, whole_list(scene, index))
            } else {
                whole_list(scene, index)
            };
            if status == EventStatus::Asserted && list.first().is_some_and(|&p| wished(scene, p)) {
                status = EventStatus::Planned;
            }
            return (if addressed(scene, list[0]) { Vec::new() } else { list }, status);
        }
        let Some(previous) = small_before(scene, at, line.sentence.span.start, &mut status) else {
            let titled = behind_title(scene, at).map(|index| whole_list(scene, index));
            return (titled.unwrap_or_default(), status);
        };
        at = previous;
        skipped += 1;
        if skipped > 6 {
            return (Vec::new(), status);
        }
    }
}

/// "công văn gửi | B yêu cầu ...": B gets the letter.
fn sent_to(scene: &Scene, start: usize) -> bool {
    let mut before = (1..=3).filter_map(|back| start.checked_sub(back));
    let first = scene.line().sentence.span.start;
    before.any(|from| from >= first && scene.scan.particle(from, Particle::SendTo) == Some(start))
}

/// "thay mặt B", "thừa ủy quyền của B", "với tư cách Chủ tịch ...": where the words begin that B stands behind.
fn stood_for(scene: &Scene, start: usize) -> Option<usize> {
    let words = [Particle::Behalf, Particle::Role];
    (1..=4).filter_map(|back| start.checked_sub(back)).find(|&from| {
        from >= scene.line().sentence.span.start && scene.scan.any_particle(from, &words) == Some(start)
    })
}

/// Words of the longest end of a title that no row knows ("Trưởng Ban Chỉ đạo | về tham gia gìn giữ hòa bình | chủ trì").
const TITLE_END: usize = 18;

/// The person whose last title goes on up to a token, with no mark, verb or other person between.
fn behind_title(scene: &Scene, at: usize) -> Option<usize> {
    let phrases = &scene.line().phrases;
    let index = phrases.iter().rposition(|phrase| {
        phrase.span().end <= at && matches!(phrase, Phrase::Actor(actor) if is_person(actor))
    })?;
    let Phrase::Actor(actor) = &phrases[index] else { return None };
    let titled =
        matches!(actor.who, Who::Name(name) if actor.posts.iter().any(|post| post.span.start >= name.end));
    let between = actor.span.end..at;
    let plain = |token: usize| {
        let verb = scene.scan.verb(token).is_some_and(|(_, entry, act)| {
            !entry.flags.has(Flag::Narrow)
                || !matches!(act, Act::Attend | Act::Hold | Act::Organize | Act::Other)
        });
        let word = scene.scan.tokens[token].is_word() || scene.scan.tokens[token].kind == TokenKind::Number;
        let breaks = [Particle::Has, Particle::Copula, Particle::By, Particle::Past];
        word && !verb && (scene.scan.any_particle(token, &breaks).is_none())
    };
    let joined = scene.scan.particle(between.start, Particle::And);
    let others = joined.is_some_and(|at| scene.scan.longest(at, EntryKind::Group).is_some());
    let short = !between.is_empty() && between.len() <= TITLE_END;
    let goes_on = titled && joined.is_none() || others && matches!(actor.who, Who::Name(_));
    (goes_on && short && between.into_iter().all(plain)).then_some(index)
}

/// "nếu A", "mong A, B": a condition or a wish stands before the subject.
fn wished(scene: &Scene, phrase: usize) -> bool {
    let start = scene.line().phrases[phrase].span().start;
    (1..=2).filter_map(|back| start.checked_sub(back)).any(|from| {
        from >= scene.line().sentence.span.start
            && scene.scan.particle(from, Particle::Hypothetical) == Some(start)
    })
}

/// Words that number and date a document behind its name.
const DOCUMENT: usize = 14;

/// Back over a document and the verb that issues it: "UBND tỉnh | ban hành Công văn số 318/UBND-NN | yêu cầu".
pub(super) fn document_before(scene: &Scene, at: usize, start: usize) -> Option<usize> {
    let from = (start.max(at.saturating_sub(DOCUMENT))..at).rev().find(|&from| {
        scene.scan.particle(from, Particle::Document).is_some_and(|end| end <= at && numbers(scene, end, at))
    })?;
    let issued = (1..=3)
        .filter_map(|back| from.checked_sub(back))
        .find(|&issue| issue >= start && scene.scan.particle(issue, Particle::Issue) == Some(from));
    Some(issued.unwrap_or(from))
}

/// Only a number, a date or "hỏa tốc" stands between two places.
fn numbers(scene: &Scene, from: usize, to: usize) -> bool {
    (from..to).all(|at| {
        let token = scene.scan.tokens[at];
        token.kind == TokenKind::Number
            || token.is_capital()
            || matches!(token.kind, TokenKind::Mark('/' | '-' | '.' | ','))
            || scene.scan.any_particle(at, &[Particle::Ordinal, Particle::Day, Particle::Document]).is_some()
    })
}

/// The actor phrases directly before a token: "A | đã có buổi làm việc với B".
pub(super) fn subject_of(scene: &Scene, start: usize) -> Vec<usize> {
    left_of(scene, start, &[]).0
}

/// Steps back over one small word before a token.
fn small_before(scene: &Scene, at: usize, start: usize, status: &mut EventStatus) -> Option<usize> {
    if let Some(from) = document_before(scene, at, start) {
        return Some(from);
    }
    let kinds = [
        (Particle::Planned, EventStatus::Planned),
        (Particle::Negation, EventStatus::Negated),
        (Particle::Hypothetical, EventStatus::Planned),
    ];
    for back in 1..=3 {
        let Some(from) = at.checked_sub(back).filter(|&from| from >= start) else { continue };
        if let Some((_, put)) = kinds.iter().find(|(kind, _)| scene.scan.particle(from, *kind) == Some(at)) {
            *status = *put;
            return Some(from);
        }
        let passing =
            [Particle::Past, Particle::Adverb, Particle::Passive, Particle::Companion, Particle::Destination];
        if passing.iter().any(|&kind| scene.scan.particle(from, kind) == Some(at)) {
            return Some(from);
        }
    }
    if let Some(date) =
        scene.line().phrases.iter().find(|p| p.span().end == at && matches!(p, Phrase::Date(_)))
    {
        return Some(date.span().start);
    }
    if let Some(joint) = companion_before(scene, at, start) {
        return Some(joint);
    }
    let previous = at.checked_sub(1).filter(|&p| p >= start)?;
    if let Some(open) = role_before(scene, previous, start) {
        return Some(open);
    }
    if let Some(open) = bracket_before(scene, previous, start) {
        return Some(open);
    }
    if manner(scene, previous) {
        return Some(previous);
    }
    let token = scene.scan.tokens[previous];
    let passing = matches!(token.kind, TokenKind::Mark(',' | '-' | ')'))
        && (line_phrase_ends(scene, previous) || member_ends(scene, previous))
        && (scene.scan.verb(at).is_some()
            || scene
                .scan
                .any_particle(at, &[Particle::Past, Particle::Adverb, Particle::Behalf, Particle::Role])
                .is_some()
            || scene.line().phrases.iter().any(|p| p.span().start == at && matches!(p, Phrase::Date(_))));
    passing.then_some(previous)
}

/// "Nhà vua A | và Hoàng hậu | chủ trì": back over somebody without a name who comes with the subject.
fn companion_before(scene: &Scene, at: usize, start: usize) -> Option<usize> {
    (2..=COMPANION).filter_map(|back| at.checked_sub(back)).filter(|&from| from >= start).find(|&from| {
        let title = scene
            .scan
            .particle(from, Particle::And)
            .and_then(|past| scene.scan.longest(past, EntryKind::Title));
        title.is_some_and(|(span, entry)| span.end == at && entry.flags.has(Flag::Weak))
    })
}

/// ", với tư cách Chủ tịch hội nghị, | chủ trì": the comma that opens the aside closed here.
fn role_before(scene: &Scene, close: usize, start: usize) -> Option<usize> {
    if !scene.scan.mark(close, ',') {
        return None;
    }
    let words = [Particle::Behalf, Particle::Role];
    (start.max(close.saturating_sub(TITLE_END))..close)
        .rev()
        .find(|&at| scene.scan.mark(at, ',') && scene.scan.any_particle(at + 1, &words).is_some())
}

/// Words of "và Hoàng hậu".
const COMPANION: usize = 4;

/// Tokens in the longest aside that may stand between a subject and its verb.
const ASIDE: usize = 8;

/// "ĐBQH A (Sơn La) | băn khoăn": the token that opens the bracket closed here, directly behind a phrase.
fn bracket_before(scene: &Scene, close: usize, start: usize) -> Option<usize> {
    if !scene.scan.mark(close, ')') {
        return None;
    }
    let open = (start.max(close.saturating_sub(ASIDE))..close).rev().find(|&at| scene.scan.mark(at, '('))?;
    scene.line().phrases.iter().any(|phrase| phrase.span().end == open).then_some(open)
}

/// "đã | thân mật | tiếp": a small word that no table knows tells in what manner.
fn manner(scene: &Scene, at: usize) -> bool {
    let token = scene.scan.tokens[at];
    token.is_word() && !token.is_capital() && scene.scan.only_names(at)
}

fn line_phrase_ends(scene: &Scene, at: usize) -> bool {
    let line = scene.line();
    line.phrases.iter().any(|phrase| {
        phrase.span().end == at
            && matches!(phrase, Phrase::Actor(actor)
                if matches!(actor.who, Who::Name(_)) && (!actor.posts.is_empty() || scene.scan.mark(at, '-')))
    })
}

/// "Dự có A; B chủ trì": the part behind the last semicolon.
fn behind_semicolon(scene: &Scene, list: Vec<usize>) -> Vec<usize> {
    let phrases = &scene.line().phrases;
    let cut = list.iter().rposition(|&p| scene.scan.mark(phrases[p].span().start.saturating_sub(1), ';'));
    list[cut.unwrap_or(0)..].to_vec()
}

fn member_ends(scene: &Scene, at: usize) -> bool {
    scene
        .line()
        .phrases
        .iter()
        .any(|phrase| phrase.span().end == at && matches!(phrase, Phrase::Actor(actor) if actor.member))
}

/// All phrases of the list that this one ends.
fn whole_list(scene: &Scene, last: usize) -> Vec<usize> {
    let line = scene.line();
    let mut from = last;
    let class =
        |p: usize| matches!(&line.phrases[p], Phrase::Actor(actor) if matches!(actor.who, Who::Group));
    while from > 0
        && (joined(scene, from - 1, from)
            || class(from) && from == last && listed(scene, from - 1, from)
            || from == last && accompanied(scene, from - 1, from))
        && !governed(scene, from - 1)
    {
        from -= 1;
    }
    (from..=last).filter(|&i| matches!(line.phrases[i], Phrase::Actor(_))).collect()
}

/// "A và Đoàn công tác Chính phủ": a person with others, joined by "và" alone.
fn accompanied(scene: &Scene, first: usize, second: usize) -> bool {
    let phrases = &scene.line().phrases;
    let (Phrase::Actor(a), Phrase::Actor(b)) = (&phrases[first], &phrases[second]) else { return false };
    matches!(a.who, Who::Name(_))
        && !is_person(b)
        && scene.scan.particle(a.span.end, Particle::And) == Some(b.span.start)
}

fn is_person(actor: &crate::mention::Actor) -> bool {
    matches!(actor.who, Who::Name(_) | Who::Short(_) | Who::Office | Who::Pronoun)
}

/// "của A, B chỉ đạo": A stands behind a preposition, so it begins no list of subjects.
pub(super) fn governed(scene: &Scene, phrase: usize) -> bool {
    governor(scene, phrase).is_some()
}

/// The preposition that an actor stands behind.
fn governor(scene: &Scene, phrase: usize) -> Option<usize> {
    let start = scene.line().phrases[phrase].span().start;
    let words = [
        Particle::Of,
        Particle::At,
        Particle::TowardWeak,
        Particle::According,
        Particle::Toward,
        Particle::To,
        Particle::Destination,
        Particle::Behalf,
        Particle::AboutTopic,
    ];
    (1..=4).filter_map(|back| start.checked_sub(back)).find(|&from| {
        from >= scene.line().sentence.span.start && scene.scan.any_particle(from, &words) == Some(start)
    })
}

/// "gửi A, B đề nghị", "đối với A": addressees, not subjects.
fn addressed(scene: &Scene, phrase: usize) -> bool {
    let start = scene.line().phrases[phrase].span().start;
    let words = [Particle::SendTo, Particle::WithAgency, Particle::TowardWeak, Particle::Toward];
    (1..=3).any(|back| {
        start.checked_sub(back).is_some_and(|from| {
            from >= scene.line().sentence.span.start && scene.scan.any_particle(from, &words) == Some(start)
        })
    })
}

/// Only a comma, semicolon or "và" stands between two actors.
pub(super) fn joined(scene: &Scene, first: usize, second: usize) -> bool {
    let line = scene.line();
    let (Phrase::Actor(a), Phrase::Actor(b)) = (&line.phrases[first], &line.phrases[second]) else {
        return false;
    };
    if is_person(a) != is_person(b) && a.list != b.list {
        return false;
    }
    a.list == b.list && b.span.start - a.span.end <= 3 || listed(scene, first, second)
}

/// The same, whatever the two are: "A, cùng đại diện B".
pub(super) fn listed(scene: &Scene, first: usize, second: usize) -> bool {
    let line = scene.line();
    let (Phrase::Actor(a), Phrase::Actor(b)) = (&line.phrases[first], &line.phrases[second]) else {
        return false;
    };
    let (mut at, end) = (a.span.end, b.span.start);
    let mut joints = 0;
    while at < end {
        if matches!(scene.scan.tokens[at].kind, TokenKind::Mark(',' | ';' | '-')) {
            at += 1;
        } else if let Some(next) = scene.scan.any_particle(at, &[Particle::And]) {
            at = next;
        } else {
            return false;
        }
        joints += 1;
    }
    joints > 0 && joints <= 2
}
