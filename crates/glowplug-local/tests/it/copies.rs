//! Copied and moved projects, and files in the place of a cluster that this crate did not create.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::Command,
};

use glowplug_local::{Cluster, Error, State};

use crate::support::{Project, sql, wait_until};

/// Copies a folder with everything a copy can take along.
fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-a").args([from, to]).status();
    assert!(status.unwrap().success());
}

/// A project whose database has a row, and whose server runs.
fn with_a_row() -> (Project, Cluster) {
    let project = Project::new();
    let cluster = project.cluster();
    let url = cluster.ensure_database("app").unwrap();
    sql(&url, "CREATE TABLE t AS SELECT 43 AS n");
    (project, cluster)
}

/// Resets the clusters of other folders too, however the test ends.
struct Also(PathBuf);

impl Drop for Also {
    fn drop(&mut self) {
        if let Ok(cluster) = Cluster::development(&self.0) {
            let _ = cluster.reset();
        }
    }
}

fn assert_is_apart(copied: &Cluster, original: &Cluster) {
    let pid = original.status().pid;
    assert_eq!(copied.status().state, State::Absent);
    assert_eq!(copied.status().pid, None);
    copied.stop().unwrap();
    copied.reset().unwrap();
    assert_ne!(copied.socket_dir(), original.socket_dir());
    let url = copied.ensure_database("app").unwrap();
    assert_eq!(sql(&url, "SELECT to_regclass('t') IS NULL"), ["t"]);
    sql(&url, "CREATE TABLE t AS SELECT 1 AS n");
    copied.restart().unwrap();
    copied.reset().unwrap();
    assert_eq!(original.status().pid, pid);
    assert_eq!(sql(&original.url("app"), "SELECT n FROM t"), ["43"]);
}

#[test]
fn a_copy_of_a_project_gets_a_cluster_of_its_own() {
    let (project, original) = with_a_row();
    let path = project.root().join("copy");
    let _also = Also(path.clone());
    copy(project.path(), &path);
    let copied = Cluster::development(&path).unwrap();
    let from = fs::canonicalize(project.path()).unwrap();
    assert_eq!(copied.status().copied.unwrap().from, from);
    copied.start().unwrap();
    let told = copied.copied().unwrap();
    assert_eq!(told.from, from);
    assert!(
        told.kept
            .as_ref()
            .unwrap()
            .join("data/PG_VERSION")
            .is_file()
    );
    assert_eq!(copied.status().copied, None);
    copied.reset().unwrap();
    assert_is_apart(&copied, &original);
}

#[test]
fn a_copy_is_apart_also_where_the_original_is_stopped_or_was_moved() {
    let (project, original) = with_a_row();
    let (moved, here) = (project.root().join("moved"), project.path());
    let _also = Also(moved.clone());
    original.stop().unwrap();
    fs::rename(here, &moved).unwrap();
    copy(&moved, here);
    let original = Cluster::development(&moved).unwrap();
    original.start().unwrap();
    // The copy stands where the original was, and is started first there.
    assert_is_apart(&project.cluster(), &original);
}

#[test]
fn the_data_of_a_copy_can_be_taken_over() {
    let (project, original) = with_a_row();
    original.stop().unwrap();
    let path = project.root().join("copy");
    let _also = Also(path.clone());
    copy(project.path(), &path);
    let copied = Cluster::development(&path).unwrap();
    copied.start().unwrap();
    copied.stop().unwrap();
    let kept = copied.copied().unwrap().kept.clone().unwrap();
    fs::remove_dir_all(copied.data_dir()).unwrap();
    fs::rename(kept.join("data"), copied.data_dir()).unwrap();
    copied.start().unwrap();
    assert_eq!(sql(&copied.url("app"), "SELECT n FROM t"), ["43"]);
}

#[test]
fn a_project_that_is_moved_finds_its_database() {
    for running in [true, false] {
        let (project, cluster) = with_a_row();
        if !running {
            cluster.stop().unwrap();
        }
        let moved = project.root().join("moved");
        let _also = Also(moved.clone());
        fs::rename(project.path(), &moved).unwrap();
        let cluster = Cluster::development(&moved).unwrap();
        let expected = if running {
            State::Moved
        } else {
            State::Stopped
        };
        assert_eq!(cluster.status().state, expected);
        let url = cluster.ensure_database("app").unwrap();
        assert_eq!(sql(&url, "SELECT n FROM t"), ["43"]);
        assert_eq!(cluster.status().state, State::Running);
        assert!(cluster.copied().is_none());
    }
}

#[test]
fn a_server_of_a_moved_project_can_be_stopped() {
    let (project, cluster) = with_a_row();
    let pid = cluster.status().pid.unwrap();
    let moved = project.root().join("moved");
    let _also = Also(moved.clone());
    fs::rename(project.path(), &moved).unwrap();
    Cluster::development(&moved).unwrap().stop().unwrap();
    wait_until("the server is gone", || !crate::support::runs(pid));
}

#[test]
fn a_link_to_a_project_leads_to_the_same_cluster() {
    let (project, cluster) = with_a_row();
    let link = project.root().join("link");
    symlink(project.path(), &link).unwrap();
    let same = Cluster::development(&link).unwrap();
    assert_eq!(same.status().pid, cluster.status().pid);
    assert_eq!(same.url("app"), cluster.url("app"));
}

#[test]
fn the_copy_of_a_project_that_the_server_cannot_reach_gets_a_cluster_of_its_own() {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return;
    }
    let project = Project::new();
    let private = fs::Permissions::from_mode(0o700);
    fs::set_permissions(project.root(), private).unwrap();
    let original = project.cluster();
    sql(
        &original.ensure_database("app").unwrap(),
        "CREATE TABLE t AS SELECT 43 AS n",
    );
    let path = project.root().join("copy");
    let _also = Also(path.clone());
    copy(project.path(), &path);
    let copied = Cluster::development(&path).unwrap();
    assert_is_apart(&copied, &original);
    let home = |path: &Path| fs::read_link(path.join(".glowplug/postgres"));
    copied.start().unwrap();
    assert_eq!(copied.copied().unwrap().kept, None);
    assert_ne!(home(&path).unwrap(), home(project.path()).unwrap());
}

/// Tries everything on a place that is not ours.
fn assert_is_refused(project: &Project) {
    let error = Cluster::development(project.path()).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error}");
    assert!(error.to_string().contains("not used, changed or deleted"));
}

#[test]
fn links_that_nobody_here_made_are_refused_and_what_they_lead_to_stays() {
    for link in [".glowplug", ".glowplug/postgres"] {
        let project = Project::new();
        let precious = project.root().join("precious");
        fs::create_dir_all(precious.join("postgres/data")).unwrap();
        fs::write(precious.join("thesis"), "x").unwrap();
        let link = project.path().join(link);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink("../../precious", &link).unwrap();
        if !link.exists() {
            fs::remove_file(&link).unwrap();
            symlink("../precious", &link).unwrap();
        }
        assert_is_refused(&project);
        assert_eq!(fs::read_to_string(precious.join("thesis")).unwrap(), "x");
        assert_eq!(fs::read_dir(&precious).unwrap().count(), 2);
        fs::remove_file(link).unwrap();
    }
}

#[test]
fn a_committed_cluster_without_our_mark_is_refused_untouched() {
    let (project, cluster) = with_a_row();
    cluster.stop().unwrap();
    let mark = project.home().join("identity");
    let written = fs::read_to_string(&mark).unwrap();
    fs::remove_file(&mark).unwrap();
    assert_is_refused(&project);
    assert!(cluster.start().is_err() && cluster.reset().is_err());
    assert!(project.home().join("data/PG_VERSION").is_file());
    fs::write(&mark, written).unwrap();
    cluster.start().unwrap();
}

#[test]
fn a_link_in_place_of_the_lock_is_not_followed() {
    let project = Project::new();
    fs::create_dir(project.path().join(".glowplug")).unwrap();
    let elsewhere = project.root().join("elsewhere");
    symlink(&elsewhere, project.path().join(".glowplug/postgres.lock")).unwrap();
    assert!(project.cluster().start().is_err());
    assert!(!elsewhere.exists());
}
