//! Writes the triples of [`rdf`] as Turtle.

use std::io;

use oxttl::TurtleSerializer;

use super::{File, Format, Options, rdf};
use crate::graph::Graph;

/// RDF in Turtle.
pub(super) const FORMAT: Format = Format {
    name: "turtle",
    extension: "ttl",
    about: "RDF in Turtle: FOAF, W3C Organization Ontology, PROV",
    files: &[File { name: "", write }],
};

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut serializer = TurtleSerializer::new();
    for &(prefix, iri) in rdf::PREFIXES {
        serializer = serializer.with_prefix(prefix, iri).map_err(io::Error::other)?;
    }
    let mut writer = serializer.low_level();
    let mut begun = false;
    rdf::triples(graph, &mut |triple| {
        if begun {
            return writer.serialize_triple(triple, &mut *out);
        }
        begun = true;
        let mut beginning = Vec::new();
        writer.serialize_triple(triple, &mut beginning)?;
        write_sorted(&beginning, out)
    })?;
    writer.finish(&mut *out)?;
    out.flush()
}

/// The crate writes the prefixes before the first triple, in an order of chance: here in their own.
fn write_sorted(beginning: &[u8], out: &mut dyn io::Write) -> io::Result<()> {
    let lines = beginning.split_inclusive(|&byte| byte == b'\n');
    let (mut prefixes, rest): (Vec<_>, Vec<_>) = lines.partition(|line| line.starts_with(b"@prefix"));
    prefixes.sort_unstable();
    out.write_all(&prefixes.concat())?;
    out.write_all(&rest.concat())
}
