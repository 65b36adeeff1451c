//! Root and ordinary users; as an ordinary user there is only one case to try, and all tests do.

use std::{
    env, fs, io,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown, symlink},
        process::CommandExt,
    },
    path::Path,
    process::{Child, Command},
    thread,
    time::Duration,
};

use glowplug_local::{Cluster, Error};

use crate::{
    helper,
    support::{Project, sql},
};

const NOBODY: u32 = 65534;

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Makes a folder private, as the cluster's own are.
pub(crate) fn give_to_server(folder: &Path) {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn root_runs_the_server_as_another_user() {
    if !is_root() {
        return;
    }
    let project = Project::new();
    let cluster = project.cluster();
    cluster.start().unwrap();
    let server = fs::metadata(format!("/proc/{}", cluster.status().pid.unwrap())).unwrap();
    assert_ne!(server.uid(), 0);
    let status = fs::read_to_string(format!("/proc/{}/status", cluster.status().pid.unwrap()));
    let status = status.unwrap();
    let groups = status
        .lines()
        .find_map(|line| line.strip_prefix("Groups:"))
        .unwrap();
    assert_eq!(groups.trim(), "", "none of root's groups");
}

#[test]
fn an_ordinary_user_needs_no_other() {
    if !is_root() {
        return;
    }
    let project = Project::new();
    chown(project.path(), Some(NOBODY), Some(NOBODY)).unwrap();
    let program = project.root().join("helper");
    fs::copy(env::current_exe().unwrap(), &program).unwrap();
    let mut child = spawn_as_nobody(helper::command(
        &program,
        "develop",
        project.path().to_str().unwrap(),
    ));
    let pid = helper::answer(&mut child);
    assert!(child.wait().unwrap().success());
    let server = fs::metadata(format!("/proc/{pid}")).unwrap();
    assert_eq!(server.uid(), NOBODY);

    let cluster = project.cluster();
    cluster.start().unwrap();
    assert_eq!(
        cluster.status().pid.unwrap().to_string(),
        pid,
        "root uses the same"
    );
    cluster.restart().unwrap();
    let pid = cluster.status().pid.unwrap();
    let server = fs::metadata(format!("/proc/{pid}")).unwrap();
    assert_eq!(server.uid(), NOBODY, "the data's owner runs it");
    assert_eq!(sql(&cluster.url("app"), "SELECT 1"), ["1"]);
}

#[test]
fn an_ordinary_user_has_temporary_clusters_too() {
    if !is_root() {
        return;
    }
    let project = Project::new();
    let program = project.root().join("helper");
    fs::copy(env::current_exe().unwrap(), &program).unwrap();
    let mut child = spawn_as_nobody(helper::command(&program, "serve_and_end", ""));
    crate::temporary::assert_gone(&helper::answer(&mut child));
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_cluster_of_another_user_is_left_alone() {
    if !is_root() {
        return;
    }
    let project = Project::new();
    let cluster = project.cluster();
    cluster.start().unwrap();
    let pid = cluster.status().pid;
    let program = project.root().join("helper");
    fs::copy(env::current_exe().unwrap(), &program).unwrap();
    let mut child = spawn_as_nobody(helper::command(
        &program,
        "find",
        project.path().to_str().unwrap(),
    ));
    let told = helper::answer(&mut child);
    child.wait().unwrap();
    assert!(told.contains("is left alone; work as its owner"), "{told}");
    assert_eq!(cluster.status().pid, pid);
}

#[test]
fn data_goes_where_the_server_reaches_it_when_the_project_is_private() {
    if !is_root() {
        return;
    }
    let project = Project::new();
    let private = fs::Permissions::from_mode(0o700);
    fs::set_permissions(project.root(), private.clone()).unwrap();
    let cluster = project.cluster();
    let url = cluster.ensure_database("app").unwrap();
    sql(&url, "CREATE TABLE t AS SELECT 42 AS n");
    let home = fs::read_link(project.home()).unwrap();
    assert!(home.starts_with("/var/tmp"), "{home:?}");
    assert_eq!(cluster.data_dir(), home.join("data"));
    assert_eq!(
        fs::metadata(project.root()).unwrap().permissions().mode() & 0o777,
        0o700
    );
    cluster.stop().unwrap();

    let again = project.cluster();
    again.start().unwrap();
    assert_eq!(sql(&url, "SELECT n FROM t"), ["42"]);
    again.reset().unwrap();
    assert!(!home.exists());
    assert!(!project.home().is_symlink());
}

#[test]
fn a_folder_that_somebody_else_made_in_advance_is_refused() {
    if !is_root() {
        return;
    }
    let project = Project::new();
    let foreign = project.root().join("foreign");
    fs::create_dir(&foreign).unwrap();
    give_to_server(&foreign);
    chown(&foreign, Some(12345), Some(12345)).unwrap();
    fs::create_dir(project.path().join(".glowplug")).unwrap();
    symlink(&foreign, project.home()).unwrap();
    let error = Cluster::development(project.path()).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error}");
}

#[test]
fn a_home_that_others_can_enter_is_refused() {
    let project = Project::new();
    fs::create_dir_all(project.home()).unwrap();
    if is_root() {
        chown(project.home(), Some(NOBODY), None).unwrap();
    }
    fs::set_permissions(project.home(), fs::Permissions::from_mode(0o755)).unwrap();
    let error = Cluster::development(project.path()).unwrap_err();
    assert!(error.to_string().contains("with mode 0700"), "{error}");
}

/// Starts a program that was just copied. A process that another test started meanwhile holds the copy
/// open for writing until it is another program itself.
fn spawn_as_nobody(mut command: Command) -> Child {
    command.uid(NOBODY).gid(NOBODY).current_dir("/");
    loop {
        match command.spawn() {
            Err(error) if error.kind() == io::ErrorKind::ExecutableFileBusy => {
                thread::sleep(Duration::from_millis(10));
            }
            spawned => return spawned.unwrap(),
        }
    }
}
