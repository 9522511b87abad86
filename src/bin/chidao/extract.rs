//! `chidao extract`: articles in, facts or annotated articles out, in the order of the inputs.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use chidao::Article;
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
    let format = annotation::by_name(&args.format);
    let output = args.output.as_deref().filter(|path| !input::is_stdin(path));
    match format {
        _ if sources.is_empty() => {}
        Some(format) if !format.extensions.is_empty() => {
            let folder =
                output.ok_or_else(|| anyhow!("{}: give the folder to write to with -o", format.name))?;
            write_folder(&reader, &sources, format, folder, &mut log)?;
        }
        Some(format) => {
            let part = |article: &Article| Ok((format.write)(&sheet(&reader, article)).concat().into_bytes());
            write(&reader, &sources, part, format.frame, output, &mut log)?;
        }
        None => {
            let line = |article: &Article| {
                let mut line = Vec::new();
                facts::write(&reader.extractor.read(article), &mut line)?;
                Ok(line)
            };
            write(&reader, &sources, line, [""; 3], output, &mut log)?;
        }
    }
    Ok(log.close())
}

/// All articles in one file, each as its part of it, with what stands before, between and behind them.
fn write(
    reader: &Reader,
    sources: &[Source],
    part: impl Fn(&Article) -> Result<Vec<u8>> + Sync,
    [opening, between, closing]: [&str; 3],
    output: Option<&Path>,
    log: &mut Log,
) -> Result<()> {
    let mut out = output::open(output)?;
    let mut before = opening;
    reader.read_all(
        sources,
        |_, article| part(&article),
        |source, part| {
            match part {
                Ok(part) => {
                    out.write_all(std::mem::replace(&mut before, between).as_bytes())?;
                    out.write_all(&part)?;
                    log.read();
                }
                Err(error) => log.fail(&format!("{}: {error:#}", source.name())),
            }
            Ok(())
        },
    )?;
    let nothing = if log.has_read() { "" } else { opening };
    write!(out, "{nothing}{closing}")?;
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
    put(&folder.join("annotation.conf"), &annotation::configuration())?;
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

fn sheet(reader: &Reader, article: &Article) -> Sheet {
    Sheet::of(&reader.extractor.read(article), &article.text)
}
