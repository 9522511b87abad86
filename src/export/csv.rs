//! Writes a folder of two tables, `nodes.csv` and `edges.csv`, in UTF-8: for spreadsheets and for the import of Gephi.
//!
//! The columns are those of [`flat`] behind the ones that Gephi looks for. A value that is missing is an empty cell.

use std::io;

use ::csv::Writer;

use super::flat::{self, Column};
use super::{File, Format, Options};
use crate::graph::Graph;

/// A folder of tables.
pub(super) const FORMAT: Format = Format {
    name: "csv",
    extension: "csv",
    about: "folder with nodes.csv and edges.csv, for spreadsheets and Gephi",
    files: &[File { name: "nodes.csv", write: write_nodes }, File { name: "edges.csv", write: write_edges }],
};

fn write_nodes(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut rows = Writer::from_writer(out);
    rows.write_record(["Id"].into_iter().chain(flat::NODE.iter().map(heading)))?;
    for node in graph.nodes() {
        let cells = flat::NODE.iter().map(|column| flat::cell((column.get)(node)));
        rows.write_record([node.id.clone()].into_iter().chain(cells))?;
    }
    rows.flush()
}

fn write_edges(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut rows = Writer::from_writer(out);
    rows.write_record(["Source", "Target", "Type"].into_iter().chain(flat::EDGE.iter().map(heading)))?;
    for link in graph.links() {
        let cells = flat::EDGE.iter().map(|column| flat::cell((column.get)(&link)));
        let ends = [link.source.id.clone(), link.target.id.clone(), "Directed".to_owned()];
        rows.write_record(ends.into_iter().chain(cells))?;
    }
    rows.flush()
}

/// Gephi wants its own column for the words on a node with a capital.
fn heading<Get>(column: &Column<Get>) -> &'static str {
    if column.name == "label" { "Label" } else { column.name }
}
