//! Lines -> the copies of the article in its file, and the lines that only repeat an earlier one.
//!
//! Lines compare by `lines::key`. Datelines, bylines and a changed paragraph do not hide a copy: most of the letters count.

use std::collections::HashMap;
use std::ops::Range;

/// Lines with fewer letters are not repeated by accident only.
const SHORT: usize = 40;
/// An article has at least this many letters.
const ARTICLE: usize = 80;
/// So many first lines are tried as the start of a second copy.
const TRIES: usize = 16;

/// How the lines fall into copies.
pub(super) struct Copies {
    /// The lines of each copy, in order; together they are all lines.
    pub(super) blocks: Vec<Range<usize>>,
    /// For each line, whether it repeats an earlier one and says nothing new.
    pub(super) repeats: Vec<bool>,
    /// For each line, the last line of the same copy that repeats it.
    pub(super) echoes: Vec<Option<usize>>,
}

/// Finds the copies among lines given by their keys.
pub(super) fn find(keys: &[String]) -> Copies {
    let earlier = earlier(keys);
    let blocks = blocks(keys, &earlier);
    let first = blocks.first().map_or(0, |block| block.end);
    let repeats = (0..keys.len())
        .map(|line| {
            let again =
                |before| before == 0 || keys[line].len() >= SHORT || (before < first && line >= first);
            earlier[line].is_some_and(again)
        })
        .collect();
    let mut echoes = vec![None; keys.len()];
    for block in &blocks {
        for line in block.clone() {
            if let Some(before) = earlier[line].filter(|before| block.contains(before)) {
                echoes[before] = Some(line);
            }
        }
    }
    Copies { blocks, repeats, echoes }
}

/// For each line, the first line that says the same.
fn earlier(keys: &[String]) -> Vec<Option<usize>> {
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(keys.len());
    let first = |(line, key)| match *seen.entry(key).or_insert(line) {
        before if before < line && !str::is_empty(key) => Some(before),
        _ => None,
    };
    keys.iter().map(String::as_str).enumerate().map(first).collect()
}

/// The copies: a second one begins where one of the first three lines comes again and most of the first follows.
fn blocks(keys: &[String], earlier: &[Option<usize>]) -> Vec<Range<usize>> {
    for head in 0..3 {
        let starts: Vec<usize> = (0..keys.len()).filter(|&line| earlier[line] == Some(head)).collect();
        for &start in starts.iter().take(TRIES) {
            let Some(start) = start.checked_sub(head).filter(|&start| start > head) else { continue };
            if let Some(blocks) = cut(keys, earlier, &starts, head, start) {
                return blocks;
            }
        }
    }
    std::iter::once(0..keys.len()).collect()
}

/// Cuts at the starts, if what stands behind each is a copy of the lines before `first`.
fn cut(
    keys: &[String],
    earlier: &[Option<usize>],
    starts: &[usize],
    head: usize,
    first: usize,
) -> Option<Vec<Range<usize>>> {
    let letters = |lines: Range<usize>| lines.map(|line| keys[line].len()).sum::<usize>();
    let original = letters(0..first);
    let new = (0..first).filter(|&line| earlier[line].is_none()).map(|line| keys[line].len()).sum::<usize>();
    if original < ARTICLE || new * 2 < original {
        return None;
    }
    let mut blocks: Vec<Range<usize>> = std::iter::once(0..first).collect();
    let mut begin = first;
    let mut written = 0;
    let mut line = first;
    let mut coming =
        starts.iter().map(|start| start.saturating_sub(head)).filter(|&start| start > first).peekable();
    while line < keys.len() {
        if coming.next_if_eq(&line).is_some() && written * 10 >= original * 6 {
            blocks.push(begin..line);
            (begin, written) = (line, 0);
        }
        written += keys[line].len();
        line += 1;
    }
    blocks.push(begin..keys.len());
    let repeated = |block: &Range<usize>| {
        let again = |line: &usize| earlier[*line].is_some_and(|before| before < first);
        block.clone().filter(again).collect::<Vec<usize>>()
    };
    let copy = |block: &Range<usize>| {
        let lines = repeated(block);
        let same = lines.iter().map(|&line| keys[line].len()).sum::<usize>() * 10;
        let most = same >= original * 8 || (same >= original * 6 && same >= letters(block.clone()) * 8);
        most && lines.len() >= first.min(2)
    };
    blocks[1..].iter().all(copy).then_some(blocks)
}
