//! Where bytes go: a file, whose folder is made if it is missing, or standard output.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Result, anyhow};

use crate::input::reason;

/// Opens a file for writing; none and `-` are standard output.
pub(crate) fn open(path: Option<&Path>) -> Result<Box<dyn Write>> {
    match path {
        Some(path) if path != Path::new("-") => Ok(Box::new(BufWriter::new(create(path)?))),
        _ => Ok(Box::new(BufWriter::new(io::stdout()))),
    }
}

fn create(path: &Path) -> Result<File> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), fs::create_dir_all).and_then(|()| File::create(path));
    made.map_err(|error| anyhow!("{}: cannot write: {}", path.display(), reason(&error)))
}

/// Writes a whole text to standard output.
pub(crate) fn print(text: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text)?;
    Ok(out.flush()?)
}
