//! `chidao extract`: articles in, facts out, one line each, in the order of the inputs.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use chidao::export::facts;

use crate::args::Extract;
use crate::console::Log;
use crate::input::{self, Reader, Source};
use crate::output;

/// Runs the command.
pub(crate) fn run(args: &Extract, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let reader = Reader::new(&args.reading, gazetteers)?;
    let mut log = Log::default();
    let sources = input::sources(args.paths.iter().map(AsRef::as_ref), &mut log);
    let sources = input::without_twins(sources, |source| &source.id, Source::name, &mut log);
    if !sources.is_empty() {
        write(&reader, &sources, args.output.as_deref(), &mut log)?;
    }
    Ok(log.close())
}

fn write(reader: &Reader, sources: &[Source], output: Option<&Path>, log: &mut Log) -> Result<()> {
    let mut out = output::open(output)?;
    let line = |_: &Source, article| {
        let mut line = Vec::new();
        facts::write(&reader.extractor.read(&article), &mut line)?;
        Ok(line)
    };
    reader.read_all(sources, line, |source, line| {
        match line {
            Ok(line) => {
                out.write_all(&line)?;
                log.read();
            }
            Err(error) => log.fail(&format!("{}: {error:#}", source.name())),
        }
        Ok(())
    })?;
    Ok(out.flush()?)
}
