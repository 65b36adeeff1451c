//! The development cluster of a project.

use std::{fs, os::unix::fs::PermissionsExt, process::Command, thread};

use glowplug_local::{Cluster, Error, Settings, State};

use crate::{
    helper,
    support::{Project, kill, runs, sql},
};

#[test]
fn data_persists_over_stop_and_start() {
    let project = Project::new();
    let cluster = project.cluster();
    assert_eq!(cluster.status().state, State::Absent);
    let url = cluster.ensure_database("app").unwrap();
    sql(&url, "CREATE TABLE t AS SELECT 42 AS n");
    cluster.stop().unwrap();
    assert_eq!(cluster.status().state, State::Stopped);
    assert_eq!(cluster.status().pid, None);
    cluster.stop().unwrap();

    let again = project.cluster();
    again.start().unwrap();
    assert_eq!(again.status().state, State::Running);
    assert!(
        again
            .status()
            .version
            .starts_with(&again.programs().major().to_string())
    );
    assert_eq!(sql(&url, "SELECT n FROM t"), ["42"]);
}

#[test]
fn strange_characters_in_the_path_do_not_matter() {
    let project = Project::at("it's a \"big\" $HOME, 100% `x` \\ ü");
    let url = project.cluster().ensure_database("my app/ü").unwrap();
    assert_eq!(sql(&url, "SELECT current_database()"), ["my app/ü"]);
    assert_eq!(
        project.cluster().socket_dir(),
        fs::canonicalize(project.home()).unwrap()
    );
    project.cluster().restart().unwrap();
    assert_eq!(sql(&url, "SELECT 1"), ["1"]);
}

#[test]
fn libpq_understands_the_url_too() {
    let project = Project::at("a b");
    let cluster = project.cluster();
    let url = cluster.ensure_database("my app").unwrap();
    let psql = Command::new(cluster.bin_dir().join("psql"))
        .args(["-X", "-A", "-t", "-c", "SELECT current_database()"])
        .arg(url)
        .env("PGPORT", "1")
        .env("PGHOST", "elsewhere")
        .output();
    if let Ok(output) = psql {
        assert_eq!(String::from_utf8_lossy(&output.stdout), "my app\n");
    }
}

#[test]
fn a_very_long_path_gets_its_socket_elsewhere() {
    let project = Project::at(&format!("{0}/{0}/a b/{0}", "long".repeat(40)));
    let cluster = project.cluster();
    let url = cluster.ensure_database("app").unwrap();
    assert_eq!(sql(&url, "SELECT 1"), ["1"]);
    let socket_dir = cluster.socket_dir();
    assert!(socket_dir.as_os_str().len() < 90, "{socket_dir:?}");
    let mode = fs::metadata(&socket_dir).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    cluster.reset().unwrap();
    assert!(!socket_dir.exists());
}

#[test]
fn only_its_user_reaches_it_and_only_over_the_socket() {
    let project = Project::new();
    let url = project.cluster().ensure_database("app").unwrap();
    assert_eq!(sql(&url, "SHOW listen_addresses"), [""]);
    let mode = fs::metadata(project.home()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let ignored = fs::read_to_string(project.path().join(".glowplug/.gitignore")).unwrap();
    assert_eq!(ignored, "*\n");
}

#[test]
fn processes_that_start_it_at_once_share_one_server() {
    let project = Project::new();
    let path = project.path().to_str().unwrap();
    let mut children: Vec<_> = (0..4).map(|_| helper::spawn("develop", path)).collect();
    let pids: Vec<_> = children.iter_mut().map(helper::answer).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert!(pids.iter().all(|pid| *pid == pids[0]), "{pids:?}");
    assert_eq!(project.cluster().status().pid.unwrap().to_string(), pids[0]);
}

#[test]
fn it_survives_kill_9_of_its_starter() {
    let project = Project::new();
    let mut child = helper::spawn("develop_and_stay", project.path().to_str().unwrap());
    let pid: u32 = helper::answer(&mut child).parse().unwrap();
    kill("-9", child.id());
    child.wait().unwrap();
    assert!(runs(pid));
    project.cluster().start().unwrap();
    assert_eq!(project.cluster().status().pid, Some(pid));
}

#[test]
fn reset_deletes_it_and_the_next_start_makes_a_new_one() {
    let project = Project::new();
    let cluster = project.cluster();
    let url = cluster.ensure_database("app").unwrap();
    let pid = cluster.status().pid.unwrap();
    cluster.reset().unwrap();
    assert!(!runs(pid));
    assert!(!project.home().exists());
    assert_eq!(cluster.status().state, State::Absent);
    cluster.reset().unwrap();

    cluster.start().unwrap();
    let names = sql(&cluster.url("postgres"), "SELECT datname FROM pg_database");
    assert!(!names.contains(&"app".to_owned()), "{url} is gone");
}

#[test]
fn ensure_database_may_be_called_by_many_at_once() {
    let project = Project::new();
    let cluster = project.cluster();
    cluster.start().unwrap();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| cluster.ensure_database("app").unwrap());
        }
    });
    assert_eq!(sql(&cluster.url("app"), "SELECT 1"), ["1"]);
}

#[test]
fn a_server_that_does_not_start_shows_the_end_of_its_log() {
    let project = Project::new();
    let settings = Settings::default().set("shared_buffers", "much");
    let cluster = Cluster::development_with(project.path(), settings).unwrap();
    let error = cluster.start().unwrap_err();
    assert!(matches!(error, Error::Start { .. }), "{error}");
    assert!(error.to_string().contains("shared_buffers"), "{error}");
    project.cluster().start().unwrap();
}

#[test]
fn data_of_another_version_is_refused_untouched() {
    let project = Project::new();
    let cluster = project.cluster();
    cluster.start().unwrap();
    cluster.stop().unwrap();
    fs::write(cluster.data_dir().join("PG_VERSION"), "12\n").unwrap();
    let error = project.cluster().start().unwrap_err();
    assert!(matches!(error, Error::OtherVersion { .. }), "{error}");
    assert!(error.to_string().contains("install PostgreSQL 12 or reset"));
}

#[test]
fn extra_settings_reach_the_server_at_the_next_start() {
    let project = Project::new();
    project.cluster().start().unwrap();
    let settings = Settings::default().set("work_mem", "7MB");
    let cluster = Cluster::development_with(project.path(), settings).unwrap();
    cluster.restart().unwrap();
    assert_eq!(sql(&cluster.url("postgres"), "SHOW work_mem"), ["7MB"]);
}
