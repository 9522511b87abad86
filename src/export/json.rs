//! Writes node-link JSON, `chidao.graph/1`: `networkx.node_link_graph(data, edges="edges")` reads it as it is.
//!
//! One node or edge a line, so that two graphs can be compared line by line.

use std::collections::BTreeMap;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{File, Format, Options, flat, schema};
use crate::graph::{Edge, EdgeKind, Evidence, Graph, Link, Node, Report};
use crate::vocab::{EntityKind, Level, Relation, RoleStatus, Session, Strength};

/// Node-link JSON.
pub(super) const FORMAT: Format = Format {
    name: "json",
    extension: "json",
    about: "node-link JSON with all evidence, for networkx",
    files: &[File { name: "", write }],
};

const SCHEMA: &str = "chidao.graph/1";

fn write(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let reprints = graph.reports().filter_map(reprint).collect();
    writeln!(out, r#"{{"directed": true, "multigraph": true,"#)?;
    write!(out, r#""graph": "#)?;
    serde_json::to_writer(&mut *out, &WireHead { schema: SCHEMA, articles: graph.articles(), reprints })?;
    writeln!(out, ",")?;
    write_list(out, "nodes", graph.nodes().map(WireNode::of))?;
    writeln!(out, ",")?;
    write_list(out, "edges", graph.links().map(WireEdge::of))?;
    writeln!(out, "}}")
}

/// A reprint and its original.
fn reprint<'g>((id, report): (&'g str, &'g Report)) -> Option<(&'g str, &'g str)> {
    report.original.as_ref().map(|(original, _)| (id, original.as_str()))
}

/// A list under a name, one item a line.
pub(super) fn write_list(
    out: &mut dyn Write,
    name: &str,
    items: impl Iterator<Item = impl Serialize>,
) -> io::Result<()> {
    write!(out, r#""{name}": ["#)?;
    for (at, item) in items.enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
    }
    write!(out, "\n]")
}

/// The JSON Schema of the format, from the types that write it.
pub(super) fn schema() -> schemars::Schema {
    schema::of::<WireGraph>()
}

/// The whole file, which is written piece by piece: its shape alone.
#[derive(JsonSchema)]
#[schemars(title = "chidao.graph/1")]
#[expect(dead_code, reason = "the schema is made of it")]
struct WireGraph<'g> {
    /// Always true.
    directed: bool,
    /// Always true.
    multigraph: bool,
    graph: WireHead<'g>,
    nodes: Vec<WireNode<'g>>,
    edges: Vec<WireEdge<'g>>,
}

/// What the graph was made of.
#[derive(Serialize, JsonSchema)]
struct WireHead<'g> {
    /// The name and number of the format.
    schema: &'static str,
    /// How many articles it was made of.
    articles: usize,
    /// The reprints among them, each with its original.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    reprints: BTreeMap<&'g str, &'g str>,
}

/// A node.
#[derive(Serialize, JsonSchema)]
struct WireNode<'g> {
    id: &'g str,
    #[schemars(extend("enum" = EntityKind::ids()))]
    kind: &'static str,
    label: &'g str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'g [String],
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind_type: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = Level::ids()))]
    level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = Session::ids()))]
    session: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'g str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    posts: &'g [String],
    articles: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<usize>,
}

impl<'g> WireNode<'g> {
    fn of(node: &'g Node) -> Self {
        WireNode {
            id: &node.id,
            kind: node.kind.id(),
            label: &node.label,
            aliases: &node.aliases,
            kind_type: node.kind_type.as_deref(),
            level: node.level.map(Level::id),
            place: node.place.as_deref(),
            date: node.date.as_deref(),
            session: node.session.map(Session::id),
            title: node.title.as_deref(),
            posts: &node.posts,
            articles: node.articles,
            reports: (node.reports > node.articles).then_some(node.reports),
        }
    }
}

/// A key that some kinds of edge always have, if only as null, and the others never: none leaves it out.
type Kept<T> = Option<Option<T>>;

/// An edge.
#[derive(Serialize, JsonSchema)]
struct WireEdge<'g> {
    source: &'g str,
    target: &'g str,
    key: usize,
    #[schemars(extend("enum" = EdgeKind::all().map(EdgeKind::id).collect::<Vec<_>>()))]
    kind: &'static str,
    date: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Kept<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Kept<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    directive: Kept<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = schema::or_null(Strength::ids())))]
    strength: Kept<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Kept<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    evidence: Vec<WireEvidence<'g>>,
}

impl<'g> WireEdge<'g> {
    fn of(link: Link<'g>) -> Self {
        let edge = link.edge;
        let holds = edge.kind == EdgeKind::Holds;
        let directed = edge.kind == EdgeKind::Did(Relation::Directed);
        let attended = edge.kind == EdgeKind::Did(Relation::Attended);
        WireEdge {
            source: &link.source.id,
            target: &link.target.id,
            key: edge.key,
            kind: edge.kind.id(),
            date: edge.date.as_deref(),
            first: (holds || edge.first.is_some()).then_some(edge.first.as_deref()),
            last: (holds || edge.last.is_some()).then_some(edge.last.as_deref()),
            directive: directed.then(|| directive(edge)),
            strength: directed.then(|| edge.strength().map(Strength::id)),
            order: attended.then(|| edge.order()),
            weight: (directed && edge.first.is_some()).then(|| flat::docs(&link).len()),
            confidence: edge.confidence(),
            evidence: edge.evidence.iter().map(WireEvidence::of).collect(),
        }
    }
}

/// All clauses as one string, because most tools take no list for an attribute; each evidence has its own.
fn directive(edge: &Edge) -> Option<String> {
    let directives = edge.directives();
    (!directives.is_empty()).then(|| directives.join("; "))
}

/// A place in an article that says what an edge says.
#[derive(Serialize, JsonSchema)]
struct WireEvidence<'g> {
    doc: &'g str,
    start: usize,
    end: usize,
    quote: &'g str,
    rule: &'g str,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    directive: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = Strength::ids()))]
    strength: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_behalf_of: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = RoleStatus::ids()))]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<&'g str>,
}

impl<'g> WireEvidence<'g> {
    fn of(evidence: &'g Evidence) -> Self {
        WireEvidence {
            doc: &evidence.doc,
            start: evidence.quote.start,
            end: evidence.quote.end,
            quote: &evidence.quote.text,
            rule: &evidence.rule,
            confidence: evidence.confidence,
            directive: evidence.directive.as_deref(),
            strength: evidence.strength.map(Strength::id),
            order: evidence.order,
            post: evidence.post.as_deref(),
            on_behalf_of: evidence.on_behalf_of.as_deref(),
            status: evidence.status.map(RoleStatus::id),
            via: evidence.via.as_deref(),
        }
    }
}
