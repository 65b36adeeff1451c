//! This workspace's own folder, run with nothing configured: the project's local PostgreSQL is
//! started on demand, and goes at the end.

use std::fs;

use super::workspace;
use crate::stage::copy;
use crate::support::Project;

#[test]
fn the_workspace_runs_on_its_local_postgres_with_nothing_configured() {
    let project = Project::at("tomori-db");
    let root = workspace();
    copy(&root.join("migrations"), &project.path().join("migrations"));
    for file in ["diesel.toml", "Cargo.toml"] {
        fs::copy(root.join(file), project.path().join(file)).unwrap();
    }
    let folders = fs::read_dir(root.join("migrations")).unwrap();
    let count = folders
        .filter(|folder| folder.as_ref().unwrap().path().is_dir())
        .count();
    let counts = || {
        let status = project.json(&["status"]);
        assert_eq!(status["attention"].as_array().unwrap().len(), 0, "{status}");
        ["total", "applied", "pending"].map(|name| status[name].as_u64().unwrap())
    };
    let all = u64::try_from(count).unwrap();
    let tables = || project.json(&["tables"]).to_string();

    project.ok(&["up"]);
    assert_eq!(counts(), [all, all, 0]);
    let built = tables();
    assert!(built.contains("personal_memories"), "{built}");

    project.ok(&["redo", "--steps", "3"]);
    assert_eq!(counts(), [all, all, 0]);
    project.ok(&["down"]);
    assert_eq!(counts(), [all, all - 3, 3]);
    project.ok(&["down", "--all"]);
    assert_eq!(counts(), [all, 0, all]);
    assert!(!tables().contains("personal_memories"));

    project.ok(&["up"]);
    project.ok(&["redo"]);
    assert_eq!(counts(), [all, all, 0]);
    assert!(tables().contains("personal_memories"));
    project.ok(&["local", "stop"]);
}
