//! A project in a temporary folder with a fresh database of any kind, and the command run in it.

#[allow(
    dead_code,
    reason = "the engine's tests use more of it than these here do"
)]
#[path = "../../../glowplug/tests/it/support/mysql.rs"]
pub(crate) mod mysql;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::thread;

use glowplug::dialect;
use glowplug::model::{Address, Database};
use glowplug::session::{Access, Session, TextRows};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Builder;

use crate::support::keep_nothing_for_others;

/// Variables of the tests' own environment that the command, or `diesel`, would read.
const READ: [&str; 10] = [
    "DATABASE_URL",
    "DB_HOST",
    "DB_PORT",
    "DB_NAME",
    "DB_USER",
    "DB_PASSWORD",
    "MIGRATION_DIRECTORY",
    "DIESEL_CONFIG_FILE",
    "NO_COLOR",
    "CLICOLOR_FORCE",
];

/// A project, its database, and the command.
pub(crate) struct Stage {
    _folder: TempDir,
    path: PathBuf,
    place: Place,
}

/// Where the database is; gone when it is dropped.
enum Place {
    Postgres(glowplug_local::TestDatabase),
    Sqlite,
    Mysql(mysql::TestDatabase),
}

impl Stage {
    /// An empty project. `None` when this kind of server is not to be had, which was said loudly.
    pub(crate) fn new(database: Database) -> Option<Self> {
        let place = match database {
            Database::Postgres => {
                let server = glowplug_local::TestServer::shared().unwrap();
                Place::Postgres(server.database().unwrap())
            }
            Database::Sqlite => Place::Sqlite,
            Database::Mysql => Place::Mysql(block_on(mysql::database())?),
        };
        let folder = tempfile::tempdir().unwrap();
        // A server that runs as another user may have to come in here.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let path = folder.path().canonicalize().unwrap().join("shop");
        fs::create_dir_all(path.join("migrations")).unwrap();
        fs::write(path.join("diesel.toml"), "").unwrap();
        Some(Self {
            _folder: folder,
            path,
            place,
        })
    }

    /// The project's folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of its migrations.
    pub(crate) fn migrations(&self) -> PathBuf {
        self.path.join("migrations")
    }

    /// Writes one file of a migration.
    pub(crate) fn file(&self, migration: &str, file: &str, text: &str) {
        let folder = self.migrations().join(migration);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(file), text).unwrap();
    }

    /// The address of the database, as it is written for both tools.
    pub(crate) fn url(&self) -> String {
        match &self.place {
            Place::Postgres(database) => database.url().to_owned(),
            Place::Sqlite => "shop.db".to_owned(),
            Place::Mysql(database) => database.url().replacen("?socket=", "?unix_socket=", 1),
        }
    }

    /// What the database is called in messages.
    pub(crate) fn database_name(&self) -> Option<&str> {
        match &self.place {
            Place::Postgres(database) => Some(database.name()),
            Place::Sqlite => None,
            Place::Mysql(database) => Some(&database.name),
        }
    }

    /// A program in the project, with nothing of the tests' own environment.
    pub(crate) fn program(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for name in READ {
            command.env_remove(name);
        }
        command
            .current_dir(&self.path)
            .env("DATABASE_URL", self.url())
            .stdin(Stdio::null());
        keep_nothing_for_others(&mut command);
        command
    }

    /// Runs the command.
    pub(crate) fn run(&self, words: &[&str]) -> Output {
        let mut command = self.program(env!("CARGO_BIN_EXE_glowplug"));
        command.args(words).output().unwrap()
    }

    /// Runs the command with `--json`, which must succeed.
    pub(crate) fn json(&self, words: &[&str]) -> Value {
        let output = self.run(&[words, &["--json"]].concat());
        assert!(output.status.success(), "{words:?}: {output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// A session of the engine's on the database.
    pub(crate) async fn session(&self) -> Box<dyn Session> {
        let url = match &self.place {
            Place::Sqlite => self.path.join("shop.db").display().to_string(),
            _ => self.url(),
        };
        dialect::connect(&Address::parse(&url).unwrap())
            .await
            .unwrap()
    }

    /// Runs one statement beside the command, as a person in a shell would.
    pub(crate) fn sql(&self, sql: &str) -> Result<TextRows, String> {
        block_on(async {
            let mut session = self.session().await;
            let shown = session.query_text(sql, Access::Write).await;
            shown.map_err(|error| error.message)
        })
    }
}

/// Runs a future to its end.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(future)
}

/// Does the same with many things, four at a time, and gives what came of them.
pub(crate) fn side_by_side<I: Send, O: Send>(
    items: impl IntoIterator<Item = I, IntoIter: Send>,
    work: impl Fn(I) -> O + Sync,
) -> Vec<O> {
    let items = Mutex::new(items.into_iter());
    let done = Mutex::new(Vec::new());
    let next = || items.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(item) = next() {
                    let result = work(item);
                    done.lock().unwrap().push(result);
                }
            });
        }
    });
    done.into_inner().unwrap()
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
