use clap::Subcommand;
use glowplug_local::State;
use serde::Serialize;

use crate::confirm::{Care, Consent, confirm};
use crate::connection::{Local, Target};
use crate::context::Context;
use crate::error::{Ending, Result};
use crate::output::{Answer, Paint};

/// Start, stop and look at the project's own PostgreSQL
///
/// It is used when no database is named: its data is in `.glowplug/` of the project, it listens on
/// a Unix socket that only you can reach, and it starts on demand. It needs PostgreSQL's programs
/// on this machine, version 13 to 18; no server has to run.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug local start
  psql \"$(glowplug local url)\"
  glowplug local reset --yes           delete its data and start anew")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start it, and make the project's database
    Start,
    /// Stop it; its data stays
    Stop,
    /// Show whether it runs, and where its data is
    Status,
    /// Print the URL of the project's database, which is made if it is missing
    Url,
    /// Delete all its data, and start it with an empty database
    Reset(Consent),
}

impl Args {
    pub(super) fn run(self, context: &Context) -> Result<Ending> {
        let local = Local::of(&context.project)?;
        match self.command {
            Command::Start => {
                local.start(&context.output)?;
                local.cluster.ensure_database(&local.database)?;
            }
            Command::Stop => local.cluster.stop()?,
            Command::Status => {}
            Command::Url => {
                local.start(&context.output)?;
                let url = local.cluster.ensure_database(&local.database)?;
                context.answer(&Url { url })?;
                return Ok(Ending::Done);
            }
            Command::Reset(consent) => return reset(local, context, &consent),
        }
        context.answer(&Shown::of(&local))?;
        Ok(Ending::Done)
    }
}

fn reset(local: Local, context: &Context, consent: &Consent) -> Result<Ending> {
    if local.cluster.status().state != State::Absent {
        let target = Target::local(local)?;
        let (output, what) = (&context.output, "this deletes the local PostgreSQL with");
        confirm(&target, output, consent, Care::Always, what, Vec::new())?;
    }
    let local = Local::of(&context.project)?;
    local.cluster.reset()?;
    local.cluster.ensure_database(&local.database)?;
    context.answer(&Shown::of(&local))?;
    Ok(Ending::Done)
}

#[derive(Serialize)]
struct Url {
    url: String,
}

impl Answer for Url {
    fn text(&self, _: Paint) -> String {
        self.url.clone()
    }
}

/// The local PostgreSQL, as it is shown.
#[derive(Serialize)]
struct Shown {
    state: &'static str,
    version: String,
    pid: Option<u32>,
    database: String,
    url: String,
    data: String,
    log: String,
}

impl Shown {
    fn of(local: &Local) -> Self {
        let status = local.cluster.status();
        Self {
            state: match status.state {
                State::Running => "running",
                State::Stopped => "stopped",
                _ => "absent",
            },
            version: status.version,
            pid: status.pid,
            database: local.database.clone(),
            url: local.cluster.url(&local.database),
            data: status.data_dir.display().to_string(),
            log: local.cluster.log_path().display().to_string(),
        }
    }
}

impl Answer for Shown {
    fn text(&self, paint: Paint) -> String {
        let pid = self.pid.map(|pid| format!(", process {pid}"));
        [
            format!(
                "{}     {}{}",
                paint.bold("State"),
                self.state,
                pid.unwrap_or_default()
            ),
            format!("{}    PostgreSQL {}", paint.bold("Server"), self.version),
            format!("{}  {}", paint.bold("Database"), self.database),
            format!("{}       {}", paint.bold("URL"), self.url),
            format!("{}      {}", paint.bold("Data"), self.data),
            format!("{}       {}", paint.bold("Log"), self.log),
        ]
        .join("\n")
    }
}
