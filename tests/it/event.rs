//! Stage `event`: who chaired, directed and attended what. Every frame has a file of cases, and every file a frame.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chidao::entity::EntityIndex;
use chidao::event::{Dropped, Event, FRAMES};
use chidao::extractor::Analysis;
use chidao::vocab::EventStatus;

use crate::cases;
use crate::entity::role;
use crate::prose::{analysed, row, words};

const FRAME_CASES: &str = "event/frame";

/// The events in order of the text, then what was considered and dropped.
fn print(analysis: &Analysis) -> Vec<String> {
    let mut events: Vec<&Event> = analysis.events.iter().collect();
    events.sort_by_key(|event| {
        (event.line, event.span, event.relation, event.order, event.agent, event.target)
    });
    let events = events.into_iter().map(|event| self::event(analysis, event));
    events.chain(analysis.dropped.iter().map(|dropped| self::dropped(analysis, dropped))).collect()
}

fn event(analysis: &Analysis, event: &Event) -> String {
    let name = |index: EntityIndex| analysis.entities.list[index].name.as_str();
    let order = event.order.map_or(String::new(), |order| format!("#{order}"));
    let status = if event.status == EventStatus::Asserted { "" } else { event.status.id() };
    let behalf = event.on_behalf_of.map_or(String::new(), |person| format!("for {}", name(person)));
    let strength = event.strength.map_or("", |strength| strength.id());
    let directive =
        event.directive.map_or(String::new(), |span| format!("{strength}: {}", words(analysis, span)));
    let date = analysis.entities.list[event.target].date.as_deref().unwrap_or("");
    let (agent, target) = (name(event.agent), name(event.target));
    row(&[event.relation.id(), agent, target, date, &order, status, &behalf, &directive, event.rule])
}

fn dropped(analysis: &Analysis, dropped: &Dropped) -> String {
    row(&["dropped", &words(analysis, dropped.span), dropped.reason])
}

fn roles(analysis: &Analysis) -> Vec<String> {
    analysis.entities.roles.iter().map(|role| self::role(analysis, role)).collect()
}

#[test]
fn cases_of_frames() {
    cases::run(FRAME_CASES, "events", |case| analysed(case, print));
}

#[test]
fn cases_of_sentences_and_articles() {
    cases::run("event", "events", |case| analysed(case, print));
}

#[test]
fn cases_of_posts_that_change() {
    cases::run("event", "roles", |case| analysed(case, roles));
}

#[test]
fn every_frame_has_cases_and_every_file_a_frame() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(FRAME_CASES);
    let stem = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let files: BTreeSet<String> =
        fs::read_dir(folder).unwrap().map(|file| stem(&file.unwrap().path())).collect();
    let frames: BTreeSet<String> = FRAMES.iter().map(|frame| frame.id.to_owned()).collect();
    assert_eq!(files, frames);
}
