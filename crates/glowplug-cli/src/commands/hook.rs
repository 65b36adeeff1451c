//! `hook`: checks migrations before each commit.

mod edited;
mod install;
mod judged;
mod script;
mod staged;
mod undeclared;

use clap::Subcommand;

use crate::context::Context;
use crate::error::{Error, Outcome, Result};
use crate::git::Repository;

/// Check migrations before each commit, with a hook of git
///
/// The hook refuses a commit in which the schema changes and no migration is staged, in which a
/// migration was edited that others have or that is applied to the local database, or in which `lint`
/// finds an error. It looks at what is staged, needs no database, and takes a fraction of a second.
/// `git commit --no-verify` skips it once.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug hook install
  glowplug hook install --command 'cargo db'
  glowplug hook run                    what the hook does, without a commit

With the framework pre-commit, add this to `.pre-commit-config.yaml` instead:
  - repo: local
    hooks:
      - id: glowplug
        name: migrations
        entry: glowplug hook run
        language: system
        pass_filenames: false")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Install(install::Args),
    /// Remove it from git's pre-commit hook
    Uninstall,
    Run(judged::Args),
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let folder = &context.project.folder;
        let repository = Repository::around(folder).map_err(|reason| {
            Error::usage(
                format!(
                    "git finds no work tree around `{}`: {reason}",
                    folder.display()
                ),
                "create a repository with `git init`, or run this in the project's folder",
            )
        })?;
        match self.command {
            Command::Install(args) => args.run(context, &repository),
            Command::Uninstall => install::uninstall(context, &repository),
            Command::Run(args) => args.run(context, &repository).await,
        }
    }
}
