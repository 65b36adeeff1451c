//! `local`: manages the project's own PostgreSQL.

use clap::Subcommand;
use glowplug::dialect::scratch_database;
use glowplug::model::Address;
use glowplug_local::State;
use serde::Serialize;

use crate::confirm::{Care, Consent, confirm};
use crate::connection::{Local, Target};
use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::output::{Answer, Paint};
use crate::text::{bytes, count};

/// Manage the project's own PostgreSQL
///
/// It is used when no database is configured. Its data is in `.glowplug/` of the project, it listens
/// on a Unix socket that only you can access, and it starts on demand. It runs the PostgreSQL (13 to
/// 18) of this machine; if there is none, a build is downloaded once.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug local start
  psql \"$(glowplug local url)\"
  glowplug local reset --yes           delete its data and start again")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start it, and create the project's database
    Start,
    /// Stop it; its data is kept
    Stop,
    /// Show whether it is running, and where its data is
    Status,
    /// Print the URL of the project's database, and create it if it is missing
    Url,
    /// Delete all its data, and start it with an empty database
    Reset(Consent),
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let local = Local::of(context.output, &context.project)?;
        match self.command {
            Command::Start => {
                local.start(&context.output)?;
                local.cluster.ensure_database(&local.database)?;
            }
            Command::Stop => local.cluster.stop()?,
            Command::Status => {
                context.answer(&Shown::of(&local).with_scratch().await)?;
                return Ok(Outcome::Done);
            }
            Command::Url => {
                local.start(&context.output)?;
                let url = local.cluster.ensure_database(&local.database)?;
                context.answer(&Url { url })?;
                return Ok(Outcome::Done);
            }
            Command::Reset(consent) => return reset(local, context, &consent),
        }
        context.answer(&Shown::of(&local))?;
        Ok(Outcome::Done)
    }
}

fn reset(local: Local, context: &Context, consent: &Consent) -> Result<Outcome> {
    if local.cluster.status().state != State::Absent {
        let target = Target::local(local)?;
        let (output, what) = (&context.output, "this deletes the local PostgreSQL with");
        confirm(&target, output, consent, Care::Always, what, Vec::new())?;
    }
    let local = Local::of(context.output, &context.project)?;
    local.cluster.reset()?;
    local.cluster.ensure_database(&local.database)?;
    local.note_copy(&context.output);
    context.answer(&Shown::of(&local))?;
    Ok(Outcome::Done)
}

#[derive(Serialize)]
struct Url {
    url: String,
}

impl Answer for Url {
    fn text(&self, _: Paint) -> String {
        self.url.clone()
    }

    fn is_document(&self) -> bool {
        true
    }
}

/// The result of the command.
#[derive(Serialize)]
struct Shown {
    state: &'static str,
    version: String,
    pid: Option<u32>,
    database: String,
    url: String,
    data: String,
    log: String,
    /// The project that this one was copied from, while it has no PostgreSQL of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_of: Option<String>,
    /// Its scratch databases, if it is running.
    #[serde(skip_serializing_if = "Option::is_none")]
    scratch: Option<Scratch>,
}

/// The scratch databases of a server.
#[derive(Serialize)]
struct Scratch {
    databases: u64,
    bytes: u64,
}

impl Shown {
    /// Adds the scratch databases, if they can be counted.
    async fn with_scratch(mut self) -> Self {
        if self.state != "running" {
            return self;
        }
        if let Ok(address) = Address::parse(&self.url)
            && let Ok(found) = scratch_database::overview(&address).await
        {
            self.scratch = Some(Scratch {
                databases: found.databases,
                bytes: found.bytes,
            });
        }
        self
    }
}

impl Shown {
    fn of(local: &Local) -> Self {
        let status = local.cluster.status();
        Self {
            state: match status.state {
                State::Running => "running",
                State::Stopped => "stopped",
                State::Moved => "moved",
                _ => "absent",
            },
            version: status.version,
            pid: status.pid,
            database: local.database.clone(),
            url: local.cluster.url(&local.database),
            data: status.data_dir.display().to_string(),
            log: local.cluster.log_path().display().to_string(),
            copy_of: status
                .copied
                .map(|copied| copied.from.display().to_string()),
            scratch: None,
        }
    }
}

impl Shown {
    fn state_in_words(&self) -> String {
        let pid = self.pid.map(|pid| format!(", process {pid}"));
        let mut text = format!("{}{}", self.state, pid.unwrap_or_default());
        if self.state == "moved" {
            text.push_str("; the project was moved: the next command that needs it restarts it");
        }
        if let Some(original) = &self.copy_of {
            text.push_str(&format!(
                "; this project is a copy of `{original}`, whose PostgreSQL is not touched"
            ));
        }
        text
    }
}

impl Answer for Shown {
    fn text(&self, paint: Paint) -> String {
        let mut lines = vec![
            format!("{}     {}", paint.bold("State"), self.state_in_words()),
            format!("{}    PostgreSQL {}", paint.bold("Server"), self.version),
            format!("{}  {}", paint.bold("Database"), self.database),
            format!("{}       {}", paint.bold("URL"), self.url),
            format!("{}      {}", paint.bold("Data"), self.data),
            format!("{}       {}", paint.bold("Log"), self.log),
        ];
        if let Some(scratch) = &self.scratch {
            let number = usize::try_from(scratch.databases).unwrap_or(usize::MAX);
            lines.push(format!(
                "{}   {}, {}",
                paint.bold("Scratch"),
                count(number, "database"),
                bytes(scratch.bytes)
            ));
        }
        lines.join("\n")
    }
}
