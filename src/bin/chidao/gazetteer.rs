//! `chidao gazetteer check`: every row of the gazetteers is read, every wrong one is named.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::args::{Gazetteer, GazetteerAction};
use crate::{console, output};

/// Runs the command.
pub(crate) fn run(args: &Gazetteer, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let GazetteerAction::Check(check) = &args.action;
    match chidao::lexicon::check(check.dir.as_deref().or(gazetteers)) {
        Ok(summary) => {
            output::print(format!("{summary}\n").as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(errors) => {
            errors.iter().for_each(|error| console::say(&error.to_string()));
            Ok(ExitCode::from(2))
        }
    }
}
