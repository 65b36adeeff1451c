//! How documentation reads: what can be held by a test of it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::support::rust_files;

/// The sources of all crates.
fn sources() -> Result<Vec<(PathBuf, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    for member in fs::read_dir(root.join("crates"))? {
        folders.push(member?.path().join("src"));
    }
    let mut found = Vec::new();
    for folder in folders {
        for file in rust_files(&folder)? {
            let text = fs::read_to_string(&file)?;
            found.push((file.strip_prefix(root)?.to_owned(), text));
        }
    }
    assert!(found.len() > 400, "{} files were found", found.len());
    Ok(found)
}

/// The first lines of the docs of all functions, with their line numbers.
fn first_lines(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut first = None;
    for (number, line) in text.lines().map(str::trim).enumerate() {
        if let Some(doc) = line.strip_prefix("///") {
            first = first.or(Some((number + 1, doc.trim())));
        } else if !is_attribute(line) {
            found.extend(first.take().filter(|_| is_function(line)));
        }
    }
    found
}

/// Returns true for an attribute, or the end of one that stands on several lines.
fn is_attribute(line: &str) -> bool {
    line.starts_with("#[") || line == ")]"
}

fn is_function(line: &str) -> bool {
    let mut words = line.split(' ').filter(|word| {
        let qualifiers = ["async", "const", "unsafe", "extern"];
        !word.starts_with("pub") && !qualifiers.contains(word)
    });
    words.next() == Some("fn")
}

#[test]
fn each_file_says_what_it_is_for() -> Result<()> {
    for (file, text) in sources()? {
        // Diesel generates it.
        if file.ends_with("src/schema.rs") {
            continue;
        }
        let head = text.strip_prefix("//! ").unwrap_or_default();
        assert!(
            !head.is_empty(),
            "{}: no `//!` in its first line",
            file.display()
        );
    }
    Ok(())
}

#[test]
fn docs_of_functions_begin_with_a_verb() -> Result<()> {
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (file, text) in sources()? {
        for (line, doc) in first_lines(&text) {
            let word = doc.split(' ').next().unwrap_or_default();
            let verb = word.trim_end_matches([',', ':', ';', '.']);
            if !verb.ends_with('s') {
                wrong.push(format!("{}:{line}: {doc}", file.display()));
            }
            checked += 1;
        }
    }
    assert!(checked > 2_500, "{checked} functions with docs were found");
    assert!(
        wrong.is_empty(),
        "write what the function does, as in “Returns …”:\n{}",
        wrong.join("\n")
    );
    Ok(())
}

/// The names in backticks in the first cell of a row of a table in the head of a file.
fn named_in_row(line: &str) -> Vec<&str> {
    let cell = line
        .strip_prefix("//! | ")
        .and_then(|row| row.split('|').next());
    let quoted = cell.unwrap_or_default().split('`').skip(1).step_by(2);
    quoted
        .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect()
}

#[test]
fn tables_of_modules_name_modules_that_exist() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for (file, text) in sources()? {
        let folder = match file.file_stem().and_then(|stem| stem.to_str()) {
            Some("lib" | "main") => root.join(&file).with_file_name(""),
            _ => root.join(&file).with_extension(""),
        };
        for name in text.lines().flat_map(named_in_row) {
            let module = folder.join(name);
            if !module.is_dir() && !module.with_extension("rs").is_file() {
                wrong.push(format!("{}: `{name}`", file.display()));
            }
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked} names were found");
    assert!(wrong.is_empty(), "no such module:\n{}", wrong.join("\n"));
    Ok(())
}

/// Words that the field does not use for these things, and what it says instead.
const PRIVATE: [(&str, &str); 8] = [
    ("anew", "again"),
    ("counts by itself", "is auto-increment"),
    ("count by themselves", "are auto-increment"),
    ("begins to count", "becomes auto-increment"),
    ("made again", "recreated"),
    ("makes again", "recreates"),
    ("there and back", "in both directions"),
    ("the way back", "the down migration"),
];

#[test]
fn texts_use_the_words_of_the_field() -> Result<()> {
    let mut wrong = Vec::new();
    for (file, text) in sources()? {
        for (number, line) in text.lines().enumerate() {
            for (word, better) in PRIVATE {
                if line.contains(word) {
                    let place = format!("{}:{}", file.display(), number + 1);
                    wrong.push(format!("{place}: “{word}”, better “{better}”"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
