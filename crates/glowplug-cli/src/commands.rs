//! The commands, one file each: its `Args`, whose docs are the help, and its `run`.

mod check;
mod completions;
mod count;
mod describe;
mod down;
mod generate;
mod history;
mod hook;
mod info;
mod init;
mod lint;
mod local;
mod mark;
mod models;
mod new;
mod print_schema;
mod prove;
mod query;
mod redo;
mod repair;
mod reset;
mod stats;
mod status;
mod tables;
mod up;

use clap::Subcommand;

use crate::context::Context;
use crate::error::{Outcome, Result};

/// The commands, in the order in which help lists them.
#[derive(Subcommand)]
pub(crate) enum Command {
    Init(init::Args),
    #[command(visible_alias = "create")]
    New(new::Args),
    Generate(generate::Args),
    Prove(prove::Args),
    Lint(lint::Args),
    Hook(hook::Args),
    #[command(visible_alias = "migrate")]
    Up(up::Args),
    #[command(visible_alias = "rollback")]
    Down(down::Args),
    Redo(redo::Args),
    Reset(reset::Args),
    Status(status::Args),
    History(history::Args),
    #[command(visible_alias = "validate")]
    Check(check::Args),
    Repair(repair::Args),
    Mark(mark::Args),
    PrintSchema(print_schema::Args),
    Models(models::Args),
    Info(info::Args),
    Tables(tables::Args),
    Describe(describe::Args),
    Count(count::Args),
    Stats(stats::Args),
    Query(query::Args),
    Local(local::Args),
    Completions(completions::Args),
}

impl Command {
    /// Runs the command. `program` is clap's definition of the whole command line.
    ///
    /// # Errors
    /// Any [`Error`](crate::error::Error).
    pub(crate) async fn run(
        self,
        context: &Context,
        program: impl FnOnce() -> clap::Command,
    ) -> Result<Outcome> {
        match self {
            Self::Init(args) => args.run(context).await,
            Self::New(args) => args.run(context),
            Self::Generate(args) => args.run(context).await,
            Self::Prove(args) => args.run(context).await,
            Self::Lint(args) => args.run(context).await,
            Self::Hook(args) => args.run(context).await,
            Self::Up(args) => args.run(context).await,
            Self::Down(args) => args.run(context).await,
            Self::Redo(args) => args.run(context).await,
            Self::Reset(args) => args.run(context).await,
            Self::Status(args) => args.run(context).await,
            Self::History(args) => args.run(context).await,
            Self::Check(args) => args.run(context).await,
            Self::Repair(args) => args.run(context).await,
            Self::Mark(args) => args.run(context).await,
            Self::PrintSchema(args) => args.run(context).await,
            Self::Models(args) => args.run(context).await,
            Self::Info(args) => args.run(context).await,
            Self::Tables(args) => args.run(context).await,
            Self::Describe(args) => args.run(context).await,
            Self::Count(args) => args.run(context).await,
            Self::Stats(args) => args.run(context).await,
            Self::Query(args) => args.run(context).await,
            Self::Local(args) => args.run(context).await,
            Self::Completions(args) => args.run(context, program()),
        }
    }
}
