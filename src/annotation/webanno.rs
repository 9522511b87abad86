//! Pages of the W3C Web Annotation Data Model, one article a line: spans are tagged, links are annotations of annotations.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Error, Format, Link, Sheet, Span, facts_of, kind_of, link_of, list, number, words};

/// One page a line.
pub(super) const FORMAT: Format = Format {
    name: "webanno",
    about: "W3C Web Annotation, a page of annotations for each article and line",
    extensions: &[],
    frame: ["", "\n", "\n"],
    write: |sheet| vec![page(sheet).to_string()],
};

fn page(sheet: &Sheet) -> Value {
    let chars: Vec<char> = sheet.text.chars().collect();
    let source = format!("urn:chidao:article/{}", sheet.id);
    let tag = |value: &str| json!({ "type": "TextualBody", "purpose": "tagging", "value": value });
    let name = |number: usize| format!("urn:chidao:span/{number}");
    let span = |(number, span): (usize, Span)| {
        let exact: String = chars.get(span.start..span.end).unwrap_or_default().iter().collect();
        let selectors = json!([
            { "type": "TextPositionSelector", "start": span.start, "end": span.end },
            { "type": "TextQuoteSelector", "exact": exact },
        ]);
        json!({
            "id": name(number), "type": "Annotation", "motivation": "tagging", "body": tag(span.kind.id()),
            "target": { "source": source, "selector": selectors },
        })
    };
    let link = |(at, link): (usize, &Link)| {
        let to = json!({ "type": "SpecificResource", "purpose": "linking", "source": name(sheet.number(link.to)) });
        json!({
            "id": format!("urn:chidao:link/{}", at + 1), "type": "Annotation", "motivation": "linking",
            "body": [tag(link.kind.id()), to], "target": name(sheet.number(link.from)),
        })
    };
    let items: Vec<Value> =
        sheet.numbered().map(span).chain(sheet.links.iter().enumerate().map(link)).collect();
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "article": { "id": sheet.id, "text": sheet.text, "facts": sheet.facts_json() },
        "items": items,
    })
}

pub(super) fn read(page: &Value) -> Result<Sheet, Error> {
    let article = &page["article"];
    let items = list(&page["items"], "items")?;
    let mut spans: BTreeMap<&str, Span> = BTreeMap::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item["motivation"] == "tagging") {
        let kind = kind_of(words(&item["body"]["value"], "items.body.value")?, || {
            format!("items[{at}].body.value")
        })?;
        let selectors = list(&item["target"]["selector"], "items.target.selector")?;
        let place = selectors.iter().find(|selector| selector["type"] == "TextPositionSelector");
        let place = place.ok_or(Error::Key("items.target.selector"))?;
        let (start, end) =
            (number(&place["start"], "selector.start")?, number(&place["end"], "selector.end")?);
        spans.insert(words(&item["id"], "items.id")?, Span { start, end, kind });
    }
    let mut links = BTreeSet::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item["motivation"] == "linking") {
        let body = |purpose: &str| {
            list(&item["body"], "items.body")
                .map(|bodies| bodies.iter().find(|body| body["purpose"] == purpose).unwrap_or(&Value::Null))
        };
        let kind = link_of(words(&body("tagging")?["value"], "items.body.value")?, || {
            format!("items[{at}].body.value")
        })?;
        let end = |value: &Value, place: &str| {
            let missing =
                || Error::Reference { place: format!("items[{at}].{place}"), value: value.to_string() };
            value.as_str().and_then(|id| spans.get(id)).copied().ok_or_else(missing)
        };
        links.insert(Link {
            kind,
            from: end(&item["target"], "target")?,
            to: end(&body("linking")?["source"], "body.source")?,
        });
    }
    Ok(Sheet {
        id: words(&article["id"], "article.id")?.to_owned(),
        text: words(&article["text"], "article.text")?.to_owned(),
        spans: spans.into_values().collect(),
        links,
        facts: facts_of(&article["facts"])?,
    })
}
