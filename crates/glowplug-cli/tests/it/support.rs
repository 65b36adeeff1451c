//! Shared by the tests: a project in a temporary folder, and the command.

pub(crate) mod bouncer;
pub(crate) mod git;
pub(crate) mod mariadb;
pub(crate) mod mysql;
pub(crate) mod place;
pub(crate) mod proxy;
pub(crate) mod running;
pub(crate) mod terminal;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A project in a temporary folder. Its local PostgreSQL, if it has one, is deleted with it.
pub(crate) struct Project {
    folder: TempDir,
    path: PathBuf,
    variables: Vec<(String, String)>,
}

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    /// An empty folder, without a database.
    pub(crate) fn empty() -> Self {
        Self::at("shop")
    }

    /// An empty folder with this name.
    pub(crate) fn at(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        open_to_all(folder.path());
        let path = folder.path().join(name);
        fs::create_dir_all(&path).unwrap();
        Self {
            folder,
            path: path.canonicalize().unwrap(),
            variables: Vec::new(),
        }
    }

    /// A project on a SQLite file with two migrations.
    pub(crate) fn sqlite() -> Self {
        let project = Self::empty().with("DATABASE_URL", "shop.db");
        project.migration(
            "001_create_users",
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);",
            "DROP TABLE users;",
        );
        project.migration(
            "002_create_posts",
            "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL \
             REFERENCES users (id) ON DELETE CASCADE, title TEXT);\n\
             CREATE INDEX posts_user_id_idx ON posts (user_id);",
            "DROP TABLE posts;",
        );
        project
    }

    /// The same with a variable set.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The folder around the project.
    pub(crate) fn outside(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the project.
    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.path.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path.join(file)).unwrap()
    }

    /// Writes a migration.
    pub(crate) fn migration(&self, name: &str, up: &str, down: &str) {
        self.write(&format!("migrations/{name}/up.sql"), up);
        self.write(&format!("migrations/{name}/down.sql"), down);
    }

    /// The command, in the project, with nothing of the tests' own environment that it reads.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_glowplug"));
        command.args(words).current_dir(&self.path);
        for name in [
            "DATABASE_URL",
            "DB_HOST",
            "DB_PORT",
            "DB_NAME",
            "DB_USER",
            "DB_PASSWORD",
            "MIGRATION_DIRECTORY",
            "DIESEL_CONFIG_FILE",
            "GLOWPLUG_SCRATCH_CONFINED",
            "GLOWPLUG_SCRATCH_EXTENSIONS",
            "GLOWPLUG_SCRATCH_KEEP",
            "GLOWPLUG_SCRATCH_URL",
            "NO_COLOR",
        ] {
            command.env_remove(name);
        }
        if self
            .variables
            .iter()
            .any(|(name, _)| name == "DATABASE_URL")
        {
            keep_nothing_for_others(&mut command);
        }
        command.envs(self.variables.iter().cloned());
        command.stdin(Stdio::null());
        command
    }

    /// Runs the command.
    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.command(words).output().unwrap().into()
    }

    /// Runs the command with something on its standard input.
    pub(crate) fn run_with(&self, words: &[&str], input: &str) -> Ran {
        let mut child = self
            .command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        child.wait_with_output().unwrap().into()
    }

    /// Runs the command, which must succeed.
    pub(crate) fn ok(&self, words: &[&str]) -> String {
        let ran = self.run(words);
        assert_eq!(ran.code, 0, "{words:?}: {ran:?}");
        ran.stdout
    }

    /// Runs the command with `--json`, which must succeed.
    pub(crate) fn json(&self, words: &[&str]) -> Value {
        let mut words = words.to_vec();
        words.push("--json");
        serde_json::from_str(&self.ok(&words)).unwrap()
    }
}

/// What is kept on a server of somebody else's would stay there.
pub(crate) fn keep_nothing_for_others(command: &mut Command) {
    if std::env::var_os("TEST_DATABASE_URL").is_some() {
        command.env("GLOWPLUG_SCRATCH_KEEP", "false");
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        if self.path.join(".glowplug").exists()
            && let Ok(cluster) = glowplug_local::Cluster::development(&self.path)
        {
            let _ = cluster.reset();
        }
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Everything it wrote.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    /// Standard output as JSON.
    pub(crate) fn data(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

/// A text without what differs from run to run: dates become `<date>`, times `<time>`, what took
/// some time took `<n> ms`, and columns are two blanks apart.
pub(crate) fn steady(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let indent = line.len() - line.trim_start().len();
        let columns = line.trim().split("  ").map(str::trim);
        let columns = columns.filter(|column| !column.is_empty());
        let columns: Vec<String> = columns.map(steady_column).collect();
        format!("{}{}", " ".repeat(indent), columns.join("  "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn steady_column(column: &str) -> String {
    let words: Vec<&str> = column.split(' ').collect();
    let steady = words.iter().enumerate().map(|(place, word)| {
        let made_of = |others: &str| {
            let fits = |c: char| c.is_ascii_digit() || others.contains(c);
            word.chars().all(fits) && word.starts_with(|c: char| c.is_ascii_digit())
        };
        match words.get(place + 1) {
            Some(&("ms" | "s" | "kB")) if made_of(".") => "<n>",
            _ if word.len() == 10 && made_of("-") => "<date>",
            _ if word.len() == 8 && made_of(":") => "<time>",
            _ => word,
        }
    });
    steady.collect::<Vec<_>>().join(" ")
}

fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    // The server of the local PostgreSQL may be another user.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Prints loudly that a test does nothing, and fails where nothing may be skipped.
pub(crate) fn skipped(reason: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {reason}");
    let strict = std::env::var_os("TOMORI_SKIP_NOTHING").is_some();
    assert!(!strict, "{reason}");
}

/// Prints a figure, so that it is seen with `--nocapture`.
#[allow(
    clippy::print_stderr,
    reason = "figures of the trials are read by people"
)]
pub(crate) fn figure(text: &str) {
    eprintln!("{text}");
}

/// How many rounds: as said by a variable, else the usual.
pub(crate) fn rounds(variable: &str, usual: usize) -> usize {
    std::env::var(variable).map_or(usual, |text| text.parse().unwrap())
}

/// The address for another user.
pub(crate) fn with_user(url: &str, user: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap();
    let (_, rest) = rest.split_once('@').unwrap_or(("", rest));
    format!("{scheme}://{user}@{rest}")
}
