//! The caller's settings for a server, and the `glowplug.conf` with PostgreSQL's settings.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    fetch::{Listener, Progress},
    programs::Programs,
};

/// The caller's settings for a server.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The programs to run; `None` to search for them.
    pub programs: Option<Programs>,
    /// Lines for `postgresql.conf`, name and value; they override this crate's own.
    pub extra: Vec<(String, String)>,
    /// Whether to listen on 127.0.0.1 too, on a free port, with a password.
    pub tcp: bool,
    /// The certificate and the private key (PEM files) for TLS; they are copied.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// The folder in which a temporary cluster creates its own folder; `None` for the memory
    /// (`/dev/shm`) if there is plenty, else the temporary folder.
    pub folder: Option<PathBuf>,
    pub(crate) listener: Option<Listener>,
}

impl Settings {
    /// Adds one line to `postgresql.conf`.
    #[must_use]
    pub fn set(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.push((name.into(), value.into()));
        self
    }

    /// Listens on a free port of 127.0.0.1 as well, where clients need the password.
    #[must_use]
    pub fn tcp(mut self) -> Self {
        self.tcp = true;
        self
    }

    /// Listens on 127.0.0.1 and offers TLS there.
    #[must_use]
    pub fn tls(mut self, certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Self {
        self.tls = Some((certificate.into(), key.into()));
        self.tcp()
    }

    /// Creates the folder of a temporary cluster in this one; its path must be short.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Sets a callback for the progress of fetching a build, if the machine has no programs.
    /// Without it, a line on standard error announces the fetch.
    #[must_use]
    pub fn on_fetch(mut self, listener: impl Fn(&Progress) + Send + Sync + 'static) -> Self {
        self.listener = Some(Listener(Arc::new(listener)));
        self
    }

    /// Runs these programs instead of searching for some.
    #[must_use]
    pub fn programs(mut self, programs: Programs) -> Self {
        self.programs = Some(programs);
        self
    }
}

/// The purpose of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Development: the data is kept, so writes are as safe as by default.
    Development,
    /// Tests: the data is thrown away, so nothing waits for the disk.
    Tests,
}

/// The settings of a server whose data is not needed after a crash. Shared memory in files leaves
/// nothing in `/dev/shm` when the server is killed.
const TESTS: [(&str, &str); 12] = [
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    ("autovacuum", "off"),
    ("max_connections", "300"),
    ("shared_buffers", "64MB"),
    ("wal_level", "minimal"),
    ("max_wal_senders", "0"),
    ("max_wal_size", "256MB"),
    ("checkpoint_timeout", "1h"),
    ("dynamic_shared_memory_type", "mmap"),
    ("timezone", "UTC"),
];

/// Returns the text of `glowplug.conf`.
pub(crate) fn render(
    purpose: Purpose,
    settings: &Settings,
    socket_dir: &Path,
    home: &Path,
    port: u16,
) -> String {
    let mut text = String::from(
        "# Written at every start. Put your own settings into postgresql.conf; these here win.\n",
    );
    let mut line = |name: &str, value: &str| {
        let value = value.replace('\\', "\\\\").replace('\'', "''");
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name} = '{value}'");
    };
    line(
        "listen_addresses",
        if settings.tcp { "127.0.0.1" } else { "" },
    );
    line("port", &port.to_string());
    line("unix_socket_directories", &list_item(socket_dir));
    line("unix_socket_permissions", "0700");
    line("cluster_name", "glowplug");
    line("logging_collector", "off");
    line("log_destination", "stderr");
    line("lc_messages", "C");
    if settings.tls.is_some() {
        line("ssl", "on");
        line("ssl_cert_file", &home.join("server.crt").to_string_lossy());
        line("ssl_key_file", &home.join("server.key").to_string_lossy());
    }
    if purpose == Purpose::Tests {
        TESTS.iter().for_each(|(name, value)| line(name, value));
    }
    for (name, value) in &settings.extra {
        line(name, value);
    }
    text
}

/// Quotes a path for a setting that holds a comma-separated list.
fn list_item(path: &Path) -> String {
    format!("\"{}\"", path.to_string_lossy().replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conf(settings: &Settings) -> String {
        let folder = Path::new("/it's, \"a\" \\dir");
        render(Purpose::Tests, settings, folder, folder, 5432)
    }

    #[test]
    fn quotes_paths_twice() {
        assert!(
            conf(&Settings::default())
                .contains("unix_socket_directories = '\"/it''s, \"\"a\"\" \\\\dir\"'\n")
        );
    }

    #[test]
    fn listens_on_no_address_unless_asked() {
        assert!(conf(&Settings::default()).contains("listen_addresses = ''\n"));
        assert!(conf(&Settings::default().tcp()).contains("listen_addresses = '127.0.0.1'\n"));
    }

    #[test]
    fn extra_lines_come_last_and_win() {
        let text = conf(&Settings::default().set("autovacuum", "on"));
        assert!(text.ends_with("autovacuum = 'on'\n"));
    }
}
