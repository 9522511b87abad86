//! `chidao gold`: annotated articles in, gold files out.

use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use chidao::annotation::{self, Sheet};
use chidao::eval;

use crate::args::{GoldAction, GoldImport};
use crate::console::Log;
use crate::{input, output};

/// Runs the command.
pub(crate) fn run(action: &GoldAction) -> Result<ExitCode> {
    let GoldAction::Import(args) = action;
    let mut log = Log::default();
    let mut found = Vec::new();
    for path in &args.paths {
        if path.is_dir() {
            for file in input::files(path, "ann", &mut log) {
                let sheet = read_brat(path, &file);
                keep(&file.display().to_string(), sheet, &mut found, &mut log);
            }
        } else if let Err(error) = read_file(path, &mut found, &mut log) {
            log.fail(&format!("{error:#}"));
        }
    }
    let found = input::without_twins(found, |(_, sheet)| &sheet.id, |(origin, _)| origin.clone(), &mut log);
    for (origin, sheet) in &found {
        match write(args, sheet) {
            Ok(()) => log.read(),
            Err(error) => log.fail(&format!("{origin}: {error:#}")),
        }
    }
    Ok(log.close())
}

/// An annotated article and where it comes from.
type Found = (String, Sheet);

fn keep(origin: &str, sheet: Result<Sheet>, found: &mut Vec<Found>, log: &mut Log) {
    match sheet {
        Ok(sheet) => found.push((origin.to_owned(), sheet)),
        Err(error) => log.fail(&format!("{origin}: {error:#}")),
    }
}

/// An article of a folder for brat: its id is its path without the extension, as it was when the folder was written.
fn read_brat(folder: &Path, file: &Path) -> Result<Sheet> {
    let beside = |extension: &str| file.with_extension(extension);
    let text = input::read_text(&beside("txt"))?;
    let facts = beside("facts.json");
    let facts = if facts.is_file() { Some(input::read_text(&facts)?) } else { None };
    let id = file.strip_prefix(folder).unwrap_or(file).with_extension("");
    Ok(annotation::read_brat(&id.to_string_lossy(), &text, &input::read_text(file)?, facts.as_deref())?)
}

fn read_file(path: &Path, found: &mut Vec<Found>, log: &mut Log) -> Result<()> {
    let name = path.display();
    let sheets = annotation::read(&input::read_text(path)?).with_context(|| name.to_string())?;
    for (place, sheet) in sheets {
        keep(&format!("{name}:{place}"), sheet.map_err(Into::into), found, log);
    }
    Ok(())
}

fn write(args: &GoldImport, sheet: &Sheet) -> Result<()> {
    let path = args.output.join(inside(&sheet.id, "json")?);
    let mut out = output::open(Some(&path))?;
    serde_json::to_writer_pretty(&mut out, &eval::gold(&sheet.reading()))?;
    writeln!(out)?;
    Ok(out.flush()?)
}

/// The file of an article below a folder; an id that leads out of it is refused.
pub(crate) fn inside(id: &str, extension: &str) -> Result<PathBuf> {
    let path = PathBuf::from(format!("{id}.{extension}"));
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    if stays { Ok(path) } else { Err(anyhow!("{id:?}: the id of an article must be a path below a folder")) }
}
