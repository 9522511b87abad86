//! The command line: parses arguments, runs one command, reports, exits. Everything else is in the library.
//!
//! Exit codes: 0 done, 1 no article read, nothing found or a figure below its bar, 2 an input failed or the command could not run.

mod args;
mod ask;
mod completions;
mod console;
mod corpus;
mod eval;
mod explain;
mod extract;
mod gazetteer;
mod gold;
mod graph;
mod input;
mod man;
mod output;
mod records;
mod store;

use std::io;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use args::{Args, Command};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console::say(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<ExitCode> {
    let gazetteers = args.gazetteers.as_deref();
    match &args.command {
        Command::Extract(command) => extract::run(command, gazetteers),
        Command::Graph(command) => graph::run(command, gazetteers),
        Command::Add(command) => store::add(command, gazetteers),
        Command::Remove(command) => store::remove(command),
        Command::Status(command) => store::status(command, gazetteers),
        Command::Rebuild(command) => store::rebuild(command, gazetteers),
        Command::Search(command) => store::search(command),
        Command::Roles(command) => ask::roles(command, gazetteers),
        Command::Who(command) => ask::who(command, gazetteers),
        Command::Directed(command) => ask::directed(command, gazetteers),
        Command::Meetings(command) => ask::meetings(command, gazetteers),
        Command::Path(command) => ask::path(command, gazetteers),
        Command::Rank(command) => ask::rank(command, gazetteers),
        Command::Changes(command) => ask::changes(command, gazetteers),
        Command::Namesakes(command) => ask::namesakes(command, gazetteers),
        Command::Reprints(command) => ask::reprints(command, gazetteers),
        Command::Explain(command) => explain::run(command, gazetteers),
        Command::Eval(command) => eval::run(command),
        Command::Gold(command) => gold::run(&command.action),
        Command::Gazetteer(command) => gazetteer::run(command, gazetteers),
        Command::Completions(command) => completions::run(command),
        Command::Man(command) => man::run(command),
    }
}

/// Whoever reads the output may stop reading: `chidao extract ... | head` is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io_errors = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    io_errors.into_iter().any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
