//! `query`.

use serde_json::json;

use crate::support::Project;

fn filled() -> Project {
    let project = Project::sqlite();
    project.ok(&["up"]);
    let insert = "INSERT INTO users (id, name) VALUES (1, 'Ann'), (2, 'say \"hi\", ok'), (30, '')";
    let inserted = project.ok(&["query", "--write", insert]);
    assert_eq!(inserted, "3 rows changed\n");
    project
}

const SELECT: &str = "SELECT id, name, NULL AS nil FROM users ORDER BY id";

#[test]
fn rows_are_a_table_json_or_csv() {
    let project = filled();
    insta::assert_snapshot!("query", project.ok(&["query", SELECT]));
    assert_eq!(
        project.ok(&["query", "--csv", SELECT]),
        "id,name,nil\n1,Ann,\n2,\"say \"\"hi\"\", ok\",\n30,\"\",\n"
    );
    assert_eq!(
        project.json(&["query", SELECT]),
        json!({
            "columns": ["id", "name", "nil"],
            "rows": [["1", "Ann", null], ["2", "say \"hi\", ok", null], ["30", "", null]],
            "affected": null,
        })
    );
}

#[test]
fn without_write_the_database_refuses_to_change() {
    let project = filled();
    let ran = project.run(&["query", "DELETE FROM users"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(project.ok(&["count", "users"]), "3\n");
    project.ok(&["query", "--write", "DELETE FROM users WHERE id = 1"]);
    assert_eq!(project.ok(&["count", "users"]), "2\n");
}

#[test]
fn one_statement_is_run_and_no_more() {
    let project = filled();
    for text in [
        "SELECT 1; DELETE FROM users",
        "",
        "-- nothing",
        "SELECT 'open",
    ] {
        let ran = project.run(&["query", "--write", text]);
        assert_eq!(ran.code, 2, "{text}: {ran:?}");
    }
    assert_eq!(project.ok(&["count", "users"]), "3\n");
    project.ok(&["query", "SELECT ';' ; -- done"]);
}

#[test]
fn a_statement_can_come_from_standard_input() {
    let project = filled();
    let ran = project.run_with(
        &["query", "--csv", "-"],
        "SELECT count(*) AS n\nFROM users;\n",
    );
    assert_eq!(ran.stdout, "n\n3\n", "{ran:?}");
}

#[test]
fn what_the_database_holds_does_not_steer_the_terminal() {
    let project = filled();
    let text = project.ok(&["query", "SELECT char(27) || '[31m' AS red"]);
    assert!(!text.contains('\u{1b}'), "{text:?}");
}
