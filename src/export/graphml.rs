//! Writes GraphML with typed keys: for networkx, igraph, Gephi, yEd and Cytoscape.
//!
//! A directed multigraph; every value of [`flat`] has a key of its type. Of the evidence only what `flat` keeps is in it.

use std::io;

use super::flat::{self, Column, Type, Value};
use super::xml::Xml;
use super::{File, Format, Options};
use crate::graph::Graph;

/// GraphML.
pub(super) const FORMAT: Format = Format {
    name: "graphml",
    extension: "graphml",
    about: "GraphML with typed attributes, for igraph, Gephi and yEd",
    files: &[File { name: "", write }],
};

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut xml = Xml::begin(out)?;
    xml.open("graphml", &[("xmlns", &"http://graphml.graphdrawing.org/xmlns")])?;
    write_keys(&mut xml, "node", flat::NODE)?;
    write_keys(&mut xml, "edge", flat::EDGE)?;
    xml.open("graph", &[("id", &"chidao"), ("edgedefault", &"directed")])?;
    for node in graph.nodes() {
        xml.open("node", &[("id", &node.id)])?;
        for column in flat::NODE {
            write_value(&mut xml, "node", column.name, (column.get)(node))?;
        }
        xml.close("node")?;
    }
    for (at, link) in graph.links().enumerate() {
        let id = format!("e{at}");
        xml.open("edge", &[("id", &id), ("source", &link.source.id), ("target", &link.target.id)])?;
        for column in flat::EDGE {
            write_value(&mut xml, "edge", column.name, (column.get)(&link))?;
        }
        xml.close("edge")?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.end()
}

fn write_keys<Get>(xml: &mut Xml, of: &str, columns: &[Column<Get>]) -> io::Result<()> {
    for column in columns {
        let holds = match column.holds {
            Type::Text => "string",
            Type::Count => "int",
            Type::Share => "double",
        };
        let id = format!("{of}-{}", column.name);
        xml.empty("key", &[("id", &id), ("for", &of), ("attr.name", &column.name), ("attr.type", &holds)])?;
    }
    Ok(())
}

fn write_value(xml: &mut Xml, of: &str, name: &str, value: Option<Value>) -> io::Result<()> {
    let Some(value) = value else { return Ok(()) };
    xml.text("data", &[("key", &format_args!("{of}-{name}"))], &value.to_string())
}
