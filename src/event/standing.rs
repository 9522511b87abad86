//! Who stands above whom: heights of levels, for who may instruct and who only asks.

use super::scene::Scene;
use crate::entity::{EntityIndex, Role};
use crate::lexicon::Particle;
use crate::vocab::{EntityKind, Level};

/// Somebody who tells stands as high as who is told.
pub(super) fn may_tell(scene: &Scene, agents: &[EntityIndex], target: EntityIndex) -> bool {
    let asked = rank(scene, target);
    asked.is_some_and(|asked| agents.iter().any(|&agent| rank(scene, agent).is_some_and(|own| own >= asked)))
}

/// The head of a body, or a deputy, stands above who is told.
pub(super) fn stands_above(scene: &Scene, who: EntityIndex, target: EntityIndex) -> bool {
    let commands = scene.entities.roles.iter().any(|role| role.person == who && commands(scene, role));
    let (own, asked) = (rank(scene, who), rank(scene, target));
    commands && own.zip(asked).is_some_and(|(own, asked)| own > asked)
}

/// Nobody who is told stands above who tells, as far as levels are known.
pub(super) fn not_above(scene: &Scene, target: EntityIndex, who: EntityIndex) -> bool {
    !abroad(scene, target) && (rank(scene, target).is_none() || may_tell(scene, &[who], target))
}

/// Every agent stands on a lower level than who is asked ("UBND xã đề nghị UBND huyện ..."); so does one whose level nobody tells before
/// the heads of the state.
pub(super) fn from_below(scene: &Scene, agents: &[EntityIndex], target: EntityIndex) -> bool {
    let Some(asked) = rank(scene, target) else { return false };
    let state = scene.kind(target) == EntityKind::Post && asked >= CENTRAL;
    let below = |&agent: &EntityIndex| rank(scene, agent).map_or(state, |own| own < asked);
    !agents.is_empty() && agents.iter().all(below)
}

/// Height of what governs the country.
const CENTRAL: u8 = 4;

/// Height of the level of a body, of the body of an office, or of the highest post of a person: commune 1, district 2,
/// province 3, central 4, the centre of the party, the National Assembly and the heads of the state 5; below all of them 0: associations and companies.
fn rank(scene: &Scene, entity: EntityIndex) -> Option<u8> {
    let height = |level: Level| match level {
        Level::Commune => Some(1),
        Level::District => Some(2),
        Level::Province => Some(3),
        Level::Central => Some(4),
        Level::None => None,
    };
    let of_body = |entity: EntityIndex| {
        let body = &scene.entities.list[entity];
        match body.type_id.as_deref() {
            Some("association" | "company" | "bank") => Some(0),
            Some("party_central" | "national_assembly") => Some(5),
            _ => body.level.and_then(height),
        }
    };
    let of_role = |role: &Role| {
        let state = role.whole && commands(scene, role);
        if state { Some(5) } else { role.body.and_then(of_body) }
    };
    let posts = scene.entities.roles.iter().filter(|role| role.person == entity);
    of_body(entity).or(posts.filter_map(of_role).max())
}

/// The holder of a post heads the body, or is a deputy of its head.
fn commands(scene: &Scene, role: &Role) -> bool {
    role.head || scene.scan.particle(role.title_span.start, Particle::Deputy).is_some()
}

/// A country, a foreign body, an international organisation.
pub(super) fn abroad(scene: &Scene, entity: EntityIndex) -> bool {
    let entity = &scene.entities.list[entity];
    let foreign = matches!(entity.type_id.as_deref(), Some("foreign_government" | "international"));
    let country = entity.type_id.as_deref() == Some("place") && entity.level == Some(Level::None);
    foreign || country || entity.foreign
}
