//! "bổ nhiệm A giữ chức B", "A thôi giữ chức C": posts given and given up in the article change the status of roles.

use super::clause::Verb;
use super::scene::Scene;
use crate::entity::{EntityIndex, Place, Role};
use crate::lexicon::{Act, Flag, Particle};
use crate::mention::{Actor, Phrase, Post, Who};
use crate::text::TokenKind;
use crate::vocab::{EntityKind, EventStatus, RoleStatus};

/// Type ids of what somebody heads beside his office.
const BESIDE: [&str; 4] =
    ["national_assembly_delegation", "steering_committee", "international", "working_group"];

/// Words between "sau khi" and its verb.
const CLAUSE: usize = 12;

/// Reads the changes of posts in the line.
pub(super) fn read(scene: &mut Scene, verbs: &[Verb]) {
    if curriculum(scene) {
        return;
    }
    for (i, verb) in verbs.iter().enumerate() {
        if verb.status != EventStatus::Asserted {
            continue;
        }
        let given = match before_the_news(scene, verb) {
            true => RoleStatus::Current,
            false => RoleStatus::Appointed,
        };
        match verb.act {
            Act::Hold
                if verb.has(Flag::Narrow)
                    && scene.line().place != Place::Title
                    && !verbs[..i].iter().any(|v| v.act == Act::Appoint) => {}
            Act::Hold => {
                change(scene, verbs, i, given);
            }
            Act::Appoint => give_office(scene, verbs, i, given),
            Act::Leave => leave_office(scene, verbs, i),
            Act::Direct if super::frame::passive(scene, verb) => {
                charge(scene, verbs, i);
            }
            _ => {}
        }
    }
}

/// "bổ nhiệm A giữ chức X", "bổ nhiệm lại đối với A, Giám đốc Sở Y".
fn give_office(scene: &mut Scene, verbs: &[Verb], i: usize, status: RoleStatus) {
    if !change(scene, verbs, i, status) && verbs[i].has(Flag::Again) {
        own_posts(scene, &verbs[i], RoleStatus::Appointed);
    }
}

/// "A thôi giữ chức X", "A, Giám đốc Sở Y, nghỉ hưu".
fn leave_office(scene: &mut Scene, verbs: &[Verb], i: usize) {
    if !change(scene, verbs, i, RoleStatus::Left) {
        own_posts(scene, &verbs[i], RoleStatus::Left);
    }
}

/// "sau khi ông A được bầu làm ...": told as what went before the news.
fn before_the_news(scene: &Scene, verb: &Verb) -> bool {
    let start = scene.line().sentence.span.start;
    scene.scan.governed(&[Particle::After], start, verb.span.start, CLAUSE).is_some()
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

/// "bầu ông A | vào Ủy viên UBND huyện": the posts, where the one who is given them stands between.
fn put_into(scene: &Scene, verb: &Verb) -> Option<(usize, Actor)> {
    let phrases = &scene.line().phrases;
    let next = phrases.iter().position(|p| p.span().start >= verb.span.end)?;
    let person = scene.actor(next).filter(|actor| matches!(actor.who, Who::Name(_) | Who::Short(_)))?;
    let past = scene.scan.particle(person.span.end, Particle::Into)?;
    let office = |actor: &&Actor| actor.span.start == past && matches!(actor.who, Who::Office | Who::Body(_));
    let actor = scene.actor(next + 1).filter(office).filter(|actor| !actor.posts.is_empty())?;
    Some((next, actor.clone()))
}

/// The posts behind the verb become roles of the people concerned.
fn change(scene: &mut Scene, verbs: &[Verb], i: usize, status: RoleStatus) -> bool {
    if let Some((person, actor)) = put_into(scene, &verbs[i])
        && let Some(person) = scene.entity(person)
    {
        (0..actor.posts.len()).for_each(|post| set(scene, person, &actor, post, status));
        return true;
    }
    let Some((phrase, actor)) = office_behind(scene, &verbs[i]) else { return false };
    let people = people_for(scene, verbs, i, phrase);
    let actor = people.first().map_or(actor.clone(), |&person| at_the_old_body(scene, person, actor));
    for &person in &people {
        for post in 0..actor.posts.len() {
            let acting = actor.posts[post].status == RoleStatus::Acting || verbs[i].has(Flag::Acting);
            let acting = status == RoleStatus::Appointed && acting;
            let again = status == RoleStatus::Appointed
                && actor.posts.len() > 1
                && has(scene, person, &actor.posts[post]);
            match (again, acting) {
                (true, _) => keep(scene, person, &actor.posts[post]),
                (_, true) => set(scene, person, &actor, post, RoleStatus::Acting),
                _ => set(scene, person, &actor, post, status),
            }
        }
        let beside =
            |post: &Post| post.body.as_ref().is_some_and(|body| BESIDE.contains(&body.type_id.as_str()));
        let office = |post: &Post| post.status != RoleStatus::Acting && !post.member && !beside(post);
        if status == RoleStatus::Appointed && actor.posts.iter().any(office) {
            give_up(scene, person, &actor);
        }
    }
    if status == RoleStatus::Appointed && !people.is_empty() {
        replaced(scene, phrase, &actor);
    }
    !people.is_empty()
}

/// "A, Chủ nhiệm Chính trị Bộ đội Biên phòng tỉnh, giữ chức | Phó Chính ủy": a command, or a head of the same kind of body, that is
/// given without its body is at the body that the person has served in.
fn at_the_old_body(scene: &Scene, person: EntityIndex, mut actor: Actor) -> Actor {
    let phrases = &scene.line().phrases;
    let own = (0..phrases.len()).filter(|&p| scene.entity(p) == Some(person));
    let held: Vec<Post> = own.filter_map(|p| scene.actor(p)).flat_map(|actor| actor.posts.clone()).collect();
    let named = |actor: &Actor| actor.posts.iter().any(|post| post.body.is_some() || post.own_body.is_some());
    if named(&actor) {
        return actor;
    }
    for post in actor.posts.iter_mut().filter(|post| !post.whole) {
        let alike = |old: &&Post| {
            old.body.is_some()
                && (post.military && old.military || !post.heads.is_empty() && post.heads == old.heads)
        };
        post.body = held.iter().find(alike).and_then(|old| old.body.clone());
    }
    actor
}

/// The post is printed beside the name too: "phân công ông A, Chủ tịch HĐND huyện, giữ chức Bí thư Huyện ủy, Chủ tịch HĐND huyện".
fn has(scene: &Scene, person: EntityIndex, given: &Post) -> bool {
    let own = (0..scene.line().phrases.len()).filter(|&p| scene.entity(p) == Some(person));
    let mut posts = own
        .filter_map(|p| scene.actor(p))
        .filter(|actor| matches!(actor.who, Who::Name(_)))
        .flat_map(|actor| &actor.posts);
    posts.any(|post| same_post(post, given))
}

/// A post that the person has and goes on to have: not given, whatever an earlier line says.
fn keep(scene: &mut Scene, person: EntityIndex, given: &Post) {
    let title = crate::text::fold_case(&given.title);
    let appointed = |role: &&mut Role| {
        role.person == person
            && matches!(role.status, RoleStatus::Appointed | RoleStatus::Left)
            && crate::text::fold_case(&role.title) == title
    };
    if let Some(role) = scene.entities.roles.iter_mut().find(appointed) {
        role.status = RoleStatus::Current;
    }
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
/// article says he holds; likewise "bổ nhiệm lại đối với A, Phó Giám đốc ...".
fn own_posts(scene: &mut Scene, verb: &Verb, status: RoleStatus) {
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
        return set(scene, person, &actor, office, status);
    }
    let current = |role: &Role| role.person == person && role.status == RoleStatus::Current;
    let held = scene.entities.roles.iter().position(current).filter(|_| actor.posts.is_empty());
    if let Some(held) = held {
        scene.entities.roles[held].status = status;
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
    let before = match verb.has(Flag::Given) {
        true => verb.left.last().copied().filter(named),
        false => (0..office).rev().find(named).filter(|&p| phrases[p].span().end <= verb.span.start),
    };
    if before.is_none() && verb.has(Flag::Given) {
        return Vec::new();
    }
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
    let past = if scene.scan.mark(end, ',') { end + 1 } else { end };
    end + 1 >= verb.span.start
        || scene.scan.any_particle(past, &[Particle::Past, Particle::Passive]).is_some()
}

/// "được bổ nhiệm", "được Quốc hội phê chuẩn, bổ nhiệm": the subject is given the post.
fn told(scene: &Scene, verbs: &[Verb], i: usize) -> bool {
    let mut first = i;
    while first > 0 && verbs[first - 1].span.end + 1 >= verbs[first].span.start {
        first -= 1;
    }
    let verb = &verbs[first];
    if verb.has(Flag::Given) {
        return true;
    }
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
pub(super) fn set(scene: &mut Scene, person: EntityIndex, actor: &Actor, index: usize, status: RoleStatus) {
    let post = &actor.posts[index];
    let (line, body) = (scene.at, post_body(scene, actor, index));
    let same = |role: &Role| {
        role.person == person
            && crate::text::fold_case(&role.title) == crate::text::fold_case(&post.title)
            && match (&body, role.body) {
                (Some(name), Some(held)) => {
                    let held = crate::text::fold_case(&scene.entities.list[held].name);
                    let name = crate::text::fold_case(name);
                    goes_on(&held, &name) || goes_on(&name, &held)
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

/// One name is the other, or goes on behind it with another word: "Quân đoàn 34" does not go on behind "Quân đoàn 3".
fn goes_on(long: &str, short: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
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
    let kept = |post: &Post| given.posts.iter().any(|other| same_post(post, other));
    for p in 0..scene.line().phrases.len() {
        if scene.entity(p) != Some(person) {
            continue;
        }
        let Some(actor) = scene.actor(p).cloned() else { continue };
        let new = |post: &&Post| !actor.posts.iter().any(|own| same_post(own, post));
        let both =
            |post: &Post| given.posts.iter().filter(new).any(|new| named_together(scene, person, post, new));
        let current =
            |post: &Post| post.status == RoleStatus::Current && !seat(post) && !kept(post) && !both(post);
        let posts: Vec<usize> = (0..actor.posts.len()).filter(|&post| current(&actor.posts[post])).collect();
        for post in posts {
            leave(scene, person, &actor, post);
        }
    }
}

/// "Tổng Bí thư, Chủ tịch nước A": somewhere the article gives the person both posts at once.
fn named_together(scene: &Scene, person: EntityIndex, own: &Post, given: &Post) -> bool {
    let head = |post: &Post| post.body.as_ref().map(|body| body.head.clone());
    let alike = |one: &Post, other: &Post| one.title == other.title && head(one) == head(other);
    let at = |posts: &[Post], one: &Post| -> Vec<usize> {
        (0..posts.len()).filter(|&post| alike(&posts[post], one)).collect()
    };
    let phrases =
        |line: usize| scene.lines[line].phrases.iter().enumerate().map(move |(p, phrase)| (line, p, phrase));
    (0..scene.lines.len()).flat_map(phrases).any(|(line, p, phrase)| match phrase {
        Phrase::Actor(actor) if scene.entities.of(line, p) == Some(person) => {
            let news = at(&actor.posts, given);
            at(&actor.posts, own).iter().any(|own| news.iter().any(|new| new != own))
        }
        _ => false,
    })
}

/// Two phrases say one post, at bodies of one name.
fn same_post(one: &Post, other: &Post) -> bool {
    let body = |post: &Post| {
        post.body
            .as_ref()
            .map(|body| (body.head.clone(), body.place.as_ref().map(|place| place.name.clone())))
    };
    one.title == other.title && body(one) == body(other)
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
                (Some(name), Some(held)) => goes_on(held, name) || goes_on(name, held),
                _ => true,
            }
    };
    if let Some(at) = scene.entities.roles.iter().position(fits)
        && scene.entities.roles[at].status == RoleStatus::Current
    {
        scene.entities.roles[at].status = RoleStatus::Left;
    }
}
