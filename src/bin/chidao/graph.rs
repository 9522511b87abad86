//! `chidao graph`: articles or facts in, one graph out in every format asked for, and a summary for the reader.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use chidao::export::{self, FORMATS, Format, Options};
use chidao::graph::EdgeKind;
use chidao::lexicon::Lexicon;
use chidao::query::{self, Busy, Selection};
use chidao::store::Store;
use chidao::vocab::{EntityKind, Language};

use crate::console::{Log, counted};
use crate::input::{Reader, is_stdin};
use crate::{args, ask, corpus, output};

/// Where the graph goes if nothing else is asked for; the extension is that of the format.
const DEFAULT: &str = "output/graph";
/// How many formats are written if none is asked for, the first in the list.
const UNASKED: usize = 2;
/// How many chairs and directors the summary names.
const BUSIEST: usize = 5;

/// Runs the command.
pub(crate) fn run(args: &args::Graph, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let targets = targets(args)?;
    let reader = Reader::new(&args.reading, gazetteers)?;
    let mut log = Log::default();
    let graph = corpus::graph(&args.paths, &args.identity, &reader, &Store::graph, &mut log)?;
    let drawn = !log.has_read() || draw(args, &reader, graph, &targets)?;
    let code = log.close();
    Ok(if drawn || code != ExitCode::SUCCESS { code } else { ExitCode::from(1) })
}

/// A file to write, and how.
struct Target {
    path: PathBuf,
    format: &'static Format,
}

fn targets(args: &args::Graph) -> Result<Vec<Target>> {
    let wanted = args.format.as_deref().and_then(export::by_name);
    if !args.output.is_empty() {
        return args.output.iter().map(|path| target(path, wanted)).collect();
    }
    let formats = wanted.map_or(FORMATS.get(..UNASKED).unwrap_or(FORMATS), std::slice::from_ref);
    Ok(formats
        .iter()
        .map(|format| Target { path: Path::new(DEFAULT).with_extension(format.extension), format })
        .collect())
}

fn target(path: &Path, wanted: Option<&'static Format>) -> Result<Target> {
    let format =
        wanted.or_else(|| export::by_path(path)).or_else(|| FORMATS.first().filter(|_| is_stdin(path)));
    let known = || FORMATS.iter().map(|format| format.extension).collect::<Vec<_>>().join(", ");
    let unknown = || anyhow!("{}: the extension is none of {}; give --format", path.display(), known());
    if let Some(folder) = format.filter(|format| format.is_folder() && is_stdin(path)) {
        return Err(anyhow!("-: {} is a folder of files and cannot go to standard output", folder.name));
    }
    Ok(Target { path: path.to_owned(), format: format.ok_or_else(unknown)? })
}

/// Writes the graph; does not where a name means nobody or several, and says so.
fn draw(args: &args::Graph, reader: &Reader, graph: chidao::Graph, targets: &[Target]) -> Result<bool> {
    let Some(selection) = selection(&args.part, &graph) else { return Ok(false) };
    let is_head = |title: &str| reader.extractor.lexicon().is_head_title(title);
    let part = |graph| if selection.is_whole() { graph } else { query::select(&graph, &selection) };
    let people = args.who_directed_whom.then(|| part(query::who_directed_whom(&graph, &is_head)));
    let graph = part(graph);
    let language = args.labels.as_deref().and_then(Language::from_id);
    let names = language.map(|language| names(reader.extractor.lexicon(), language)).unwrap_or_default();
    let options = Options { posts: args.posts, flat: args.flat, names };
    let mut drawn = Cow::Borrowed(people.as_ref().unwrap_or(&graph));
    if args.fold_posts {
        drawn = Cow::Owned(query::fold_posts(&drawn));
    }
    if let Some(language) = language {
        drawn = Cow::Owned(query::labelled(&drawn, reader.extractor.lexicon(), language));
    }
    for (target, file) in
        targets.iter().flat_map(|target| target.format.files.iter().map(move |file| (target, file)))
    {
        let path = if file.name.is_empty() { target.path.clone() } else { target.path.join(file.name) };
        let mut out = output::open(Some(&path))?;
        let written = (file.write)(&drawn, &options, &mut out).and_then(|()| out.flush());
        written.with_context(|| path.display().to_string())?;
    }
    let summary = summary(&graph, people.as_ref(), targets);
    // The summary must not mix with a graph on standard output.
    if targets.iter().any(|target| is_stdin(&target.path)) {
        let _ = std::io::stderr().write_all(summary.as_bytes());
        return Ok(true);
    }
    output::print(summary.as_bytes())?;
    Ok(true)
}

/// What the kinds of node and edge are called in a language.
fn names(lexicon: &Lexicon, language: Language) -> BTreeMap<&'static str, String> {
    let named = |kind, id| Some((id, lexicon.label(kind, id, language)?.to_owned()));
    let nodes = EntityKind::ids().into_iter().filter_map(|id| named("node", id));
    nodes.chain(EdgeKind::all().filter_map(|kind| named("relation", kind.id()))).collect()
}

/// What the arguments ask for; none where a name means nobody or several.
fn selection(part: &args::Part, graph: &chidao::Graph) -> Option<Selection> {
    let person = |name: &String| ask::one(graph, &[EntityKind::Person], name).map(|node| node.id.clone());
    Some(Selection {
        people: part.person.iter().map(person).collect::<Option<_>>()?,
        depth: part.depth,
        since: part.span.since,
        until: part.span.until,
        relations: part.relations.iter().filter_map(|id| EdgeKind::from_id(id)).collect(),
        kinds: part.kinds.iter().filter_map(|id| EntityKind::from_id(id)).collect(),
        min_evidence: part.min_evidence,
        min_confidence: part.min_confidence,
    })
}

fn summary(graph: &chidao::Graph, people: Option<&chidao::Graph>, targets: &[Target]) -> String {
    let counts: Vec<_> = query::counts(graph).into_iter().map(|(kind, n)| count_of(kind, n)).collect();
    let edges = counted(graph.inner().edge_count(), "edge");
    let mut text = format!("{}: {}; {edges}\n", counted(graph.articles(), "article"), counts.join(", "));
    text += &busiest("busiest chairs", "meeting", &query::busiest_chairs(graph, BUSIEST));
    text += &busiest("busiest directors", "instruction", &query::busiest_directors(graph, BUSIEST));
    if let Some(people) = people {
        let count = count_of(EntityKind::Person, people.inner().node_count());
        text += &format!("who directed whom: {count}, {}\n", counted(people.inner().edge_count(), "edge"));
    }
    let paths: Vec<_> =
        targets.iter().filter(|t| !is_stdin(&t.path)).map(|t| t.path.display().to_string()).collect();
    if !paths.is_empty() {
        text += &format!("written: {}\n", paths.join(", "));
    }
    text
}

fn count_of(kind: EntityKind, number: usize) -> String {
    let (one, many) = match kind {
        EntityKind::Person => ("person", "people"),
        EntityKind::Body => ("body", "bodies"),
        kind => return counted(number, kind.id()),
    };
    format!("{number} {}", if number == 1 { one } else { many })
}

fn busiest(heading: &str, noun: &str, busy: &[Busy]) -> String {
    let line = |busy: &Busy| {
        let post = busy.person.posts.first().map_or(String::new(), |post| format!(", {post}"));
        let who = format!("{}{post}", busy.person.label);
        // A name of a foreign facts file may hold anything; here it is one line.
        let who: String = who.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("  {who}: {}\n", counted(busy.count, noun))
    };
    if busy.is_empty() {
        String::new()
    } else {
        format!("{heading}:\n{}", busy.iter().map(line).collect::<String>())
    }
}
