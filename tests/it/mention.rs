//! Stage `mention`: the phrases of each sentence.

use chidao::extractor::Analysis;
use chidao::mention::{Actor, BodyPhrase, Date, Phrase, PlacePhrase, Post, Who};
use chidao::vocab::RoleStatus;

use crate::cases;
use crate::prose::{analysed, row, words};

fn print(analysis: &Analysis) -> Vec<String> {
    analysis
        .lines
        .iter()
        .flat_map(|line| &line.phrases)
        .map(|phrase| self::phrase(analysis, phrase))
        .collect()
}

fn phrase(analysis: &Analysis, phrase: &Phrase) -> String {
    match phrase {
        Phrase::Date(date) => row(&["date", &words(analysis, date.span), &day(date)]),
        Phrase::Meeting(meeting) => row(&[
            "meeting",
            &words(analysis, meeting.span),
            &meeting.type_id,
            if meeting.full { "" } else { "head only" },
        ]),
        Phrase::Actor(actor) => self::actor(analysis, actor),
    }
}

/// `2024-06-05 morning`, with what the words do not give left out.
fn day(date: &Date) -> String {
    let part = |value: Option<u16>, width: usize| {
        value.map_or("?".repeat(width), |value| format!("{value:0width$}"))
    };
    let session = date.session.map_or("", |session| session.id());
    let day = match date.relative {
        Some(relative) => format!("{relative:?}").to_lowercase(),
        None => {
            let [day, month] = [date.day, date.month].map(|value| part(value.map(u16::from), 2));
            format!("{}-{month}-{day}", part(date.year, 4))
        }
    };
    format!("{day} {session}").trim().to_owned()
}

fn actor(analysis: &Analysis, actor: &Actor) -> String {
    let quote = |span| words(analysis, span);
    let (kind, name, about) = match &actor.who {
        Who::Name(span) => ("person", quote(*span), String::new()),
        Who::Short(span) => ("short name", quote(*span), String::new()),
        Who::Office => ("office", quote(actor.span), String::new()),
        Who::Pronoun => ("pronoun", quote(actor.span), String::new()),
        Who::Group => ("group", quote(actor.span), String::new()),
        Who::Place(place) => ("place", quote(place.span), self::place(place)),
        Who::Body(body) => ("body", quote(body.span), self::body(body)),
    };
    let posts: Vec<String> = actor.posts.iter().map(post).collect();
    let member = if actor.member { "members" } else { "" };
    row(&[kind, &name, &about, &posts.join("; "), member])
}

/// `former Bí thư @ Huyện ủy`.
fn post(post: &Post) -> String {
    let status =
        if post.status == RoleStatus::Current { String::new() } else { format!("{} ", post.status.id()) };
    let own = post.own_body.as_ref().map(|body| format!(" @ ({body})"));
    let body = post.body.as_ref().map(|body| format!(" @ {}", self::body(body)));
    format!("{status}{}{}", post.title, body.or(own).unwrap_or_default())
}

/// `Ủy ban nhân dân [people_committee] of tỉnh Lào Cai`.
fn body(body: &BodyPhrase) -> String {
    let place = body.place.as_ref().map_or(String::new(), |place| format!(" of {}", self::place(place)));
    let outer = body.outer.as_ref().map_or(String::new(), |outer| format!(" in {}", self::body(outer)));
    let head = if body.head.is_empty() { "place" } else { &body.head };
    format!("{head} [{}]{place}{outer}", body.type_id)
}

fn place(place: &PlacePhrase) -> String {
    format!("{} {}", place.level_word, if place.name.is_empty() { "?" } else { &place.name })
        .trim()
        .to_owned()
}

#[test]
fn cases() {
    cases::run("mention", "phrases", |case| analysed(case, print));
}
