//! The committed samples in `output/` are what the program makes of `examples/articles`; `UPDATE=1` writes them anew.

use std::path::Path;
use std::{env, fs};

use assert_cmd::Command;

/// Files of the sample, and the arguments that make each.
const SAMPLES: &[(&str, &[&str])] = &[
    ("graph.json", &["graph", "examples/articles", "-o"]),
    ("graph.dot", &["graph", "examples/articles", "-o"]),
    ("who-directed-whom.dot", &["graph", "examples/articles", "--who-directed-whom", "-o"]),
    ("facts.jsonl", &["extract", "examples/articles", "-o"]),
];

#[test]
fn the_json_schemas_are_those_of_the_writers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
    for (name, schema) in chidao::export::schemas() {
        let path = folder.join(name);
        let fresh = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if env::var_os("UPDATE").is_some() {
            fs::write(&path, &fresh).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), fresh, "{name}; UPDATE=1 writes it anew");
    }
}

#[test]
fn the_samples_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fresh = tempfile::tempdir().unwrap();
    let mut stale = Vec::new();
    for (name, arguments) in SAMPLES {
        let made = fresh.path().join(name);
        Command::new(env!("CARGO_BIN_EXE_chidao"))
            .current_dir(root)
            .args(*arguments)
            .arg(&made)
            .assert()
            .success();
        let (made, kept) = (fs::read(&made).unwrap(), root.join("output").join(name));
        if env::var_os("UPDATE").is_some() {
            fs::write(&kept, &made).unwrap();
        } else if fs::read(&kept).ok() != Some(made) {
            stale.push(*name);
        }
    }
    assert!(
        stale.is_empty(),
        "output/: {} differ from a fresh run; UPDATE=1 writes them anew",
        stale.join(", ")
    );
}
