//! What a terminal shows: colors, tables that fit, questions.

use crate::support::Project;

const ESCAPE: char = '\u{1b}';

/// `None` where no terminal can be made.
fn up(variables: &[(&str, &str)]) -> Option<String> {
    let project = variables
        .iter()
        .fold(Project::sqlite(), |project, (name, value)| {
            project.with(name, value)
        });
    project.on_terminal(&["up"], 100, "")
}

#[test]
fn a_terminal_has_colors_but_a_dumb_one_and_one_without_color() {
    let Some(shown) = up(&[]) else { return };
    assert!(shown.contains(ESCAPE), "{shown}");
    for variable in [("TERM", "dumb"), ("NO_COLOR", "1")] {
        let shown = up(&[variable]).unwrap();
        assert!(shown.contains("Applied 2 migrations"), "{shown}");
        assert!(!shown.contains(ESCAPE), "{variable:?}: {shown:?}");
    }
}

#[test]
fn a_table_fits_the_terminal() {
    let project = Project::sqlite().with("NO_COLOR", "1");
    project.ok(&["up"]);
    let Some(wide) = project.on_terminal(&["status"], 120, "") else {
        return;
    };
    assert!(wide.contains("001_create_users  applied"), "{wide}");
    for columns in [46, 40] {
        let narrow = project.on_terminal(&["status"], columns, "").unwrap();
        let widest = narrow.lines().map(|line| line.trim_end().chars().count());
        assert!(widest.max().unwrap() <= columns, "{narrow}");
        assert!(narrow.contains("001_create_users"), "{narrow}");
    }
    let records = project.on_terminal(&["status"], 40, "").unwrap();
    assert!(records.contains("state             applied\n"), "{records}");
}

#[test]
fn a_refused_loss_prints_the_command_with_all_answers() {
    let project = Project::empty()
        .with("DATABASE_URL", "shop.db")
        .with("NO_COLOR", "1");
    project.write("diesel.toml", "[print_schema]\nfile = \"src/schema.rs\"\n");
    project.migration(
        "001_create_users",
        "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, nick TEXT, old TEXT);",
        "DROP TABLE users;",
    );
    project.ok(&["up"]);
    let schema = project.read("src/schema.rs");
    let edited = schema
        .replace("nick ->", "name ->")
        .replace("        old -> Nullable<Text>,\n", "");
    project.write("src/schema.rs", &edited);
    let words = ["generate", "change", "--migrations-dir", "migrations"];
    // Two columns may be the new one: the first is renamed to it, the second is dropped.
    let Some(shown) = project.on_terminal(&words, 100, "1\nd\n") else {
        return;
    };
    let command = shown
        .lines()
        .find_map(|line| line.split_once("glowplug generate"))
        .unwrap_or_else(|| panic!("{shown}"));
    let words = shlex::split(command.1).unwrap();
    let words: Vec<&str> = std::iter::once("generate")
        .chain(words.iter().map(String::as_str))
        .collect();
    assert!(words.ends_with(&["--allow", "data-loss"]), "{shown}");
    assert!(words.contains(&"--rename"), "{shown}");
    let written = project.ok(&words);
    assert!(written.contains("up.sql"), "{written}");
}
