//! Writes the JSON of graphology: `Graph.from(data)` reads it, and sigma.js draws it once a layout has placed the nodes.
//!
//! One node or edge a line, with the attributes `label`, `color` and `size` that sigma.js looks for. Of the evidence only
//! what [`flat`] keeps is in it.

use std::io;

use serde_json::json;

use super::json::write_list;
use super::{File, Format, Options, color, flat};
use crate::graph::Graph;

/// Graphology JSON.
pub(super) const FORMAT: Format = Format {
    name: "graphology",
    extension: "graphology.json",
    about: "JSON for graphology and sigma.js",
    files: &[File { name: "", write }],
};

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, r#"{{"attributes": {{"name": "chidao", "articles": {}}},"#, graph.articles())?;
    writeln!(out, r#""options": {{"type": "directed", "multi": true, "allowSelfLoops": true}},"#)?;
    let nodes = graph.nodes().map(|node| {
        let mut attributes = flat::node_data(node);
        attributes.insert("color".to_owned(), color::of_node(node.kind).into());
        attributes.insert("size".to_owned(), flat::size(node).into());
        json!({ "key": node.id, "attributes": attributes })
    });
    write_list(out, "nodes", nodes)?;
    writeln!(out, ",")?;
    let edges = graph.links().enumerate().map(|(at, link)| {
        let mut attributes = flat::edge_data(&link);
        attributes.insert("color".to_owned(), color::of_edge(link.edge.kind).into());
        let (source, target) = (&link.source.id, &link.target.id);
        json!({ "key": format!("e{at}"), "source": source, "target": target, "attributes": attributes })
    });
    write_list(out, "edges", edges)?;
    writeln!(out, "}}")
}
