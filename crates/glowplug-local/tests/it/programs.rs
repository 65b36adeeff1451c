//! Finding the PostgreSQL programs of the machine.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use glowplug_local::{Cluster, Error, Programs, Search, Settings, System};

use crate::support::{Project, sql};

/// Makes programs that claim a version.
pub(crate) fn fake(folder: &Path, version: &str) {
    fs::create_dir_all(folder).unwrap();
    for name in ["initdb", "pg_ctl", "postgres"] {
        let path = folder.join(name);
        let script = format!("#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n");
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn the_machine_has_supported_programs() {
    let programs = Programs::find().unwrap();
    assert!((13..=18).contains(&programs.major()));
    assert!(
        programs
            .version()
            .starts_with(&programs.major().to_string())
    );
    assert!(programs.bin_dir().join("initdb").is_file());
}

#[test]
fn missing_programs_are_an_error_that_says_what_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let star = folder.path().join("*/bin");
    let search = Search::only([folder.path().to_owned(), star.clone()], System::Fedora);
    let error = Programs::find_in(&search).unwrap_err();
    assert!(matches!(error, Error::Missing(_)));
    let text = error.to_string();
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[1].contains("sudo dnf install postgresql-server postgresql-contrib"));
    for line in [
        "sudo apt-get install postgresql",
        "sudo pacman -S postgresql",
        "brew install postgresql@17",
        "GLOWPLUG_PG_BIN",
        folder.path().to_str().unwrap(),
        star.to_str().unwrap(),
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn versions_out_of_range_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    for version in ["12.22", "9.6.24", "19beta1"] {
        let bin = folder.path().join(version);
        fake(&bin, version);
        let error = Programs::find_in(&Search::only([bin], System::Other)).unwrap_err();
        assert!(matches!(error, Error::UnsupportedVersion { .. }));
        let text = error.to_string();
        assert!(
            text.contains(version) && text.contains("13 to 18"),
            "{text}"
        );
    }
}

#[test]
fn an_unsupported_version_does_not_hide_a_supported_one() {
    let folder = tempfile::tempdir().unwrap();
    for version in ["12", "17.2", "18.1"] {
        fake(&folder.path().join(version).join("bin"), version);
    }
    let places = ["12/bin", "*/bin"].map(|place| folder.path().join(place));
    let programs = Programs::find_in(&Search::only(places, System::Other)).unwrap();
    assert_eq!(programs.major(), 18, "the newest");
    assert_eq!(programs.version(), "18.1");
}

#[test]
fn a_link_to_one_program_leads_to_the_folder_of_all() {
    let folder = tempfile::tempdir().unwrap();
    let real = fs::canonicalize(folder.path()).unwrap().join("real");
    fake(&real, "16.1");
    let links = folder.path().join("links");
    fs::create_dir(&links).unwrap();
    std::os::unix::fs::symlink(real.join("postgres"), links.join("postgres")).unwrap();
    let programs = Programs::find_in(&Search::only([links], System::Other)).unwrap();
    assert_eq!(programs.bin_dir(), real);
}

#[test]
fn chosen_programs_are_used() {
    let project = Project::new();
    let programs = Programs::find().unwrap();
    let settings = Settings::default().programs(programs.clone());
    let cluster = Cluster::development_with(project.path(), settings).unwrap();
    cluster.start().unwrap();
    assert_eq!(cluster.bin_dir(), programs.bin_dir());
    let version = sql(&cluster.url("postgres"), "SHOW server_version").concat();
    assert!(version.starts_with(programs.version()));
}
