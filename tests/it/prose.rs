//! The text of a case -> an article, and what the stages make of it.
//!
//! A line is a paragraph. Lines that begin with `title:` or `caption:` are what they say, those that begin with `url:` or
//! `published:` are metadata. An article of a case is published on 6 June 2024 unless it says otherwise.

use std::sync::LazyLock;

use chidao::article::{Article, Part, PartKind, Published};
use chidao::extractor::{Analysis, Extractor};
use chidao::text::{Span, Text};

/// With the gazetteers that the program carries.
pub(crate) static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::builtin);

/// The day on which articles of cases are published.
const PUBLISHED: &str = "2024-06-06";

/// The article of a case.
pub(crate) fn article(case: &str) -> Article {
    let mut article = Article::from_text("case", case.to_owned());
    (article.parts, article.title, article.byline) = (Vec::new(), None, None);
    article.published = Published::from_iso(PUBLISHED);
    let mut at = 0;
    for line in case.split('\n') {
        let (label, text) = line.split_once(": ").unwrap_or(("", line));
        let from = at + line.len() - text.len();
        match label {
            "url" => article.url = Some(text.to_owned()),
            "published" => article.published = Published::from_iso(text),
            "title" => article.parts.push(Part { kind: PartKind::Title, range: from..at + line.len() }),
            "caption" => article.parts.push(Part { kind: PartKind::Caption, range: from..at + line.len() }),
            _ if line.is_empty() => {}
            _ => article.parts.push(Part { kind: PartKind::Paragraph, range: at..at + line.len() }),
        }
        at += line.len() + 1;
    }
    article
}

/// Hands all that the stages found in a case to a printer.
pub(crate) fn analysed(case: &str, print: impl FnOnce(&Analysis) -> Vec<String>) -> String {
    let article = article(case);
    let text = Text::new(&article.text);
    print(&EXTRACTOR.analyse(&article, &text)).join("\n")
}

/// The normalised words of a span.
pub(crate) fn words(analysis: &Analysis, span: Span) -> String {
    analysis.scan.str(span).to_owned()
}

/// The columns that say something, with bars between them.
pub(crate) fn row(columns: &[&str]) -> String {
    let said: Vec<&str> = columns.iter().copied().filter(|column| !column.is_empty()).collect();
    said.join(" | ")
}
