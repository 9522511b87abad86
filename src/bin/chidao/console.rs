//! What a run tells its user on standard error, and the exit code that follows from it.

use std::io::{self, Write};
use std::process::ExitCode;

/// Prints one line on standard error, whatever the text. That nobody may be listening is no error.
pub(crate) fn say(line: &str) {
    let words: Vec<_> = line.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let _ = writeln!(io::stderr(), "chidao: {}", words.join("; "));
}

/// What became of the inputs so far.
#[derive(Default)]
pub(crate) struct Log {
    read: usize,
    failed: usize,
    skipped: usize,
}

impl Log {
    /// An article was read.
    pub(crate) fn read(&mut self) {
        self.read += 1;
    }

    /// An input could not be read: says why, and goes on.
    pub(crate) fn fail(&mut self, line: &str) {
        say(line);
        self.failed += 1;
    }

    /// A file in a folder was passed over.
    pub(crate) fn skip(&mut self) {
        self.skipped += 1;
    }

    /// Whether there is any article to show for it.
    pub(crate) fn has_read(&self) -> bool {
        self.read > 0
    }

    /// Whether any input could not be read.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed > 0
    }

    /// Says how many inputs did not make it, if any, and gives the exit code.
    pub(crate) fn close(self) -> ExitCode {
        if self.failed + self.skipped > 0 || self.read == 0 {
            let (read, failed) = (counted(self.read, "article"), counted(self.failed, "input"));
            say(&format!("{read} read, {failed} failed, {} skipped", counted(self.skipped, "file")));
        }
        match (self.failed, self.read) {
            (0, 0) => ExitCode::from(1),
            (0, _) => ExitCode::SUCCESS,
            _ => ExitCode::from(2),
        }
    }
}

/// A number and its noun: `1 article`, `2 articles`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
