//! Nodes and edges as rows of plain values: what formats carry that know neither lists nor nested values.
//!
//! Lists are joined with "; ". Of its evidence an edge keeps the articles, their number and the first quote.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::graph::EdgeKind;
use crate::graph::{Link, Node};
use crate::vocab::{EntityKind, Level, Relation, Session, Strength};

/// A value of a column.
pub(super) enum Value<'g> {
    /// Words.
    Text(Cow<'g, str>),
    /// How many.
    Count(usize),
    /// A probability.
    Share(f64),
}

/// What the values of a column are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// [`Value::Text`].
    Text,
    /// [`Value::Count`].
    Count,
    /// [`Value::Share`].
    Share,
}

/// A column: its name, what its values are, and the value of a row; none where the row has none.
pub(super) struct Column<Get> {
    pub(super) name: &'static str,
    pub(super) holds: Type,
    pub(super) get: Get,
}

/// The value of a node.
pub(super) type OfNode = for<'g> fn(&'g Node) -> Option<Value<'g>>;
/// The value of an edge.
pub(super) type OfLink = for<'g> fn(&Link<'g>) -> Option<Value<'g>>;

/// The columns of nodes, beside the id.
pub(super) const NODE: &[Column<OfNode>] = &[
    Column { name: "label", holds: Type::Text, get: |node| text(&node.label) },
    Column { name: "kind", holds: Type::Text, get: |node| text(node.kind.id()) },
    Column { name: "aliases", holds: Type::Text, get: |node| list(node.aliases.iter().map(String::as_str)) },
    Column { name: "type", holds: Type::Text, get: |node| node.kind_type.as_deref().and_then(text) },
    Column { name: "level", holds: Type::Text, get: |node| node.level.map(Level::id).and_then(text) },
    Column { name: "place", holds: Type::Text, get: |node| node.place.as_deref().and_then(text) },
    Column { name: "date", holds: Type::Text, get: |node| node.date.as_deref().and_then(text) },
    Column { name: "session", holds: Type::Text, get: |node| node.session.map(Session::id).and_then(text) },
    Column { name: "title", holds: Type::Text, get: |node| node.title.as_deref().and_then(text) },
    Column { name: "posts", holds: Type::Text, get: |node| list(node.posts.iter().map(String::as_str)) },
    Column { name: "articles", holds: Type::Count, get: |node| Some(Value::Count(node.articles)) },
];

/// The columns of edges, beside their ends.
pub(super) const EDGE: &[Column<OfLink>] = &[
    Column { name: "kind", holds: Type::Text, get: |link| text(link.edge.kind.id()) },
    Column { name: "date", holds: Type::Text, get: |link| link.edge.date.as_deref().and_then(text) },
    Column { name: "first", holds: Type::Text, get: |link| link.edge.first.as_deref().and_then(text) },
    Column { name: "last", holds: Type::Text, get: |link| link.edge.last.as_deref().and_then(text) },
    Column { name: "directive", holds: Type::Text, get: |link| list(link.edge.directives().into_iter()) },
    Column { name: "strength", holds: Type::Text, get: |link| strength(link).and_then(text) },
    Column { name: "order", holds: Type::Count, get: order },
    Column { name: "confidence", holds: Type::Share, get: |link| link.edge.confidence().map(Value::Share) },
    Column { name: "articles", holds: Type::Count, get: |link| Some(Value::Count(docs(link).len())) },
    Column { name: "docs", holds: Type::Text, get: |link| list(docs(link).into_iter()) },
    Column { name: "quote", holds: Type::Text, get: quote },
];

fn text(words: &str) -> Option<Value<'_>> {
    Some(Value::Text(Cow::Borrowed(words)))
}

fn list<'g>(words: impl Iterator<Item = &'g str>) -> Option<Value<'g>> {
    let words: Vec<_> = words.collect();
    (!words.is_empty()).then(|| Value::Text(Cow::Owned(words.join("; "))))
}

fn strength(link: &Link) -> Option<&'static str> {
    link.edge.strength().map(Strength::id)
}

fn order<'g>(link: &Link<'g>) -> Option<Value<'g>> {
    let order = link.edge.order().filter(|_| link.edge.kind == EdgeKind::Did(Relation::Attended))?;
    Some(Value::Count(order as usize))
}

fn quote<'g>(link: &Link<'g>) -> Option<Value<'g>> {
    link.edge.evidence.first().and_then(|evidence| text(&evidence.quote.text))
}

/// The articles that say it.
pub(super) fn docs<'g>(link: &Link<'g>) -> BTreeSet<&'g str> {
    link.edge.evidence.iter().map(|evidence| evidence.doc.as_str()).collect()
}

/// How large a node is drawn: by the number of articles, so that the area grows with it.
pub(super) fn size(node: &Node) -> f64 {
    let base = if node.kind == EntityKind::Person { 8.0 } else { 6.0 };
    // A square root of a whole number, rounded: the same on every machine.
    (base * (node.articles.max(1) as f64).sqrt() * 10.0).round() / 10.0
}

impl From<Value<'_>> for serde_json::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Text(words) => words.into_owned().into(),
            Value::Count(number) => number.into(),
            Value::Share(share) => share.into(),
        }
    }
}

impl std::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Value::Text(words) => f.write_str(words),
            Value::Count(number) => number.fmt(f),
            Value::Share(share) => share.fmt(f),
        }
    }
}

/// A cell of a table; empty where the row has no value.
pub(super) fn cell(value: Option<Value>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

/// The values of a node as JSON, without those that it lacks.
pub(super) fn node_data(node: &Node) -> serde_json::Map<String, serde_json::Value> {
    let values = NODE.iter().filter_map(|column| Some((column.name.to_owned(), (column.get)(node)?.into())));
    values.collect()
}

/// The values of an edge as JSON, without those that it lacks.
pub(super) fn edge_data(link: &Link) -> serde_json::Map<String, serde_json::Value> {
    let values = EDGE.iter().filter_map(|column| Some((column.name.to_owned(), (column.get)(link)?.into())));
    values.collect()
}
