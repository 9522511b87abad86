//! The tasks of Label Studio, with regions and relations. Its offsets count UTF-16 units, as its pages do.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Error, Format, Link, Sheet, Span, facts_of, kind_of, link_of, list, number, words};

/// A list of tasks.
pub(super) const FORMAT: Format = Format {
    name: "labelstudio",
    about: "tasks with regions and relations, for Label Studio",
    extensions: &[],
    frame: ["[\n", ",\n", "\n]\n"],
    write: |sheet| vec![task(sheet).to_string()],
};

fn task(sheet: &Sheet) -> Value {
    let units = Units::of(&sheet.text);
    let chars: Vec<char> = sheet.text.chars().collect();
    let region = |(number, span): (usize, Span)| {
        let words: String = chars.get(span.start..span.end).unwrap_or_default().iter().collect();
        let value = json!({ "start": units.of_char(span.start), "end": units.of_char(span.end), "text": words, "labels": [span.kind.id()] });
        json!({ "id": format!("s{number}"), "from_name": "label", "to_name": "text", "type": "labels", "value": value })
    };
    let relation = |link: &Link| {
        let end = |span| format!("s{}", sheet.number(span));
        json!({ "type": "relation", "from_id": end(link.from), "to_id": end(link.to), "direction": "right", "labels": [link.kind.id()] })
    };
    let result: Vec<Value> = sheet.numbered().map(region).chain(sheet.links.iter().map(relation)).collect();
    json!({
        "data": { "article": sheet.id, "text": sheet.text, "facts": sheet.facts_json() },
        "annotations": [{ "result": result }],
    })
}

pub(super) fn read(task: &Value) -> Result<Sheet, Error> {
    let data = &task["data"];
    let text = words(&data["text"], "data.text")?;
    let units = Units::of(text);
    let last = list(&task["annotations"], "annotations")?.last().ok_or(Error::Key("annotations"))?;
    let result = list(&last["result"], "annotations.result")?;
    let mut spans: BTreeMap<&str, Span> = BTreeMap::new();
    for (at, region) in result.iter().enumerate().filter(|(_, region)| region["type"] == "labels") {
        let value = &region["value"];
        let label = list(&value["labels"], "value.labels")?.first().ok_or(Error::Key("value.labels"))?;
        let kind = kind_of(words(label, "value.labels")?, || format!("result[{at}].value.labels"))?;
        let end = |key, name| units.to_char(number(&value[key], name)?);
        let (start, end) = (end("start", "value.start")?, end("end", "value.end")?);
        spans.insert(words(&region["id"], "result.id")?, Span { start, end, kind });
    }
    let mut links = BTreeSet::new();
    for (at, relation) in result.iter().enumerate().filter(|(_, region)| region["type"] == "relation") {
        let label =
            list(&relation["labels"], "relation.labels")?.first().ok_or(Error::Key("relation.labels"))?;
        let kind = link_of(words(label, "relation.labels")?, || format!("result[{at}].labels"))?;
        let end = |key: &str| {
            let missing = || Error::Reference {
                place: format!("result[{at}].{key}"),
                value: relation[key].to_string(),
            };
            relation[key].as_str().and_then(|id| spans.get(id)).copied().ok_or_else(missing)
        };
        let (from, to) = (end("from_id")?, end("to_id")?);
        let (from, to) = if relation["direction"] == "left" { (to, from) } else { (from, to) };
        links.insert(Link { kind, from, to });
    }
    Ok(Sheet {
        id: words(&data["article"], "data.article")?.to_owned(),
        text: text.to_owned(),
        spans: spans.into_values().collect(),
        links,
        facts: facts_of(&data["facts"])?,
    })
}

/// Code points and UTF-16 units of a text.
struct Units {
    /// The unit at which every code point begins, and the end.
    starts: Vec<usize>,
}

impl Units {
    fn of(text: &str) -> Units {
        let mut starts = vec![0];
        let mut at = 0;
        for c in text.chars() {
            at += c.len_utf16();
            starts.push(at);
        }
        Units { starts }
    }

    fn of_char(&self, at: usize) -> usize {
        self.starts.get(at).copied().unwrap_or(at)
    }

    fn to_char(&self, unit: usize) -> Result<usize, Error> {
        let length = self.starts.len() - 1;
        self.starts.binary_search(&unit).map_err(|_| Error::Span { start: unit, end: unit, length })
    }
}
