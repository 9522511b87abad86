//! Turns a graph into bytes. One file a format, each a value in [`FORMATS`]; where the bytes go is the caller's business.

mod dot;
pub mod facts;
mod json;

use std::io;

use crate::graph::Graph;

/// What a writer may be asked for. Formats ignore what does not concern them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Draw posts as nodes of their own instead of folding them into people's labels.
    pub posts: bool,
}

/// A way to write a graph.
pub struct Format {
    /// What one types after `--format`.
    pub name: &'static str,
    /// The file extension that asks for it, without a dot.
    pub extension: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// Writes the whole graph: the same bytes for the same graph. Fails only where the writer fails.
    pub write: fn(&Graph, &Options, &mut dyn io::Write) -> io::Result<()>,
}

/// Every format, in the order in which help lists them.
pub const FORMATS: &[Format] = &[json::FORMAT, dot::FORMAT];

/// The format of this name.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format that a file with this extension asks for, in any case of letters.
pub fn by_extension(extension: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
}
