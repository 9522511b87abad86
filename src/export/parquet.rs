//! Writes facts and edges as a Parquet table, for data frames and columnar databases: with the feature `parquet` alone.
//!
//! A row is a quote with what it says by itself and the edge that it attests, which `source`, `target` and `key` name.

use std::io;
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::parser::parse_message_type;

use super::flat::{Column, Type, Value};
use super::{File, Format, Options};
use crate::graph::{Evidence, Graph, Link};

/// A Parquet table.
pub(super) const FORMAT: Format = Format {
    name: "parquet",
    extension: "parquet",
    about: "Parquet table of quotes with their edges, for data frames",
    files: &[File { name: "", write }],
};

/// Rows that are written at a time.
const ROWS: usize = 1 << 16;

/// A quote and its edge.
struct Fact<'g> {
    link: Link<'g>,
    evidence: &'g Evidence,
}

/// The value of a fact.
type OfFact = for<'g> fn(&Fact<'g>) -> Option<Value<'g>>;

const COLUMNS: &[Column<OfFact>] = &[
    Column { name: "source", holds: Type::Text, get: |fact| text(&fact.link.source.id) },
    Column { name: "source_label", holds: Type::Text, get: |fact| text(&fact.link.source.label) },
    Column { name: "source_kind", holds: Type::Text, get: |fact| text(fact.link.source.kind.id()) },
    Column { name: "target", holds: Type::Text, get: |fact| text(&fact.link.target.id) },
    Column { name: "target_label", holds: Type::Text, get: |fact| text(&fact.link.target.label) },
    Column { name: "target_kind", holds: Type::Text, get: |fact| text(fact.link.target.kind.id()) },
    Column { name: "key", holds: Type::Count, get: |fact| Some(Value::Count(fact.link.edge.key)) },
    Column { name: "kind", holds: Type::Text, get: |fact| text(fact.link.edge.kind.id()) },
    Column { name: "date", holds: Type::Text, get: |fact| text(fact.link.edge.date.as_deref()?) },
    Column { name: "first", holds: Type::Text, get: |fact| text(fact.link.edge.first.as_deref()?) },
    Column { name: "last", holds: Type::Text, get: |fact| text(fact.link.edge.last.as_deref()?) },
    Column { name: "doc", holds: Type::Text, get: |fact| text(&fact.evidence.doc) },
    Column { name: "start", holds: Type::Count, get: |fact| Some(Value::Count(fact.evidence.quote.start)) },
    Column { name: "end", holds: Type::Count, get: |fact| Some(Value::Count(fact.evidence.quote.end)) },
    Column { name: "quote", holds: Type::Text, get: |fact| text(&fact.evidence.quote.text) },
    Column { name: "rule", holds: Type::Text, get: |fact| text(&fact.evidence.rule) },
    Column { name: "confidence", holds: Type::Share, get: |fact| fact.evidence.confidence.map(Value::Share) },
    Column { name: "directive", holds: Type::Text, get: |fact| text(fact.evidence.directive.as_deref()?) },
    Column { name: "strength", holds: Type::Text, get: |fact| text(fact.evidence.strength?.id()) },
    Column {
        name: "order",
        holds: Type::Count,
        get: |fact| Some(Value::Count(fact.evidence.order? as usize)),
    },
    Column { name: "post", holds: Type::Text, get: |fact| text(fact.evidence.post.as_deref()?) },
    Column {
        name: "on_behalf_of",
        holds: Type::Text,
        get: |fact| text(fact.evidence.on_behalf_of.as_deref()?),
    },
    Column { name: "status", holds: Type::Text, get: |fact| text(fact.evidence.status?.id()) },
    Column { name: "via", holds: Type::Text, get: |fact| text(fact.evidence.via.as_deref()?) },
];

fn text(words: &str) -> Option<Value<'_>> {
    Some(Value::Text(words.into()))
}

fn write<'g>(graph: &'g Graph, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let field = |column: &Column<OfFact>| {
        let (kind, words) = match column.holds {
            Type::Text => ("BYTE_ARRAY", " (UTF8)"),
            Type::Count => ("INT64", ""),
            Type::Share => ("DOUBLE", ""),
        };
        format!("OPTIONAL {kind} {}{words};", column.name)
    };
    let schema = format!("message facts {{ {} }}", COLUMNS.iter().map(field).collect::<String>());
    let schema = Arc::new(parse_message_type(&schema).map_err(io::Error::other)?);
    let properties = WriterProperties::builder()
        .set_created_by("chidao".to_owned())
        .set_compression(Compression::UNCOMPRESSED);
    // The crate wants a writer that may go to another thread; a table of columns is small beside the graph.
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build()))
        .map_err(io::Error::other)?;
    let quotes = |link: Link<'g>| link.edge.evidence.iter().map(move |evidence| Fact { link, evidence });
    let facts: Vec<Fact> = graph.links().flat_map(quotes).collect();
    for rows in facts.chunks(ROWS) {
        let mut group = file.next_row_group().map_err(io::Error::other)?;
        for column in COLUMNS {
            let writer = group.next_column().map_err(io::Error::other)?;
            write_column(column, rows, writer.ok_or_else(|| io::Error::other("a column too many"))?)?;
        }
        group.close().map_err(io::Error::other)?;
    }
    out.write_all(&file.into_inner().map_err(io::Error::other)?)?;
    out.flush()
}

fn write_column(column: &Column<OfFact>, rows: &[Fact], writer: SerializedColumnWriter) -> io::Result<()> {
    let values = rows.iter().map(|fact| (column.get)(fact));
    match column.holds {
        Type::Text => write_values::<ByteArrayType>(
            writer,
            values.map(|value| Some(ByteArray::from(value?.to_string().into_bytes()))),
        ),
        Type::Count => write_values::<Int64Type>(
            writer,
            values.map(|value| match value? {
                Value::Count(number) => i64::try_from(number).ok(),
                _ => None,
            }),
        ),
        Type::Share => write_values::<DoubleType>(
            writer,
            values.map(|value| match value? {
                Value::Share(share) => Some(share),
                _ => None,
            }),
        ),
    }
}

/// The values that there are, and for each row whether it has one.
fn write_values<T: DataType>(
    mut writer: SerializedColumnWriter,
    values: impl Iterator<Item = Option<T::T>>,
) -> io::Result<()> {
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    writer.typed::<T>().write_batch(&present, Some(&levels), None).map_err(io::Error::other)?;
    writer.close().map_err(io::Error::other)
}
