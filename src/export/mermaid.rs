//! Writes a Mermaid flowchart, which many pages and notebooks draw by themselves: for small graphs and parts of large ones.
//!
//! What is drawn is the [`Picture`] of the graph. Mermaid itself draws no more than 500 edges unless the page allows it. Quotes, days of
//! lasting edges and whatever else has no place in a drawing are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::color;
use super::picture::{Picture, wrapped};
use super::{File, Format, Options};
use crate::graph::{EdgeKind, Graph, Link, Node};
use crate::vocab::{EntityKind, Relation};

/// A Mermaid flowchart.
pub(super) const FORMAT: Format = Format {
    name: "mermaid",
    extension: "mmd",
    about: "Mermaid flowchart, for small graphs in notes and web pages",
    files: &[File { name: "", write }],
};

/// Width and number of lines of a name, of a post, and of an instruction.
const NAME: (usize, usize) = (30, 5);
const POST: (usize, usize) = (40, 2);
const INSTRUCTION: (usize, usize) = (34, 3);

fn write(graph: &Graph, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let picture = Picture::of(graph, options);
    let numbers: BTreeMap<&str, usize> =
        picture.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    writeln!(out, "flowchart LR")?;
    let kinds: BTreeSet<EntityKind> = picture.nodes.iter().map(|node| node.kind).collect();
    for kind in kinds {
        let (inside, line) = (color::inside(kind), color::of_node(kind));
        writeln!(out, "  classDef {} fill:{inside},stroke:{line},color:#1c2430", kind.id())?;
    }
    for (at, node) in picture.nodes.iter().enumerate() {
        let (open, close) = shape(node.kind);
        writeln!(out, "  n{at}{open}\"{}\"{close}:::{}", node_label(node, options), node.kind.id())?;
    }
    let printed = picture.prints_instructions();
    for link in &picture.links {
        let ends = (numbers.get(link.source.id.as_str()), numbers.get(link.target.id.as_str()));
        if let (Some(source), Some(target)) = ends {
            let line = line(link.edge.kind);
            writeln!(out, "  n{source} {line}|\"{}\"| n{target}", edge_label(link, printed, options))?;
        }
    }
    Ok(())
}

fn shape(kind: EntityKind) -> (&'static str, &'static str) {
    match kind {
        EntityKind::Person => ("(", ")"),
        EntityKind::Meeting => ("{{", "}}"),
        EntityKind::Place => ("([", "])"),
        EntityKind::Body | EntityKind::Group | EntityKind::Post => ("[", "]"),
    }
}

fn line(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Did(Relation::Chaired) => "==>",
        EdgeKind::Did(_) => "-->",
        _ => "-.->",
    }
}

fn node_label(node: &Node, options: &Options) -> String {
    let mut lines = wrapped(&node.label, NAME);
    match node.kind {
        EntityKind::Person if !options.posts => {
            lines.extend(node.posts.first().into_iter().flat_map(|post| wrapped(post, POST)))
        }
        EntityKind::Meeting => lines.extend(node.date.clone()),
        _ => {}
    }
    text(&lines)
}

fn edge_label(link: &Link, printed: bool, options: &Options) -> String {
    let mut lines = vec![options.edge_name(link.edge.kind)];
    if let Some(directive) = link.edge.directives().first().filter(|_| printed) {
        lines.extend(wrapped(directive, INSTRUCTION));
    }
    text(&lines)
}

/// Lines as the inside of a quoted label. What Mermaid would read as its own is written as a number: quotes, markup, comments. A label
/// without anything visible is a dash.
fn text(lines: &[String]) -> String {
    let lines: Vec<String> =
        lines.iter().map(|line| escaped(line)).filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() { "-".to_owned() } else { lines.join("<br/>") }
}

fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars().filter(|c| !c.is_control()) {
        match c {
            '"' | '#' | '<' | '>' | '&' | '%' | '`' | '\\' | ';' | '{' | '}' | '[' | ']' | '*' | '_' => {
                out.push_str(&format!("#{};", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}
