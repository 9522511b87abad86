//! Writes a folder for graph databases: a table of nodes, a table for each kind of edge, the schema, and the commands that load them.
//!
//! The headers are typed as the bulk import of Neo4j reads them. Ladybug runs `schema.cypher` and `import.cypher` inside the folder,
//! and so does whatever else speaks its Cypher. The columns are those of [`flat`].

use std::io::{self, Write};

use ::csv::Writer;

use super::flat::{self, Column, Type};
use super::{File, Format, Options};
use crate::graph::{EdgeKind, Graph};
use crate::vocab::Relation;

/// A folder of tables with the commands that load them.
pub(super) const FORMAT: Format = Format {
    name: "graphdb",
    extension: "graphdb",
    about: "folder of typed tables with schema.cypher and import.cypher, for graph databases",
    files: &[
        File { name: "schema.cypher", write: write_schema },
        File { name: "import.cypher", write: write_import },
        File { name: "nodes.csv", write: write_nodes },
        File {
            name: "chaired.csv",
            write: |graph, _, out| write_edges(graph, EdgeKind::Did(Relation::Chaired), out),
        },
        File {
            name: "directed.csv",
            write: |graph, _, out| write_edges(graph, EdgeKind::Did(Relation::Directed), out),
        },
        File {
            name: "attended.csv",
            write: |graph, _, out| write_edges(graph, EdgeKind::Did(Relation::Attended), out),
        },
        File { name: "holds.csv", write: |graph, _, out| write_edges(graph, EdgeKind::Holds, out) },
        File { name: "of.csv", write: |graph, _, out| write_edges(graph, EdgeKind::Of, out) },
        File { name: "part_of.csv", write: |graph, _, out| write_edges(graph, EdgeKind::PartOf, out) },
        File { name: "organized.csv", write: |graph, _, out| write_edges(graph, EdgeKind::Organized, out) },
        File { name: "held_at.csv", write: |graph, _, out| write_edges(graph, EdgeKind::HeldAt, out) },
    ],
};

/// The type of a column in the schema, and in a header.
fn types(holds: Type) -> (&'static str, &'static str) {
    match holds {
        Type::Text => ("STRING", "string"),
        Type::Count => ("INT64", "long"),
        Type::Share => ("DOUBLE", "double"),
    }
}

/// The columns of a table behind its ids, as the schema declares them. Names in backticks: some are words of the language.
fn declared<Get>(columns: &[Column<Get>]) -> String {
    columns.iter().map(|column| format!(", `{}` {}", column.name, types(column.holds).0)).collect()
}

fn write_schema(_: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "CREATE NODE TABLE Entity(id STRING PRIMARY KEY{});", declared(flat::NODE))?;
    for kind in EdgeKind::all() {
        writeln!(out, "CREATE REL TABLE `{}`(FROM Entity TO Entity{});", kind.id(), declared(flat::EDGE))?;
    }
    Ok(())
}

fn write_import(_: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    // Quotes are doubled inside cells, and a cell may hold a line end.
    let options = r#"(header=true, parallel=false, escape='"')"#;
    writeln!(out, "COPY Entity FROM 'nodes.csv' {options};")?;
    for kind in EdgeKind::all() {
        writeln!(out, "COPY `{}` FROM '{}.csv' {options};", kind.id(), kind.id())?;
    }
    Ok(())
}

/// The name and type of a column; what `role` names is the label of a node or the type of an edge.
fn heading<Get>(column: &Column<Get>, role: &str) -> String {
    match column.name {
        "kind" => format!("kind:{role}"),
        name => format!("{name}:{}", types(column.holds).1),
    }
}

fn write_nodes(graph: &Graph, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Writer::from_writer(out);
    let columns = flat::NODE.iter().map(|column| heading(column, "LABEL"));
    rows.write_record(["id:ID".to_owned()].into_iter().chain(columns))?;
    for node in graph.nodes() {
        rows.write_record(
            [node.id.clone()].into_iter().chain(flat::NODE.iter().map(|c| flat::cell((c.get)(node)))),
        )?;
    }
    rows.flush()
}

fn write_edges(graph: &Graph, kind: EdgeKind, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Writer::from_writer(out);
    let columns = flat::EDGE.iter().map(|column| heading(column, "TYPE"));
    rows.write_record([":START_ID".to_owned(), ":END_ID".to_owned()].into_iter().chain(columns))?;
    for link in graph.links().filter(|link| link.edge.kind == kind) {
        let ends = [link.source.id.clone(), link.target.id.clone()];
        rows.write_record(
            ends.into_iter().chain(flat::EDGE.iter().map(|column| flat::cell((column.get)(&link)))),
        )?;
    }
    rows.flush()
}
