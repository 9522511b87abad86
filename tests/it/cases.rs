//! Runs the cases in `tests/cases/DIR/*.md`: per heading a sentence why, a `text` block and a block of expected output.
//!
//! `UPDATE=1 cargo test` writes the output into the files instead of comparing it; the diff is the review.

use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The block with the input.
const INPUT: &str = "text";

/// Compares, for every case of the folder, the block named `tag` with what `print` makes of its `text` block.
///
/// Cases with blocks of other names only are left to their own runners. Lines end with `\n`, the last one has none.
///
/// # Panics
/// Lists every case whose output differs, and fails if there is no case.
pub(crate) fn run(dir: &str, tag: &str, print: impl Fn(&str) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(dir);
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut seen = 0;
    let mut wrong = String::new();
    for file in files(&folder) {
        let page = fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
        let mut fixed = page.clone();
        for case in cases(&page, tag).iter().rev() {
            seen += 1;
            let found = print(case.input).trim_end_matches('\n').to_owned();
            match &case.expected {
                Some(range) if page[range.clone()].trim_end_matches('\n') == found => continue,
                Some(range) => fixed.replace_range(range.clone(), &lines(&found)),
                None => fixed.insert_str(case.end, &format!("\n```{tag}\n{}```\n", lines(&found))),
            }
            let expected = case.expected.clone().map_or("", |range| &page[range]);
            writeln!(wrong, "{}: {}\n{}", file.display(), case.name, difference(expected, &found)).unwrap();
        }
        if update && fixed != page {
            fs::write(&file, fixed).unwrap();
        }
    }
    assert!(seen > 0, "no case with a block {tag:?} in {}", folder.display());
    assert!(update || wrong.is_empty(), "\n{wrong}run UPDATE=1 cargo test and read the diff");
}

struct Case<'p> {
    name: &'p str,
    input: &'p str,
    /// Where the expected output stands in the page.
    expected: Option<Range<usize>>,
    /// Where the input block ends, behind its fence.
    end: usize,
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files
}

/// The cases of a page that have a block with this tag, or no output at all.
fn cases<'p>(page: &'p str, tag: &str) -> Vec<Case<'p>> {
    let blocks = blocks(page);
    let inputs = (0..blocks.len()).filter(|&at| blocks[at].tag == INPUT);
    inputs
        .filter_map(|at| {
            let outputs = || blocks[at + 1..].iter().take_while(|block| block.tag != INPUT);
            let expected = outputs().find(|block| block.tag == tag).map(|block| block.range.clone());
            let ours = expected.is_some() || outputs().next().is_none();
            let input = page[blocks[at].range.clone()].strip_suffix('\n').unwrap_or_default();
            ours.then_some(Case { name: blocks[at].heading, input, expected, end: blocks[at].end })
        })
        .collect()
}

struct Block<'p> {
    heading: &'p str,
    tag: &'p str,
    /// The lines between the fences.
    range: Range<usize>,
    /// Behind the closing fence.
    end: usize,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut heading, mut open, mut at) = ("", None, 0);
    for line in page.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim_end();
        match (open, text.strip_prefix("```")) {
            (None, Some(tag)) => open = Some((tag, at)),
            (Some((tag, from)), Some("")) => {
                blocks.push(Block { heading, tag, range: from..start, end: at });
                open = None;
            }
            (None, None) if text.starts_with('#') => heading = text.trim_start_matches('#').trim(),
            _ => {}
        }
    }
    assert!(open.is_none(), "a block under {heading:?} is not closed");
    blocks
}

fn lines(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

/// The lines that differ, expected with `-`, found with `+`.
fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let mut shown = String::new();
    for at in 0..expected.len().max(found.len()) {
        let (old, new) = (expected.get(at), found.get(at));
        if old != new {
            old.inspect(|line| writeln!(shown, "  -{line}").unwrap());
            new.inspect(|line| writeln!(shown, "  +{line}").unwrap());
        }
    }
    shown
}
