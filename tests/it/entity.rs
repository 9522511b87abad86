//! Stage `entity`: what the phrases of an article refer to, and who holds which post.

use chidao::entity::{Entity, EntityIndex, Role};
use chidao::extractor::Analysis;
use chidao::mention::{Phrase, Who};
use chidao::vocab::EntityKind;

use crate::cases;
use crate::prose::{analysed, row, words};

/// Entities that the reading lists, references without a name, roles, notes.
fn print(analysis: &Analysis) -> Vec<String> {
    let entities = &analysis.entities;
    let mut listed: Vec<(EntityKind, EntityIndex)> =
        analysis.ids().keys().map(|&index| (entities.list[index].kind, index)).collect();
    listed.sort();
    let mut lines: Vec<String> =
        listed.iter().map(|(_, index)| entity(analysis, &entities.list[*index])).collect();
    lines.extend(references(analysis));
    lines.extend(entities.roles.iter().map(|role| self::role(analysis, role)));
    lines
        .extend(entities.notes.iter().map(|(kind, span)| row(&["note", kind.id(), &words(analysis, *span)])));
    lines
}

fn entity(analysis: &Analysis, entity: &Entity) -> String {
    let organizer = entity.organizer.map_or("", |organizer| analysis.entities.list[organizer].name.as_str());
    let aliases: Vec<&str> =
        entity.aliases.iter().filter(|alias| **alias != entity.name).map(String::as_str).collect();
    let aliases = if aliases.is_empty() { String::new() } else { format!("also {}", aliases.join("; ")) };
    let session = entity.session.map_or("", |session| session.id());
    let date = format!("{} {session}", entity.date.as_deref().unwrap_or(""));
    let type_id = entity.type_id.as_deref().unwrap_or("");
    row(&[entity.kind.id(), &entity.name, type_id, date.trim(), organizer, &aliases])
}

/// Short names, offices, pronouns and bare heads, with what they stand for.
fn references(analysis: &Analysis) -> Vec<String> {
    let mut found = Vec::new();
    for (l, line) in analysis.lines.iter().enumerate() {
        for (p, phrase) in line.phrases.iter().enumerate() {
            let refers = match phrase {
                Phrase::Actor(actor) => matches!(actor.who, Who::Short(_) | Who::Office | Who::Pronoun),
                Phrase::Meeting(meeting) => !meeting.full,
                Phrase::Date(_) => false,
            };
            if refers {
                let target =
                    analysis.entities.of(l, p).map_or("nothing", |e| analysis.entities.list[e].name.as_str());
                found.push(row(&["refers", &words(analysis, phrase.span()), target]));
            }
        }
    }
    found
}

pub(crate) fn role(analysis: &Analysis, role: &Role) -> String {
    let name = |index: EntityIndex| analysis.entities.list[index].name.as_str();
    let body = role.body.map_or(String::new(), |body| format!(" @ {}", name(body)));
    row(&["role", name(role.person), &format!("{}{body}", role.title), role.status.id()])
}

#[test]
fn cases() {
    cases::run("entity", "entities", |case| analysed(case, print));
}
