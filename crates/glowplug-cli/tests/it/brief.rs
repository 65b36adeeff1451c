//! Long lists are shortened: the first entries, the number of the others, and the option that shows
//! all. JSON always has all.

use std::fmt::Write as _;

use crate::support::Project;

fn many(count: usize, last: &str) -> Project {
    let project = Project::empty().with("DATABASE_URL", "shop.db");
    for number in 1..=count {
        let up = match number == count {
            true => last.to_owned(),
            false => format!("CREATE TABLE t{number} (id INTEGER PRIMARY KEY);"),
        };
        project.migration(&format!("{number:03}_t{number}"), &up, "SELECT 1;");
    }
    project
}

#[test]
fn a_failed_run_names_the_first_migrations_and_counts_the_rest() {
    let project = many(40, "CREATE TABLE t1 (id INTEGER PRIMARY KEY);");
    let ran = project.run(&["up"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.lines().count() < 25, "{}", ran.stderr);
    assert!(ran.stderr.contains("001_t1"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("not applied: 040_t40 (failed)"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("and 34 more (`--verbose` lists all)"),
        "{}",
        ran.stderr
    );
    let all = project.run(&["up", "--verbose"]);
    assert!(
        all.stderr.contains("not applied: 039_t39"),
        "{}",
        all.stderr
    );
    let data = project.run(&["up", "--json"]).data();
    assert_eq!(data["error"]["not_applied"].as_array().unwrap().len(), 40);
}

#[test]
fn a_run_that_succeeds_names_the_first_migrations_and_counts_the_rest() {
    let project = many(40, "CREATE TABLE last (id INTEGER PRIMARY KEY);");
    let told = project.ok(&["up"]);
    assert!(told.contains("Applied 40 migrations"), "{told}");
    assert!(told.contains("020_t20"), "{told}");
    assert!(!told.contains("021_t21"), "{told}");
    assert!(
        told.contains("… and 20 more (`--verbose` lists all)"),
        "{told}"
    );
    let told = project.ok(&["down", "--all", "--verbose"]);
    assert!(
        told.contains("001_t1 ") && told.contains("040_t40"),
        "{told}"
    );
    let data = project.json(&["reset", "--yes"]);
    assert_eq!(data["done"].as_array().unwrap().len(), 40);
}

#[test]
fn problems_of_many_files_are_counted() {
    let project = many(1, "SELECT 1;");
    for number in 1..=30 {
        let name = format!("create_t{number:03}");
        project.migration(&name, "SELECT 1;", "SELECT 1;");
    }
    let ran = project.run(&["up"]);
    assert_eq!(ran.code, 1);
    let told = &ran.stderr;
    assert!(told.contains("… and 26 more problems"), "{told}");
    assert!(!told.contains("create_t020"), "{told}");
    let all = project.run(&["up", "--verbose"]);
    assert!(all.stderr.contains("create_t020"), "{}", all.stderr);
    let data = project.run(&["up", "--json"]).data();
    assert_eq!(data["error"]["problems"].as_array().unwrap().len(), 31);
}

#[test]
fn folders_for_each_database_are_named_with_the_option_that_chooses_one() {
    let project = Project::empty().with("DATABASE_URL", "shop.db");
    for database in ["postgres", "sqlite"] {
        for number in 1..50 {
            let name = format!("{database}/{number:03}_create_t{number}");
            project.migration(&name, "SELECT 1;", "SELECT 1;");
        }
    }
    let ran = project.run(&["status"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.stderr.contains("--migrations-dir migrations/sqlite"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("create_t1"), "{}", ran.stderr);
    project.ok(&["status", "--migrations-dir", "migrations/sqlite"]);
}

#[test]
fn check_shows_the_first_differences_and_little_while_migrations_are_pending() {
    let project = Project::empty().with("DATABASE_URL", "shop.db");
    project.write("diesel.toml", "[print_schema]\nfile = \"src/schema.rs\"\n");
    project.migration(
        "001_t",
        "CREATE TABLE t (id INTEGER PRIMARY KEY);",
        "DROP TABLE t;",
    );
    project.ok(&["up"]);
    let mut declared = project.read("src/schema.rs");
    for number in 1..=60 {
        let name = format!("{:03}_create_t{number}", number + 1);
        let up = format!("CREATE TABLE t{number} (id INTEGER PRIMARY KEY);");
        project.migration(&name, &up, &format!("DROP TABLE t{number};"));
        write!(
            declared,
            "\ndiesel::table! {{\n    t{number} (id) {{\n        id -> Nullable<Integer>,\n    }}\n}}\n"
        )
        .unwrap();
    }
    project.write("src/schema.rs", &declared);
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.stdout.lines().count() < 30, "{}", ran.stdout);
    assert!(
        ran.stdout.contains("`--verbose` shows all"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("60 migrations pending"),
        "{}",
        ran.stdout
    );
    let all = project.run(&["check", "--verbose"]);
    assert!(all.stdout.lines().count() > 300, "{}", all.stdout);
    let data = project.run(&["check", "--json"]).data();
    let file = &data["schema"][0];
    assert!(
        file["differences"].as_array().unwrap().len() >= 60,
        "{file}"
    );
    assert!(file["diff"].as_str().unwrap().lines().count() > 300);
}

#[test]
fn times_in_json_have_a_zone() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    let status = project.json(&["status"]);
    let history = project.json(&["history"]);
    for at in [&status["migrations"][0]["at"], &history["history"][0]["at"]] {
        let at = at.as_str().unwrap();
        assert!(chrono::DateTime::parse_from_rfc3339(at).is_ok(), "{at}");
    }
}
