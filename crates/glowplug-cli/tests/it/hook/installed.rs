//! Where the hook is installed, and beside what.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{SCHEMA, project, try_commit, with_column, write};
use crate::support::{Project, git};

const HOOK: &str = ".git/hooks/pre-commit";

/// A repository without a commit.
fn repository() -> Project {
    let project = Project::at("my shop").with("PATH", &git::path());
    write(&project, "");
    git::ok(project.path(), &["init", "-q", "-b", "main"]);
    project
}

#[test]
fn a_hook_of_others_stays_and_is_run() {
    let project = repository();
    let own = "#!/bin/sh\necho theirs\nexit 0\n";
    project.write(HOOK, own);
    let text = project.ok(&["hook", "install"]);
    assert!(
        text.contains("Installed in `.git/hooks/pre-commit`"),
        "{text}"
    );
    let mode = fs::metadata(project.path().join(HOOK))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o111, 0o111);
    assert!(project.ok(&["hook", "install"]).contains("already"));
    let ran = try_commit(&project, "first");
    assert_eq!((ran.code, ran.all().as_str()), (0, "theirs\n"));
    project.write("src/schema.rs", &with_column("age -> Nullable<Integer>,"));
    assert_eq!(try_commit(&project, "age").code, 1);
    project.ok(&["hook", "uninstall"]);
    assert_eq!(project.read(HOOK), own);
    let ran = try_commit(&project, "age");
    assert_eq!((ran.code, ran.all().as_str()), (0, "theirs\n"));
    assert!(
        project
            .ok(&["hook", "uninstall"])
            .contains("nothing to remove")
    );
}

#[test]
fn a_hook_that_is_only_ours_goes_with_it() {
    let project = project();
    assert!(project.path().join(HOOK).exists());
    project.ok(&["hook", "uninstall"]);
    assert!(!project.path().join(HOOK).exists());
}

#[test]
fn what_cannot_be_installed_is_refused_with_what_to_do() {
    let project = repository();
    for (file, text, words, told) in [
        (
            HOOK,
            "#!/usr/bin/env python3\n",
            &["hook", "install"][..],
            "not a shell script",
        ),
        (
            HOOK,
            "",
            &["hook", "install", "--command", "no-such-program x"],
            "no-such-program",
        ),
        (
            ".pre-commit-config.yaml",
            "repos: []\n",
            &["hook", "install"],
            "pre-commit install",
        ),
    ] {
        project.write(file, text);
        let ran = project.run(words);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.contains(told), "{ran:?}");
        assert_eq!(project.read(file), text);
    }
    let ran = Project::empty()
        .with("PATH", &git::path())
        .run(&["hook", "install"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("git init"), "{ran:?}");
}

#[test]
fn hooks_that_are_shared_with_other_repositories_are_left_alone() {
    let project = repository();
    let elsewhere = project.outside().join("hooks");
    let elsewhere = elsewhere.to_str().unwrap();
    git::ok(project.path(), &["config", "core.hooksPath", elsewhere]);
    let ran = project.run(&["hook", "install"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("core.hooksPath"), "{ran:?}");
    // Husky's own folder is written anew by husky.
    git::ok(project.path(), &["config", "core.hooksPath", ".husky/_"]);
    project.write(".husky/pre-commit", "npm test\n");
    project.ok(&["hook", "install"]);
    let hook = project.read(".husky/pre-commit");
    assert!(hook.starts_with("# glowplug: begin .\n"), "{hook}");
    assert!(hook.ends_with("\nnpm test\n"), "{hook}");
}

#[test]
fn each_project_of_a_repository_is_judged_alone_also_in_other_work_trees() {
    let project = Project::at("mono repo").with("PATH", &git::path());
    git::ok(project.path(), &["init", "-q", "-b", "main"]);
    for name in ["apps/one", "apps/two's"] {
        write(&project, &format!("{name}/"));
        let words = ["hook", "install"];
        let mut command = project.command(&words);
        let installed = command
            .current_dir(project.path().join(name))
            .output()
            .unwrap();
        assert!(installed.status.success(), "{installed:?}");
    }
    assert_eq!(try_commit(&project, "first").all(), "");
    let tree = project.path().join("linked tree");
    let words = [
        "worktree",
        "add",
        "-q",
        "-b",
        "work",
        tree.to_str().unwrap(),
    ];
    git::ok(project.path(), &words);
    for folder in [project.path(), &tree] {
        fs::write(
            folder.join("apps/two's/src/schema.rs"),
            with_column("age -> Nullable<Integer>,"),
        )
        .unwrap();
        git::ok(folder, &["add", "apps"]);
        let ran = git::run(&folder.join("apps"), &["commit", "-q", "-m", "age"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert_eq!(
            ran.all().matches("no migration is staged").count(),
            1,
            "{ran:?}"
        );
        fs::write(folder.join("apps/two's/src/schema.rs"), SCHEMA).unwrap();
        fs::write(folder.join("apps/one/note"), "x").unwrap();
        git::ok(folder, &["add", "apps"]);
        let ran = git::run(folder, &["commit", "-q", "-m", "note"]);
        assert_eq!((ran.code, ran.all().as_str()), (0, ""));
    }
    // A branch from before has none of the projects.
    git::ok(&tree, &["checkout", "-q", "--orphan", "empty"]);
    git::ok(&tree, &["rm", "-rqf", "."]);
    fs::remove_dir_all(tree.join("apps")).unwrap_or_default();
    fs::write(tree.join("note"), "x").unwrap();
    git::ok(&tree, &["add", "note"]);
    git::ok(&tree, &["commit", "-q", "-m", "empty"]);
}
