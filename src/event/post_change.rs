//! "bổ nhiệm A giữ chức B", "A thôi giữ chức C": posts given and given up in the article change the status of roles.

use super::clause::Verb;
use super::scene::Scene;
use crate::entity::{EntityIndex, Role};
use crate::lexicon::{Act, Flag};
use crate::mention::{Actor, Who};
use crate::vocab::{EntityKind, EventStatus, RoleStatus};

/// Reads the changes of posts in the line.
pub(super) fn read(scene: &mut Scene, verbs: &[Verb]) {
    let mut moved = false;
    for (i, verb) in verbs.iter().enumerate() {
        if verb.status != EventStatus::Asserted {
            continue;
        }
        match verb.act {
            Act::Appoint => moved |= true,
            Act::Hold => {
                let given = moved || verbs[..i].iter().any(|v| v.act == Act::Appoint);
                change(scene, verbs, i, if given { RoleStatus::Appointed } else { RoleStatus::Appointed }, given);
            }
            Act::Leave => change(scene, verbs, i, RoleStatus::Left, true),
            _ => {}
        }
        if verb.act == Act::Appoint && !verb.has(Flag::Narrow) {
            change(scene, verbs, i, RoleStatus::Appointed, true);
        }
    }
}

fn change(scene: &mut Scene, verbs: &[Verb], i: usize, status: RoleStatus, reported: bool) {
    if !reported {
        return;
    }
    let verb = &verbs[i];
    let Some((phrase, actor)) = office_behind(scene, verb) else { return };
    let people = people_for(scene, verb, phrase);
    for person in people {
        for post in 0..actor.posts.len() {
            set(scene, person, &actor, post, status);
        }
        if status == RoleStatus::Appointed && verbs.iter().any(|v| v.act == Act::Appoint || v.act == Act::Hold) {
            give_up(scene, person, phrase);
        }
    }
}

/// The posts without a name directly behind the verb.
fn office_behind(scene: &Scene, verb: &Verb) -> Option<(usize, Actor)> {
    let phrases = &scene.line().phrases;
    let next = phrases.iter().position(|p| p.span().start >= verb.span.end)?;
    let near = phrases[next].span().start <= verb.span.end + 1;
    let actor = scene.actor(next).filter(|a| near && matches!(a.who, Who::Office))?;
    Some((next, actor.clone()))
}

/// Who is given the post: the person before the verb, else behind "đối với".
fn people_for(scene: &Scene, verb: &Verb, office: usize) -> Vec<EntityIndex> {
    let named = |p: &usize| {
        scene.actor(*p).is_some_and(|a| matches!(a.who, Who::Name(_) | Who::Short(_) | Who::Pronoun)) && scene.entity(*p).is_some_and(|e| scene.kind(e) == EntityKind::Person)
    };
    let before: Vec<usize> = (0..office).rev().filter(named).collect();
    let nearest = before.first().copied();
    if let Some(nearest) = nearest.filter(|&p| scene.line().phrases[p].span().end <= verb.span.start) {
        let mut list = vec![nearest];
        while let Some(&first) = list.last()
            && first > 0
            && super::clause::joined(scene, first - 1, first)
            && named(&(first - 1))
        {
            list.push(first - 1);
        }
        return list.into_iter().filter_map(|p| scene.entity(p)).collect();
    }
    (office + 1..scene.line().phrases.len()).filter(named).filter_map(|p| scene.entity(p)).take(3).collect()
}

/// The role of this post gets the status; it is made where the article had not said it.
fn set(scene: &mut Scene, person: EntityIndex, actor: &Actor, post: usize, status: RoleStatus) {
    let post = &actor.posts[post];
    let (line, body) = (scene.at, post.body.as_ref().map(|b| crate::entity::body_name(scene.scan, scene.lines, b, post.span.start)));
    let same = |role: &Role| {
        role.person == person
            && crate::text::key(&role.title) == crate::text::key(&post.title)
            && match (&body, role.body) {
                (Some(name), Some(held)) => {
                    let held = crate::text::key(&scene.entities.list[held].name);
                    let name = crate::text::key(name);
                    held == name || held.starts_with(&name) || name.starts_with(&held)
                }
                _ => true,
            }
    };
    let found = scene.entities.roles.iter().position(same);
    match found {
        Some(at) => {
            let role = &mut scene.entities.roles[at];
            if role.status == RoleStatus::Current || role.status == RoleStatus::Acting {
                role.status = status;
            }
        }
        None => {
            let body_entity = body.map(|name| {
                let index = scene.entities.intern(EntityKind::Body, &name);
                scene.entities.list[index].type_id.get_or_insert_with(|| post.body.as_ref().map_or(String::new(), |b| b.type_id.clone()));
                index
            });
            scene.entities.roles.push(Role {
                person,
                title: post.title.clone(),
                title_span: post.title_span,
                body: body_entity,
                body_span: post.body.as_ref().map(|b| b.span),
                body_word: None,
                status,
                span: post.span,
                line,
                head: post.head,
                rule: "role.change",
                row: post.row.clone(),
            });
        }
    }
}

/// Who is given a post gives up the office he comes from, not his seats in committees.
fn give_up(scene: &mut Scene, person: EntityIndex, office: usize) {
    let line = scene.at;
    let office_start = scene.line().phrases[office].span().start;
    let sentence = scene.line().sentence.span;
    let memberships: Vec<bool> = scene.entities.roles.iter().map(|role| is_member(scene, role)).collect();
    for (role, member) in scene.entities.roles.iter_mut().zip(memberships) {
        let here = role.line == line && sentence.contains(role.span.start) && role.span.start < office_start;
        if role.person == person && here && role.status == RoleStatus::Current && !member {
            role.status = RoleStatus::Left;
        }
    }
}

fn is_member(scene: &Scene, role: &Role) -> bool {
    let row = &role.row;
    scene.scan.lexicon.entries().iter().any(|entry| entry.kind == crate::lexicon::EntryKind::Title && &entry.source() == row && entry.flags.has(Flag::MemberTitle))
}
