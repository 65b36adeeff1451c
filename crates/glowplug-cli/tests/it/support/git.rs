//! Runs git without the settings of this machine, and so that hooks find the command.

use std::env;
use std::path::Path;
use std::process::Command;

use super::Ran;

/// The programs of this machine, with the command before them.
pub(crate) fn path() -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_glowplug"));
    let own = program.parent().unwrap().to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([own].into_iter().chain(env::split_paths(&path))).unwrap();
    path.into_string().unwrap()
}

/// Runs git in a folder.
pub(crate) fn run(folder: &Path, words: &[&str]) -> Ran {
    let mut command = Command::new("git");
    command
        .args(words)
        .current_dir(folder)
        .env("PATH", path())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env_remove("DATABASE_URL");
    for (name, value) in [("NAME", "Ann"), ("EMAIL", "ann@example.com")] {
        command.env(format!("GIT_AUTHOR_{name}"), value);
        command.env(format!("GIT_COMMITTER_{name}"), value);
    }
    command.output().unwrap().into()
}

/// Runs git, which must succeed.
pub(crate) fn ok(folder: &Path, words: &[&str]) -> String {
    let ran = run(folder, words);
    assert_eq!(ran.code, 0, "{words:?}: {ran:?}");
    ran.all()
}
