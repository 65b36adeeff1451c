use std::fs;
use std::path::{Path, PathBuf};

use glowplug::dialect;
use serde::Serialize;

use crate::connection::{Prepared, Target, is_missing};
use crate::context::Context;
use crate::error::{Ending, Error, Result};
use crate::output::{Answer, Paint};
use crate::project::DEFAULT_CONFIG;

/// The line that keeps the local PostgreSQL out of git.
const IGNORED: &str = "/.glowplug/";

/// Make what a project needs: the migrations' folder, `diesel.toml`, the database
///
/// Leaves alone what is there, so it can be run again. Without a database that is named, it starts
/// the project's own PostgreSQL in `.glowplug/`, which it adds to `.gitignore`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug init
  DATABASE_URL=app.db glowplug init    with a SQLite file")]
pub(crate) struct Args {}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let project = &context.project;
        let root = project.root().unwrap_or_else(|| project.folder.clone());
        let migrations = match project.migrations() {
            Ok(folder) => folder,
            Err(Error::Usage { .. }) => root.join("migrations"),
            Err(error) => return Err(error),
        };
        let mut steps = vec![
            make_folder(&migrations)?,
            make_config(&project.config, &migrations, &root)?,
            ignore(&root)?,
        ];
        for step in &mut steps {
            step.path = project.shown(&step.path);
        }
        // The files of the project are there now, so it has a root.
        let mut target = context.target()?;
        let created = make_database(&mut target, context).await?;
        context.answer(&Made {
            steps,
            database: MadeDatabase {
                address: target.address.to_string(),
                created,
            },
        })?;
        Ok(Ending::Done)
    }
}

fn make_folder(path: &Path) -> Result<Step> {
    if path.is_dir() {
        return Ok(Step::found(path));
    }
    fs::create_dir_all(path).map_err(|source| failed("make", path, source))?;
    // So that git keeps the folder, as Diesel does it.
    write(&path.join(".keep"), "")?;
    Ok(Step::made(path))
}

fn make_config(path: &Path, migrations: &Path, root: &Path) -> Result<Step> {
    if path.exists() {
        return Ok(Step::found(path));
    }
    let base = path.parent().unwrap_or(root);
    let folder = migrations.strip_prefix(base).unwrap_or(migrations);
    let folder = toml::Value::from(folder.display().to_string()).to_string();
    write(path, &DEFAULT_CONFIG.replace("\"migrations\"", &folder))?;
    Ok(Step::made(path))
}

fn ignore(root: &Path) -> Result<Step> {
    let path = root.join(".gitignore");
    let mut text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed("read", &path, error)),
    };
    if text
        .lines()
        .any(|line| line.trim().trim_matches('/') == ".glowplug")
    {
        return Ok(Step::found(&path));
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(IGNORED);
    text.push('\n');
    write(&path, &text)?;
    Ok(Step::made(&path))
}

/// Makes the database; whether it was missing.
async fn make_database(target: &mut Target, context: &Context) -> Result<bool> {
    if target.local.is_none() {
        return Ok(dialect::create_database(&target.address).await?);
    }
    let made = target.prepare(&context.output)? == Prepared::Ready;
    let missing = match dialect::connect(&target.address).await {
        Err(error) if is_missing(&error) => true,
        other => other.map(|_| false)?,
    };
    if missing {
        target.create()?;
    }
    Ok(made || missing)
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|source| failed("write", path, source))
}

fn failed(action: &'static str, path: &Path, source: std::io::Error) -> Error {
    Error::Io {
        action,
        path: path.to_owned(),
        source,
    }
}

#[derive(Serialize)]
struct Made {
    steps: Vec<Step>,
    database: MadeDatabase,
}

#[derive(Serialize)]
struct Step {
    path: PathBuf,
    made: bool,
}

#[derive(Serialize)]
struct MadeDatabase {
    address: String,
    created: bool,
}

impl Step {
    fn made(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            made: true,
        }
    }

    fn found(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            made: false,
        }
    }
}

impl Answer for Made {
    fn text(&self, _: Paint) -> String {
        let mut lines = Vec::new();
        for step in &self.steps {
            let ignored = step.path.ends_with(".gitignore");
            let done = match (step.made, ignored) {
                (true, true) => "keeps `.glowplug/` out of git now",
                (true, false) => "made",
                (false, true) => "keeps `.glowplug/` out of git",
                (false, false) => "was there",
            };
            lines.push(format!("{}: {done}", step.path.display()));
        }
        let done = if self.database.created {
            "made"
        } else {
            "was there"
        };
        lines.push(format!("database {}: {done}", self.database.address));
        lines.join("\n")
    }
}
