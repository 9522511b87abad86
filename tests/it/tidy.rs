//! What the sources keep to: the order of the stages, no words of the language in code, a line of purpose a file, short
//! files, nothing from outside the project.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library; each names only those before it.
const STAGES: &[&str] = &[
    "vocab",
    "article",
    "text",
    "lexicon",
    "mention",
    "entity",
    "event",
    "extractor",
    "graph",
    "query",
    "export",
    "annotation",
    "store",
    "eval",
];
/// Lines that a file of code may have.
const LONGEST: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder of the project with this extension, sorted; build output and hidden folders left out.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found.retain(|file| extension.is_empty() || file.extension().is_some_and(|e| e == extension));
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(listing) = fs::read_dir(folder) else { return };
    for path in listing.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            walk(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

/// Every line of these files, as `path:line`, with its text.
fn lines(files: &[PathBuf]) -> Vec<(String, String)> {
    let of_file = |file: &PathBuf| {
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        let text = String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned();
        text.lines()
            .enumerate()
            .map(|(at, line)| (format!("{name}:{}", at + 1), line.to_owned()))
            .collect::<Vec<_>>()
    };
    files.iter().flat_map(of_file).collect()
}

#[track_caller]
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The stage that a file of `src` belongs to.
fn stage_of(place: &str) -> Option<usize> {
    let way = place.strip_prefix("src/")?;
    let name = way.split(['/', '.']).next()?;
    STAGES.iter().position(|stage| *stage == name)
}

#[test]
fn stages_look_back_only() {
    let later = |(place, line): &(String, String)| {
        let own = stage_of(place)?;
        let code = line.split("//").next().unwrap_or_default();
        let named = code.split("crate::").skip(1).filter_map(|rest| {
            let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
            STAGES.iter().position(|stage| *stage == name)
        });
        named.max().filter(|named| *named > own).map(|named| {
            format!("{place}: {} names {}, a later stage: {}", STAGES[own], STAGES[named], line.trim())
        })
    };
    none(lines(&files("src", "rs")).iter().filter_map(later).collect());
}

#[test]
fn every_module_of_the_library_is_a_stage() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules: Vec<&str> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules, STAGES);
}

#[test]
fn no_word_of_the_language_stands_in_code() {
    let mut faults = Vec::new();
    for file in files("src", "rs") {
        let code = fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        for (line, literal) in literals(&code) {
            if literal.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
                faults.push(format!("{name}:{line}: {literal:?} belongs in a gazetteer"));
            }
        }
    }
    none(faults);
}

/// The string and character literals of Rust code with their lines; comments are passed over, escapes left as they are.
fn literals(code: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = code.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut found, mut i, mut line) = (Vec::new(), 0, 1);
    while i < chars.len() {
        match (at(i), at(i + 1)) {
            ('/', '/') => i += chars[i..].iter().take_while(|c| **c != '\n').count(),
            ('/', '*') => i = end_of(&chars, i + 2, &['*', '/'], &mut line),
            ('r', '"' | '#') if i == 0 || !at(i - 1).is_alphanumeric() && at(i - 1) != '_' => {
                let hashes = chars[i + 1..].iter().take_while(|c| **c == '#').count();
                if at(i + 1 + hashes) != '"' {
                    i += 1;
                    continue;
                }
                let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                let (first, from) = (line, i + 2 + hashes);
                i = end_of(&chars, from, &close, &mut line);
                found.push((first, chars[from..i.saturating_sub(close.len())].iter().collect()));
            }
            ('"', _) => {
                let (first, from) = (line, i + 1);
                i = from;
                while i < chars.len() && at(i) != '"' {
                    line += usize::from(at(i) == '\n');
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                found.push((first, chars[from..i.min(chars.len())].iter().collect()));
                i += 1;
            }
            ('\'', '\\') => i += chars[i + 3..].iter().take_while(|c| **c != '\'').count() + 4,
            ('\'', c) if at(i + 2) == '\'' => {
                found.push((line, c.to_string()));
                i += 3;
            }
            (c, _) => {
                line += usize::from(c == '\n');
                i += 1;
            }
        }
    }
    found
}

/// One past the closing mark that is found first.
fn end_of(chars: &[char], from: usize, close: &[char], line: &mut usize) -> usize {
    let mut i = from;
    while i < chars.len() && !chars[i..].starts_with(close) {
        *line += usize::from(chars[i] == '\n');
        i += 1;
    }
    (i + close.len()).min(chars.len())
}

#[test]
fn literals_are_found_and_comments_are_not() {
    let code =
        "// \"đ\"\nlet a: &'static str = \"b\\\"c\"; /* 'đ' */ let d = 'e'; let f = '\\''; r#\"g\"h\"#;\n'i'";
    let expected = [(2, "b\\\"c"), (2, "e"), (2, "g\"h"), (3, "i")];
    assert_eq!(literals(code), expected.map(|(line, text)| (line, text.to_owned())));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        (!text.starts_with("//! ")).then(|| format!("{}: opens without a line of purpose", file.display()))
    };
    let code = ["src", "tests", "benches"].into_iter().flat_map(|folder| files(folder, "rs"));
    none(code.filter_map(|file| silent(&file)).collect());
}

#[test]
fn no_file_is_long() {
    let long = |file: &PathBuf| {
        let count = fs::read_to_string(file).unwrap().lines().count();
        (count > LONGEST).then(|| format!("{}: {count} lines, more than {LONGEST}", file.display()))
    };
    let code = ["src", "tests", "benches"].into_iter().flat_map(|folder| files(folder, "rs"));
    none(code.filter_map(|file| long(&file)).collect());
}

/// What a clean clone does not have, only `.ci` may name.
#[test]
fn nothing_outside_of_the_project_is_named() {
    let outside = [["..", "shared"].join("/"), ["", "work", ""].join("/")];
    let named = |(place, line): &(String, String)| {
        outside.iter().any(|path| line.contains(path.as_str())).then(|| format!("{place}: {}", line.trim()))
    };
    none(lines(&files("", "")).iter().filter_map(named).collect());
}
