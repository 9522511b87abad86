//! `chidao completions`: a script that completes commands and options in a shell.

use std::process::ExitCode;

use anyhow::Result;
use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::output;

/// Runs the command.
pub(crate) fn run(args: &Completions) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "chidao", &mut script);
    output::print(&script)?;
    Ok(ExitCode::SUCCESS)
}
