//! Questions to articles: reads them into one graph, asks `chidao::query`, prints the answer.

mod acts;
pub(crate) mod answer;
pub(crate) mod args;
mod posts;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use chidao::Graph;
use chidao::graph::{Evidence, Node};
use chidao::lexicon::Day;
use chidao::query::{self, Spell};
use chidao::store::{self, Days, Store};
use chidao::vocab::EntityKind;

use self::answer::{Answer, Cell, Column};
use self::args::{Asked, Span};
use crate::console::{self, Log};
use crate::corpus;
use crate::input::Reader;

pub(crate) use acts::{directed, meetings, path, rank};
pub(crate) use posts::{changes, namesakes, reprints, roles, who};

/// Names that are told where one means several.
const CANDIDATES: usize = 20;

/// Whether a title is that of a head.
type Heads<'h> = &'h dyn Fn(&str) -> bool;

/// The graph of the articles asked about, and what to tell of them at the end.
struct Corpus {
    graph: Graph,
    reader: Reader,
    log: Log,
}

impl Corpus {
    /// Reads the paths; of a store, the part that the question needs, which may depend on what a head is called.
    fn read(
        asked: &Asked,
        gazetteers: Option<&Path>,
        part: &dyn Fn(&Store, Heads) -> Result<Graph, store::Error>,
    ) -> Result<Corpus> {
        let reader = Reader::new(&asked.reading, gazetteers)?;
        let mut log = Log::default();
        let heads = |title: &str| reader.extractor.lexicon().is_head_title(title);
        let part = |store: &Store| part(store, &heads);
        let graph = corpus::graph(&asked.paths, &asked.identity, &reader, &part, &mut log)?;
        Ok(Corpus { graph, reader, log })
    }

    fn spells(&self) -> Vec<Spell<'_>> {
        query::spells(&self.graph, &|title| self.reader.extractor.lexicon().is_head_title(title))
    }

    /// The one node that a name means; says so where there is none or where there are several.
    fn one(&self, kinds: &[EntityKind], name: &str) -> Option<&Node> {
        one(&self.graph, kinds, name)
    }

    /// Prints the answer; nothing found is exit code 1, unless an input failed.
    fn answer(
        self,
        asked: &Asked,
        columns: &'static [Column],
        schema: &'static str,
        rows: Vec<Vec<Cell>>,
    ) -> Result<ExitCode> {
        let empty = rows.is_empty();
        Answer { schema, columns, rows }.print(asked.format)?;
        Ok(self.close(empty))
    }

    fn close(self, empty: bool) -> ExitCode {
        let failed = self.log.has_failed();
        let code = self.log.close();
        if empty && !failed { ExitCode::from(1) } else { code }
    }
}

/// The one node that a name means; says so where there is none or where there are several.
pub(crate) fn one<'g>(graph: &'g Graph, kinds: &[EntityKind], name: &str) -> Option<&'g Node> {
    match query::named(graph, kinds, name)[..] {
        [one] => Some(one),
        [] => {
            console::say(&format!("\"{name}\": no article names it"));
            None
        }
        ref several => {
            let (known, more) = several.split_at(several.len().min(CANDIDATES));
            let names: Vec<_> = known.iter().map(|node| described(node)).collect();
            let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            console::say(&format!("\"{name}\" means several: {}{more}", names.join("; ")));
            None
        }
    }
}

impl Span {
    /// Its ends.
    fn days(&self) -> Days {
        (self.since, self.until)
    }

    /// A day that is known lies in it; one that is not lies in a span without ends alone.
    fn has(&self, day: Option<&str>) -> bool {
        let Some(day) = day else { return self.since.is_none() && self.until.is_none() };
        let on = |end: Day| end.to_string();
        self.since.is_none_or(|since| on(since).as_str() <= day)
            && self
                .until
                .is_none_or(|until| day.get(.."YYYY-MM-DD".len()).unwrap_or(day) <= on(until).as_str())
    }
}

/// The article and the words of evidence, for the last columns of an answer.
fn cited(evidence: Option<&Evidence>) -> [Cell; 2] {
    [
        evidence.map(|evidence| evidence.doc.as_str()).into(),
        evidence.map(|evidence| evidence.quote.text.as_str()).into(),
    ]
}

fn labels<'n>(nodes: impl IntoIterator<Item = &'n Node>) -> Cell {
    Cell::List(nodes.into_iter().map(|node| node.label.clone()).collect())
}

/// A node in a list of candidates: its name, for a person the latest post, and the id, by which it can be asked for.
fn described(node: &Node) -> String {
    let post = node.posts.first().map_or(String::new(), |post| format!("{post}, "));
    format!("{} ({post}{})", node.label, node.id)
}
