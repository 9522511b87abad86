//! What can be typed: commands, options and their help.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use chidao::export::FORMATS;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Parser, Subcommand};

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
    Explain(Explain),
    Gazetteer(Gazetteer),
    Completions(Completions),
    Man(Man),
}

/// What `extract` and `graph` share.
#[derive(clap::Args)]
pub(crate) struct Reading {
    /// Number of threads; all cores if not given. The output is the same for any number
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Table with the columns id, published, url, publisher, separated by tabs: what the articles themselves lack
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) meta: Option<PathBuf>,
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

{EXIT_CODES}"))]
pub(crate) struct Extract {
    /// Text files, folders of them, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// File to write to; standard output if not given or -
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Build one graph of articles or of extracted facts, and draw it
///
/// Writes output/graph.json (node-link JSON with all evidence, for networkx) and output/graph.dot (a Graphviz drawing),
/// and prints a summary: articles, people, posts, meetings, the busiest chairs and directors. The graph does not depend
/// on the order of the inputs.
///
/// A PATH is a text file, a folder, a file of facts (.jsonl, as `chidao extract` writes it), or - for standard input,
/// which may hold an article or facts. In a folder every .txt file is read, at any depth. An article larger than 64 MiB
/// is refused. Two articles with one id are an error, and neither is read.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao graph examples/articles
  chidao graph facts.jsonl --who-directed-whom -o people.dot && dot -Tsvg people.dot -o people.svg

{EXIT_CODES}"))]
pub(crate) struct Graph {
    /// Text files, folders of them, files of facts (.jsonl), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// File to write to, in the format of its extension; repeat it for more, - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,

    /// Format of the files, whatever their extensions
    #[arg(short, long, value_name = "FORMAT", value_parser = formats())]
    pub(crate) format: Option<String>,

    /// Draw posts as nodes of their own instead of a line in a person's label
    #[arg(long)]
    pub(crate) posts: bool,

    /// People only: an edge where one directed another, or a body that the other heads
    #[arg(long)]
    pub(crate) who_directed_whom: bool,

    #[command(flatten)]
    pub(crate) reading: Reading,
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

/// Look after the gazetteers: the tables of words the program knows
///
/// The gazetteers are tab-separated files. The built-in ones are part of the program; a folder of files of the same names
/// replaces or extends them.
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao gazetteer check my-gazetteers")]
pub(crate) struct Gazetteer {
    #[command(subcommand)]
    pub(crate) action: GazetteerAction,
}

#[derive(Subcommand)]
pub(crate) enum GazetteerAction {
    Check(Check),
}

/// Check every row of the gazetteers
///
/// Reads the built-in files, or those with the ones of DIR, and prints what they hold. Every wrong row is one line on
/// standard error with file, line, value and rule.
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao gazetteer check my-gazetteers

Exit codes: 0 all rows are right, 2 a row is wrong or the folder cannot be read.")]
pub(crate) struct Check {
    /// Folder of gazetteer files; the one of --gazetteers if not given, else the built-in files alone
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
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
