//! `lint`: exit codes, what is judged, settings, formats.

mod measured;
mod servers;
mod since;
mod sizes;

use crate::support::{Project, Ran};

/// A project for PostgreSQL, which needs no server here.
fn project() -> Project {
    let project = Project::empty().with("DATABASE_URL", "postgres://nowhere.invalid/shop");
    project.migration(
        "001_create_users",
        "CREATE TABLE users (\n  id bigint PRIMARY KEY,\n  name text NOT NULL,\n  created_at timestamptz,\n  \
         updated_at timestamptz\n);",
        "DROP TABLE users;",
    );
    project.migration(
        "002_index_users_name",
        "-- für Suche\n\tCREATE INDEX by_name\n  ON users (name);",
        "DROP INDEX by_name;",
    );
    project
}

fn ids(ran: &Ran) -> Vec<String> {
    let data = ran.data();
    let findings = data["findings"].as_array().unwrap().iter();
    findings
        .map(|found| found["rule"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn findings_are_shown_with_their_line_and_the_way_out() {
    let project = project();
    let ran = project.run(&["lint"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    insta::assert_snapshot!("lint", ran.stdout);
    let painted = project.run(&["lint", "--color", "always"]).stdout;
    assert!(painted.contains('\u{1b}'), "{painted}");
}

#[test]
fn what_is_denied_decides_the_exit_code() {
    let project = project();
    for (words, code) in [
        (&["lint", "001"][..], 0),
        (&["lint", "002"], 3),
        (&["lint", "002", "--database", "mysql"], 0),
        (
            &["lint", "002", "--database", "mysql", "--deny", "remark"],
            3,
        ),
        (&["lint", "001", "--deny", "remark"], 0),
        (
            &[
                "lint",
                "001_create_users",
                "002_index_users_name",
                "--deny",
                "warning",
            ],
            3,
        ),
    ] {
        let ran = project.run(words);
        assert_eq!(ran.code, code, "{words:?}: {ran:?}");
    }
}

#[test]
fn versions_folders_and_files_are_judged_after_what_is_before_them() {
    let project = project();
    project.write("my scripts/a b.sql", "CREATE INDEX ON users (id);");
    for (name, wanted) in [
        ("001_create_users", &[][..]),
        (
            "migrations/002_index_users_name",
            &["index-not-concurrent", "index-name"],
        ),
        (
            "migrations/002_index_users_name/up.sql",
            &["index-not-concurrent", "index-name"],
        ),
        ("migrations/001_create_users/down.sql", &["drop-table"]),
        ("my scripts/a b.sql", &["index-not-concurrent"]),
        ("migrations", &["index-not-concurrent", "index-name"]),
    ] {
        let ran = project.run(&["lint", "--json", name]);
        assert_eq!(ids(&ran), wanted, "{name}: {ran:?}");
    }
    for name in ["003", "nothing.sql", "my scripts"] {
        let ran = project.run(&["lint", name]);
        assert_eq!(ran.code, 2, "{name}: {ran:?}");
    }
    let near = project.run(&["lint", "001_create_user"]);
    assert_eq!(
        near.code, 0,
        "a version is what is before the name: {near:?}"
    );
}

#[test]
fn a_file_is_judged_without_a_project() {
    let project = Project::empty();
    project.write("a.sql", "DROP TABLE users;");
    let ran = project.run(&["lint", "a.sql", "--json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!(ids(&ran), ["drop-table"]);
    assert_eq!(project.run(&["lint"]).code, 2);
}

#[test]
fn the_database_is_that_of_the_address() {
    let project = Project::sqlite();
    let alter = "ALTER TABLE users ADD CONSTRAINT a UNIQUE (name);";
    project.migration("003_check_users", alter, "");
    project.write("migrations/003_check_users/down.sql", "SELECT 1;");
    let ran = project.run(&["lint", "003", "--json"]);
    assert_eq!(ids(&ran), ["unsupported-alter"]);
    let ran = project.run(&["lint", "003", "--json", "--database", "postgres"]);
    assert_eq!(ids(&ran), ["unique-constraint-builds-index"]);
}

#[test]
fn settings_change_severities_and_parameters() {
    let project = project();
    project.write(
        ".glowplug.toml",
        "[lint.rules]\nindex-not-concurrent = \"remark\"\nindex-name = { pattern = \"by_{columns}\" }\n",
    );
    let ran = project.run(&["lint", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ids(&ran), ["index-not-concurrent"]);
    let data = ran.data();
    assert_eq!((&data["remarks"], &data["errors"]), (&1.into(), &0.into()));
    for (text, wanted) in [
        (
            "[lint.rules]\ndrop-tabel = \"off\"",
            "did you mean `drop-table`?",
        ),
        ("[lint]\nposgres = 15", "did you mean `postgres`?"),
        (
            "[lint.rules.index-name]\npatern = \"x\"",
            "did you mean `pattern`?",
        ),
    ] {
        project.write(".glowplug.toml", text);
        let ran = project.run(&["lint"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.stderr.contains(wanted), "{}", ran.stderr);
    }
}

#[test]
fn comments_allow_findings_and_are_counted() {
    let project = project();
    project.migration(
        "003_drop_users",
        "-- glowplug: allow drop-table because \"nobody reads it\"\nDROP TABLE users;",
        "SELECT 1;",
    );
    let ran = project.run(&["lint", "003"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stdout
            .contains("Nothing found in 1 migration; 1 allowed by comments"),
        "{ran:?}"
    );
}

#[test]
fn formats_are_for_programs() {
    let project = project().with("GITHUB_STEP_SUMMARY", "summary of the step.md");
    let sarif = project.run(&["lint", "--format", "sarif"]).data();
    assert_eq!(sarif["version"], "2.1.0");
    let gitlab = project.run(&["lint", "--format", "gitlab"]).data();
    assert_eq!(gitlab[0]["location"]["lines"]["begin"], 2);
    let lines = project.run(&["lint", "--format", "rdjsonl"]).stdout;
    assert_eq!(lines.lines().count(), 2, "{lines}");
    let github = project.run(&["lint", "--format", "github"]);
    assert!(
        github.stdout.starts_with("::error file=migrations/002_"),
        "{github:?}"
    );
    assert!(
        project
            .read("summary of the step.md")
            .contains("| error | migrations/002_")
    );
    let json = project.run(&["lint", "--format", "json"]).data();
    assert_eq!(json["checked"], 2);
}

#[test]
fn every_rule_is_listed_and_explained() {
    let project = Project::empty();
    let rules = project.json(&["lint", "rules"]);
    let rules = rules["rules"].as_array().unwrap();
    assert!(rules.len() > 70);
    let listed = project.ok(&["lint", "rules"]);
    for rule in rules.iter().take(5) {
        assert!(listed.contains(rule["id"].as_str().unwrap()));
    }
    insta::assert_snapshot!(
        "lint_explain",
        project.ok(&["lint", "explain", "index-name"])
    );
    let unknown = project.run(&["lint", "explain", "drop-tabel"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.stderr.contains("did you mean `drop-table`?"),
        "{unknown:?}"
    );
}

#[test]
fn nothing_of_a_checkout_reaches_the_terminal_raw() {
    let project = project();
    project.migration(
        "003_a",
        "DROP TABLE \"\u{1b}[31mred\u{202e}\";",
        "SELECT 1;",
    );
    let ran = project.run(&["lint", "003"]);
    assert!(
        !ran.all().contains('\u{1b}') && !ran.all().contains('\u{202e}'),
        "{ran:?}"
    );
}
