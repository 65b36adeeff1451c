//! No output ever shows a password.

use crate::support::{Project, Ran};

const PASSWORD: &str = "hunter2secret";

const COMMANDS: [&[&str]; 7] = [
    &["status"],
    &["up", "--verbose"],
    &["down", "--yes"],
    &["reset"],
    &["init"],
    &["info"],
    &["query", "SELECT 1"],
];

/// Addresses that fail, each in its way.
fn urls() -> Vec<String> {
    let reserved = ["@", ":", "/", "?", "#", "%", " "];
    let with = reserved.iter().flat_map(|c| {
        let password = format!("{PASSWORD}{c}{PASSWORD}");
        ["postgres", "mysql"].map(|scheme| format!("{scheme}://me:{password}@127.0.0.1:1/shop"))
    });
    with.chain(broken()).collect()
}

/// Addresses that fail for another reason than their password.
fn broken() -> [String; 7] {
    [
        format!("postgres://me:{PASSWORD}@127.0.0.1:1/shop"),
        format!("postgres://me:{PASSWORD}@no-such-host.invalid/shop"),
        format!("mysql://me:{PASSWORD}@127.0.0.1:1/shop"),
        format!("oracle://me:{PASSWORD}@host/shop"),
        format!("postgres://me:{PASSWORD}@host:port:port/shop"),
        format!("postgres://127.0.0.1:1/shop?password={PASSWORD}"),
        format!("host=db user=me password={PASSWORD}"),
    ]
}

fn assert_silent(ran: &Ran) {
    assert_ne!(ran.code, 0, "{ran:?}");
    assert!(!ran.all().contains(PASSWORD), "{ran:?}");
}

#[test]
fn no_failure_shows_it() {
    let project = Project::sqlite();
    for url in &urls() {
        for command in COMMANDS {
            let words = [command, &["--database-url", url]].concat();
            assert_silent(&project.run(&words));
            assert_silent(&project.run(&[words.as_slice(), &["--json"]].concat()));
        }
    }
}

#[test]
fn no_address_at_the_wrong_place_is_repeated() {
    let project = Project::sqlite();
    for url in &urls() {
        assert_silent(&project.run(&[url]));
        assert_silent(&project.run(&["up", url]));
        assert_silent(&project.run(&["up", "--json", "--to", "1", url]));
        assert_silent(&project.run(&["local", url]));
    }
}

#[test]
fn variables_stay_silent_in_failures_and_in_help() {
    for url in &urls() {
        let project = Project::sqlite().with("DATABASE_URL", url);
        assert_silent(&project.run(&["status"]));
        assert!(!project.ok(&["up", "--help"]).contains(PASSWORD));
    }
    let parts = Project::empty()
        .with("DB_HOST", "127.0.0.1")
        .with("DB_PORT", "1")
        .with("DB_PASSWORD", PASSWORD);
    parts.migration("001_a", "SELECT 1;", "");
    assert_silent(&parts.run(&["status"]));
}

#[test]
fn a_broken_file_of_variables_is_not_repeated() {
    let project = Project::empty();
    let line = format!("DATABASE URL=postgres://me:{PASSWORD}@h/d x\n");
    project.write(".env", &line);
    assert_silent(&project.run(&["status"]));
}

#[test]
fn a_working_connection_shows_it_nowhere() {
    let project = Project::sqlite();
    let server = glowplug_local::TestServer::shared().unwrap();
    let database = server.database().unwrap();
    // The socket needs no password, and takes any.
    let secret = format!("postgres://postgres:{PASSWORD}@");
    let url = database.url().replace("postgres://postgres@", &secret);
    assert!(url.contains(PASSWORD));
    for command in [&["init"][..], &["up", "--verbose"], &["info"], &["history"]] {
        let ran = project.run(&[command, &["--database-url", &url]].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(!ran.all().contains(PASSWORD), "{ran:?}");
    }
}
