//! `chidao extract`: articles in, facts or annotated articles out, in the order of the inputs.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use chidao::annotation::{self, Format, Sheet};
use chidao::export::facts;

use crate::args::Extract;
use crate::console::Log;
use crate::input::{self, Reader, Source};
use crate::{gold, output};

/// Runs the command.
pub(crate) fn run(args: &Extract, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let reader = Reader::new(&args.reading, gazetteers)?;
    let mut log = Log::default();
    let sources = input::sources(args.paths.iter().map(AsRef::as_ref), &mut log);
    let sources = input::without_twins(sources, |source| &source.id, Source::name, &mut log);
    let output = args.output.as_deref().filter(|path| !input::is_stdin(path));
    let format = annotation::by_name(&args.format);
    if let Some(format) = format.filter(|format| !format.extensions.is_empty()) {
        let folder = output.ok_or_else(|| anyhow!("{}: give the folder to write to with -o", format.name))?;
        write_folder(&reader, &sources, format, folder, &mut log)?;
    } else if let Some(format) = format {
        write_framed(&reader, &sources, format, output, &mut log)?;
    } else if !sources.is_empty() {
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

/// Every article as its files in a folder.
fn write_folder(
    reader: &Reader,
    sources: &[Source],
    format: &Format,
    folder: &Path,
    log: &mut Log,
) -> Result<()> {
    let put = |path: &Path, text: &str| -> Result<()> {
        let mut out = output::open(Some(path))?;
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    };
    if !sources.is_empty() {
        put(&folder.join("annotation.conf"), &annotation::configuration())?;
    }
    let files = |_: &Source, article| Ok((format.write)(&sheet(reader, &article)));
    reader.read_all(sources, files, |source, files: Result<Vec<String>>| {
        let all = files.and_then(|files| {
            for (extension, text) in format.extensions.iter().zip(files) {
                put(&folder.join(gold::inside(&source.id, extension)?), &text)?;
            }
            Ok(())
        });
        match all {
            Ok(()) => log.read(),
            Err(error) => log.fail(&format!("{}: {error:#}", source.name())),
        }
        Ok(())
    })
}

/// All articles in one file.
fn write_framed(
    reader: &Reader,
    sources: &[Source],
    format: &Format,
    output: Option<&Path>,
    log: &mut Log,
) -> Result<()> {
    let mut out = output::open(output)?;
    let [opening, between, closing] = format.frame;
    let mut before = opening;
    let part = |_: &Source, article| Ok((format.write)(&sheet(reader, &article)).concat());
    reader.read_all(sources, part, |source, part: Result<String>| {
        match part {
            Ok(part) => {
                write!(out, "{}{part}", std::mem::replace(&mut before, between))?;
                log.read();
            }
            Err(error) => log.fail(&format!("{}: {error:#}", source.name())),
        }
        Ok(())
    })?;
    let nothing = if log.has_read() { "" } else { opening };
    write!(out, "{nothing}{closing}")?;
    Ok(out.flush()?)
}

fn sheet(reader: &Reader, article: &chidao::Article) -> Sheet {
    Sheet::of(&reader.extractor.read(article), &article.text)
}
