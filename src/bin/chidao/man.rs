//! `chidao man`: the manual page of the program or of one command.

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::CommandFactory;
use clap_mangen::Man;

use crate::args;
use crate::output;

/// Runs the command.
pub(crate) fn run(args: &args::Man) -> Result<ExitCode> {
    let mut page = Vec::new();
    Man::new(command(args.command.as_deref())?).render(&mut page)?;
    output::print(&page)?;
    Ok(ExitCode::SUCCESS)
}

fn command(name: Option<&str>) -> Result<clap::Command> {
    let mut program = args::Args::command();
    program.build();
    let Some(name) = name else { return Ok(program) };
    let names = || program.get_subcommands().map(clap::Command::get_name).collect::<Vec<_>>().join(", ");
    // Built from the program, a command knows that its page is called chidao-extract, not extract.
    let found = program.find_subcommand(name).cloned();
    found.ok_or_else(|| anyhow!("command {name:?} is not one of {}", names()))
}
