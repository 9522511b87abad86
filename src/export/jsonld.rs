//! Writes the triples of [`rdf`] as JSON-LD.

use std::io;

use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphNameRef, QuadRef};

use super::{File, Format, Options, rdf};
use crate::graph::Graph;

/// RDF in JSON.
pub(super) const FORMAT: Format = Format {
    name: "jsonld",
    extension: "jsonld",
    about: "the same RDF as JSON-LD",
    files: &[File { name: "", write }],
};

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut serializer = JsonLdSerializer::new();
    for &(prefix, iri) in rdf::PREFIXES {
        serializer = serializer.with_prefix(prefix, iri).map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(out);
    rdf::triples(graph, &mut |triple| {
        let quad =
            QuadRef::new(&triple.subject, &triple.predicate, &triple.object, GraphNameRef::DefaultGraph);
        writer.serialize_quad(quad)
    })?;
    let out = writer.finish()?;
    writeln!(out)?;
    out.flush()
}
