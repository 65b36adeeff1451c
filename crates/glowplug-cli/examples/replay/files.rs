//! The migrations of a commit.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use glowplug::Version;
use glowplug::catalog::Catalog;
use glowplug::model::Address;
use glowplug::source::{Migrations, Script};
use glowplug_schema::generate::Draft;
use glowplug_schema::scratch::{Scratch, ScratchConfig};

use crate::Workshop;
use crate::history::Repository;
use crate::words::told;

/// Migrations: paths below their folder, with hashes and texts.
#[derive(Clone, Default)]
pub(crate) struct Files(pub(crate) Vec<(String, String, String)>);

/// What migrations build, once for each.
pub(crate) async fn built(
    workshop: &mut Workshop,
    near: &Address,
    files: &Files,
) -> Option<Catalog> {
    let key = files.key(near);
    if !workshop.built.contains_key(&key) {
        let place = ScratchConfig::beside(near.clone());
        let built = Scratch::with(&place, files.migrations(), Scratch::build);
        let built = match built.await {
            Ok(built) => Some(built),
            Err(error) => {
                println!("  {}", told(&error));
                None
            }
        };
        workshop.built.insert(key.clone(), built);
    }
    workshop.built[&key].clone()
}

impl Files {
    pub(crate) fn read(repository: &mut Repository, files: &[(String, String)]) -> Result<Self> {
        let files = files.iter().map(|(path, hash)| {
            let text = repository.text(hash)?;
            Ok((path.clone(), hash.clone(), text))
        });
        Ok(Self(files.collect::<Result<_>>()?))
    }

    /// The same with statements before each migration.
    pub(crate) fn starting(&self, start: &str) -> Self {
        let mut files = self.clone();
        for (path, _, text) in &mut files.0 {
            if path.ends_with("/up.sql") {
                text.insert_str(0, start);
            }
        }
        files
    }

    fn key(&self, near: &Address) -> String {
        let hashes: Vec<&str> = self.0.iter().map(|(_, hash, _)| hash.as_str()).collect();
        format!("{}{}", near.database(), hashes.concat())
    }

    pub(crate) fn migrations(&self) -> Migrations {
        let mut folders: BTreeMap<&str, Vec<(String, Script)>> = BTreeMap::new();
        for (path, _, text) in &self.0 {
            if let Some((folder, file)) = path.split_once('/') {
                let script = Script::text(path, text.clone());
                let files = folders.entry(folder).or_default();
                files.push((file.to_owned(), script));
            }
        }
        let mut migrations = Migrations::default();
        for (folder, files) in folders {
            let has_up = files.iter().any(|(file, _)| file == "up.sql");
            if has_up {
                migrations = migrations.with_files(folder, files);
            }
        }
        migrations
    }

    /// The same with a draft behind them.
    pub(crate) fn with(&self, draft: &Draft) -> (Migrations, BTreeSet<Version>) {
        let (mut migrations, mut versions) = (self.migrations(), BTreeSet::new());
        for (number, part) in draft.parts.iter().enumerate() {
            let name = format!("9999-01-01-000000-{number:04}_replay");
            versions.insert(Version::of_folder(&name));
            let script = |file: &str, text: String| {
                (
                    file.to_owned(),
                    Script::text(format!("{name}/{file}"), text),
                )
            };
            let mut files = vec![
                script("up.sql", part.up_sql(&[])),
                script("down.sql", part.down_sql(&[])),
            ];
            if !part.purpose.in_transaction() {
                let text = "run_in_transaction = false\n".to_owned();
                files.push(script("metadata.toml", text));
            }
            migrations = migrations.with_files(name.clone(), files);
        }
        (migrations, versions)
    }
}
