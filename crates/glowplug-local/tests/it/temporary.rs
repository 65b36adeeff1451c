//! Temporary clusters are deleted however their owner ends.

use std::{fs, path::Path, process::Command};

use glowplug_local::{Cluster, Settings, State, TestServer};

use crate::{
    helper,
    support::{kill, open_to_all, processes_of, runs, sql, try_sql, wait_until},
};

/// Takes a helper's answer, the pid and the data folder, and waits until both are gone.
pub(crate) fn assert_gone(answer: &str) {
    let (pid, data) = answer.split_once(' ').unwrap();
    let home = Path::new(data).parent().unwrap();
    wait_until("the folder is gone", || !home.exists());
    wait_until("the watchdog is gone", || processes_of(home).is_empty());
    assert!(!runs(pid.parse().unwrap()));
}

#[test]
fn dropping_it_leaves_no_process_and_no_folder() {
    let cluster = Cluster::temporary().unwrap();
    let home = cluster.data_dir().parent().unwrap().to_owned();
    assert_eq!(sql(&cluster.url("postgres"), "SELECT 1"), ["1"]);
    drop(cluster);
    assert!(!home.exists());
    assert_eq!(processes_of(&home), [""; 0]);
}

#[test]
fn kill_9_of_the_owner_leaves_no_process_and_no_folder() {
    let mut child = helper::spawn("serve_and_stay", "");
    let answer = helper::answer(&mut child);
    kill("-9", child.id());
    child.wait().unwrap();
    assert_gone(&answer);
}

#[test]
fn kill_9_of_the_owner_and_the_server_leaves_nothing_either() {
    assert_nothing_is_left_after("-9");
}

/// Such a server does not end when it is asked to, so the watchdog kills it.
#[test]
fn kill_9_of_the_owner_of_a_server_that_stands_still_leaves_nothing_either() {
    assert_nothing_is_left_after("-STOP");
}

/// Sends the server a signal and kills its owner.
fn assert_nothing_is_left_after(signal: &str) {
    let mut child = helper::spawn("serve_and_stay", "");
    let answer = helper::answer(&mut child);
    let pid = answer.split_once(' ').unwrap().0.parse().unwrap();
    assert_eq!(shared_memory(pid).len(), 1);
    kill(signal, pid);
    kill("-9", child.id());
    child.wait().unwrap();
    assert_gone(&answer);
    wait_until("its shared memory is gone", || {
        shared_memory(pid).is_empty()
    });
}

/// Returns the System V segments a server made.
fn shared_memory(creator: u32) -> Vec<String> {
    fs::read_to_string("/proc/sysvipc/shm")
        .unwrap()
        .lines()
        .filter(|line| line.split_whitespace().nth(4) == Some(&creator.to_string()))
        .map(str::to_owned)
        .collect()
}

#[test]
fn kill_9_in_the_midst_of_a_start_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    open_to_all(folder.path());
    fs::set_permissions(
        folder.path(),
        std::os::unix::fs::PermissionsExt::from_mode(0o777),
    )
    .unwrap();
    for pause in [5, 60, 200, 400, 700] {
        let mut child = helper::spawn("serve_in", folder.path().to_str().unwrap());
        std::thread::sleep(std::time::Duration::from_millis(pause));
        kill("-9", child.id());
        child.wait().unwrap();
    }
    wait_until("the folders are gone", || {
        fs::read_dir(folder.path()).unwrap().next().is_none()
    });
    wait_until("the processes are gone", || {
        processes_of(folder.path()).is_empty()
    });
}

#[test]
fn dropping_it_works_without_the_watchdog() {
    let cluster = Cluster::temporary().unwrap();
    let home = cluster.data_dir().parent().unwrap().to_owned();
    let is_shell = |pid: &String| {
        fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim() == "sh")
    };
    let shell = processes_of(&home).into_iter().find(is_shell).unwrap();
    kill("-9", shell.parse().unwrap());
    drop(cluster);
    assert!(!home.exists());
    assert_eq!(processes_of(&home), [""; 0]);
}

#[test]
fn the_end_of_the_process_is_enough() {
    let mut child = helper::spawn("serve_and_end", "");
    let answer = helper::answer(&mut child);
    assert!(child.wait().unwrap().success());
    assert_gone(&answer);
}

#[test]
fn the_watchdog_holds_no_stream_of_its_owner() {
    let cluster = Cluster::temporary().unwrap();
    let home = cluster.data_dir().parent().unwrap().to_owned();
    let ours = |fd| fs::read_link(format!("/proc/self/fd/{fd}")).unwrap();
    for pid in processes_of(&home) {
        for entry in fs::read_dir(format!("/proc/{pid}/fd")).unwrap().flatten() {
            let target = fs::read_link(entry.path()).unwrap_or_default();
            let shared = target == ours(1) || target == ours(2);
            assert!(!shared || target.ends_with("dev/null"), "{target:?}");
        }
    }
}

#[test]
fn stop_start_and_restart_keep_the_url() {
    let server = TestServer::start(Settings::default()).unwrap();
    let cluster = server.cluster().unwrap();
    let database = server.database().unwrap();
    cluster.stop_immediate().unwrap();
    assert_eq!(cluster.status().state, State::Stopped);
    assert!(try_sql(database.url(), "SELECT 1").is_err());
    cluster.start().unwrap();
    assert_eq!(sql(database.url(), "SELECT 1"), ["1"]);
    cluster.restart().unwrap();
    assert_eq!(sql(database.url(), "SELECT 1"), ["1"]);
    drop(server.database().unwrap());
    let log = cluster.read_log().unwrap();
    assert!(log.contains("received immediate shutdown request"));
    assert!(cluster.log_path().is_file());
}

#[test]
fn settings_for_tests_can_be_overridden() {
    let cluster = Cluster::temporary_with(Settings::default().set("autovacuum", "on")).unwrap();
    let show = |name: &str| sql(&cluster.url("postgres"), &format!("SHOW {name}")).concat();
    assert_eq!(show("autovacuum"), "on");
    assert_eq!(show("fsync"), "off");
    assert_eq!(show("full_page_writes"), "off");
    assert_eq!(show("synchronous_commit"), "off");
    assert!(show("max_connections").parse::<u32>().unwrap() >= 200);
    assert_eq!(show("server_encoding"), "UTF8");
    assert_eq!(show("listen_addresses"), "");
}

#[test]
fn tcp_needs_the_password_and_keeps_its_port() {
    let cluster = Cluster::temporary_with(Settings::default().tcp()).unwrap();
    let url = cluster.tcp_url("postgres").unwrap().unwrap();
    let wrong = url.replace(&cluster.password().unwrap(), "wrong");
    assert_eq!(sql(&cluster.url("postgres"), "SELECT 1"), ["1"]);
    assert!(try_sql(&wrong, "SELECT 1").is_err());
    let port = cluster.port();
    cluster.restart().unwrap();
    assert_eq!(cluster.port(), port);
    assert_eq!(sql(&url, "SHOW port"), [port.to_string()]);
    assert!(
        Cluster::temporary()
            .unwrap()
            .tcp_url("x")
            .unwrap()
            .is_none()
    );
}

#[test]
fn tls_is_offered_with_the_given_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let (key, certificate) = (folder.path().join("k"), folder.path().join("c"));
    let made = Command::new("openssl")
        .args([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
        ])
        .args(["-subj", "/CN=localhost", "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output();
    if !made.is_ok_and(|output| output.status.success()) {
        return;
    }
    let cluster = Cluster::temporary_with(Settings::default().tls(&certificate, &key)).unwrap();
    assert_eq!(sql(&cluster.url("postgres"), "SHOW ssl"), ["on"]);
    cluster.restart().unwrap();
    let url = cluster.tcp_url("postgres").unwrap().unwrap();
    assert_eq!(sql(&url, "SELECT 1"), ["1"]);
}

#[test]
fn a_folder_with_spaces_may_hold_it() {
    let folder = tempfile::tempdir().unwrap();
    open_to_all(folder.path());
    let spaces = folder.path().join("a b");
    fs::create_dir(&spaces).unwrap();
    let cluster = Cluster::temporary_with(Settings::default().folder(&spaces)).unwrap();
    assert!(
        cluster
            .data_dir()
            .starts_with(fs::canonicalize(&spaces).unwrap())
    );
    assert_eq!(sql(&cluster.url("postgres"), "SELECT 1"), ["1"]);
}
