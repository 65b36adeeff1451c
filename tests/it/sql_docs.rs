//! The SQL in a function's docs is the SQL that the connection sends.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::calls::{World, calls, run_and_roll_back};
use crate::support::server::migrated;
use crate::support::{proxy, rust_files};

/// A public async function in the source.
struct Documented {
    /// The module's path and the function's name.
    path: String,
    /// Each fenced block of SQL in its docs.
    statements: Vec<String>,
}

/// One form for the SQL of docs and wire: no quotes, parentheses, commas or qualifiers.
fn normal(sql: &str) -> String {
    let plain: String = sql
        .chars()
        .map(|c| if "(),;".contains(c) { ' ' } else { c })
        .filter(|c| *c != '"')
        .collect();
    plain
        .split_whitespace()
        .map(|word| match word.split_once('.') {
            Some((table, column)) if !table.contains(|c: char| c.is_ascii_digit()) => column,
            _ => word,
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn documented() -> Result<Vec<Documented>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut functions = Vec::new();
    for file in rust_files(&root)? {
        let module = file.strip_prefix(&root)?.with_extension("");
        let module = module.to_string_lossy().replace('/', "::");
        functions.extend(functions_of(&module, &fs::read_to_string(&file)?));
    }
    Ok(functions)
}

fn functions_of(module: &str, source: &str) -> Vec<Documented> {
    let mut functions = Vec::new();
    let mut statements: Vec<String> = Vec::new();
    let mut inside = false;
    for line in source.lines() {
        if let Some(doc) = line.strip_prefix("///") {
            match doc.trim() {
                "```sql" => {
                    inside = true;
                    statements.push(String::new());
                }
                "```" => inside = false,
                text if inside => {
                    let statement = statements.last_mut().expect("a block was opened");
                    statement.push_str(text);
                    statement.push('\n');
                }
                _ => {}
            }
        } else if let Some(rest) = line.strip_prefix("pub async fn ") {
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            functions.push(Documented {
                path: format!("{module}::{name}"),
                statements: std::mem::take(&mut statements),
            });
        } else if !line.starts_with("#[") && !line.starts_with(' ') && !line.starts_with(')') {
            statements.clear();
        }
    }
    functions
}

/// Whether a function of the source is this call: modules that are not public are left out.
fn is_call(path: &str, call: &str) -> bool {
    let mut parts: Vec<&str> = path.split("::").collect();
    if parts.join("::") == call {
        return true;
    }
    if parts.len() >= 3 {
        parts.remove(parts.len() - 2);
    }
    parts.join("::") == call
}

/// What sends no statement of its own: it calls functions that do.
const WITHOUT_SQL: [&str; 10] = [
    "flows::setup::setup_server",
    "flows::test_data::create_test_data",
    "flows::test_data::delete_test_data",
    "pool::connect",
    "pool::migrate::migrate",
    "pool::migrate::migrate_with",
    "pool::migrate::pending_migrations",
    "pool::migrate::revert_with",
    "pool::retry",
    "pool::transaction",
];

const CONTROL: [&str; 6] = [
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
    "SET ",
];

#[tokio::test]
async fn the_sql_of_the_docs_is_what_is_sent() -> Result<()> {
    let database = migrated().await;
    let world = World::new(&database.connect().await?).await?;
    let proxy = proxy(&database).await;
    let mut sent: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for call in calls() {
        let settings = tomori_db::pool::Settings::from_url(&proxy.url())?;
        let mut conn = tomori_db::pool::connect(&settings).await?;
        proxy.take_statements();
        run_and_roll_back(&mut conn, &world, call.run)
            .await
            .context(call.name)?;
        let statements = proxy.take_statements();
        let own = statements
            .iter()
            .filter(|sql| !CONTROL.iter().any(|word| sql.starts_with(word)));
        sent.entry(call.name)
            .or_default()
            .extend(own.map(|sql| normal(sql)));
    }
    let functions = documented()?;
    let bare: Vec<&str> = functions
        .iter()
        .filter(|function| function.statements.is_empty())
        .map(|function| function.path.as_str())
        .filter(|path| !WITHOUT_SQL.contains(path))
        .collect();
    assert!(bare.is_empty(), "no SQL in the docs of {bare:?}");
    for function in functions.iter().filter(|f| !f.statements.is_empty()) {
        let call = sent.keys().find(|name| is_call(&function.path, name));
        let call = call.with_context(|| format!("`{}` is not in tests/it/calls", function.path))?;
        let wanted: BTreeSet<String> = function.statements.iter().map(|sql| normal(sql)).collect();
        assert_eq!(sent[call], wanted, "the docs of `{}`", function.path);
    }
    Ok(())
}

#[test]
fn every_function_is_called_by_the_tests() -> Result<()> {
    let calls = calls();
    for function in documented()? {
        let free = [
            "pool::migrate::",
            "pool::transaction",
            "pool::retry",
            "pool::connect",
        ];
        if free.iter().any(|prefix| function.path.starts_with(prefix)) {
            continue;
        }
        let called = calls.iter().any(|call| is_call(&function.path, call.name));
        assert!(called, "`{}` is not in tests/it/calls", function.path);
    }
    Ok(())
}

#[test]
fn a_changed_condition_is_noticed() {
    let sent = normal(r#"SELECT "a"."x" FROM "a" WHERE ("a"."y" = $1) LIMIT $2"#);
    assert_eq!(sent, normal("SELECT x\nFROM a\nWHERE y = $1\nLIMIT $2"));
    assert_ne!(sent, normal("SELECT x FROM a WHERE y <> $1 LIMIT $2"));
    assert_ne!(sent, normal("SELECT x FROM a WHERE y = $1"));
}
