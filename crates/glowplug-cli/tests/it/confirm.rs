//! What destroys asks first.

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
    assert_eq!(project.json(&["status"])["executed"], 2);
}

#[test]
fn on_this_machine_down_and_redo_just_work() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    project.ok(&["redo"]);
    project.ok(&["down"]);
    assert_eq!(project.json(&["status"])["executed"], 0);
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
