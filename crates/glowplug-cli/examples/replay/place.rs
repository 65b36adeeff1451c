//! Where a project declares its tables, and where its migrations are.

use std::collections::BTreeSet;

use anyhow::Result;
use glowplug::model::Database;
use glowplug_schema::print::{Docs, PrintSchema, PrintSchemas};
use serde::Deserialize;

use crate::history::{Repository, Tree};

/// A `schema.rs`, the migrations that build it, and the database they are for.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The file's path.
    pub(crate) schema: String,
    /// What is in it.
    pub(crate) text: String,
    /// The folder of the migrations.
    pub(crate) migrations: String,
    /// Their files: path below the folder, and hash.
    pub(crate) files: Vec<(String, String)>,
    pub(crate) database: Database,
    pub(crate) settings: PrintSchema,
    /// The text of the `patch_file`.
    pub(crate) patch: Option<String>,
}

/// `diesel.toml`.
#[derive(Default, Deserialize)]
struct Config {
    #[serde(default)]
    print_schema: PrintSchemas,
}

impl Place {
    /// All of a tree.
    pub(crate) fn all(
        repository: &mut Repository,
        tree: &Tree,
        guess: Option<Database>,
    ) -> Result<Vec<Self>> {
        let mut roots = BTreeSet::new();
        for path in tree.keys().filter(|path| path.ends_with("/up.sql")) {
            let folder = path.rsplitn(3, '/').nth(2).unwrap_or_default();
            roots.insert(folder.to_owned());
        }
        let guess = match guess {
            Some(guess) => Some(guess),
            None => from_manifests(repository, tree)?,
        };
        let named = named_files(repository, tree)?;
        let mut places = Vec::new();
        for (path, hash) in tree {
            let name = path.rsplit('/').next().unwrap_or_default();
            if !name.contains("schema") || !path.ends_with(".rs") {
                continue;
            }
            let folder = path
                .rsplit_once('/')
                .map(|(folder, _)| format!("{folder}/"));
            let beside = |named: &String| {
                named
                    .rsplit_once('/')
                    .map(|(folder, _)| format!("{folder}/"))
                    == folder
            };
            if !named.contains(path) && named.iter().any(beside) {
                // Written by hand, beside the one that is printed.
                continue;
            }
            let text = repository.text(hash)?;
            if !text.contains("table!") || !text.contains("->") {
                continue;
            }
            for root in roots_of(path, &roots) {
                let told = database_of(path).or_else(|| database_of(&root)).or(guess);
                let Some(database) = told else { continue };
                let (settings, patch) = settings(repository, tree, path)?;
                places.push(Self {
                    schema: path.clone(),
                    text: text.clone(),
                    files: files(tree, &root),
                    migrations: root,
                    database,
                    settings,
                    patch,
                });
            }
        }
        Ok(places)
    }
}

/// The folders of migrations that are nearest to a file, all of them where they are for several
/// databases and the file is for any.
fn roots_of(schema: &str, roots: &BTreeSet<String>) -> Vec<String> {
    let common = |root: &str| {
        let both = schema.split('/').zip(root.split('/'));
        both.take_while(|(a, b)| a == b).count()
    };
    let own = database_of(schema);
    let fits = |root: &&String| match (own, database_of(root)) {
        (Some(own), Some(database)) => own == database,
        _ => true,
    };
    let fitting: Vec<&String> = roots.iter().filter(fits).collect();
    let Some(most) = fitting.iter().map(|root| common(root)).max() else {
        return Vec::new();
    };
    let nearest: Vec<&&String> = fitting.iter().filter(|root| common(root) == most).collect();
    let of_databases = nearest.iter().filter(|root| database_of(root).is_some());
    let of_databases: Vec<String> = of_databases.map(|root| root.to_string()).collect();
    match of_databases.is_empty() {
        true => nearest
            .first()
            .map(|root| root.to_string())
            .into_iter()
            .collect(),
        false => of_databases,
    }
}

/// The files that some `diesel.toml` names.
fn named_files(repository: &mut Repository, tree: &Tree) -> Result<BTreeSet<String>> {
    let mut named = BTreeSet::new();
    for (path, hash) in tree
        .iter()
        .filter(|(path, _)| path.ends_with("diesel.toml"))
    {
        let base = path.strip_suffix("diesel.toml").unwrap_or_default();
        let config: Config = toml::from_str(&repository.text(hash)?).unwrap_or_default();
        let files = config.print_schema.settings.values();
        let files = files.filter_map(|settings| settings.file.as_ref());
        let files = files.map(|file| format!("{base}{}", file.display()));
        named.extend(files.filter(|file| tree.contains_key(file)));
    }
    Ok(named)
}

fn files(tree: &Tree, root: &str) -> Vec<(String, String)> {
    let start = format!("{root}/");
    let below = tree.iter().filter_map(|(path, hash)| {
        let below = path.strip_prefix(&start)?;
        (below.matches('/').count() == 1).then(|| (below.to_owned(), hash.clone()))
    });
    below.collect()
}

/// What the nearest `diesel.toml` says of a file; doc comments are left aside.
fn settings(
    repository: &mut Repository,
    tree: &Tree,
    schema: &str,
) -> Result<(PrintSchema, Option<String>)> {
    let (mut settings, mut patch) = (PrintSchema::default(), None);
    for (path, hash) in tree
        .iter()
        .filter(|(path, _)| path.ends_with("diesel.toml"))
    {
        let base = path.strip_suffix("diesel.toml").unwrap_or_default();
        let config: Config = toml::from_str(&repository.text(hash)?).unwrap_or_default();
        let is_meant = |settings: &&PrintSchema| {
            let file = settings.file.as_ref();
            file.is_some_and(|file| format!("{base}{}", file.display()) == schema)
        };
        if let Some(found) = config.print_schema.settings.values().find(is_meant) {
            settings = found.clone();
            let file = settings.patch_file.as_ref();
            let file = file.map(|file| format!("{base}{}", file.display()));
            if let Some(hash) = file.and_then(|file| tree.get(&file)) {
                patch = Some(repository.text(hash)?);
            }
        }
    }
    settings.with_docs = Docs::Nothing;
    settings.patch_file = None;
    Ok((settings, patch))
}

/// The database that a word stands for.
pub(crate) fn named(word: &str) -> Option<Database> {
    match word {
        "postgres" | "postgresql" | "pg" | "diesel-postgres" => Some(Database::Postgres),
        "sqlite" | "sqlite3" => Some(Database::Sqlite),
        "mysql" | "mariadb" => Some(Database::Mysql),
        _ => None,
    }
}

fn database_of(path: &str) -> Option<Database> {
    let words = path.split(['/', '_', '-', '.']);
    words.filter_map(named).next_back()
}

/// The database that features of `diesel` name, where it is only one.
fn from_manifests(repository: &mut Repository, tree: &Tree) -> Result<Option<Database>> {
    let mut found = BTreeSet::new();
    for (path, hash) in tree.iter().filter(|(path, _)| path.ends_with("Cargo.toml")) {
        let _ = path;
        let text = repository.text(hash)?;
        for start in text.match_indices("diesel").map(|(start, _)| start) {
            let end = text[start..]
                .find(']')
                .map_or(text.len(), |end| start + end);
            let words = text[start..end].split(|c: char| !c.is_ascii_alphanumeric());
            found.extend(words.filter_map(named).map(|database| database.name()));
        }
    }
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(named(one)),
        _ => Ok(None),
    }
}
