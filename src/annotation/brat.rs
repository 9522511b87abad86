//! The standoff format of brat: the text, the spans and relations beside it, and the facts in a file that brat leaves alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Error, Format, Link, Sheet, Span, facts_of, is_named, kind_of, link_of};
use crate::vocab::{LinkKind, MentionKind};

/// A folder for brat.
pub(super) const FORMAT: Format = Format {
    name: "brat",
    about: "folder of .txt and .ann for brat, with the facts beside them",
    extensions: &["txt", "ann", "facts.json"],
    frame: ["", "", ""],
    write: |sheet| vec![sheet.text.clone(), annotations(sheet), sheet.facts_json().to_string()],
};

/// What brat wants in the folder: which kinds there are, and what joins them.
pub fn configuration() -> String {
    let named: Vec<_> =
        MentionKind::ALL.iter().filter(|kind| is_named(**kind)).map(|kind| kind.id()).collect();
    let named = named.join("|");
    let ends = |kind: LinkKind| match kind {
        LinkKind::Holds => (named.as_str(), MentionKind::Title.id()),
        LinkKind::Of => (MentionKind::Title.id(), named.as_str()),
        _ => (named.as_str(), named.as_str()),
    };
    let line = |&kind: &LinkKind| format!("{}\tArg1:{}, Arg2:{}\n", kind.id(), ends(kind).0, ends(kind).1);
    let relations: String = LinkKind::ALL.iter().map(line).collect();
    let overlaps = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n";
    format!(
        "[entities]\n{}\n\n[relations]\n{overlaps}{relations}\n[events]\n\n[attributes]\n",
        MentionKind::ids().join("\n")
    )
}

fn annotations(sheet: &Sheet) -> String {
    let chars: Vec<char> = sheet.text.chars().collect();
    let mut out = String::new();
    for (number, span) in sheet.numbered() {
        let pieces = pieces(span, &chars);
        let places: Vec<_> = pieces.iter().map(|(start, end)| format!("{start} {end}")).collect();
        let words: Vec<String> =
            pieces.iter().map(|&(start, end)| chars[start..end].iter().collect()).collect();
        out += &format!("T{number}\t{} {}\t{}\n", span.kind.id(), places.join(";"), words.join(" "));
    }
    for (at, link) in sheet.links.iter().enumerate() {
        let (from, to) = (sheet.number(link.from), sheet.number(link.to));
        out += &format!("R{}\t{} Arg1:T{from} Arg2:T{to}\n", at + 1, link.kind.id());
    }
    out
}

/// A span without its line ends: brat has one line for a span, and pieces where the text breaks.
fn pieces(span: Span, chars: &[char]) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    for line in chars.get(span.start..span.end).unwrap_or_default().split(|&c| c == '\n') {
        if !line.is_empty() {
            pieces.push((start, start + line.len()));
        }
        start += line.len() + 1;
    }
    pieces
}

/// Reads an article of a folder for brat: its text, its annotations, and the facts that were written beside them, if they are there.
///
/// # Errors
/// A line that is no span, relation or note; an unknown label; a relation without its spans; a span beyond the text; broken facts.
pub fn read(id: &str, text: &str, annotations: &str, facts: Option<&str>) -> Result<Sheet, Error> {
    let facts = facts.map(|facts| serde_json::from_str(facts).map_err(Error::Json)).transpose()?;
    let facts = facts.map_or(Ok(None), |facts| facts_of(&facts))?;
    let mut spans: BTreeMap<&str, Span> = BTreeMap::new();
    let mut relations = Vec::new();
    for (at, line) in annotations.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = || Error::Line { line: at + 1, value: line.to_owned() };
        let place = || format!("line {}", at + 1);
        let mut cells = line.split('\t');
        let (name, value) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        match name.chars().next() {
            Some('#') => {}
            Some('T') => {
                let (label, offsets) = value.split_once(' ').ok_or_else(wrong)?;
                let numbers: Vec<usize> = offsets
                    .trim()
                    .split([' ', ';'])
                    .map(str::parse)
                    .collect::<Result<_, _>>()
                    .map_err(|_| wrong())?;
                let (&start, &end) = numbers.first().zip(numbers.last()).ok_or_else(wrong)?;
                spans.insert(name, Span { start, end, kind: kind_of(label, place)? });
            }
            Some('R') => {
                let mut words = value.split_whitespace();
                let kind = link_of(words.next().unwrap_or_default(), place)?;
                let mut end =
                    |argument| words.next().and_then(|word| word.strip_prefix(argument)).ok_or_else(wrong);
                relations.push((at, kind, end("Arg1:")?, end("Arg2:")?));
            }
            _ => return Err(wrong()),
        }
    }
    let mut links = BTreeSet::new();
    for (at, kind, from, to) in relations {
        let end = |name: &str| {
            let missing = || Error::Reference { place: format!("line {}", at + 1), value: name.to_owned() };
            spans.get(name).copied().ok_or_else(missing)
        };
        links.insert(Link { kind, from: end(from)?, to: end(to)? });
    }
    Sheet { id: id.to_owned(), text: text.to_owned(), spans: spans.into_values().collect(), links, facts }
        .checked()
}
