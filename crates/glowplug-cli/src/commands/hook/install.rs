//! Installs the hook.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::script::{self, Block};
use crate::context::Context;
use crate::error::{Error, Outcome, Result};
use crate::file;
use crate::git::{Repository, slashed};
use crate::output::{Answer, Paint};

/// The settings of the framework pre-commit.
const FRAMEWORK: &str = ".pre-commit-config.yaml";

/// Add it to git's pre-commit hook
///
/// A hook that exists is kept, and runs after this one. In a repository with several projects, run this
/// in the folder of each. Linked work trees share their hooks.
#[derive(clap::Args)]
pub(super) struct Args {
    /// How the hook runs this program
    #[arg(long, value_name = "COMMAND", default_value = "glowplug")]
    command: String,
}

/// The result of the command.
#[derive(Serialize)]
struct Installed {
    /// The file of the hook.
    file: PathBuf,
    /// Whether the hook is installed now.
    installed: bool,
    /// Whether the file was changed.
    changed: bool,
}

impl Args {
    pub(super) fn run(&self, context: &Context, repository: &Repository) -> Result<Outcome> {
        self.demand_program()?;
        demand_no_framework(repository)?;
        let file = hook(repository)?;
        let project = project(context, repository)?;
        let block = Block {
            project: &project,
            command: &self.command,
        };
        let existing = read(&file)?;
        let hook = block.added_to(existing.as_deref()).ok_or_else(|| {
            Error::usage(
                format!("`{}` is not a shell script", file.display()),
                format!(
                    "let it run `{} hook run` in the project's folder",
                    self.command
                ),
            )
        })?;
        let changed = existing.as_deref() != Some(hook.as_str());
        if changed {
            file::write_with_folders([(file.as_path(), hook.as_str())])?;
        }
        make_executable(&file)?;
        answer(context, file, true, changed)
    }

    /// Refuses a command that is not there, because each commit would fail.
    fn demand_program(&self) -> Result<()> {
        let program = self.command.split_whitespace().next().unwrap_or_default();
        let path = env::var_os("PATH").unwrap_or_default();
        let home = env::home_dir().map(|home| home.join(".cargo/bin"));
        let mut folders = env::split_paths(&path).chain(home);
        let is_there = |folder: PathBuf| {
            let file = folder.join(program);
            file.is_file() || file.with_extension("exe").is_file()
        };
        match !program.is_empty() && folders.any(is_there) {
            true => Ok(()),
            false => Err(Error::usage(
                format!("there is no program `{program}` on the `PATH`"),
                "install it, or say how the hook runs this program, for example with \
                 `--command 'cargo db'`",
            )),
        }
    }
}

/// Removes the hook.
///
/// # Errors
/// A hook that cannot be read or written.
pub(super) fn uninstall(context: &Context, repository: &Repository) -> Result<Outcome> {
    let file = hook(repository)?;
    let project = project(context, repository)?;
    let existing = read(&file)?.unwrap_or_default();
    let left = script::removed(&existing, &project);
    let changed = left != existing;
    match changed && script::is_empty(&left) {
        true => fs::remove_file(&file).map_err(Error::io("delete", &file))?,
        false if changed => file::write(&file, &left)?,
        false => {}
    }
    answer(context, file, false, changed)
}

fn answer(context: &Context, file: PathBuf, installed: bool, changed: bool) -> Result<Outcome> {
    context.answer(&Installed {
        file: context.project.shown(&file),
        installed,
        changed,
    })?;
    Ok(Outcome::Done)
}

/// Refuses a repository whose hooks another program writes.
fn demand_no_framework(repository: &Repository) -> Result<()> {
    let settings = repository.root.join(FRAMEWORK);
    match settings.is_file() {
        false => Ok(()),
        true => Err(Error::usage(
            format!("the hooks of this repository are in `{FRAMEWORK}`"),
            "add the entry that `glowplug hook --help` shows, then run `pre-commit install`",
        )),
    }
}

/// Returns the file of the hook.
///
/// # Errors
/// Hooks that are for other repositories too.
fn hook(repository: &Repository) -> Result<PathBuf> {
    let folder = repository.hooks()?;
    // Husky replaces the files in its inner folder, and runs those beside it.
    let folder = match folder.ends_with(".husky/_") {
        true => folder.parent().unwrap_or(&folder),
        false => &folder,
    };
    let file = folder.join("pre-commit");
    match repository.owns(&file)? {
        true => Ok(file),
        false => Err(Error::usage(
            format!(
                "the hooks of this repository are in `{}`, outside of it",
                folder.display()
            ),
            "git's `core.hooksPath` says so; set it for this repository with `git config \
             core.hooksPath .githooks`, or add `glowplug hook run` to the hook yourself",
        )),
    }
}

/// Returns the folder of the project, below the top folder.
fn project(context: &Context, repository: &Repository) -> Result<String> {
    let root = context.project.root();
    let folder = root.unwrap_or_else(|| context.project.folder.clone());
    let below = repository.relative(&folder).ok_or_else(|| {
        Error::usage(
            format!(
                "the project `{}` is not in this repository",
                folder.display()
            ),
            "run this in the folder of the project",
        )
    })?;
    Ok(slashed(&below))
}

fn read(file: &Path) -> Result<Option<String>> {
    match file.exists() {
        true => file::read_or_empty(file).map(Some),
        false => Ok(None),
    }
}

#[cfg(unix)]
fn make_executable(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let permissions = fs::metadata(file).map(|found| found.permissions());
    let mut permissions = permissions.map_err(Error::io("read", file))?;
    permissions.set_mode(permissions.mode() | 0o111);
    fs::set_permissions(file, permissions).map_err(Error::io("write", file))
}

/// Does nothing: git runs hooks with its own shell here.
#[cfg(not(unix))]
fn make_executable(_: &Path) -> Result<()> {
    Ok(())
}

impl Answer for Installed {
    fn text(&self, paint: Paint) -> String {
        let file = self.file.display();
        match (self.installed, self.changed) {
            (true, true) => paint.green(&format!(
                "Installed in `{file}`. It checks each commit; `git commit --no-verify` skips it once."
            )),
            (true, false) => format!("It was already in `{file}`."),
            (false, true) => format!("Removed from `{file}`."),
            (false, false) => format!("There was nothing to remove from `{file}`."),
        }
    }
}
