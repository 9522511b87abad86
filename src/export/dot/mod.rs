//! Writes Graphviz DOT that a person wants to look at: shapes and colours by kind, edge styles by relation, a legend.
//!
//! What is drawn is the [`Picture`] of the graph.

mod label;
mod style;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::flat;
use super::picture::{Picture, wrapped};
use super::{File, Format, Options};
use crate::graph::{EdgeKind, Graph, Link, Node};
use crate::vocab::EntityKind;
use label::{escaped, html, quoted};

/// Graphviz DOT.
pub(super) const FORMAT: Format = Format {
    name: "dot",
    extension: "dot",
    about: "Graphviz drawing with colours and a legend",
    files: &[File { name: "", write }],
};

/// Posts in a person's label.
const MOST_POSTS: usize = 3;
/// Width and number of lines of a name, of a smaller second line, and of an instruction.
const NAME: (usize, usize) = (30, 5);
const DETAIL: (usize, usize) = (40, 2);
const INSTRUCTION: (usize, usize) = (34, 3);

fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let picture = Picture::of(graph, options);
    writeln!(out, "digraph chidao {{")?;
    out.write_all(style::DEFAULTS.as_bytes())?;
    writeln!(out)?;
    for node in &picture.nodes {
        write_node(node, options, out)?;
    }
    writeln!(out)?;
    let with_instructions = picture.prints_instructions();
    for link in &picture.links {
        write_edge(link, with_instructions, options, out)?;
    }
    writeln!(out)?;
    write_legend(&picture, options, out)?;
    writeln!(out, "}}")
}

fn write_node(node: &Node, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let (id, look) = (quoted(&node.id), style::of_node(node.kind));
    let tooltip = escaped(&format!("{}: {}", options.node_name(node.kind), node.label));
    writeln!(out, "  {id} [{look}, label=<{}>, tooltip={tooltip}];", node_label(node, options))
}

/// The name in bold, and below it in small print what helps to tell who or what it is.
fn node_label(node: &Node, options: &Options) -> String {
    let name = html(&wrapped(&node.label, NAME));
    let details = match node.kind {
        EntityKind::Person if !options.posts => posts(node),
        EntityKind::Meeting => node.date.iter().cloned().collect(),
        _ => Vec::new(),
    };
    match details.is_empty() {
        true => format!("<b>{name}</b>"),
        false => format!(r#"<b>{name}</b><br/><font point-size="9">{}</font>"#, html(&details)),
    }
}

fn posts(person: &Node) -> Vec<String> {
    let mut lines: Vec<_> =
        person.posts.iter().take(MOST_POSTS).flat_map(|post| wrapped(post, DETAIL)).collect();
    if person.posts.len() > MOST_POSTS {
        lines.push(format!("and {} more", person.posts.len() - MOST_POSTS));
    }
    lines
}

fn write_edge(
    link: &Link,
    with_instructions: bool,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (source, target) = (quoted(&link.source.id), quoted(&link.target.id));
    let (look, tooltip) = (style::of_edge(link.edge.kind), escaped(&tooltip(link, options)));
    write!(out, "  {source} -> {target} [{look}, tooltip={tooltip}, labeltooltip={tooltip}")?;
    // Between people, the more articles tell of it, the wider.
    if matches!(link.edge.kind, EdgeKind::Did(_)) && link.edge.first.is_some() {
        write!(out, ", penwidth={}", style::width(flat::docs(link).len()))?;
    }
    if let Some(directive) = link.edge.directives().first().filter(|_| with_instructions) {
        write!(out, ", label=<{}>", html(&wrapped(directive, INSTRUCTION)))?;
    }
    writeln!(out, "];")
}

/// Kind, date and the first quote: what a reader wants to see under the pointer.
fn tooltip(link: &Link, options: &Options) -> String {
    let days = [&link.edge.date, &link.edge.first, &link.edge.last].into_iter().flatten();
    let days: BTreeSet<&str> = days.map(String::as_str).collect();
    let date: String = days.into_iter().map(|day| format!(" {day}")).collect();
    let evidence = link.edge.evidence.first();
    let quote = evidence.map_or(String::new(), |e| format!("\n{}\n{}", e.quote.text, e.doc));
    format!("{}{date}{quote}", options.edge_name(link.edge.kind))
}

/// A sample of each kind of node in the picture, and between them a sample of each kind of edge.
fn write_legend(picture: &Picture, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let kinds: BTreeSet<_> = picture.nodes.iter().map(|node| node.kind).collect();
    writeln!(out, "  subgraph cluster_legend {{")?;
    out.write_all(style::LEGEND.as_bytes())?;
    for kind in kinds {
        write_sample(kind, kind.id(), options, out)?;
    }
    for (kind, (source, target)) in typical_ends(&picture.links) {
        let other = format!("{}/other", target.id());
        let end = if source == target { other.as_str() } else { target.id() };
        if source == target {
            write_sample(target, end, options, out)?;
        }
        let (start, label, look) = (source.id(), options.edge_name(kind), style::of_edge(kind));
        writeln!(out, r#"    "legend/{start}" -> "legend/{end}" [{look}, label="{label}"];"#)?;
    }
    writeln!(out, "  }}")
}

fn write_sample(kind: EntityKind, id: &str, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"    "legend/{id}" [{}, label="{}"];"#, style::of_node(kind), options.node_name(kind))
}

/// For each kind of edge the kinds of node that it connects most often.
fn typical_ends(links: &[Link]) -> BTreeMap<EdgeKind, (EntityKind, EntityKind)> {
    let mut counts: BTreeMap<EdgeKind, BTreeMap<_, usize>> = BTreeMap::new();
    for link in links {
        let ends = (link.source.kind, link.target.kind);
        *counts.entry(link.edge.kind).or_default().entry(ends).or_default() += 1;
    }
    let most =
        |ends: BTreeMap<_, usize>| ends.into_iter().max_by_key(|(_, count)| *count).map(|(ends, _)| ends);
    counts.into_iter().filter_map(|(kind, ends)| Some((kind, most(ends)?))).collect()
}
