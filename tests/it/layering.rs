//! Imports point down: each module may import those before it, never those after it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::support::rust_files;

/// Modules, lowest first; those of one line do not import each other.
type Order = &'static [&'static [&'static str]];

/// The crates that have an order, by the folder of their sources.
const ORDERS: &[(&str, Order)] = &[("src", DATA_ACCESS), ("crates/glowplug/src", ENGINE)];

const DATA_ACCESS: Order = &[
    &["secret", "schema"],
    &["error"],
    &["id", "input", "path", "setting", "stored"],
    &["page"],
    &["functions", "statements", "trace"],
    &["pool"],
    &[
        "servers",
        "users",
        "memories",
        "api_keys",
        "presets",
        "instances",
        "error_log",
    ],
    &["flows"],
];

const ENGINE: Order = &[
    &["model"],
    &["error", "catalog"],
    &["change"],
    &["sql"],
    &["session"],
    &["dialect", "diff", "source"],
    &["declare", "print"],
    &["plan"],
    &["apply"],
    &["scratch"],
    &["prove"],
    &["drift", "generate", "models"],
];

fn rank(order: Order, module: &str) -> Result<usize> {
    order
        .iter()
        .position(|rank| rank.contains(&module))
        .with_context(|| format!("`{module}` has no place in the order"))
}

/// The modules that a source imports, tests and docs left out.
fn imports(source: &str) -> Vec<String> {
    let code = source
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect()
        })
        .filter(|name: &String| !name.is_empty())
        .collect()
}

#[test]
fn modules_import_only_what_is_below_them() -> Result<()> {
    for (folder, order) in ORDERS {
        let checked = check(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), order)?;
        assert!(checked > 100, "{folder}: {checked} imports were found");
    }
    Ok(())
}

/// Looks at every import of a crate, and counts them.
fn check(root: &Path, order: Order) -> Result<usize> {
    let mut checked = 0;
    for file in rust_files(root)? {
        let place = file.strip_prefix(root)?.with_extension("");
        let module = place.components().next().context("a file")?;
        let module = module.as_os_str().to_string_lossy().into_owned();
        // A room of tests may look anywhere, as tests beside the code may.
        if module == "lib" || place.iter().any(|part| part == "tests") {
            continue;
        }
        let source = fs::read_to_string(&file)?;
        // A module of tests beside the code stands one deeper.
        let depth = place.components().count().max(2);
        for form in ["crate::{".to_owned(), "super::".repeat(depth)] {
            assert!(
                !source.contains(&form),
                "`{}`: `{form}` hides what is imported",
                place.display()
            );
        }
        for import in imports(&source) {
            let below = import == module || rank(order, &import)? < rank(order, &module)?;
            assert!(below, "`{}` imports `{import}`", place.display());
            checked += 1;
        }
    }
    Ok(checked)
}

#[test]
fn every_query_keeps_its_text() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&root)? {
        let place = file.strip_prefix(&root)?;
        if place.starts_with("statements") {
            continue;
        }
        let source = fs::read_to_string(&file)?;
        let theirs = source
            .lines()
            .find(|line| line.starts_with("use diesel_async") && line.contains("RunQueryDsl"));
        assert!(theirs.is_none(), "{}: {theirs:?}", place.display());
    }
    Ok(())
}

#[test]
fn services_link_no_member_of_the_workspace_and_no_libpq() -> Result<()> {
    let tree = std::process::Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "tomori-db",
            "--edges",
            "normal",
            "--prefix",
            "none",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    let tree = String::from_utf8(tree.stdout)?;
    assert!(tree.contains("diesel-async"), "{tree}");
    for name in ["glowplug", "pq-sys", "openssl-sys", "libsqlite3-sys"] {
        assert!(!tree.contains(name), "`{name}` is linked:\n{tree}");
    }
    Ok(())
}

#[test]
fn services_link_only_what_the_crate_uses() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let (_, rest) = manifest
        .split_once("\n[dependencies]\n")
        .context("the dependencies")?;
    let (dependencies, _) = rest.split_once("\n[").context("the next section")?;
    let sources: Vec<String> = rust_files(&root.join("src"))?
        .iter()
        .map(fs::read_to_string)
        .collect::<Result<_, _>>()?;
    for line in dependencies.lines().filter(|line| !line.is_empty()) {
        let name = line.split(['.', ' ']).next().unwrap_or_default();
        let path = format!("{}::", name.replace('-', "_"));
        assert!(
            sources.iter().any(|source| source.contains(&path)),
            "`{name}` is not used"
        );
    }
    Ok(())
}

#[test]
fn no_source_file_is_longer_than_400_lines() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["src", "crates", "examples", "tests"].map(|folder| root.join(folder)) {
        for file in rust_files(&folder).unwrap_or_default() {
            let lines = fs::read_to_string(&file)?.lines().count();
            assert!(lines <= 400, "{} has {lines} lines", file.display());
        }
    }
    Ok(())
}
