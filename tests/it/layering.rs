//! Imports point down: each module may import those before it, never those after it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::support::rust_files;

/// Modules, lowest first; those of one line do not import each other.
type Order = &'static [&'static [&'static str]];

/// The crates that have an order, by the folder of their sources.
const ORDERS: &[(&str, Order)] = &[
    ("src", DATA_ACCESS),
    ("crates/commonrail/src", CONNECTIONS),
    ("crates/glowplug/src", RUNNER),
    ("crates/glowplug-schema/src", SCHEMAS),
    ("crates/glowplug-lint/src", RULES),
    ("crates/glowplug-cli/src", COMMAND),
];

const DATA_ACCESS: Order = &[
    &["secret", "schema"],
    &["error"],
    &["id", "input", "path", "setting", "stored"],
    &["page"],
    &["functions", "purge", "trace"],
    &["pool"],
    &[
        "servers",
        "users",
        "memories",
        "api_keys",
        "columns",
        "presets",
        "instances",
        "error_log",
    ],
    &["flows"],
];

const CONNECTIONS: Order = &[
    &["protocol", "role", "session_effect", "sqlstate", "ssl_mode"],
    &["transport"],
    &["address"],
    &["error"],
    &["failure"],
    &["settings"],
    &["session"],
    &["instrumentation", "wire"],
    &["connector"],
    &["transaction"],
    &["pool", "statements"],
];

const RUNNER: Order = &[
    &["model"],
    &["error", "catalog"],
    &["sql"],
    &["session"],
    &["dialect", "source"],
    &["plan"],
    &["apply"],
];

const SCHEMAS: Order = &[
    &["change", "nearest"],
    &["dialect"],
    &["diff", "rust"],
    &["declare", "print"],
    &["scratch"],
    &["prove"],
    &["drift", "generate", "measure", "models"],
];

const RULES: Order = &[
    &["action", "parameter", "severity"],
    &["place", "reader", "schema", "sizes"],
    &["script", "settings"],
    &["look"],
    &["rule"],
    &["rules"],
    &["configuration", "report", "suppression"],
    &["checking", "format"],
];

const COMMAND: Order = &[
    &["global", "habits", "text"],
    &["error"],
    &["environment", "file", "git", "inspect"],
    &["output", "project"],
    &["connection", "diagnosis", "progress"],
    &["confirm", "context"],
    &["options", "schema_file", "scratch", "sizes"],
    &["report"],
    &["run"],
    &["commands"],
    &["cli"],
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
        assert!(checked > 50, "{folder}: {checked} imports were found");
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
        if module == "lib" || module == "main" || place.iter().any(|part| part == "tests") {
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

/// What may name a database outside of the folders of dialects: the type itself and what parses an
/// address, the lexers, and the one place that knows all dialects.
const NAMES_DATABASES: [&str; 3] = ["model", "sql", "dialect.rs"];

/// The crates with dialects: what talks to a database, and what is planned for it.
const WITH_DIALECTS: [&str; 2] = ["crates/glowplug/src", "crates/glowplug-schema/src"];

#[test]
fn only_dialects_name_a_database() -> Result<()> {
    for folder in WITH_DIALECTS {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for file in rust_files(&root)? {
            let place = file.strip_prefix(&root)?;
            if may_name_databases(place) {
                continue;
            }
            let source = fs::read_to_string(&file)?;
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            let mut lines = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            let named = lines.find(|line| {
                let mut names = ["Postgres", "Sqlite", "Mysql"].iter();
                names.any(|name| line.contains(&format!("Database::{name}")))
            });
            assert!(named.is_none(), "{}: {named:?}", file.display());
        }
    }
    Ok(())
}

/// Whether a file belongs to a dialect, is listed, or tests.
fn may_name_databases(place: &Path) -> bool {
    let module = place.with_extension("");
    let is_dialect = DIALECTS.iter().any(|folder| module.starts_with(folder));
    let is_listed = NAMES_DATABASES.iter().any(|name| place.starts_with(name));
    let mut parts = place.iter();
    is_dialect || is_listed || parts.any(|part| part == "tests" || part == "tests.rs")
}

/// The folders of the dialects.
const DIALECTS: [&str; 3] = ["dialect/mysql", "dialect/postgres", "dialect/sqlite"];

#[test]
fn no_dialect_imports_another() -> Result<()> {
    for folder in WITH_DIALECTS {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for file in rust_files(&root.join("dialect"))? {
            let place = file.strip_prefix(&root)?;
            let source = fs::read_to_string(&file)?;
            for folder in DIALECTS {
                let module = folder.replace('/', "::");
                let imports = ["crate", "glowplug"]
                    .iter()
                    .any(|from| source.contains(&format!("{from}::{module}::")));
                assert!(
                    !imports || place.with_extension("").starts_with(folder),
                    "`{}` imports `{module}`",
                    file.display()
                );
            }
        }
    }
    Ok(())
}

#[test]
fn dialects_have_the_files_of_their_role() -> Result<()> {
    for folder in WITH_DIALECTS {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for dialect in DIALECTS {
            for role in roles(folder) {
                let file = root.join(dialect).join(role).with_extension("rs");
                assert!(file.exists(), "`{}` is missing", file.display());
            }
        }
    }
    Ok(())
}

/// The files that every dialect has in a crate.
fn roles(folder: &str) -> &'static [&'static str] {
    match folder {
        "crates/glowplug/src" => &[
            "bookkeeping",
            "databases",
            "dialect",
            "error",
            "guard",
            "inspect",
            "lock",
            "quote",
            "schema",
            "scratch",
            "nontransactional",
            "untrusted",
        ],
        _ => &[
            "alterations",
            "backend",
            "conventions",
            "dialect",
            "emit",
            "measure",
            "sample_rows",
            "types",
        ],
    }
}

#[test]
fn a_file_of_commands_is_a_command_and_imports_no_other() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/glowplug-cli/src/commands");
    for file in rust_files(&folder)? {
        let source = fs::read_to_string(&file)?;
        let place = file.strip_prefix(&folder)?;
        let others = source.contains("crate::commands::");
        assert!(!others, "`{}` imports a command", place.display());
        if place.components().count() == 1 {
            let is_command = source.contains("Args") && source.contains("fn run(");
            assert!(is_command, "`{}` is no command", place.display());
            let others = source.contains("super::");
            assert!(!others, "`{}` imports a command", place.display());
        }
    }
    Ok(())
}

#[test]
fn every_query_keeps_its_text() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&root)? {
        let place = file.strip_prefix(&root)?;
        let source = fs::read_to_string(&file)?;
        let theirs = source
            .lines()
            .find(|line| line.starts_with("use diesel_async") && line.contains("RunQueryDsl"));
        assert!(theirs.is_none(), "{}: {theirs:?}", place.display());
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
