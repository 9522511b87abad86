//! Writes FollowTheMoney entities, one JSON object a line: for Aleph, OpenAleph and whatever reads their model.
//!
//! A post is a `Position`, who holds it an `Occupancy` with the days on which it is attested; an act is an `UnknownLink` whose role
//! is the relation. The body of a post, the body above, the organizer and the place are properties. `proof` leads to an `Article`
//! entity, `description` has the quotes. Offsets, rules, probabilities and the order of lists are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{File, Format, Options};
use crate::graph::{EdgeKind, Evidence, Graph, Link, Node, Report};
use crate::vocab::{EntityKind, Level, RoleStatus};

/// FollowTheMoney.
pub(super) const FORMAT: Format = Format {
    name: "ftm",
    extension: "ftm.jsonl",
    about: "FollowTheMoney entities, for Aleph",
    files: &[File { name: "", write }],
};

/// Hexadecimal digits of an id.
const ID: usize = 40;

fn write(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    for (doc, report) in graph.reports() {
        article(doc, report).write(out)?;
    }
    for node in graph.nodes() {
        of_node(graph, node).write(out)?;
    }
    for link in graph.links() {
        if let Some(entity) = of_link(&link) {
            entity.write(out)?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Entity<'g> {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<&'g str>>,
    /// References to other entities; a key of both is not to be.
    #[serde(skip)]
    links: BTreeMap<&'static str, BTreeSet<String>>,
}

impl<'g> Entity<'g> {
    fn new(schema: &'static str, id: &str) -> Entity<'g> {
        Entity { id: hashed(id), schema, properties: BTreeMap::new(), links: BTreeMap::new() }
    }

    fn with(mut self, property: &'static str, values: impl IntoIterator<Item = &'g str>) -> Self {
        let held = self.properties.entry(property).or_default();
        for value in values {
            if !held.contains(&value) {
                held.push(value);
            }
        }
        self
    }

    fn to(mut self, property: &'static str, ids: impl IntoIterator<Item = String>) -> Self {
        self.links.entry(property).or_default().extend(ids);
        self
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let links = self.links.iter().map(|(&name, ids)| (name, ids.iter().map(String::as_str).collect()));
        let mut properties: BTreeMap<&str, Vec<&str>> = links.collect();
        properties.extend(self.properties.iter().map(|(&name, values)| (name, values.clone())));
        properties.retain(|_, values| !values.is_empty());
        let line = serde_json::json!({ "id": self.id, "schema": self.schema, "properties": properties });
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")
    }
}

/// An id that the model allows: letters and digits alone.
fn hashed(id: &str) -> String {
    let digest = Sha256::digest(id.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>().chars().take(ID).collect()
}

fn article_key(doc: &str) -> String {
    format!("article/{doc}")
}

fn article<'g>(doc: &'g str, report: &'g Report) -> Entity<'g> {
    Entity::new("Article", &article_key(doc)).with("title", [doc]).with("publishedAt", report.day.as_deref())
}

fn schema(node: &Node) -> &'static str {
    match node.kind {
        EntityKind::Person => "Person",
        EntityKind::Body if !matches!(node.level, None | Some(Level::None)) => "PublicBody",
        EntityKind::Body | EntityKind::Group => "Organization",
        EntityKind::Meeting => "Event",
        EntityKind::Place => "Address",
        EntityKind::Post => "Position",
    }
}

fn of_node<'g>(graph: &'g Graph, node: &'g Node) -> Entity<'g> {
    let entity = Entity::new(schema(node), &node.id)
        .with("name", [node.label.as_str()])
        .with("alias", node.aliases.iter().map(String::as_str));
    let targets = |kind| graph.from(&node.id).into_iter().filter(move |link| link.edge.kind == kind);
    let ends = |kind| targets(kind).map(|link| hashed(&link.target.id));
    match node.kind {
        EntityKind::Person => entity.with("position", node.posts.iter().map(String::as_str)),
        EntityKind::Post => entity.to("organization", ends(EdgeKind::Of)),
        EntityKind::Body | EntityKind::Group => entity
            .with("classification", node.kind_type.as_deref())
            .with("address", node.place.as_deref())
            .to("parent", ends(EdgeKind::PartOf)),
        EntityKind::Meeting => {
            let organized =
                graph.to(&node.id).into_iter().filter(|link| link.edge.kind == EdgeKind::Organized);
            let quotes = graph.to(&node.id).into_iter().flat_map(|link| &link.edge.evidence);
            entity
                .with("date", node.date.as_deref())
                .with("location", targets(EdgeKind::HeldAt).map(|link| link.target.label.as_str()))
                .with("keywords", node.kind_type.as_deref())
                .to("addressEntity", ends(EdgeKind::HeldAt))
                .to("organizer", organized.map(|link| hashed(&link.source.id)))
                .to("proof", proofs(quotes))
        }
        EntityKind::Place => entity.with("full", [node.label.as_str()]),
    }
}

fn proofs<'g>(evidence: impl IntoIterator<Item = &'g Evidence>) -> Vec<String> {
    evidence.into_iter().map(|evidence| hashed(&article_key(&evidence.doc))).collect()
}

/// What is an entity of its own: none for edges that are properties.
fn of_link<'g>(link: &Link<'g>) -> Option<Entity<'g>> {
    let edge = link.edge;
    let ends = match edge.kind {
        EdgeKind::Holds => ("Occupancy", "holder", "post"),
        EdgeKind::Did(_) => ("UnknownLink", "subject", "object"),
        _ => return None,
    };
    let (schema, source, target) = ends;
    let key = format!("edge/{} {} {}", link.source.id, link.target.id, edge.key);
    let entity = Entity::new(schema, &key)
        .to(source, [hashed(&link.source.id)])
        .to(target, [hashed(&link.target.id)])
        .to("proof", proofs(&edge.evidence))
        .with("description", edge.evidence.iter().map(|evidence| evidence.quote.text.as_str()))
        .with(
            "date",
            [edge.date.as_deref(), edge.first.as_deref(), edge.last.as_deref()].into_iter().flatten(),
        );
    Some(match edge.kind {
        EdgeKind::Holds => {
            let status = |evidence: &'g Evidence| -> Option<&'g str> { evidence.status.map(RoleStatus::id) };
            entity.with("status", edge.evidence.iter().filter_map(status))
        }
        kind => entity.with("role", [kind.id()]).with("summary", edge.directives()),
    })
}
