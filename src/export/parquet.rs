//! Writes the edges as a Parquet table, for data frames and columnar databases: with the feature `parquet` alone.
//!
//! A row is an edge with the ids, names and kinds of its ends and the columns of [`flat`].

use std::io;
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::parser::parse_message_type;

use super::flat::{self, Column, OfLink, Type, Value};
use super::{File, Format, Options};
use crate::graph::{Graph, Link};

/// A Parquet table.
pub(super) const FORMAT: Format = Format {
    name: "parquet",
    extension: "parquet",
    about: "Parquet table of edges, for data frames",
    files: &[File { name: "", write }],
};

/// Rows that are written at a time.
const ROWS: usize = 1 << 16;

/// The columns that say what an edge stands between.
const ENDS: &[Column<OfLink>] = &[
    Column {
        name: "source",
        holds: Type::Text,
        get: |link| Some(Value::Text(link.source.id.as_str().into())),
    },
    Column {
        name: "source_label",
        holds: Type::Text,
        get: |link| Some(Value::Text(link.source.label.as_str().into())),
    },
    Column {
        name: "source_kind",
        holds: Type::Text,
        get: |link| Some(Value::Text(link.source.kind.id().into())),
    },
    Column {
        name: "target",
        holds: Type::Text,
        get: |link| Some(Value::Text(link.target.id.as_str().into())),
    },
    Column {
        name: "target_label",
        holds: Type::Text,
        get: |link| Some(Value::Text(link.target.label.as_str().into())),
    },
    Column {
        name: "target_kind",
        holds: Type::Text,
        get: |link| Some(Value::Text(link.target.kind.id().into())),
    },
];

fn columns() -> impl Iterator<Item = &'static Column<OfLink>> {
    ENDS.iter().chain(flat::EDGE)
}

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let field = |column: &Column<OfLink>| {
        let (kind, words) = match column.holds {
            Type::Text => ("BYTE_ARRAY", " (UTF8)"),
            Type::Count => ("INT64", ""),
            Type::Share => ("DOUBLE", ""),
        };
        format!("OPTIONAL {kind} {}{words};", column.name)
    };
    let schema = format!("message edges {{ {} }}", columns().map(field).collect::<String>());
    let schema = Arc::new(parse_message_type(&schema).map_err(io::Error::other)?);
    let properties = WriterProperties::builder()
        .set_created_by("chidao".to_owned())
        .set_compression(Compression::UNCOMPRESSED);
    // The crate wants a writer that may go to another thread; a table of columns is small beside the graph.
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build()))
        .map_err(io::Error::other)?;
    let links: Vec<Link> = graph.links().collect();
    for rows in links.chunks(ROWS) {
        let mut group = file.next_row_group().map_err(io::Error::other)?;
        for column in columns() {
            let writer = group.next_column().map_err(io::Error::other)?;
            write_column(column, rows, writer.ok_or_else(|| io::Error::other("a column too many"))?)?;
        }
        group.close().map_err(io::Error::other)?;
    }
    out.write_all(&file.into_inner().map_err(io::Error::other)?)?;
    out.flush()
}

fn write_column(column: &Column<OfLink>, rows: &[Link], writer: SerializedColumnWriter) -> io::Result<()> {
    let values = rows.iter().map(|link| (column.get)(link));
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
