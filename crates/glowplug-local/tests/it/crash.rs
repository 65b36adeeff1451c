//! Leftovers of killed processes do not prevent the next start.

use std::{
    fs,
    os::unix::{fs::MetadataExt, process::CommandExt},
    process::Command,
    thread,
    time::Duration,
};

use glowplug_local::State;

use crate::{
    helper,
    support::{Project, kill, runs, sql, try_sql, wait_until},
};

#[test]
fn start_recovers_what_was_committed_before_kill_9_of_the_server() {
    let project = Project::new();
    let cluster = project.cluster();
    let url = cluster.ensure_database("app").unwrap();
    sql(&url, "CREATE TABLE t AS SELECT 42 AS n");
    let pid = cluster.status().pid.unwrap();
    kill("-9", pid);
    wait_until("the server is gone", || !runs(pid));
    assert_eq!(cluster.status().state, State::Stopped);
    cluster.start().unwrap();
    assert_eq!(sql(&url, "SELECT n FROM t"), ["42"]);
}

#[test]
fn backends_that_outlive_the_server_do_not_block_the_start() {
    const BUSY: &str = "SELECT count(*) FROM generate_series(1, 1000000000000)";
    let project = Project::new();
    let cluster = project.cluster();
    let url = cluster.ensure_database("app").unwrap();
    let busy = {
        let url = url.clone();
        thread::spawn(move || try_sql(&url, BUSY))
    };
    let find = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT count(*) FROM gen%'";
    wait_until("the statement runs", || !sql(&url, find).is_empty());
    let backend: u32 = sql(&url, find)[0].parse().unwrap();
    kill("-9", cluster.status().pid.unwrap());
    assert!(runs(backend));
    cluster.start().unwrap();
    assert!(!runs(backend));
    assert_eq!(sql(&url, "SELECT 1"), ["1"]);
    assert!(busy.join().unwrap().is_err());
}

#[test]
fn a_stale_pid_that_belongs_to_another_process_now_does_not_matter() {
    let project = Project::new();
    let cluster = project.cluster();
    cluster.start().unwrap();
    let pid_file = cluster.data_dir().join("postmaster.pid");
    let content = fs::read_to_string(&pid_file).unwrap();
    let owner = fs::metadata(&pid_file).unwrap();
    let pid = cluster.status().pid.unwrap();
    cluster.stop().unwrap();

    let mut other = Command::new("sleep");
    other.arg("600");
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        other.uid(owner.uid()).gid(owner.gid());
    }
    let mut other = other.spawn().unwrap();
    let number = other.id().to_string();
    fs::write(&pid_file, content.replacen(&pid.to_string(), &number, 1)).unwrap();
    let lock = cluster.socket_dir().join(".s.PGSQL.5432.lock");
    fs::write(lock, format!("{number}\n")).unwrap();

    assert_eq!(cluster.status().state, State::Stopped);
    cluster.stop().unwrap();
    cluster.start().unwrap();
    assert!(runs(other.id()), "it is none of our business");
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(sql(&cluster.url("postgres"), "SELECT 1"), ["1"]);
}

#[test]
fn a_half_made_cluster_is_set_aside() {
    let project = Project::new();
    let home = project.home();
    let cluster = project.cluster();
    cluster.start().unwrap();
    cluster.stop().unwrap();
    fs::remove_file(cluster.data_dir().join("PG_VERSION")).unwrap();
    fs::create_dir_all(home.join("data.new-1/global")).unwrap();
    fs::write(home.join("data/precious"), "x").unwrap();
    cluster.start().unwrap();
    assert_eq!(sql(&cluster.url("postgres"), "SELECT 1"), ["1"]);
    assert!(!home.join("data.new-1").exists());
    let kept = fs::read_dir(&home)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.join("precious").exists());
    assert!(kept.is_some());
}

#[test]
fn kill_9_in_the_midst_of_the_first_start_does_not_matter() {
    for pause in [20, 150, 400, 600, 800] {
        let project = Project::new();
        let mut child = helper::spawn("develop", project.path().to_str().unwrap());
        thread::sleep(Duration::from_millis(pause));
        kill("-9", child.id());
        child.wait().unwrap();
        let cluster = project.cluster();
        let url = cluster.ensure_database("app").unwrap();
        assert_eq!(sql(&url, "SELECT 1"), ["1"]);
    }
}

#[test]
fn an_empty_pid_file_does_not_matter() {
    let project = Project::new();
    let cluster = project.cluster();
    cluster.start().unwrap();
    cluster.stop().unwrap();
    fs::write(cluster.data_dir().join("postmaster.pid"), "").unwrap();
    cluster.start().unwrap();
    assert_eq!(cluster.status().state, State::Running);
}

#[test]
fn a_server_whose_socket_was_deleted_is_started_again() {
    let project = Project::new();
    let cluster = project.cluster();
    cluster.start().unwrap();
    let pid = cluster.status().pid;
    fs::remove_file(cluster.socket_dir().join(".s.PGSQL.5432")).unwrap();
    cluster.start().unwrap();
    assert_ne!(cluster.status().pid, pid);
    assert_eq!(sql(&cluster.url("postgres"), "SELECT 1"), ["1"]);
}
