//! Turns a graph into bytes. One file a format, each a value in [`FORMATS`]; where the bytes go is the caller's business.

mod color;
mod csv;
mod cytoscape;
mod dot;
pub mod facts;
mod flat;
mod ftm;
mod gexf;
mod graphdb;
mod graphml;
mod graphology;
mod json;
mod jsonld;
mod mermaid;
#[cfg(feature = "parquet")]
mod parquet;
mod picture;
mod rdf;
mod schema;
mod turtle;
mod xml;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::graph::{EdgeKind, Graph};
use crate::vocab::EntityKind;

/// What a writer may be asked for. Formats ignore what does not concern them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Draw posts as nodes of their own instead of folding them into people's labels.
    pub posts: bool,
    /// Leave out when an edge lasts, in a format that would tell it as spells of time.
    pub flat: bool,
    /// What kinds of node and edge are called in pictures; a kind that is not in it is called by its id.
    pub names: BTreeMap<&'static str, String>,
}

impl Options {
    /// What a kind of node is called.
    fn node_name(&self, kind: EntityKind) -> &str {
        self.names.get(kind.id()).map_or(kind.id(), String::as_str)
    }

    /// What a kind of edge is called.
    fn edge_name(&self, kind: EdgeKind) -> String {
        self.names.get(kind.id()).cloned().unwrap_or_else(|| kind.id().replace('_', " "))
    }
}

/// Writes one file: the same bytes for the same graph. Fails only where the writer fails.
pub type Write = fn(&Graph, &Options, &mut dyn io::Write) -> io::Result<()>;

/// A way to write a graph: as one file, or as a folder of several.
pub struct Format {
    /// What one types after `--format`.
    pub name: &'static str,
    /// How the name of the file ends that asks for it, without the first dot.
    pub extension: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// The files that it consists of.
    pub files: &'static [File],
}

/// A file of a format.
pub struct File {
    /// Its name in the folder; empty where the format is this one file.
    pub name: &'static str,
    /// What writes it.
    pub write: Write,
}

impl Format {
    /// Whether it is a folder of files.
    pub fn is_folder(&self) -> bool {
        self.files.iter().any(|file| !file.name.is_empty())
    }

    /// Whether the name of a file or folder asks for it, in any case of letters.
    fn is_asked_by(&self, name: &str) -> bool {
        let stem = name.len().checked_sub(self.extension.len());
        let Some((stem, extension)) = stem.and_then(|at| name.split_at_checked(at)) else { return false };
        let may_stand = stem.ends_with('.') || stem.is_empty() && self.is_folder();
        may_stand && extension.eq_ignore_ascii_case(self.extension)
    }
}

/// Every format, in the order in which help lists them.
pub const FORMATS: &[Format] = &[
    json::FORMAT,
    dot::FORMAT,
    graphml::FORMAT,
    gexf::FORMAT,
    cytoscape::FORMAT,
    graphology::FORMAT,
    turtle::FORMAT,
    jsonld::FORMAT,
    ftm::FORMAT,
    mermaid::FORMAT,
    csv::FORMAT,
    graphdb::FORMAT,
    #[cfg(feature = "parquet")]
    parquet::FORMAT,
];

/// The JSON Schemas of facts and of the node-link JSON, each with the name of the file that it stands in.
pub fn schemas() -> [(&'static str, serde_json::Value); 2] {
    [("facts.schema.json", facts::schema().into()), ("graph.schema.json", json::schema().into())]
}

/// The format of this name.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format that the name of a file asks for: the one with the longest fitting end.
pub fn by_path(path: &Path) -> Option<&'static Format> {
    let name = path.file_name()?.to_string_lossy();
    FORMATS.iter().filter(|format| format.is_asked_by(&name)).max_by_key(|format| format.extension.len())
}
