//! `lint`: judges migrations; without a database, unless sizes are read or statements measured.

mod chosen;
mod explain;
mod measured;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use clap::ValueEnum;
use glowplug::Database;
use glowplug::source::Migrations;
use glowplug_lint::{Evidence, Report, Settings, Severity, Subject, format};
use serde::Serialize;

use crate::connection::Target;
use crate::context::Context;
use crate::error::{Error, Outcome, Result};
use crate::output::{Answer, Paint};
use crate::report::{findings, findings_summary};
use crate::scratch::ScratchOptions;
use crate::sizes;

/// Judge migrations: what blocks readers and writers, loses data or breaks running code
///
/// Every `up.sql` and `after.sql` is read, in the order of the versions, so that the rules know what a
/// table was before each statement: an index on a table that the same migration creates is fine. No
/// database is needed. `lint rules` lists the rules, `lint explain RULE` says what one is about.
///
/// Allow a finding with a comment before the statement:
/// `-- glowplug: allow drop-column because "nobody reads it since 1.4"`. `allow-file` is for the whole
/// file. Comments for squawk and diesel-guard are understood too.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_precedence_over_arg = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  glowplug lint                                all migrations
  glowplug lint --since origin/main            only those that this branch adds or changes
  glowplug lint 2026-01-31-120000-0000         one migration
  glowplug lint --since main --format github   annotations in a pull request
  glowplug lint --sizes db-stats.json          what it means for tables of the size in production
  glowplug lint --measure                      what pending migrations do to a real server
  glowplug lint explain index-not-concurrent

In `.glowplug.toml`:
  [lint]
  postgres = 15          # the oldest version; 13 by default
  runner = \"glowplug\"    # or \"diesel\"; by default both must be safe
  since = \"2026-01-31-120000-0000\"   # older migrations are judged only if they are named
  sizes = \"db-stats.json\"
  small_table = 10000    # rows
  large_table = 1000000
  [lint.rules]
  drop-table = \"warning\"
  timestamps = \"off\"
  index-name = { severity = \"error\", pattern = \"{table}_{columns}_idx\" }

Exit codes:
  0  nothing was found that `--deny` denies
  3  something was found"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    about: Option<explain::About>,

    /// Versions, folders of migrations, or SQL files; by default all migrations after `since` of `[lint]`
    #[arg(value_name = "VERSION|PATH")]
    chosen: Vec<String>,

    /// Judge only migrations after this version, or that differ from this commit, branch or tag
    #[arg(long, value_name = "VERSION|GIT-REF", conflicts_with = "chosen")]
    since: Option<String>,

    /// Exit with 3 if something of this severity or worse is found
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    deny: Deny,

    /// How findings are printed
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    /// The database that the migrations are for; by default that of the address or of `Cargo.toml`
    #[arg(long, value_name = "DATABASE", conflicts_with = "measure")]
    database: Option<Database>,

    /// The oldest major version of PostgreSQL that the migrations are applied to
    #[arg(long, value_name = "VERSION", value_parser = clap::value_parser!(u32).range(9..100))]
    postgres: Option<u32>,

    /// A database from which the sizes of tables are read, or the file that `stats export` has written
    ///
    /// Findings then say how many rows a table has. What locks, reads or copies a small table (fewer than
    /// 10,000 rows) is a remark, and a large one (1,000,000 rows or more) an error, unless the severity of
    /// the rule is set. By default the file `sizes` of `[lint]` in `.glowplug.toml`.
    #[arg(long, value_name = "URL|FILE")]
    sizes: Option<String>,

    /// Run the migrations in a scratch database, and read from the server what they lock and copy
    ///
    /// What no rule understands is then judged by what the server did. Without VERSION or `--since`, those
    /// are judged that are pending in the database. The tables of the scratch database have a few generated
    /// rows. PostgreSQL reports locks, rewrites and scans of each statement; MySQL and MariaDB the algorithm
    /// with which a table is changed; SQLite only which tables are replaced.
    #[arg(long)]
    measure: bool,

    #[command(flatten)]
    scratch: ScratchOptions,
}

/// What is denied.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    /// What blocks others, loses data or fails on tables with rows
    Error,
    /// Also what is risky in some circumstances
    Warning,
    /// Everything
    Remark,
}

/// A format of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// The same as `--json`
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions, and a summary in `$GITHUB_STEP_SUMMARY`
    Github,
    /// Code quality of GitLab
    Gitlab,
    /// Diagnostics of reviewdog, one in a line
    Rdjsonl,
}

impl From<Deny> for Severity {
    fn from(deny: Deny) -> Self {
        match deny {
            Deny::Error => Self::Error,
            Deny::Warning => Self::Warning,
            Deny::Remark => Self::Remark,
        }
    }
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut settings = context.project.settings()?.lint;
        settings.postgres = self.postgres.or(settings.postgres);
        if let Some(about) = &self.about {
            return about.run(context, &settings);
        }
        let database = self.database(context)?;
        let mut subjects = self.subjects(context, database, &settings)?;
        if self.measure && self.chosen.is_empty() && self.since.is_none() {
            measured::only_pending(context, &mut subjects).await?;
        }
        let option = self.sizes.as_deref();
        let evidence = Evidence {
            sizes: sizes::named(context, option, &settings, database).await?,
            measured: match self.measure {
                true => measured::measured(context, &self.scratch, &subjects).await?,
                false => None,
            },
        };
        let report = glowplug_lint::lint_with(database, &subjects, &settings, &evidence)?;
        self.print(context, report)
    }

    fn database(&self, context: &Context) -> Result<Database> {
        match self.database {
            Some(database) => Ok(database),
            None => Target::database(&context.global, &context.environment, &context.project),
        }
    }

    fn subjects(
        &self,
        context: &Context,
        database: Database,
        settings: &Settings,
    ) -> Result<Vec<Subject>> {
        let loaded = context.migrations().and_then(|folder| {
            let migrations = Migrations::folder(&folder).load(database)?;
            Ok((folder, migrations))
        });
        let (folder, migrations) = match loaded {
            // A file can be judged alone.
            Err(Error::Usage { .. }) if self.are_files() => Default::default(),
            other => other?,
        };
        match (&self.since, &settings.since) {
            (Some(since), _) => chosen::since(since, &folder, &migrations),
            (None, Some(version)) if self.chosen.is_empty() => chosen::after(version, &migrations),
            _ => chosen::named(&self.chosen, &migrations),
        }
    }

    fn are_files(&self) -> bool {
        !self.chosen.is_empty() && self.chosen.iter().all(|name| Path::new(name).is_file())
    }

    fn print(self, context: &Context, report: Report) -> Result<Outcome> {
        let default = match context.output.json {
            true => Format::Json,
            false => Format::Text,
        };
        let found = report.worst() >= Some(self.deny.into());
        let output = &context.output;
        match self.format.unwrap_or(default) {
            Format::Text => output.line(&findings(&report, output.paint))?,
            Format::Json => output.json(&Judged::from(report))?,
            Format::Sarif => output.document(&format::sarif(&report))?,
            Format::Gitlab => output.document(&format::gitlab(&report))?,
            Format::Rdjsonl => document(context, &format::rdjsonl(&report))?,
            Format::Github => {
                document(context, &format::github(&report))?;
                summarize(context, &report)?;
                output.notice(findings_summary(&report, output.error_paint));
            }
        }
        Ok(match found {
            true => Outcome::Found,
            false => Outcome::Done,
        })
    }
}

/// Prints lines, or nothing.
fn document(context: &Context, text: &str) -> Result<()> {
    match text.is_empty() {
        true => Ok(()),
        false => context.output.document(text),
    }
}

/// Adds to the summary of the step, if there is one.
fn summarize(context: &Context, report: &Report) -> Result<()> {
    let Some(path) = context.environment.path("GITHUB_STEP_SUMMARY") else {
        return Ok(());
    };
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .and_then(|mut file| file.write_all(format::github_summary(report).as_bytes()))
        .map_err(Error::io("write", &path))
}

/// The answer in JSON.
#[derive(Serialize)]
struct Judged {
    errors: usize,
    warnings: usize,
    remarks: usize,
    #[serde(flatten)]
    report: Report,
}

impl From<Report> for Judged {
    fn from(report: Report) -> Self {
        Self {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            remarks: report.count(Severity::Remark),
            report,
        }
    }
}

impl Answer for Judged {
    fn text(&self, paint: Paint) -> String {
        findings(&self.report, paint)
    }
}
