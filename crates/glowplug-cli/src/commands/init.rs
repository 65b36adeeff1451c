//! `init`: creates what a project needs.

use std::fs;
use std::path::{Path, PathBuf};

use glowplug::{Database, dialect};
use serde::Serialize;

use crate::connection::{self, Prepared, Target, is_missing};
use crate::context::Context;
use crate::error::{Error, Outcome, Result};
use crate::file::{read_or_empty, write};
use crate::output::{Answer, Paint};
use crate::project::{DEFAULT_CONFIG, Project};

/// The line of `.gitignore` for the local PostgreSQL.
const IGNORED: &str = "/.glowplug/";

/// Create what a project needs: the migrations folder, `diesel.toml`, the database
///
/// Existing files are not changed, so it is safe to run again. If no database is configured, it
/// starts the project's own PostgreSQL in `.glowplug/`, and adds that folder to `.gitignore`; if
/// Diesel's features in `Cargo.toml` say `sqlite`, it creates a SQLite file, and writes its path to
/// `.env`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug init
  DATABASE_URL=app.db glowplug init    with a SQLite file")]
pub(crate) struct Args {}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
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
            ignore(&root, IGNORED)?,
        ];
        let file = sqlite_file(context, &root);
        if let Some(file) = &file {
            steps.push(name_file(&root, file)?);
            ignore(&root, &format!("/{file}*"))?;
        }
        for step in &mut steps {
            step.path = project.shown(&step.path);
        }
        // Now that the files exist, the project has a root.
        let mut target = match &file {
            Some(file) => Target::file(&project.shown(&root.join(file)))?,
            None => context.target()?,
        };
        let created = make_database(&mut target, context).await?;
        context.answer(&Made {
            steps,
            database: MadeDatabase {
                address: target.address.to_string(),
                created,
            },
        })?;
        Ok(Outcome::Done)
    }
}

fn make_folder(path: &Path) -> Result<Step> {
    if path.is_dir() {
        return Ok(Step::found(path));
    }
    fs::create_dir_all(path).map_err(Error::io("create", path))?;
    // So that git keeps the folder, as with Diesel.
    write(&path.join(".keep"), "")?;
    Ok(Step::created(path))
}

fn make_config(path: &Path, migrations: &Path, root: &Path) -> Result<Step> {
    if path.exists() {
        return Ok(Step::found(path));
    }
    let base = path.parent().unwrap_or(root);
    let folder = migrations.strip_prefix(base).unwrap_or(migrations);
    let folder = toml::Value::from(folder.display().to_string()).to_string();
    write(path, &DEFAULT_CONFIG.replace("\"migrations\"", &folder))?;
    Ok(Step::created(path))
}

/// Returns the SQLite file to create, for a project that uses SQLite and names no database.
fn sqlite_file(context: &Context, root: &Path) -> Option<String> {
    let is_named = context.global.database_url.is_some()
        || context.environment.get("DATABASE_URL").is_some()
        || connection::parts(&context.environment).is_some();
    let declared = context.project.declared_database();
    let wanted = !is_named && declared == Some(Database::Sqlite);
    wanted.then(|| format!("{}.db", Project::database_name(root)))
}

/// Writes the path of the SQLite file to `.env`, where `diesel` looks for it too.
fn name_file(root: &Path, file: &str) -> Result<Step> {
    let path = root.join(".env");
    let mut text = read_or_empty(&path)?;
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&format!("DATABASE_URL={file}\n"));
    // An empty value before it would take precedence.
    let kept = text.lines().filter(|line| line.trim() != "DATABASE_URL=");
    let text: String = kept.map(|line| format!("{line}\n")).collect();
    write(&path, &text)?;
    Ok(Step::created(&path))
}

fn ignore(root: &Path, ignored: &str) -> Result<Step> {
    let path = root.join(".gitignore");
    let mut text = read_or_empty(&path)?;
    let is_same = |line: &str| line.trim().trim_matches('/') == ignored.trim_matches('/');
    if text.lines().any(is_same) {
        return Ok(Step::found(&path));
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(ignored);
    text.push('\n');
    write(&path, &text)?;
    Ok(Step::created(&path))
}

/// Creates the database. Returns true if it was missing.
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

#[derive(Serialize)]
struct Made {
    steps: Vec<Step>,
    database: MadeDatabase,
}

#[derive(Serialize)]
struct Step {
    path: PathBuf,
    created: bool,
}

#[derive(Serialize)]
struct MadeDatabase {
    address: String,
    created: bool,
}

impl Step {
    fn created(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            created: true,
        }
    }

    fn found(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            created: false,
        }
    }
}

impl Answer for Made {
    fn text(&self, _: Paint) -> String {
        let mut lines = Vec::new();
        for step in &self.steps {
            let ignored = step.path.ends_with(".gitignore");
            let names = step.path.ends_with(".env");
            let done = match (step.created, ignored) {
                _ if names => "set DATABASE_URL",
                (true, true) => "added /.glowplug/",
                (true, false) => "created",
                (false, true) => "contains /.glowplug/",
                (false, false) => "exists",
            };
            lines.push(format!("{}: {done}", step.path.display()));
        }
        let done = match self.database.created {
            true => "created",
            false => "exists",
        };
        lines.push(format!("database {}: {done}", self.database.address));
        lines.join("\n")
    }
}
