//! An answer -> a table, JSON or CSV on standard output.

use std::io::IsTerminal;

use anyhow::Result;
use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::args::Form;
use crate::output;

/// Columns of the terminal where there is none.
const WIDTH: u16 = 120;

/// A line under the header, and nothing else to come between the eye and the words.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Rows under named columns.
pub(crate) struct Answer {
    /// Name and version of the form: `chidao.roles/1`.
    pub(crate) schema: &'static str,
    /// Names of the columns, as files have them.
    pub(crate) columns: &'static [Column],
    /// One cell a column.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A column; a long one is left out of tables.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) long: bool,
}

/// A column of every form.
pub(crate) const fn short(name: &'static str) -> Column {
    Column { name, long: false }
}

/// A column of JSON and CSV alone.
pub(crate) const fn long(name: &'static str) -> Column {
    Column { name, long: true }
}

/// One value.
#[derive(serde::Serialize)]
#[serde(untagged)]
pub(crate) enum Cell {
    None,
    Text(String),
    Number(usize),
    Share(f64),
    Truth(bool),
    List(Vec<String>),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl<T> From<Option<T>> for Cell
where
    Cell: From<T>,
{
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::None, Cell::from)
    }
}

impl Cell {
    /// As one text. What an article or a foreign file says is one line here.
    fn text(&self) -> String {
        let text = match self {
            Cell::None => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Share(share) => format!("{share:.2}"),
            Cell::Truth(truth) => if *truth { "yes" } else { "" }.to_owned(),
            Cell::List(list) => list.join("; "),
        };
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
    }
}

impl Answer {
    /// Prints it; an answer without rows prints its header in the forms for programs, and nothing for the eye.
    pub(crate) fn print(&self, form: Form) -> Result<()> {
        let text = match form {
            Form::Table if self.rows.is_empty() => Vec::new(),
            Form::Table => (self.table() + "\n").into_bytes(),
            Form::Json => [serde_json::to_vec_pretty(&Wire(self))?, b"\n".to_vec()].concat(),
            Form::Csv => self.csv()?,
        };
        output::print(&text)
    }

    fn table(&self) -> String {
        // A column in which nothing stands says nothing.
        let filled = |at: &usize| self.rows.iter().any(|row| !row[*at].text().is_empty());
        let shown: Vec<usize> =
            (0..self.columns.len()).filter(|&at| !self.columns[at].long).filter(filled).collect();
        let mut table = Table::new();
        table.load_style(STYLE);
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width());
        table.set_header(shown.iter().map(|&at| self.columns[at].name));
        for row in &self.rows {
            table.add_row(shown.iter().map(|&at| row[at].text()));
        }
        table.trim_fmt()
    }

    fn csv(&self) -> Result<Vec<u8>> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(self.columns.iter().map(|column| column.name))?;
        for row in &self.rows {
            out.write_record(row.iter().map(Cell::text))?;
        }
        Ok(out.into_inner()?)
    }
}

fn width() -> u16 {
    let terminal = std::io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(WIDTH, |(width, _)| width.0)
}

/// The JSON form: the schema, and an object a row.
struct Wire<'a>(&'a Answer);

impl Serialize for Wire<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let rows: Vec<_> = self.0.rows.iter().map(|row| WireRow(self.0.columns, row)).collect();
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("schema", self.0.schema)?;
        map.serialize_entry("rows", &rows)?;
        map.end()
    }
}

struct WireRow<'a>(&'a [Column], &'a [Cell]);

impl Serialize for WireRow<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|column| column.name).zip(self.1))
    }
}
