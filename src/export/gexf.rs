//! Writes GEXF 1.3: for Gephi with its timeline, networkx and graphology.
//!
//! One edge for each source, target and kind, with the spells of time in which it held: the days on which something was
//! done, or the time for which a post is attested. An edge without a day has no spell and is always there. Colours and
//! sizes are those of the other pictures. Of the evidence only what [`flat`] keeps is in it.

use std::borrow::Cow;
use std::io;

use super::flat::{self, Column, Type, Value};
use super::xml::Xml;
use super::{File, Format, Options, color};
use crate::graph::{Edge, Graph, Link};

/// GEXF.
pub(super) const FORMAT: Format = Format {
    name: "gexf",
    extension: "gexf",
    about: "GEXF 1.3 with colours and times, for Gephi",
    files: &[File { name: "", write }],
};

const NAMESPACE: &str = "http://gexf.net/1.3";
/// Columns that the spells stand for, and the one that is an attribute of every element.
const SPELT: [&str; 3] = ["date", "first", "last"];
const LABEL: &str = "label";

fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut xml = Xml::begin(out)?;
    let viz = format!("{NAMESPACE}/viz");
    xml.open("gexf", &[("xmlns", &NAMESPACE), ("xmlns:viz", &viz), ("version", &"1.3")])?;
    xml.open("meta", &[])?;
    xml.text("creator", &[], "chidao")?;
    xml.close("meta")?;
    if options.flat {
        xml.open("graph", &[("defaultedgetype", &"directed"), ("mode", &"static")])?;
    } else {
        let time = ("timeformat", &"date" as &dyn std::fmt::Display);
        xml.open("graph", &[("defaultedgetype", &"directed"), ("mode", &"dynamic"), time])?;
    }
    write_columns(&mut xml, "node", flat::NODE)?;
    write_columns(&mut xml, "edge", flat::EDGE)?;
    write_nodes(graph, &mut xml)?;
    write_edges(graph, options, &mut xml)?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.end()
}

fn write_columns<Get>(xml: &mut Xml, of: &str, columns: &[Column<Get>]) -> io::Result<()> {
    xml.open("attributes", &[("class", &of), ("mode", &"static")])?;
    for column in columns.iter().filter(|column| is_attribute(column.name)) {
        let holds = match column.holds {
            Type::Text => "string",
            Type::Count => "integer",
            Type::Share => "double",
        };
        xml.empty("attribute", &[("id", &column.name), ("title", &column.name), ("type", &holds)])?;
    }
    xml.close("attributes")
}

fn is_attribute(column: &str) -> bool {
    column != LABEL
}

fn write_nodes(graph: &Graph, xml: &mut Xml) -> io::Result<()> {
    xml.open("nodes", &[])?;
    for node in graph.nodes() {
        xml.open("node", &[("id", &node.id), (LABEL, &node.label)])?;
        write_values(xml, flat::NODE.iter().map(|column| (column.name, (column.get)(node))))?;
        write_color(xml, color::of_node(node.kind))?;
        xml.empty("viz:size", &[("value", &flat::size(node))])?;
        xml.close("node")?;
    }
    xml.close("nodes")
}

fn write_edges(graph: &Graph, options: &Options, xml: &mut Xml) -> io::Result<()> {
    xml.open("edges", &[])?;
    let links: Vec<_> = graph.links().collect();
    let is_same = |a: &Link, b: &Link| {
        (&a.source.id, &a.target.id, a.edge.kind) == (&b.source.id, &b.target.id, b.edge.kind)
    };
    for (at, same) in links.chunk_by(is_same).enumerate() {
        let Some(&first) = same.first() else { continue };
        let edge = together(same);
        let link = Link { edge: &edge, ..first };
        let (id, kind) = (format!("e{at}"), edge.kind.id());
        let weight = same.len().max(flat::docs(&link).len());
        let ends: [(&str, &dyn std::fmt::Display); 6] = [
            ("id", &id),
            ("source", &link.source.id),
            ("target", &link.target.id),
            ("kind", &kind),
            (LABEL, &kind),
            ("weight", &weight),
        ];
        xml.open("edge", &ends)?;
        let is_said = |column: &&Column<flat::OfLink>| options.flat || !SPELT.contains(&column.name);
        let columns = flat::EDGE.iter().filter(is_said);
        write_values(xml, columns.map(|column| (column.name, (column.get)(&link))))?;
        if !options.flat {
            write_spells(xml, &spells(same))?;
        }
        write_color(xml, color::of_edge(edge.kind))?;
        xml.close("edge")?;
    }
    xml.close("edges")
}

/// The statements of several edges as one; the date only if there is but one.
fn together<'g>(same: &[Link<'g>]) -> Cow<'g, Edge> {
    match same {
        [one] => Cow::Borrowed(one.edge),
        [first, rest @ ..] => {
            let mut edge = Edge { date: None, ..first.edge.clone() };
            edge.evidence.extend(rest.iter().flat_map(|link| link.edge.evidence.iter().cloned()));
            Cow::Owned(edge)
        }
        [] => unreachable!("a chunk is never empty"),
    }
}

fn write_values<'a>(
    xml: &mut Xml,
    values: impl Iterator<Item = (&'a str, Option<Value<'a>>)>,
) -> io::Result<()> {
    xml.open("attvalues", &[])?;
    for (name, value) in values.filter(|(name, _)| is_attribute(name)) {
        if let Some(value) = value {
            xml.empty("attvalue", &[("for", &name), ("value", &value)])?;
        }
    }
    xml.close("attvalues")
}

fn write_color(xml: &mut Xml, color: color::Color) -> io::Result<()> {
    let [r, g, b] = color::parts(color);
    xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)])
}

fn write_spells(xml: &mut Xml, spells: &[(String, String)]) -> io::Result<()> {
    if spells.is_empty() {
        return Ok(());
    }
    xml.open("spells", &[])?;
    for (start, end) in spells {
        xml.empty("spell", &[("start", start), ("end", end)])?;
    }
    xml.close("spells")
}

/// First and last days, in order; where two overlap, they are one.
fn spells(same: &[Link]) -> Vec<(String, String)> {
    let mut all: Vec<_> = same.iter().filter_map(|link| spell(link.edge)).collect();
    all.sort();
    let mut spells: Vec<(String, String)> = Vec::new();
    for (start, end) in all {
        match spells.last_mut() {
            Some(before) if start <= before.1 => before.1 = end.max(std::mem::take(&mut before.1)),
            _ => spells.push((start, end)),
        }
    }
    spells
}

fn spell(edge: &Edge) -> Option<(String, String)> {
    let first = edge.date.as_deref().or(edge.first.as_deref())?;
    let last = edge.date.as_deref().or(edge.last.as_deref()).unwrap_or(first);
    Some((whole(first, "-01-01")?, whole(last, "-12-31")?))
}

/// A whole date: what is missing of it is taken from that of a year. A month ends on its last day.
fn whole(date: &str, rest: &str) -> Option<String> {
    let is_last = rest.ends_with("31");
    match date.len() {
        4 => Some(format!("{date}{rest}")),
        7 if is_last => (28..=31).rev().map(|day| format!("{date}-{day}")).find(|day| is_a_day(day)),
        7 => Some(format!("{date}-01")),
        _ => date.get(..10).map(str::to_owned),
    }
}

/// Whether the calendar has this day.
fn is_a_day(date: &str) -> bool {
    let number = |range| date.get(range).and_then(|digits: &str| digits.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    day <= match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn part_of_a_date_is_a_span_of_days() {
        let span = |date| (whole(date, "-01-01").unwrap(), whole(date, "-12-31").unwrap());
        let days = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(span("2024"), days("2024-01-01", "2024-12-31"));
        assert_eq!(span("2024-02"), days("2024-02-01", "2024-02-29"));
        assert_eq!(span("2023-04"), days("2023-04-01", "2023-04-30"));
        assert_eq!(span("2023-04-05"), days("2023-04-05", "2023-04-05"));
    }
}
