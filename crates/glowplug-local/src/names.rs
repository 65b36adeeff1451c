//! Names of test databases, which contain their process and host, and URLs of databases on a
//! server.

use std::{fs, sync::OnceLock};

use crate::{paths::hash, process::is_alive};

/// The prefix of the names of test databases.
pub(crate) const PREFIX: &str = "glowplug_test_";

/// Returns the name of the `number`th database of this process.
pub(crate) fn database(number: u64) -> String {
    format!("{PREFIX}{}_{}_{number}", std::process::id(), host())
}

/// Returns true if a database belongs to a process of this host that has ended.
pub(crate) fn is_stale(name: &str) -> bool {
    owner(name).is_some_and(|(pid, tag)| tag == host() && !is_alive(pid))
}

fn owner(name: &str) -> Option<(u32, &str)> {
    let mut parts = name.strip_prefix(PREFIX)?.split('_');
    Some((parts.next()?.parse().ok()?, parts.next()?))
}

/// Returns eight digits that identify the scope of our pids: the host and its pid namespace.
fn host() -> &'static str {
    static HOST: OnceLock<String> = OnceLock::new();
    HOST.get_or_init(|| {
        let mut place = fs::read("/etc/machine-id").unwrap_or_default();
        place.extend(rustix::system::uname().nodename().to_bytes());
        if let Ok(namespace) = fs::read_link("/proc/self/ns/pid") {
            place.extend(namespace.as_os_str().as_encoded_bytes());
        }
        format!("{:08x}", hash(&place) >> 32)
    })
}

/// Replaces the database of a URL; the new name is already percent-encoded.
pub(crate) fn with_database(url: &str, database: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme, "postgres" | "postgresql") {
        return None;
    }
    let (address, query) = match rest.split_once('?') {
        Some((address, query)) => (address, format!("?{query}")),
        None => (rest, String::new()),
    };
    let authority = address.split('/').next()?;
    Some(format!("{scheme}://{authority}/{database}{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_only_the_database() {
        let replaced = |url| with_database(url, "new").unwrap();
        assert_eq!(
            replaced("postgres://u:p@h:1/old?sslmode=disable&x=a/b"),
            "postgres://u:p@h:1/new?sslmode=disable&x=a/b"
        );
        assert_eq!(replaced("postgresql://h"), "postgresql://h/new");
        assert_eq!(
            replaced("postgres:///old?host=/tmp"),
            "postgres:///new?host=/tmp"
        );
        assert_eq!(with_database("host=/tmp dbname=old", "new"), None);
        assert_eq!(with_database("mysql://h/old", "new"), None);
    }

    #[test]
    fn only_databases_of_dead_processes_of_this_host_are_stale() {
        assert!(!is_stale(&database(1)), "we live");
        let dead = u32::MAX / 2;
        assert!(is_stale(&format!("{PREFIX}{dead}_{}_1", host())));
        assert!(!is_stale(&format!("{PREFIX}{dead}_otherhost_1")));
        assert!(!is_stale("glowplug_test_mine"));
    }
}
