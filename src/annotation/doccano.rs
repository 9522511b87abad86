//! The JSON lines of doccano, for projects of sequence labelling with relations. Keys that doccano does not know are metadata to it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Error, Format, Link, Sheet, Span, facts_of, kind_of, link_of, list, number, words};

/// One article a line.
pub(super) const FORMAT: Format = Format {
    name: "doccano",
    about: "JSON lines with entities and relations, for doccano",
    extensions: &[],
    frame: ["", "\n", "\n"],
    write: |sheet| vec![line(sheet).to_string()],
};

fn line(sheet: &Sheet) -> Value {
    let entity = |(id, span): (usize, Span)| json!({ "id": id, "label": span.kind.id(), "start_offset": span.start, "end_offset": span.end });
    let relation = |(at, link): (usize, &Link)| json!({ "id": at + 1, "type": link.kind.id(), "from_id": sheet.number(link.from), "to_id": sheet.number(link.to) });
    json!({
        "article": sheet.id,
        "text": sheet.text,
        "entities": sheet.numbered().map(entity).collect::<Vec<_>>(),
        "relations": sheet.links.iter().enumerate().map(relation).collect::<Vec<_>>(),
        "facts": sheet.facts_json(),
    })
}

pub(super) fn read(value: &Value) -> Result<Sheet, Error> {
    // doccano gives metadata back beside the text or under a key of its own.
    let about = [value, &value["metadata"], &value["meta"]];
    let about = about.into_iter().find(|about| about["article"].is_string()).ok_or(Error::Key("article"))?;
    let mut spans: BTreeMap<u64, Span> = BTreeMap::new();
    for (at, entity) in list(&value["entities"], "entities")?.iter().enumerate() {
        let kind = kind_of(words(&entity["label"], "entities.label")?, || format!("entities[{at}].label"))?;
        let (start, end) = (
            number(&entity["start_offset"], "entities.start_offset")?,
            number(&entity["end_offset"], "entities.end_offset")?,
        );
        spans.insert(entity["id"].as_u64().ok_or(Error::Key("entities.id"))?, Span { start, end, kind });
    }
    let mut links = BTreeSet::new();
    for (at, relation) in list(&value["relations"], "relations")?.iter().enumerate() {
        let kind = link_of(words(&relation["type"], "relations.type")?, || format!("relations[{at}].type"))?;
        let end = |key: &str| {
            let missing = || Error::Reference {
                place: format!("relations[{at}].{key}"),
                value: relation[key].to_string(),
            };
            relation[key].as_u64().and_then(|id| spans.get(&id)).copied().ok_or_else(missing)
        };
        links.insert(Link { kind, from: end("from_id")?, to: end("to_id")? });
    }
    Ok(Sheet {
        id: words(&about["article"], "article")?.to_owned(),
        text: words(&value["text"], "text")?.to_owned(),
        spans: spans.into_values().collect(),
        links,
        facts: facts_of(&about["facts"])?,
    })
}
