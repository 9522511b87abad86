//! The questions that can be typed, and their help.

use std::path::PathBuf;

use chidao::lexicon::Day;
use clap::ValueEnum;

use crate::args::{Identity, Reading, day};

const EXIT_CODES: &str = "Exit codes: 0 answered, 1 nothing found, or a name that means nobody or several, 2 an input failed or the command could not run.";

/// What all questions share.
#[derive(clap::Args)]
pub(crate) struct Asked {
    /// Stores, text files, folders of them, files of facts (.jsonl), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// How to print the answer
    #[arg(short, long, value_enum, default_value_t = Form::Table)]
    pub(crate) format: Form,

    #[command(flatten)]
    pub(crate) identity: Identity,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// How an answer is printed.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    /// A table for the eye, without the longest columns
    Table,
    /// JSON, with all columns
    Json,
    /// Comma-separated values with a header line and all columns; lists are joined by "; "
    Csv,
}

/// First and last day of what is asked for.
#[derive(clap::Args)]
pub(crate) struct Span {
    /// First day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) since: Option<Day>,

    /// Last day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) until: Option<Day>,
}

/// Show the posts of somebody over time, with the words that attest them
///
/// One line a spell, in the order of time: from when to when, as far as articles report it (=) or let it be inferred (~), and the first
/// and last article that attests it. A name is found without accents and with a slip; one that means several people lists them.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao roles \"$NAME\" examples/articles
  chidao roles \"$NAME\" facts.jsonl --on 2024-05-01 --format json

{EXIT_CODES}"))]
pub(crate) struct Roles {
    /// The person
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) asked: Asked,

    /// Only the posts held on this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
}

/// Show who held a post, in the order of time
///
/// The post is named with its body. Words that several posts share show the holders of all of them.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao who \"$POST\" examples/articles --on 2024-05-01

{EXIT_CODES}"))]
pub(crate) struct Who {
    /// The post, or words of it
    #[arg(value_name = "POST")]
    pub(crate) post: String,

    #[command(flatten)]
    pub(crate) asked: Asked,

    /// Only those who held it on this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
}

/// Show who told whom to do what, with the instruction
///
/// Where an office gives it and its holder is not named, the column `holder` has who held it then: inferred from the article that says so
/// nearest to the day, within a year, and left open where there may be several.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao directed examples/articles --by \"$NAME\" --since 2024-01-01

{EXIT_CODES}"))]
pub(crate) struct Directed {
    #[command(flatten)]
    pub(crate) asked: Asked,

    /// Who gave it: a person, by name or by an office that they held, an office or a body
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,

    /// Who was told: a person, office, body or group
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,

    #[command(flatten)]
    pub(crate) span: Span,
}

/// Show the meetings, who chaired them and who was there
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao meetings examples/articles --with \"$NAME\" --with \"$ANOTHER\"

{EXIT_CODES}"))]
pub(crate) struct Meetings {
    #[command(flatten)]
    pub(crate) asked: Asked,

    /// Who had to do with it: a person or body; repeat it for several who were there together
    #[arg(long, value_name = "NAME")]
    pub(crate) with: Vec<String>,

    #[command(flatten)]
    pub(crate) span: Span,
}

/// Show how two people or bodies are connected, statement by statement
///
/// The shortest way: what people did together comes before the posts and bodies that they share.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao path \"$NAME\" \"$ANOTHER\" examples/articles

{EXIT_CODES}"))]
pub(crate) struct Path {
    /// Where it begins: a person or body
    #[arg(value_name = "FROM")]
    pub(crate) from: String,

    /// Where it ends
    #[arg(value_name = "TO")]
    pub(crate) to: String,

    #[command(flatten)]
    pub(crate) asked: Asked,
}

/// Show who did the most
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao rank examples/articles --by centrality --limit 20

{EXIT_CODES}"))]
pub(crate) struct Rank {
    #[command(flatten)]
    pub(crate) asked: Asked,

    /// What counts
    #[arg(long, value_enum, default_value_t = By::Chaired)]
    pub(crate) by: By,

    /// How many people
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
}

/// What people are ranked by.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum By {
    /// Meetings chaired
    Chaired,
    /// Instructions given
    Directed,
    /// Share of a random walk over who chaired, directed and attended what (PageRank), in per cent
    Centrality,
}

/// Show who was given a post, left it, or was first or last seen in it
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao changes examples/articles --since 2024-01-01

{EXIT_CODES}"))]
pub(crate) struct Changes {
    #[command(flatten)]
    pub(crate) asked: Asked,

    #[command(flatten)]
    pub(crate) span: Span,
}

/// Show people of one name who are taken for several, and why
///
/// In different articles, people of one name are one where they are in posts at one body, in one province, or at the head of provinces and
/// ministries; they are several where they are in two places at once, or where no article tells of a move from one to the other.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao namesakes articles

{EXIT_CODES}"))]
pub(crate) struct Namesakes {
    #[command(flatten)]
    pub(crate) asked: Asked,
}

/// Show articles that are printed again, and their originals
///
/// An article is a reprint where it shares most of the shorter text with another. The first of them is the original: what the others say
/// stands beside it as evidence and is counted once.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao reprints articles

{EXIT_CODES}"))]
pub(crate) struct Reprints {
    #[command(flatten)]
    pub(crate) asked: Asked,
}
