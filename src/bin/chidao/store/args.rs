//! What can be typed about stores, and the help.

use std::path::PathBuf;

use crate::args::Reading;
use crate::ask::args::Form;

const EXIT_CODES: &str =
    "Exit codes: 0 done, 1 no article read or nothing found, 2 an input failed or the command could not run.";

/// Add articles to a store, a file in which they are kept with what was read from them
///
/// Makes the file if it is not there. An article of a known id takes the place of the other, and keeps its metadata where --meta has none;
/// one that is there already changes nothing, unless another version of the program reads it otherwise.
/// Articles are added by the hundred, each time all or none, so that a command that is broken off can simply be given again. Every question,
/// and `chidao graph`, takes a store for a PATH.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao add corpus.db examples/articles && chidao rank corpus.db

{EXIT_CODES}"))]
pub(crate) struct Add {
    /// The store
    #[arg(value_name = "STORE")]
    pub(crate) store: PathBuf,

    /// Text files, folders of them, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Remove articles from a store, all or none
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao remove corpus.db 2024/0815

Exit codes: 0 removed, 2 an article is not there, and nothing was removed, or the command could not run.")]
pub(crate) struct Remove {
    /// The store
    #[arg(value_name = "STORE")]
    pub(crate) store: PathBuf,

    /// Ids of articles
    #[arg(required = true, value_name = "ID")]
    pub(crate) ids: Vec<String>,
}

/// Show what a store holds: articles, their days, and how many are to be read again
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao status corpus.db

Exit codes: 0 shown, 2 the file is no store.")]
pub(crate) struct Status {
    /// The store
    #[arg(value_name = "STORE")]
    pub(crate) store: PathBuf,
}

/// Read again what a store has from another version or other gazetteers
///
/// The texts and their metadata stay; what was read from them is made anew.
#[derive(clap::Args)]
#[command(after_help = "Example:
  chidao rebuild corpus.db --gazetteers my-words

Exit codes: 0 done, 2 the command could not run.")]
pub(crate) struct Rebuild {
    /// The store
    #[arg(value_name = "STORE")]
    pub(crate) store: PathBuf,

    /// Number of threads; all cores if not given. The result is the same for any number
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,
}

/// Find the articles of a store that have these words
///
/// Several WORDS are several phrases, and an article must have them all. Accents and case do not matter.
#[derive(clap::Args)]
#[command(after_help = format!("Example:
  chidao search corpus.db \"dong nai\" --format json

{EXIT_CODES}"))]
pub(crate) struct Search {
    /// The store
    #[arg(value_name = "STORE")]
    pub(crate) store: PathBuf,

    /// Words that stand in a row
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,

    /// How many articles
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,

    /// How to print the answer
    #[arg(short, long, value_enum, default_value_t = Form::Table)]
    pub(crate) format: Form,
}
