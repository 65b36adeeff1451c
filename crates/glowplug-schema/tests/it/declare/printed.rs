//! What is printed means what it was printed of: all schemas of `glowplug-cli/tests/print`.

use std::fs;
use std::path::{Path, PathBuf};

use glowplug::catalog::Catalog;
use glowplug::model::Database;
use glowplug::{Error, dialect};
use glowplug_schema::declare::{Additions, Options, Source, read, target};
use glowplug_schema::print::{PrintSchema, PrintSchemas, print_schema};

use super::declared;
use crate::support::{Fresh, fresh};

#[tokio::test]
async fn what_is_printed_is_read_as_what_it_was_printed_of_on_postgres() {
    all(Database::Postgres).await;
}

#[tokio::test]
async fn what_is_printed_is_read_as_what_it_was_printed_of_on_sqlite() {
    all(Database::Sqlite).await;
}

#[tokio::test]
async fn what_is_printed_is_read_as_what_it_was_printed_of_on_mysql() {
    all(Database::Mysql).await;
}

#[derive(serde::Deserialize)]
struct Project {
    #[serde(default)]
    print_schema: PrintSchemas,
}

/// What Diesel prints here, no compiler takes, or says what is not so: a column that may be null
/// in the key.
const NO_RUST: &[&str] = &[
    "custom_type_no_name_in_rust",
    "key_named_as_another",
    "name_with_backslash",
];

async fn all(database: Database) {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../glowplug-cli/tests/print");
    let mut folders: Vec<PathBuf> = fs::read_dir(all.join(database.name()))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let (mut problems, mut printed) = (Vec::new(), 0);
    for folder in folders {
        let Some(fresh) = fresh(database).await else {
            return;
        };
        match folder_in(&folder, &fresh).await {
            Ok(count) => printed += count,
            Err(problem) => problems.push(format!("{}: {problem}", folder.display())),
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(printed > 20, "{printed} schemas were printed");
}

async fn folder_in(folder: &Path, fresh: &Fresh) -> Result<usize, String> {
    let sql = fs::read_to_string(folder.join("schema.sql")).unwrap();
    let mut session = dialect::connect(&fresh.address()).await.unwrap();
    // Some are for one kind of server only.
    if session.run(&sql).await.is_err() {
        return Ok(0);
    }
    let mut session = dialect::connect(&fresh.address()).await.unwrap();
    let catalog = session.schema().await.unwrap();
    let settings = fs::read_to_string(folder.join("diesel.toml")).unwrap_or_default();
    let mut settings = toml::from_str::<Project>(&settings).unwrap().print_schema;
    settings.set_base(folder);
    let mut count = 0;
    if NO_RUST.iter().any(|name| folder.ends_with(name)) {
        return Ok(count);
    }
    for settings in settings.settings.values() {
        // What cannot be printed is another's test.
        if let Ok(printed) = print_schema(&catalog, settings) {
            one(&catalog, settings, &printed.text)?;
            count += 1;
        }
    }
    Ok(count)
}

fn one(catalog: &Catalog, settings: &PrintSchema, printed: &str) -> Result<(), String> {
    let options = Options {
        docs: true,
        additions: Additions::none(),
        wide_row_ids: settings.sqlite_integer_primary_key_is_bigint == Some(true),
        ..Options::default()
    };
    let source = Source::new("src/schema.rs", printed);
    let read = read(vec![source]).map_err(|error| format!("{error:?}"))?;
    let same = target(catalog, &read, &read, &options).map_err(|error| error.to_string())?;
    if same.catalog != *catalog || !same.open.is_empty() {
        return Err("it is not what it was printed of".to_owned());
    }
    // A patch of one schema need not fit another.
    if settings.patch_file.is_some() || is_blank(catalog) {
        return Ok(());
    }
    from_nothing(catalog, settings, printed, &options)
}

/// Laid onto an empty database, it is printed the same again, as far as that can be known.
fn from_nothing(
    catalog: &Catalog,
    settings: &PrintSchema,
    printed: &str,
    options: &Options,
) -> Result<(), String> {
    let mut empty = Catalog::empty(catalog.database);
    empty.default_schema.clone_from(&catalog.default_schema);
    empty.schemas.clone_from(&catalog.schemas);
    let laid = match target(&empty, &declared(""), &declared(printed), options) {
        // The values of MySQL's enums stand in their columns.
        Ok(laid) if catalog.database == Database::Mysql && !laid.open.is_empty() => return Ok(()),
        Ok(laid) => laid.catalog,
        // A type whose name is not said in the file is known by the database alone.
        Err(Error::Files(problems)) if problems.iter().all(|of| is_unsaid(&of.message)) => {
            return Ok(());
        }
        Err(error) => return Err(error.to_string()),
    };
    let again = print_schema(&laid, settings)
        .map_err(|error| error.to_string())?
        .text;
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    match sorted(&again) == sorted(printed) {
        true => Ok(()),
        false => Err(format!("printed\n{printed}\nand then\n{again}")),
    }
}

/// Whether it has what a declaration cannot say, and Diesel prints: comments of nothing but blanks,
/// carriage returns in them, the length of a domain.
fn is_blank(catalog: &Catalog) -> bool {
    let comments = catalog
        .tables
        .iter()
        .filter_map(|table| table.comment.as_deref());
    let mut domains = catalog.domains.iter();
    domains.any(|domain| domain.data_type.length.is_some())
        || comments
            .into_iter()
            .any(|text| text.trim().is_empty() || text.contains('\r'))
}

fn is_unsaid(message: &str) -> bool {
    message.contains("has no type")
        // The number of a row, which no foreign key can reference.
        || message.starts_with("the key of")
}
