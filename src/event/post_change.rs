//! "bổ nhiệm A giữ chức B", "A thôi giữ chức C": posts given and given up in the article change the status of roles.

use super::clause::Verb;
use super::scene::Scene;
use crate::entity::{EntityIndex, Place, Role};
use crate::lexicon::{Act, Flag, Particle};
use crate::mention::{Actor, Phrase, Post, Who};
use crate::text::TokenKind;
use crate::vocab::{EntityKind, EventStatus, RoleStatus};

/// Reads the changes of posts in the line.
pub(super) fn read(scene: &mut Scene, verbs: &[Verb]) {
    if curriculum(scene) {
        return;
    }
    for (i, verb) in verbs.iter().enumerate().filter(|(_, verb)| verb.status == EventStatus::Asserted) {
        match verb.act {
            Act::Hold
                if verb.has(Flag::Narrow)
                    && scene.line().place != Place::Title
                    && !verbs[..i].iter().any(|v| v.act == Act::Appoint) => {}
            Act::Hold => {
                change(scene, verbs, i, RoleStatus::Appointed);
            }
            Act::Appoint => {
                change(scene, verbs, i, RoleStatus::Appointed);
            }
            Act::Leave => leave_office(scene, verbs, i),
            Act::Direct if super::frame::passive(scene, verb) => {
                charge(scene, verbs, i);
            }
            _ => {}
        }
    }
}

/// "A thôi giữ chức X", "A, Giám đốc Sở Y, nghỉ hưu".
fn leave_office(scene: &mut Scene, verbs: &[Verb], i: usize) {
    if !change(scene, verbs, i, RoleStatus::Left) {
        own_posts(scene, &verbs[i]);
    }
}

/// A curriculum vitae names past years and stations, not changes.
fn curriculum(scene: &Scene) -> bool {
    let span = scene.line().sentence.span;
    let years = (span.start..span.end)
        .filter(|&at| {
            scene.scan.particle(at, Particle::Year).is_some()
                && scene.scan.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number)
        })
        .count();
    let opens = scene.scan.any_particle(span.start, &[Particle::From, Particle::Year]).is_some();
    let once = (span.start..span.end).any(|at| scene.scan.particle(at, Particle::Once).is_some());
    years >= 2 || opens && years >= 1 || once
}

/// The posts behind the verb become roles of the people concerned.
fn change(scene: &mut Scene, verbs: &[Verb], i: usize, status: RoleStatus) -> bool {
    let Some((phrase, actor)) = office_behind(scene, &verbs[i]) else { return false };
    let people = people_for(scene, verbs, i, phrase);
    for &person in &people {
        for post in 0..actor.posts.len() {
            let acting = status == RoleStatus::Appointed && actor.posts[post].status == RoleStatus::Acting;
            set(scene, person, &actor, post, if acting { RoleStatus::Acting } else { status });
        }
        if status == RoleStatus::Appointed && actor.posts.iter().any(|post| post.status != RoleStatus::Acting)
        {
            give_up(scene, person, &actor);
        }
    }
    if status == RoleStatus::Appointed && !people.is_empty() {
        replaced(scene, phrase, &actor);
    }
    !people.is_empty()
}

/// "A được giao quyền Giám đốc": an acting post, given by a verb of instruction.
fn charge(scene: &mut Scene, verbs: &[Verb], i: usize) {
    let acting = office_behind(scene, &verbs[i])
        .is_some_and(|(_, actor)| actor.posts.iter().all(|post| post.status == RoleStatus::Acting));
    if acting {
        change(scene, verbs, i, RoleStatus::Appointed);
    }
}

/// "... giữ chức Giám đốc, thay ông B": B leaves the post that A is given.
fn replaced(scene: &mut Scene, office: usize, actor: &Actor) {
    let phrases = &scene.line().phrases;
    let next = (office + 1..phrases.len()).find(|&p| {
        let start = phrases[p].span().start;
        (1..=2)
            .filter_map(|back| start.checked_sub(back))
            .any(|from| scene.scan.particle(from, Particle::Replace) == Some(start))
    });
    let former = next.and_then(|p| scene.entity(p)).filter(|&e| scene.kind(e) == EntityKind::Person);
    if let Some(former) = former {
        set(scene, former, actor, 0, RoleStatus::Left);
    }
}

/// "nghỉ hưu đối với A, Phó Giám đốc ...", "A, Phó Giám đốc ..., nghỉ hưu": the post printed beside the name, else the one the
/// article says he holds.
fn own_posts(scene: &mut Scene, verb: &Verb) {
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
    let Some(phrase) = before.or(toward) else { return };
    let (Some(actor), Some(person)) = (scene.actor(phrase).cloned(), scene.entity(phrase)) else { return };
    if !matches!(actor.who, Who::Name(_)) {
        return;
    }
    if let Some(office) = (0..actor.posts.len()).find(|&post| !actor.posts[post].member) {
        return set(scene, person, &actor, office, RoleStatus::Left);
    }
    let current = |role: &Role| role.person == person && role.status == RoleStatus::Current;
    let held = scene.entities.roles.iter().position(current).filter(|_| actor.posts.is_empty());
    if let Some(held) = held {
        scene.entities.roles[held].status = RoleStatus::Left;
    }
}

/// The posts without a name directly behind the verb; a seat is read as its body, with the post beside it.
fn office_behind(scene: &Scene, verb: &Verb) -> Option<(usize, Actor)> {
    let phrases = &scene.line().phrases;
    let next = phrases.iter().position(|p| p.span().start >= verb.span.end)?;
    let near = phrases[next].span().start <= verb.span.end + 1;
    let office = |actor: &&Actor| matches!(actor.who, Who::Office | Who::Body(_)) && !actor.posts.is_empty();
    let actor = scene.actor(next).filter(|_| near).filter(office)?;
    Some((next, actor.clone()))
}

/// Who is given or gives up the post: "bổ nhiệm ông A giữ chức" and "ông A được B bổ nhiệm" tell it before the post, "miễn
/// nhiệm chức vụ X đối với ông A" behind it.
fn people_for(scene: &Scene, verbs: &[Verb], i: usize, office: usize) -> Vec<EntityIndex> {
    let verb = &verbs[i];
    let phrases = &scene.line().phrases;
    let named = |p: &usize| {
        scene.actor(*p).is_some_and(|a| matches!(a.who, Who::Name(_) | Who::Short(_) | Who::Pronoun))
            && scene.entity(*p).is_some_and(|e| scene.kind(e) == EntityKind::Person)
            && (subject_of_its_own(scene, *p, verb) || !governed(scene, *p))
    };
    let appointer = verb.act == Act::Appoint && !told(scene, verbs, i);
    let before = (0..office).rev().find(named).filter(|&p| phrases[p].span().end <= verb.span.start);
    let given = is_given(scene, phrases[office].span().end);
    if let Some(nearest) = before.filter(|_| !appointer && !given) {
        let mut list = vec![nearest];
        while let Some(&first) = list.last()
            && first > 0
            && super::subject::joined(scene, first - 1, first)
            && named(&(first - 1))
        {
            list.push(first - 1);
        }
        return list.into_iter().filter_map(|p| scene.entity(p)).collect();
    }
    let stop = verbs[i + 1..]
        .iter()
        .find(|v| matches!(v.act, Act::Appoint | Act::Hold | Act::Leave))
        .map_or(usize::MAX, |v| v.span.start);
    let mut list: Vec<usize> = Vec::new();
    for p in (office + 1..phrases.len()).filter(named).take_while(|&p| phrases[p].span().start < stop) {
        if list.last().is_some_and(|&last| !super::subject::joined(scene, last, p)) {
            break;
        }
        list.push(p);
    }
    list.into_iter().filter_map(|p| scene.entity(p)).collect()
}

/// "chức Giám đốc Sở Y tế nhiệm kỳ 2021-2026 | đối với ông A": who is given the post stands behind it.
fn is_given(scene: &Scene, office_end: usize) -> bool {
    let finder = crate::mention::finder(scene.scan, scene.line().sentence);
    let words = [Particle::Toward, Particle::For];
    let Some(start) = scene.scan.any_particle(finder.past_term(office_end), &words) else { return false };
    let named = |phrase: &Phrase| matches!(phrase, Phrase::Actor(Actor { who: Who::Name(_), .. }));
    scene.line().phrases.iter().any(|phrase| phrase.span().start == start && named(phrase))
}

/// "thay ông B | đã được bầu giữ chức ...": B is the subject of what follows.
fn subject_of_its_own(scene: &Scene, phrase: usize, verb: &Verb) -> bool {
    let end = scene.line().phrases[phrase].span().end;
    end + 1 >= verb.span.start || scene.scan.any_particle(end, &[Particle::Past, Particle::Passive]).is_some()
}

/// "được bổ nhiệm", "được Quốc hội phê chuẩn, bổ nhiệm": the subject is given the post.
fn told(scene: &Scene, verbs: &[Verb], i: usize) -> bool {
    let mut first = i;
    while first > 0 && verbs[first - 1].span.end + 1 >= verbs[first].span.start {
        first -= 1;
    }
    let verb = &verbs[first];
    let own = scene.scan.particle(verb.span.start, Particle::Passive).is_some();
    let by = verb.left.first().map(|&p| scene.line().phrases[p].span().start);
    let agent = by
        .and_then(|start| start.checked_sub(1))
        .is_some_and(|at| scene.scan.particle(at, Particle::Passive).is_some());
    own || agent || super::frame::passive(scene, verb)
}

/// "được Bộ trưởng B bổ nhiệm", "thay ông B": not the person concerned.
fn governed(scene: &Scene, phrase: usize) -> bool {
    let start = scene.line().phrases[phrase].span().start;
    let words = [Particle::Passive, Particle::By, Particle::Replace, Particle::According];
    (1..=2)
        .filter_map(|back| start.checked_sub(back))
        .any(|from| scene.scan.any_particle(from, &words) == Some(start))
}

/// The role of this post gets the status; it is made where the article had not said it.
fn set(scene: &mut Scene, person: EntityIndex, actor: &Actor, index: usize, status: RoleStatus) {
    let post = &actor.posts[index];
    let (line, body) = (scene.at, post_body(scene, actor, index));
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
                whole: post.whole,
                rule: "role.change",
                row: post.row.clone(),
            });
        }
    }
}

/// The canonical name of the body of a post.
fn post_body(scene: &Scene, actor: &Actor, index: usize) -> Option<String> {
    let post = &actor.posts[index];
    let body = post.body.as_ref()?;
    let beside = crate::entity::neighbour(body, actor, index);
    let body = beside.as_ref().unwrap_or(body);
    Some(crate::entity::body_name(scene.scan, scene.entities, body, post.span.start))
}

/// Who is given a post gives up the office printed beside his name in the line, not his seats in committees.
fn give_up(scene: &mut Scene, person: EntityIndex, given: &Actor) {
    let seat =
        |post: &Post| post.member || post.body.as_ref().is_some_and(|body| body.type_id == "party_central");
    let kept =
        |post: &Post| given.posts.iter().any(|other| other.title == post.title && other.body == post.body);
    for p in 0..scene.line().phrases.len() {
        if scene.entity(p) != Some(person) {
            continue;
        }
        let Some(actor) = scene.actor(p).cloned() else { continue };
        let current = |post: &Post| post.status == RoleStatus::Current && !seat(post) && !kept(post);
        for post in (0..actor.posts.len()).filter(|&post| current(&actor.posts[post])) {
            leave(scene, person, &actor, post);
        }
    }
}

/// Marks a post as given up, unless the article gives it.
fn leave(scene: &mut Scene, person: EntityIndex, actor: &Actor, post: usize) {
    let title = crate::text::fold_case(&actor.posts[post].title);
    let name = post_body(scene, actor, post).map(|name| crate::text::fold_case(&name));
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
