//! The text of `--help` for every command.

use crate::support::Project;

const COMMANDS: [&str; 31] = [
    "init",
    "new",
    "generate",
    "prove",
    "lint",
    "lint rules",
    "lint explain",
    "hook",
    "hook install",
    "hook run",
    "up",
    "down",
    "redo",
    "reset",
    "status",
    "history",
    "check",
    "repair",
    "mark",
    "print-schema",
    "models",
    "info",
    "tables",
    "describe",
    "count",
    "stats",
    "stats export",
    "query",
    "local",
    "local reset",
    "completions",
];

#[test]
fn help_lists_every_command() {
    let project = Project::empty();
    let help = project.ok(&["--help"]);
    insta::assert_snapshot!("help", help);
    for command in COMMANDS.iter().filter(|command| !command.contains(' ')) {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
    }
}

#[test]
fn help_of_each_command_teaches() {
    let project = Project::empty();
    for command in COMMANDS {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let help = project.ok(&words);
        // The options of every command stand in each; once is enough.
        let own = help.split("Options for every command:").next().unwrap();
        let examples = help.split("\nExamples:").nth(1);
        let examples = examples.map(|text| format!("Examples:{text}"));
        let name = format!("help_{}", command.replace(' ', "_"));
        insta::assert_snapshot!(name, format!("{own}{}", examples.unwrap_or_default()));
    }
}

/// Words that no manual of the field uses in this way.
const PRIVATE_WORDS: [&str; 8] = [
    " anew",
    " goes",
    " stands",
    " teaches",
    " executed",
    " is told",
    " as it is",
    "so many",
];

#[test]
fn help_and_readme_use_the_words_of_the_field() {
    let project = Project::empty();
    let helps = COMMANDS.iter().map(|command| {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        ((*command).to_owned(), project.ok(&words))
    });
    let readme = include_str!("../../README.md");
    let texts = helps.chain([("README.md".to_owned(), readme.to_owned())]);
    for (name, text) in texts {
        for word in PRIVATE_WORDS {
            let line = text.lines().find(|line| line.contains(word));
            assert!(line.is_none(), "{name}: `{word}` in {line:?}");
        }
    }
}

#[test]
fn an_error_of_usage_is_json_wherever_the_option_stands() {
    let project = Project::empty();
    for words in [
        &["up", "--bogus", "--json"][..],
        &["--json", "up", "--bogus=1", "x"],
        &["up", "-qx", "--json"],
        &["nonsense", "--json"],
    ] {
        let ran = project.run(words);
        assert_eq!(ran.code, 2, "{words:?}: {ran:?}");
        assert_eq!(ran.data()["error"]["kind"], "usage", "{words:?}");
    }
    let escaped = project.run(&["up", "--bogus", "--", "--json"]);
    assert!(escaped.stdout.is_empty(), "{escaped:?}");
}

#[test]
fn help_and_version_are_json_where_that_is_asked() {
    let project = Project::empty();
    for words in [
        &["--json", "help"][..],
        &["up", "--json", "--help"],
        &["--json", "-h"],
    ] {
        let ran = project.run(words);
        assert_eq!(ran.code, 0, "{words:?}: {ran:?}");
        let help = ran.data()["help"].as_str().unwrap().to_owned();
        assert!(help.contains("Usage: glowplug"), "{words:?}: {help}");
    }
    let ran = project.run(&["--json", "--version"]);
    assert_eq!(ran.data()["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn what_is_typed_from_habit_gets_a_tip_that_destroys_nothing() {
    let project = Project::empty();
    for (typed, wanted) in [
        ("revert", "`glowplug down`"),
        ("migration run", "`glowplug up`"),
        ("migration revert", "`glowplug down`"),
        ("db:migrate:status", "`glowplug status`"),
        ("migrate deploy", "`glowplug up`"),
        ("migrate resolve", "`glowplug mark VERSION --applied`"),
        ("db push", "`glowplug generate NAME`"),
        ("db pull", "`glowplug print-schema`"),
        ("makemigrations", "`glowplug generate NAME`"),
        ("stamp head", "`glowplug mark VERSION --applied`"),
        ("migrate:fresh", "nothing was done"),
        ("migrate reset", "nothing was done"),
        ("squawk", "`glowplug lint`"),
        ("check-migrations", "`glowplug lint`"),
        ("drop", "nothing was done"),
        ("--verbose undo", "`glowplug down`"),
    ] {
        let words: Vec<&str> = typed.split(' ').collect();
        let refused = project.run(&words);
        assert_eq!(refused.code, 2, "{typed}");
        let tips = refused.stderr.split("tip:").nth(1);
        let tip = tips.unwrap_or_else(|| panic!("{typed}: {}", refused.stderr));
        assert!(tip.contains(wanted), "{typed}: {tip}");
        assert!(
            !refused.stderr.contains("reset`") && !tip.contains("'reset'"),
            "{typed}: {tip}"
        );
    }
    let misspelt = project.run(&["rest"]);
    assert!(!misspelt.stderr.contains("'reset'"), "{}", misspelt.stderr);
    let misspelt = project.run(&["statsu"]);
    assert!(misspelt.stderr.contains("'status'"), "{}", misspelt.stderr);
}

#[test]
fn aliases_run_the_same_commands() {
    let project = Project::sqlite();
    let made = project.json(&["create", "add_tags"]);
    let down = format!("{}/down.sql", made["folder"].as_str().unwrap());
    project.write(&down, "SELECT 1;");
    let applied = project.json(&["migrate"]);
    assert_eq!(applied["done"].as_array().unwrap().len(), 3);
    let reverted = project.json(&["rollback", "--steps", "1"]);
    assert_eq!(reverted["done"][0]["direction"], "down");
}

#[test]
fn no_command_at_all_shows_help_and_is_wrong_usage() {
    let ran = Project::empty().run(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("Usage: glowplug"), "{ran:?}");
}

#[test]
fn colors_are_used_when_asked_for_only() {
    let project = Project::empty();
    assert!(!project.ok(&["--help"]).contains('\u{1b}'));
    assert!(project.ok(&["--help", "--color=always"]).contains('\u{1b}'));
    let project = Project::sqlite();
    assert!(!project.ok(&["status"]).contains('\u{1b}'));
    let painted = project.ok(&["status", "--color", "always"]);
    assert!(painted.contains('\u{1b}'));
}
