//! "bàn giao chức vụ Giám đốc Sở giữa ông A và ông B", "ông A bàn giao chức vụ Giám đốc Sở cho ông B": A leaves the post, B is given it.
//!
//! Read from the tokens, since such words stand in the names of meetings as often as outside of them.

use super::post_change::set;
use super::scene::Scene;
use crate::entity::EntityIndex;
use crate::lexicon::{Act, EntryKind, Flag, Particle};
use crate::mention::{Actor, Phrase, Post, Who};
use crate::text::Span;
use crate::vocab::{EntityKind, RoleStatus};

/// Tokens between the post and the words that say who takes it.
const NEAR: usize = 2;

/// Reads the handovers of the line.
pub(super) fn read(scene: &mut Scene) {
    let span = scene.line().sentence.span;
    let verbs: Vec<Span> = (span.start..span.end)
        .filter_map(|at| scene.scan.verb(at))
        .filter(|(.., act)| *act == Act::HandOver)
        .map(|(verb, ..)| verb)
        .collect();
    for verb in verbs {
        if let Some((office, from, to)) = parties(scene, verb) {
            for post in 0..office.posts.len() {
                from.iter().for_each(|&giver| set(scene, giver, &office, post, RoleStatus::Left));
                set(scene, to, &office, post, RoleStatus::Appointed);
            }
        }
    }
}

/// The posts behind the verb, who gives them up, where that is told, and who takes them.
fn parties(scene: &Scene, verb: Span) -> Option<(Actor, Option<EntityIndex>, EntityIndex)> {
    let finder = crate::mention::finder(scene.scan, scene.line().sentence);
    let (mut posts, end) = finder.posts(verb.end, false);
    posts.iter_mut().for_each(|post| at_house(scene, post));
    let office = Actor {
        span: Span::new(verb.end, end),
        who: Who::Office,
        posts,
        member: false,
        list: 0,
        announced: false,
    };
    if office.posts.is_empty() {
        return None;
    }
    let words = [Particle::Between, Particle::From, Particle::For];
    let past = (end..=end + NEAR).find_map(|at| scene.scan.any_particle(at, &words).map(|past| (at, past)));
    let (at, past) = past?;
    let people = people_behind(scene, past);
    match scene.scan.particle(at, Particle::For) {
        Some(_) => Some((office, before(scene, verb.start), *people.first()?)),
        None => Some((office, people.first().copied(), *people.get(1)?)),
    }
}

/// "Công ty X tổ chức bàn giao chức danh Giám đốc": a director or a board without a house is that of the one that opens the line.
fn at_house(scene: &Scene, post: &mut Post) {
    let title = scene.scan.longest(post.title_span.start, EntryKind::Title);
    let director = title.is_some_and(|(_, row)| row.flags.has(Flag::Director));
    let first = scene.line().phrases.iter().find_map(|phrase| match phrase {
        Phrase::Actor(Actor { who: Who::Body(body), .. }) => Some(body),
        _ => None,
    });
    let house = first.filter(|body| !body.bare).cloned();
    match &mut post.body {
        None if director => post.body = house,
        Some(board) if board.bare && board.takes_outer && !board.short => board.outer = house.map(Box::new),
        _ => {}
    }
}

/// The people named behind a token.
fn people_behind(scene: &Scene, token: usize) -> Vec<EntityIndex> {
    let phrases = &scene.line().phrases;
    (0..phrases.len()).filter(|&p| phrases[p].span().end > token).filter_map(|p| person(scene, p)).collect()
}

/// The person named last before a token.
fn before(scene: &Scene, token: usize) -> Option<EntityIndex> {
    let phrases = &scene.line().phrases;
    (0..phrases.len()).rev().filter(|&p| phrases[p].span().end <= token).find_map(|p| person(scene, p))
}

fn person(scene: &Scene, phrase: usize) -> Option<EntityIndex> {
    let named = matches!(
        &scene.line().phrases[phrase],
        Phrase::Actor(Actor { who: Who::Name(_) | Who::Short(_) | Who::Pronoun, .. })
    );
    scene.entity(phrase).filter(|&e| named && scene.kind(e) == EntityKind::Person)
}
