//! "bổ nhiệm A giữ chức B", "A thôi giữ chức C": posts given and given up in the article change the status of roles.

use super::clause::Verb;
use super::scene::Scene;
use crate::entity::{EntityIndex, Role};
use crate::lexicon::{Act, Particle};
use crate::mention::{Actor, Who};
use crate::text::TokenKind;
use crate::vocab::{EntityKind, EventStatus, RoleStatus};

/// Reads the changes of posts in the line.
pub(super) fn read(scene: &mut Scene, verbs: &[Verb]) {
    if curriculum(scene) {
        return;
    }
    for (i, verb) in verbs.iter().enumerate().filter(|(_, verb)| verb.status == EventStatus::Asserted) {
        match verb.act {
            Act::Hold => change(scene, verbs, i, RoleStatus::Appointed),
            Act::Appoint => {
                if !change(scene, verbs, i, RoleStatus::Appointed)
                    && !verbs[i + 1..].iter().any(|v| v.act == Act::Hold)
                {
                    own_posts(scene, verb, RoleStatus::Appointed);
                }
                true
            }
            Act::Leave => {
                change(scene, verbs, i, RoleStatus::Left) || own_posts(scene, verb, RoleStatus::Left)
            }
            _ => false,
        };
    }
}

/// A curriculum vitae names past years, not changes.
fn curriculum(scene: &Scene) -> bool {
    let span = scene.line().sentence.span;
    let years = (span.start..span.end)
        .filter(|&at| {
            scene.scan.particle(at, Particle::Year).is_some()
                && scene.scan.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number)
        })
        .count();
    let opens = scene.scan.any_particle(span.start, &[Particle::From, Particle::Year]).is_some();
    years >= 2 || opens && years >= 1
}

/// The post behind the verb becomes a role of the person concerned.
fn change(scene: &mut Scene, verbs: &[Verb], i: usize, status: RoleStatus) -> bool {
    let verb = &verbs[i];
    let Some((phrase, actor)) = office_behind(scene, verb) else { return false };
    let people = people_for(scene, verb, phrase);
    for &person in &people {
        for post in 0..actor.posts.len() {
            set(scene, person, &actor, post, status);
        }
        if status == RoleStatus::Appointed {
            give_up(scene, person);
        }
    }
    !people.is_empty()
}

/// "nghỉ hưu đối với A, Phó Giám đốc ...", "A, Phó Giám đốc ..., nghỉ hưu": the post printed beside the name.
fn own_posts(scene: &mut Scene, verb: &Verb, status: RoleStatus) -> bool {
    let phrases = &scene.line().phrases;
    let before = verb.left.last().copied();
    let toward = phrases.iter().position(|p| {
        let start = p.span().start;
        start >= verb.span.end
            && start <= verb.span.end + 14
            && (1..=2).any(|back| {
                start.checked_sub(back).is_some_and(|from| {
                    scene.scan.any_particle(from, &[Particle::Toward, Particle::For]) == Some(start)
                })
            })
    });
    let Some(phrase) = before.or(toward) else { return false };
    let (Some(actor), Some(person)) = (scene.actor(phrase), scene.entity(phrase)) else { return false };
    if !matches!(actor.who, Who::Name(_)) {
        return false;
    }
    let actor = actor.clone();
    let office = (0..actor.posts.len()).find(|&post| !actor.posts[post].member);
    if let Some(post) = office {
        set(scene, person, &actor, post, status);
    }
    office.is_some()
}

/// The posts without a name directly behind the verb.
fn office_behind(scene: &Scene, verb: &Verb) -> Option<(usize, Actor)> {
    let phrases = &scene.line().phrases;
    let next = phrases.iter().position(|p| p.span().start >= verb.span.end)?;
    let near = phrases[next].span().start <= verb.span.end + 1;
    let actor = scene.actor(next).filter(|a| near && matches!(a.who, Who::Office))?;
    Some((next, actor.clone()))
}

/// Who is given the post: behind an active verb ("bổ nhiệm ông A giữ chức"), else the person before it, else behind "đối với".
fn people_for(scene: &Scene, verb: &Verb, office: usize) -> Vec<EntityIndex> {
    let named = |p: &usize| {
        scene.actor(*p).is_some_and(|a| matches!(a.who, Who::Name(_) | Who::Short(_) | Who::Pronoun))
            && scene.entity(*p).is_some_and(|e| scene.kind(e) == EntityKind::Person)
    };
    let appointer =
        verb.act == Act::Appoint && scene.scan.particle(verb.span.start, Particle::Passive).is_none();
    let before =
        (0..office).rev().find(named).filter(|&p| scene.line().phrases[p].span().end <= verb.span.start);
    if let Some(nearest) = before.filter(|_| !appointer) {
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
    let (line, body) = (
        scene.at,
        post.body.as_ref().map(|b| crate::entity::body_name(scene.scan, scene.entities, b, post.span.start)),
    );
    let same = |role: &Role| {
        role.person == person
            && crate::text::fold_case(&role.title) == crate::text::fold_case(&post.title)
            && match (&body, role.body) {
                (Some(name), Some(held)) => {
                    let held = crate::text::fold_case(&scene.entities.list[held].name);
                    let name = crate::text::fold_case(name);
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
            if role.body.is_none()
                && let Some(name) = &body
            {
                let index = scene.entities.intern(EntityKind::Body, name);
                scene.entities.roles[at].body = Some(index);
                scene.entities.roles[at].body_span = post.body.as_ref().map(|b| b.span);
            }
        }
        None => {
            let body_entity = body.map(|name| {
                let index = scene.entities.intern(EntityKind::Body, &name);
                scene.entities.list[index]
                    .type_id
                    .get_or_insert_with(|| post.body.as_ref().map_or(String::new(), |b| b.type_id.clone()));
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

/// Who is given a post gives up the office printed beside his name in the line, not his seats in committees.
fn give_up(scene: &mut Scene, person: EntityIndex) {
    for p in 0..scene.line().phrases.len() {
        if scene.entity(p) != Some(person) {
            continue;
        }
        let Some(actor) = scene.actor(p).cloned() else { continue };
        for post in (0..actor.posts.len())
            .filter(|&post| !actor.posts[post].member && actor.posts[post].status == RoleStatus::Current)
        {
            leave(scene, person, &actor, post);
        }
    }
}

/// Marks a post as given up, unless the article gives it.
fn leave(scene: &mut Scene, person: EntityIndex, actor: &Actor, post: usize) {
    let title = crate::text::fold_case(&actor.posts[post].title);
    let name = actor.posts[post].body.as_ref().map(|b| {
        crate::text::fold_case(&crate::entity::body_name(
            scene.scan,
            scene.entities,
            b,
            actor.posts[post].span.start,
        ))
    });
    let list = &scene.entities.list;
    let fits = |role: &Role| {
        let held = role.body.map(|b| crate::text::fold_case(&list[b].name));
        role.person == person
            && crate::text::fold_case(&role.title) == title
            && match (&name, &held) {
                (Some(name), Some(held)) => {
                    held.starts_with(name.as_str()) || name.starts_with(held.as_str())
                }
                _ => true,
            }
    };
    if let Some(at) = scene.entities.roles.iter().position(fits)
        && scene.entities.roles[at].status == RoleStatus::Current
    {
        scene.entities.roles[at].status = RoleStatus::Left;
    }
}
