//! Commands that destroy data ask first.

use crate::support::Project;

#[test]
fn a_reset_without_an_answer_is_a_question_left_open() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    let ran = project.run(&["reset"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("add `--yes`"), "{ran:?}");
    let ran = project.run(&["reset", "--json"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let question = &ran.data()["question"];
    assert_eq!(question["answer"], "--yes");
    assert_eq!(question["database"], "shop.db");
    assert_eq!(project.json(&["status"])["applied"], 2);
}

#[test]
fn on_this_machine_down_and_redo_just_work() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    project.ok(&["redo"]);
    project.ok(&["down"]);
    assert_eq!(project.json(&["status"])["applied"], 0);
}

#[test]
fn a_yes_is_not_enough_for_another_machine() {
    let url = "postgres://me@db.invalid/shop";
    let project = Project::sqlite().with("DATABASE_URL", url);
    let ran = project.run(&["reset", "--yes"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("`--confirm shop`"), "{ran:?}");
    let ran = project.run(&["reset", "--confirm", "shop2"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("the database is `shop`"), "{ran:?}");
    // The name is right: only the host is missing now.
    let ran = project.run(&["reset", "--confirm", "shop", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
}

/// Types at a terminal, through `script` of util-linux.
#[cfg(target_os = "linux")]
fn typed(project: &Project, words: &str, input: &str) -> (i32, String) {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let program = format!("'{}' {words}", env!("CARGO_BIN_EXE_glowplug"));
    let mut child = Command::new("script")
        .args(["-qec", &program, "/dev/null"])
        .current_dir(project.path())
        .env("DATABASE_URL", "shop.db")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code().unwrap(), text)
}

#[cfg(target_os = "linux")]
#[test]
fn a_person_is_asked_and_only_yes_means_yes() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    project.ok(&["query", "--write", "CREATE TABLE stray (x)"]);
    let tables = || {
        project.json(&["tables"])["tables"]
            .as_array()
            .unwrap()
            .len()
    };
    let (code, text) = typed(&project, "reset", "\n");
    assert_eq!((code, tables()), (2, 3), "{text}");
    assert!(text.contains("Continue? [y/N]"), "{text}");
    // This terminal does not say how wide it is.
    assert!(text.contains("nothing was changed; to confirm"), "{text}");
    let (code, text) = typed(&project, "reset", "y\n");
    assert_eq!((code, tables()), (0, 2), "{text}");
}

#[cfg(target_os = "linux")]
#[test]
fn for_another_machine_the_name_is_typed() {
    let project = Project::sqlite();
    let words = "reset --database-url postgres://me@db.invalid/shop";
    let (code, text) = typed(&project, words, "y\n");
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("Type `shop` to continue"), "{text}");
    // The name is right: only the host is missing now.
    let (code, text) = typed(&project, words, "shop\n");
    assert_eq!(code, 1, "{text}");
}
