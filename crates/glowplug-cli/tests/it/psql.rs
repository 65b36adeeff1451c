//! What `psql` reaches, the command reaches: variables, service files, password files.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use glowplug_local::{Settings, TestDatabase, TestServer};

use crate::support::Project;

/// A server that wants a password over TCP, and a project without an address.
struct Remote {
    _server: TestServer,
    database: TestDatabase,
    project: Project,
    port: String,
    password: String,
}

impl Remote {
    fn new() -> Self {
        let server = TestServer::start(Settings::default().tcp()).unwrap();
        let database = server.database().unwrap();
        let cluster = server.cluster().unwrap();
        let url = cluster.tcp_url(database.name()).unwrap().unwrap();
        let (place, _) = url.rsplit_once('/').unwrap();
        let (_, port) = place.rsplit_once(':').unwrap();
        let project = Project::empty().with("DATABASE_URL", "postgres://");
        let folder = home(&project).display().to_string();
        let project = project.with("HOME", &folder);
        project.migration(
            "001_a",
            "CREATE TABLE a (id int PRIMARY KEY);",
            "DROP TABLE a;",
        );
        Self {
            port: port.to_owned(),
            password: cluster.password().unwrap(),
            _server: server,
            database,
            project,
        }
    }

    /// Has the project use a variable.
    fn with(mut self, name: &str, value: &str) -> Self {
        self.project = self.project.with(name, value);
        self
    }

    fn by_variables(self) -> Self {
        let (port, name) = (self.port.clone(), self.database.name().to_owned());
        self.with("PGHOST", "127.0.0.1")
            .with("PGPORT", &port)
            .with("PGUSER", "postgres")
            .with("PGDATABASE", &name)
    }

    /// Where the command is; fails where it is not let in.
    fn reached(&self) -> String {
        let sql =
            "SELECT current_database()::text || ' ' || current_setting('application_name') AS it";
        let rows = self.project.json(&["query", sql])["rows"].clone();
        rows[0][0].as_str().unwrap().to_owned()
    }

    /// Writes a file of the user's that others may read, or not.
    fn own(&self, name: &str, text: &str, mode: u32) -> PathBuf {
        let file = home(&self.project).join(name);
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
        file
    }
}

/// The home of the user who runs the command.
fn home(project: &Project) -> PathBuf {
    let home = project.outside().join("home");
    fs::create_dir_all(&home).unwrap();
    home
}

#[test]
fn variables_fill_what_the_address_leaves_out() {
    let remote = Remote::new().by_variables();
    let password = remote.password.clone();
    let remote = remote
        .with("PGPASSWORD", &password)
        .with("PGAPPNAME", "ours");
    assert_eq!(remote.reached(), format!("{} ours", remote.database.name()));
    // What is written goes before.
    let address = "postgres:///postgres?application_name=theirs";
    let remote = remote.with("DATABASE_URL", address);
    assert_eq!(remote.reached(), "postgres theirs");
}

#[test]
fn a_password_file_is_used_if_nobody_else_may_read_it() {
    let remote = Remote::new().by_variables();
    let line = format!("127.0.0.1:{}:*:postgres:{}\n", remote.port, remote.password);
    remote.own(".pgpass", &line, 0o600);
    assert!(remote.reached().starts_with(remote.database.name()));
    remote.own(".pgpass", &line, 0o640);
    let ran = remote.project.run(&["query", "SELECT 1"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(!ran.all().contains(&remote.password), "{ran:?}");
    // Another one, for one database alone; scratch databases have other names.
    let other = remote.own("passwords", &line, 0o600);
    let remote = remote.with("PGPASSFILE", &other.display().to_string());
    assert!(remote.reached().starts_with(remote.database.name()));
    remote.project.ok(&["up"]);
    remote.project.ok(&["check", "--scratch-keep", "false"]);
    remote.project.ok(&["prove", "--scratch-confined"]);
}

#[test]
fn a_service_is_an_address_under_a_name() {
    let remote = Remote::new();
    let text = format!(
        "[shop]\nhost=127.0.0.1\nport={}\nuser=postgres\npassword={}\ndbname={}\n",
        remote.port,
        remote.password,
        remote.database.name()
    );
    remote.own(".pg_service.conf", &text, 0o600);
    let remote = remote.with("PGSERVICE", "shop");
    assert!(remote.reached().starts_with(remote.database.name()));
    let remote = remote
        .with("PGSERVICE", "")
        .with("DATABASE_URL", "postgres://?service=shop");
    assert!(remote.reached().starts_with(remote.database.name()));
    let shown = remote.project.run(&["info"]).all();
    assert!(!shown.contains(&remote.password), "{shown}");
    let remote = remote.with("DATABASE_URL", "postgres://?service=none");
    let ran = remote.project.run(&["status"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("PGSERVICEFILE"), "{ran:?}");
}

#[test]
fn what_a_variable_names_is_guarded_like_what_is_written() {
    let remote = Remote::new().with("PGHOST", "db.example.com");
    let remote = remote.with("PGDATABASE", "live");
    let ran = remote.project.run(&["reset", "--yes"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("live"), "{ran:?}");
    let ran = remote.project.run(&["reset", "--yes", "--confirm", "shop"]);
    assert_eq!(ran.code, 2, "{ran:?}");
}

#[test]
fn the_own_server_of_a_project_is_not_moved_by_variables() {
    let project = Project::empty();
    project.write("diesel.toml", "");
    let url = project.ok(&["local", "url"]);
    project.ok(&["query", "SELECT 1"]);
    let project = project
        .with("PGHOSTADDR", "192.0.2.1")
        .with("PGSERVICE", "none")
        .with("PGCONNECT_TIMEOUT", "2");
    project.ok(&["query", "SELECT 1"]);
    let project = project.with("DATABASE_URL", url.trim());
    project.ok(&["query", "SELECT 1"]);
}
