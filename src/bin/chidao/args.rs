//! What can be typed: commands, options and their help.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use chidao::annotation;
use chidao::eval::Cause;
use chidao::export::FORMATS;
use chidao::graph::EdgeKind;
use chidao::lexicon::Day;
use chidao::vocab::{EntityKind, Language};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Parser, Subcommand, ValueEnum};

use crate::ask::args as ask;
use crate::store::args as store;

const EXIT_CODES: &str =
    "Exit codes: 0 done, 1 no article read, 2 an input failed or the command could not run.";

/// Reads Vietnamese official press and builds a graph of who chaired, directed and attended what.
#[derive(Parser)]
#[command(name = "chidao", version, propagate_version = true)]
#[command(after_help = "Example:
  chidao graph examples/articles      draw the graph of a folder of articles")]
#[command(after_long_help = format!("Example:
  chidao graph examples/articles      draw the graph of a folder of articles

{EXIT_CODES}
Every error is one line on standard error; the rest of the inputs is read all the same."))]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Folder of gazetteer files that replace or extend the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) gazetteers: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Extract(Extract),
    Graph(Graph),
    Add(store::Add),
    Remove(store::Remove),
    Status(store::Status),
    Rebuild(store::Rebuild),
    Search(store::Search),
    Roles(ask::Roles),
    Who(ask::Who),
    Directed(ask::Directed),
    Meetings(ask::Meetings),
    Path(ask::Path),
    Rank(ask::Rank),
    Changes(ask::Changes),
    Namesakes(ask::Namesakes),
    Reprints(ask::Reprints),
    Explain(Explain),
    Eval(Eval),
    Gold(Gold),
    Gazetteer(Gazetteer),
    Completions(Completions),
    Man(Man),
}

/// What all commands that read articles share.
#[derive(clap::Args)]
pub(crate) struct Reading {
    /// Number of threads; all cores if not given. The output is the same for any number
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Table with the columns id, published, url, publisher, separated by tabs: what the articles themselves lack
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) meta: Option<PathBuf>,
}

/// The user's word on who is who across articles.
#[derive(clap::Args)]
pub(crate) struct Identity {
    /// Table that says which people are one, several, called otherwise, or nobody; without it, identity.tsv in the folder of the articles or
    /// beside the store
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) identity: Option<PathBuf>,
}

/// Extract the facts of articles, one JSON object per article and line
///
/// Writes who chaired, directed and attended what, who holds which post, and every name, each with the words it was read
/// from and their offsets (chidao.facts/1). Articles are written in the order of the inputs.
///
/// A PATH is a text file, a folder, or - for standard input. In a folder every .txt file is read, in the order of names,
/// at any depth; an article's id is its path below the folder without the extension. A file larger than 64 MiB is refused.
/// Two articles with one id are an error, and neither is read.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao extract --jobs 4 --meta meta.tsv articles -o facts.jsonl
  cat article.txt | chidao extract -
  chidao extract articles --format brat -o to-review

{EXIT_CODES}"))]
pub(crate) struct Extract {
    /// Text files, folders of them, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// File to write to; standard output if not given or -; for brat, the folder
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Facts, or articles with the facts drawn on them, to be corrected by hand and read back with `chidao gold import`
    #[arg(short, long, value_name = "FORMAT", default_value = FACTS, value_parser = annotations())]
    pub(crate) format: String,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// The format of facts by its name.
const FACTS: &str = "facts";

fn annotations() -> PossibleValuesParser {
    let facts = PossibleValue::new(FACTS).help("chidao.facts/1, one article a line");
    let others = annotation::FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    PossibleValuesParser::new([facts].into_iter().chain(others))
}

/// Build one graph of articles or of extracted facts, and draw it
///
/// Writes output/graph.json (node-link JSON with all evidence, for networkx) and output/graph.dot (a Graphviz drawing),
/// and prints a summary: articles, people, posts, meetings, the busiest chairs and directors. The graph does not depend
/// on the order of the inputs.
///
/// A PATH is a text file, a folder, a file of facts (.jsonl, as `chidao extract` writes it), a store (as `chidao add` makes it),
/// or - for standard input, which may hold an article or facts. In a folder every .txt file is read, at any depth. An article larger than 64 MiB
/// is refused. Two articles with one id are an error, and neither is read.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao graph examples/articles
  chidao graph facts.jsonl --who-directed-whom -o people.dot && dot -Tsvg people.dot -o people.svg
  chidao graph corpus.db --person \"$NAME\" --depth 1 --since 2024-01-01 --relations chaired,attended -o around.dot

{EXIT_CODES}"))]
pub(crate) struct Graph {
    /// Stores, text files, folders of them, files of facts (.jsonl), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// File or folder to write to, in the format of its extension; repeat it for more, - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,

    /// Format of the files, whatever their extensions
    #[arg(short, long, value_name = "FORMAT", value_parser = formats())]
    pub(crate) format: Option<String>,

    /// Draw posts as nodes of their own instead of a line in a person's label
    #[arg(long)]
    pub(crate) posts: bool,

    /// No posts as nodes, in data too: people are joined to the bodies at which they hold something
    #[arg(long, conflicts_with = "posts")]
    pub(crate) fold_posts: bool,

    /// Names of relations, types and titles in this language; without it, relations and types by their ids, titles as printed
    #[arg(long, value_name = "LANGUAGE", value_parser = languages())]
    pub(crate) labels: Option<String>,

    /// No spells of time on edges, for readers that cannot do with them
    #[arg(long)]
    pub(crate) flat: bool,

    /// People only: an edge where one directed another, or a body that the other heads
    #[arg(long)]
    pub(crate) who_directed_whom: bool,

    #[command(flatten)]
    pub(crate) part: Part,

    #[command(flatten)]
    pub(crate) identity: Identity,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Which part of the graph is drawn.
#[derive(clap::Args)]
#[command(next_help_heading = "Part of the graph")]
pub(crate) struct Part {
    /// Only what lies around this person, found by name or id; repeat it for more
    #[arg(long, value_name = "NAME")]
    pub(crate) person: Vec<String>,

    /// How many edges away from the person
    #[arg(long, value_name = "N", default_value_t = 2, requires = "person")]
    pub(crate) depth: usize,

    #[command(flatten)]
    pub(crate) span: ask::Span,

    /// Only these kinds of edge, separated by commas
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = relations())]
    pub(crate) relations: Vec<String>,

    /// Only these kinds of node, separated by commas
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kinds())]
    pub(crate) kinds: Vec<String>,

    /// Only what so many different articles say
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min_evidence: usize,

    /// Only acts of at least this probability, from 0 to 1
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = share)]
    pub(crate) min_confidence: f64,
}

fn languages() -> PossibleValuesParser {
    PossibleValuesParser::new(Language::ids())
}

fn relations() -> PossibleValuesParser {
    PossibleValuesParser::new(EdgeKind::all().map(EdgeKind::id))
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(EntityKind::ALL.iter().map(|kind| kind.id()))
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "must be a number from 0 to 1".to_owned())
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about)))
}

/// Explain what was read from an article, sentence by sentence
///
/// Prints the article with its mentions in brackets, each followed by the id that the facts give it. Under each sentence
/// stand what is named in it, and the roles and events that were read from it: who, whom or what, how the article puts it,
/// the rule, the rows of the gazetteers (file:line), and the probability that a careful reader agrees.
///
/// Colours are left out where the output is no terminal, and where NO_COLOR is set.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao explain article.txt
  chidao explain --why-not article.txt | less

{EXIT_CODES}"))]
pub(crate) struct Explain {
    /// Text file, or - for standard input; of a folder, every article
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Show too what was considered and dropped, and why
    ///
    /// Verbs that gave no event, meetings that are only mentioned, names that are no people of the story, references that
    /// stayed open.
    #[arg(long)]
    pub(crate) why_not: bool,

    /// Table with the columns id, published, url, publisher, separated by tabs: what the article itself lacks
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) meta: Option<PathBuf>,
}

/// Compare extracted facts with articles annotated by hand
///
/// Prints precision, recall, F1 and the number of annotated rows for people, posts, meetings and what was done there, and an
/// interval for F1: the middle 95 % of it over resamples of the articles, with a fixed seed, so that the same input gives the
/// same bytes.
///
/// Rows are compared one to one, best fit first, in lower case, without punctuation and with abbreviations written out. A row
/// of gold with "optional": true costs nothing if it is missed and earns nothing if it is found; a name that gold ignores is
/// not counted. The figure core is the mean F1 of people, roles, chaired, attended_people and directed_target.
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao eval gold facts.jsonl
  chidao extract articles | chidao eval --errors=cause --reliability gold - | less")]
#[command(after_long_help = format!("Example:
  chidao eval gold facts.jsonl
  chidao extract articles | chidao eval --errors=cause --reliability gold - | less

Causes of errors:
{}
Exit codes: 0 done, 1 no gold file read or a figure below its bar, 2 an input failed or the command could not run.", causes()))]
pub(crate) struct Eval {
    /// Gold file, or a folder of them: every .json file, at any depth
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,

    /// File of facts, as `chidao extract` writes it, or - for standard input
    #[arg(value_name = "FACTS")]
    pub(crate) facts: PathBuf,

    /// List every miss (-), false alarm (+) and near match (~) with its cause, after the counts of the causes
    ///
    /// Of a near match both sides have the row, and something in it differs. What a looser figure has listed, a stricter one
    /// does not list again.
    #[arg(long, value_name = "BY", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "article")]
    pub(crate) errors: Option<ErrorsBy>,

    /// Print how many events are right for each tenth of confidence, and the expected calibration error
    ///
    /// An asserted event is right if it stands for one in gold, required or optional, and wrong if it is a false alarm. What
    /// is not counted is left out: names that gold ignores, and who chaired a meeting and is said to have attended it too.
    /// Events with one type, agent and target are one, with the confidence of the first. The error is the mean distance
    /// between confidence and the share that is right, weighted by the events of each tenth.
    #[arg(long)]
    pub(crate) reliability: bool,

    /// Print JSON (chidao.eval/1) instead of tables
    #[arg(long)]
    pub(crate) json: bool,

    /// JSON object of the least F1 by figure; what lies below its bar is named on standard error
    #[arg(long, value_name = "FILE.json")]
    pub(crate) min: Option<PathBuf>,

    /// Number of resamples for the intervals
    #[arg(long, value_name = "N", default_value = "2000")]
    pub(crate) resamples: NonZeroUsize,
}

/// The order of the errors.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ErrorsBy {
    /// By article
    Article,
    /// By cause
    Cause,
}

fn causes() -> String {
    Cause::ALL.iter().map(|cause| format!("  {:<20}{}\n", cause.id(), cause.about())).collect()
}

/// Make gold files of articles that were annotated by hand
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao extract articles --format brat -o to-review
  chidao gold import to-review -o gold")]
pub(crate) struct Gold {
    #[command(subcommand)]
    pub(crate) action: GoldAction,
}

#[derive(Subcommand)]
pub(crate) enum GoldAction {
    Import(GoldImport),
}

/// Read annotated articles and write a gold file for each
///
/// A PATH is a folder of brat, or a file of doccano, Label Studio or W3C Web Annotation, as `chidao extract --format` writes them and as the
/// tools give them back. What was not changed stays as it was read; a span, a link or an entity that was added or taken out changes the
/// people, posts and acts. The gold file of an article is its id with .json below the folder.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao gold import to-review -o gold && chidao eval gold facts.jsonl

{EXIT_CODES}"))]
pub(crate) struct GoldImport {
    /// Folders of brat, or files of the other formats
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Folder to write to
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
}

/// Look after the gazetteers: the tables of words the program knows
///
/// The gazetteers are tab-separated files. The built-in ones are part of the program; a folder of files of the same names
/// is laid over them: a row replaces the one of the same key or adds one, and takes it out where its first cell begins with "-".
#[derive(clap::Args)]
#[command(after_help = "Examples:
  chidao gazetteer check my-words
  chidao gazetteer list places --as-of 2024-05-01
  chidao gazetteer show \"$NAME\" --as-of 2025-08-01
  chidao gazetteer suggest articles")]
pub(crate) struct Gazetteer {
    #[command(subcommand)]
    pub(crate) action: GazetteerAction,
}

#[derive(Subcommand)]
pub(crate) enum GazetteerAction {
    Check(Check),
    List(List),
    Show(Show),
    Suggest(Suggest),
}

/// Check every row of the gazetteers
///
/// Reads the built-in files, or those with the ones of DIR, and prints what they hold. Every wrong row is one line on
/// standard error with file, line, value and rule; so is every row of grammar that is not read in its own example.
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao gazetteer check my-gazetteers

Exit codes: 0 all rows are right, 2 a row is wrong or the folder cannot be read.")]
pub(crate) struct Check {
    /// Folder of gazetteer files; the one of --gazetteers if not given, else the built-in files alone
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}

/// Print the rows of one gazetteer
///
/// Tab-separated, a header line first, with the rows of --gazetteers laid over the built-in ones. Of the kinds with dates (places,
/// bodies, people, kinship), --as-of leaves only what was true on the day.
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao gazetteer list bodies --as-of 2025-02-28")]
pub(crate) struct List {
    /// The gazetteer, by the name of its file without .tsv
    #[arg(value_name = "KIND")]
    pub(crate) kind: String,
    /// The day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<Day>,
}

/// Show what the gazetteers know of a unit or a body
///
/// Says what stands above it, when it was, what became of it, and to which branch of power a body belongs. A unit is named with its level
/// word.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  chidao gazetteer show \"$BODY\" --as-of 2025-08-01
  chidao gazetteer show \"$COMMUNE\" --as-of 2024-05-01 --near \"$DISTRICT\"

Exit codes: 0 shown, 1 nothing is known of the name, 2 the gazetteers cannot be read.")]
pub(crate) struct Show {
    /// The name
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The day, YYYY-MM-DD; every version counts if not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<Day>,
    /// A unit that is named beside it, to choose between several of one name
    #[arg(long, value_name = "PLACE")]
    pub(crate) near: Vec<String>,
}

/// Suggest rows for words that the gazetteers lack
///
/// Reads articles and prints what looks like a body, a title or a verb of the grammar and is no row: most frequent first, with three
/// quotes each as comments, in the form of the file that they belong to. Every row is to be read before it is pasted.
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao gazetteer suggest articles --least 3 > suggestions.tsv")]
pub(crate) struct Suggest {
    /// Articles, or folders of them
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Leave out what stands in fewer articles
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) least: usize,
}

/// A day of the calendar.
pub(crate) fn day(text: &str) -> Result<Day, String> {
    let day = Day::of(text).filter(|day| day.to_string() == text);
    day.ok_or_else(|| "it must be a day, YYYY-MM-DD".to_owned())
}

/// Print completions for a shell
///
/// Writes a script to standard output that completes the commands and options of chidao.
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao completions bash > ~/.local/share/bash-completion/completions/chidao")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Print the manual page
///
/// Writes the page of chidao, or of one of its commands, to standard output in the format of man.
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao man > chidao.1 && man ./chidao.1
  chidao man extract > chidao-extract.1")]
pub(crate) struct Man {
    /// The command whose page is wanted; the main page if not given
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}
