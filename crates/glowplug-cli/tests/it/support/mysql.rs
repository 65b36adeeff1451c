//! Fresh databases on a MySQL or MariaDB server: that of `TEST_MYSQL_URL`, else the machine's,
//! else one of our own.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::mariadb::Mariadb;
use super::place::Observer;

/// Where the machine's own server may be, for root.
const MACHINE: [&str; 2] = [
    "mysql://root@localhost/mysql?socket=/run/mysqld/mysqld.sock",
    "mysql://root@127.0.0.1:3306/mysql",
];

/// A database that is dropped when this is, also on a panic.
pub(crate) struct MysqlDatabase {
    name: String,
    server: String,
}

impl MysqlDatabase {
    /// `None`, said loudly, where there is no server.
    pub(crate) fn create() -> Option<Self> {
        static SERVER: OnceLock<Option<String>> = OnceLock::new();
        let server = SERVER.get_or_init(find).as_ref()?;
        Some(Self::create_on(server))
    }

    /// On this server; its URL names a database that is there.
    pub(crate) fn create_on(server: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let name = format!(
            "gp_cli_{}_{number}_{:x}",
            std::process::id(),
            since.subsec_nanos()
        );
        let sql =
            format!("CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        Observer::at(server).run(&sql);
        Self {
            name,
            server: server.to_owned(),
        }
    }

    pub(crate) fn url(&self) -> String {
        with_database(&self.server, &self.name)
    }
}

impl Drop for MysqlDatabase {
    fn drop(&mut self) {
        if let Ok(mut observer) = Observer::try_at(&self.server) {
            observer.run(&format!("DROP DATABASE IF EXISTS `{}`", self.name));
        }
    }
}

/// The URL with another database in it.
fn with_database(url: &str, name: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap();
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = address.split('/').next().unwrap();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{scheme}://{host}/{name}{mark}{query}")
}

fn find() -> Option<String> {
    if let Ok(url) = std::env::var("TEST_MYSQL_URL") {
        return Some(with_database(&url, "mysql"));
    }
    let machine = MACHINE
        .into_iter()
        .find(|url| Observer::try_at(url).is_ok());
    let server = machine.map(str::to_owned).or_else(of_our_own);
    if server.is_none() {
        super::skipped("no MySQL or MariaDB answers: set TEST_MYSQL_URL");
    }
    server
}

/// Runs as long as this process does.
fn of_our_own() -> Option<String> {
    static OWN: OnceLock<Option<Mariadb>> = OnceLock::new();
    OWN.get_or_init(Mariadb::start).as_ref().map(Mariadb::url)
}
