//! Migrations as they are read from folders, from the binary, and from Rust.

mod folders;
mod metadata;
mod names;
mod neighbour;
mod speed;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use glowplug::error::{Error, FileProblem, ProblemPlace};
use glowplug::source::{Body, Migration, Migrations, Script, SqlMigration};
use glowplug::{Database, model::Checksum};
use tempfile::TempDir;

/// A folder of migrations on disk.
struct Folder(TempDir);

impl Folder {
    /// A folder with these files.
    fn with(files: &[(&str, &str)]) -> Result<Self> {
        let folder = Self(tempfile::tempdir()?);
        for (path, text) in files {
            folder.write(path, text)?;
        }
        Ok(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) -> Result<()> {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().context("a folder")?)?;
        Ok(fs::write(path, text)?)
    }

    fn load(&self, database: Database) -> glowplug::Result<Vec<Migration>> {
        Migrations::folder(self.path()).load(database)
    }

    /// What is wrong with it, on PostgreSQL.
    fn problems(&self) -> Vec<FileProblem> {
        problems(self.load(Database::Postgres))
    }

    /// What is wrong with it, without the path of the folder.
    fn messages(&self) -> Vec<String> {
        let own = format!("{}/", self.path().display());
        let messages = self.problems().into_iter();
        messages
            .map(|problem| problem.message.replace(&own, ""))
            .collect()
    }
}

fn problems(loaded: glowplug::Result<Vec<Migration>>) -> Vec<FileProblem> {
    match loaded {
        Ok(_) => Vec::new(),
        Err(Error::Files(problems)) => problems,
        Err(other) => panic!("{other:?}"),
    }
}

fn paths(problem: &FileProblem) -> &[PathBuf] {
    match &problem.place {
        ProblemPlace::Paths(paths) => paths,
        ProblemPlace::Point(point) => panic!("{point}"),
    }
}

fn names(migrations: &[Migration]) -> Vec<&str> {
    migrations
        .iter()
        .map(|migration| migration.name.as_str())
        .collect()
}

fn scripts(migration: &Migration) -> &SqlMigration {
    match &migration.body {
        Body::Sql(scripts) => scripts,
        Body::Code(code) => panic!("{code:?}"),
    }
}

fn text(script: &Script) -> Result<String> {
    Ok(std::io::read_to_string(script.open()?)?)
}

fn checksum(migration: &Migration) -> Result<Checksum> {
    migration.checksum()?.context("a checksum")
}
