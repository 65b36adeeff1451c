//! Branches of others: what they have is not edited, and what they did is not judged again.

use super::{commit, project, try_commit, with_column};
use crate::support::{Project, git};

/// A project that was pushed to a remote.
fn pushed() -> Project {
    let project = project();
    let remote = project.outside().join("remote.git");
    let remote = remote.to_str().unwrap();
    git::ok(
        project.outside(),
        &["init", "-q", "--bare", "-b", "main", remote],
    );
    git::ok(project.path(), &["remote", "add", "origin", remote]);
    git::ok(project.path(), &["push", "-q", "origin", "main"]);
    project
}

#[test]
fn migrations_that_the_main_branch_has_are_not_edited() {
    let project = pushed();
    git::ok(project.path(), &["checkout", "-q", "-b", "work"]);
    let up = "migrations/001_create_users/up.sql";
    let old = project.read(up);
    project.write(up, &format!("{old}INSERT INTO users VALUES (1, 'a');\n"));
    let ran = try_commit(&project, "edited");
    assert_eq!(ran.code, 1, "{ran:?}");
    let told = "`001_create_users` was edited, but the branch `origin/main` has it already";
    assert!(ran.all().contains(told), "{ran:?}");
    project.write(up, &old);
    // Those of this branch may be edited.
    project.migration(
        "002_add_age",
        "ALTER TABLE users ADD COLUMN age TEXT;",
        "SELECT 1;",
    );
    commit(&project, "age");
    project.migration(
        "002_add_age",
        "ALTER TABLE users ADD COLUMN age INTEGER;",
        "SELECT 1;",
    );
    commit(&project, "another age");
    // A folder with another description is the same migration.
    let names = [
        "mv",
        "migrations/001_create_users",
        "migrations/001_create_people",
    ];
    git::ok(project.path(), &names);
    commit(&project, "renamed");
    git::ok(
        project.path(),
        &["rm", "-rq", "migrations/001_create_people"],
    );
    let ran = try_commit(&project, "deleted");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.all().contains("was deleted"), "{ran:?}");
}

#[test]
fn a_merge_is_judged_by_what_it_adds() {
    let project = project();
    git::ok(project.path(), &["checkout", "-q", "-b", "theirs"]);
    project.write("src/schema.rs", &with_column("age -> Nullable<Integer>,"));
    project.migration("002_theirs", "DROP TABLE users;", "SELECT 1;");
    git::ok(project.path(), &["add", "-A"]);
    git::ok(
        project.path(),
        &["commit", "-q", "--no-verify", "-m", "theirs"],
    );
    git::ok(project.path(), &["checkout", "-q", "main"]);
    project.write("src/schema.rs", &with_column("size -> Nullable<Integer>,"));
    project.migration(
        "003_ours",
        "ALTER TABLE users ADD COLUMN size INTEGER;",
        "SELECT 1;",
    );
    commit(&project, "ours");
    let ran = git::run(project.path(), &["merge", "-q", "theirs"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let both = with_column("age -> Nullable<Integer>,\n        size -> Nullable<Integer>,");
    project.write("src/schema.rs", &both);
    commit(&project, "merged");
}
