//! What programs link that use a crate of this workspace, and what they do not.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::support::rust_files;

/// What a package links at run time, one name a line.
fn tree(package: &str) -> Result<String> {
    tree_with(package, &[])
}

/// The same with these features.
fn tree_with(package: &str, features: &[&str]) -> Result<String> {
    let tree = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal", "--prefix", "none"])
        .args(["--package", package])
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    Ok(String::from_utf8(tree.stdout)?)
}

#[test]
fn services_link_commonrail_alone_and_no_libpq() -> Result<()> {
    let tree = tree("tomori-db")?;
    for name in ["commonrail", "diesel-async"] {
        assert!(tree.contains(name), "`{name}` is not linked:\n{tree}");
    }
    for name in ["glowplug", "pq-sys", "openssl-sys", "libsqlite3-sys"] {
        assert!(!tree.contains(name), "`{name}` is linked:\n{tree}");
    }
    Ok(())
}

#[test]
fn commonrail_links_no_member_of_the_workspace() -> Result<()> {
    let tree = tree("commonrail")?;
    for name in ["glowplug", "tomori-db"] {
        assert!(!tree.contains(name), "`{name}` is linked:\n{tree}");
    }
    Ok(())
}

#[test]
fn a_service_that_migrates_links_nothing_of_what_a_developer_runs() -> Result<()> {
    // MySQL's driver brings expressions of its own.
    let features = ["--no-default-features", "--features", "postgres,sqlite"];
    let tree = tree_with("glowplug", &features)?;
    for name in ["diffy", "petgraph", "pluralizer", "regex", "toml"] {
        let mut linked = tree.lines().map(|line| line.split(' ').next());
        assert!(
            linked.all(|found| found != Some(name)),
            "`{name}` is linked:\n{tree}"
        );
    }
    Ok(())
}

#[test]
fn a_runner_without_postgres_links_no_commonrail() -> Result<()> {
    let features = ["--no-default-features", "--features", "sqlite"];
    let tree = tree_with("glowplug", &features)?;
    assert!(tree.contains("libsqlite3-sys"), "{tree}");
    assert!(!tree.contains("commonrail"), "{tree}");
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
