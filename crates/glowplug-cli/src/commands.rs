//! One file per command: its `Args`, with the help, and its `run`.

mod check;
mod completions;
mod count;
mod describe;
mod down;
mod generate;
mod history;
mod info;
mod init;
mod local;
mod mark;
mod models;
mod new;
mod options;
mod plan;
mod print_schema;
mod prove;
mod query;
mod ran;
mod redo;
mod refresh;
mod repair;
mod reset;
mod status;
mod tables;
mod up;

use clap::Subcommand;

use crate::context::Context;
use crate::error::{Ending, Result};

/// The commands, in the order in which help lists them.
#[derive(Subcommand)]
pub(crate) enum Command {
    Init(init::Args),
    #[command(visible_alias = "create")]
    New(new::Args),
    Generate(generate::Args),
    Prove(prove::Args),
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
    Query(query::Args),
    Local(local::Args),
    Completions(completions::Args),
}

impl Command {
    /// Runs it.
    ///
    /// # Errors
    /// Everything in [`Error`](crate::error::Error).
    pub(crate) async fn run(self, context: &Context) -> Result<Ending> {
        match self {
            Self::Init(args) => args.run(context).await,
            Self::New(args) => args.run(context),
            Self::Generate(args) => args.run(context).await,
            Self::Prove(args) => args.run(context).await,
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
            Self::Query(args) => args.run(context).await,
            Self::Local(args) => args.run(context),
            Self::Completions(args) => args.run(context),
        }
    }
}
