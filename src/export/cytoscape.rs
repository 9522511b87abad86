//! Writes the JSON of Cytoscape.js, which Cytoscape opens too: `cytoscape({elements: data.elements})` shows it.
//!
//! One node or edge a line, with colour and size for a style sheet to use. Of the evidence only what [`flat`] keeps is in it.

use std::io;

use serde_json::{Map, Value, json};

use super::json::write_list;
use super::{File, Format, Options, color, flat};
use crate::graph::Graph;

/// Cytoscape.js JSON.
pub(super) const FORMAT: Format = Format {
    name: "cytoscape",
    extension: "cy.json",
    about: "JSON for Cytoscape and Cytoscape.js",
    files: &[File { name: "", write }],
};

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, r#"{{"data": {{"name": "chidao", "articles": {}}}, "elements": {{"#, graph.articles())?;
    let nodes = graph.nodes().map(|node| {
        let mut data = Map::from_iter([("id".to_owned(), Value::from(node.id.as_str()))]);
        data.extend(flat::node_data(node));
        data.insert("color".to_owned(), color::of_node(node.kind).into());
        data.insert("size".to_owned(), flat::size(node).into());
        json!({ "data": data })
    });
    write_list(out, "nodes", nodes)?;
    writeln!(out, ",")?;
    let edges = graph.links().enumerate().map(|(at, link)| {
        let ends = [("id", &format!("e{at}")), ("source", &link.source.id), ("target", &link.target.id)];
        let mut data = Map::from_iter(ends.map(|(name, id)| (name.to_owned(), Value::from(id.as_str()))));
        data.extend(flat::edge_data(&link));
        data.insert("color".to_owned(), color::of_edge(link.edge.kind).into());
        json!({ "data": data })
    });
    write_list(out, "edges", edges)?;
    writeln!(out, "}}}}")
}
