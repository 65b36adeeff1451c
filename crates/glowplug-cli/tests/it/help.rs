//! What `--help` says of every command.

use crate::support::Project;

const COMMANDS: [&str; 20] = [
    "init",
    "new",
    "up",
    "down",
    "redo",
    "reset",
    "status",
    "history",
    "repair",
    "mark",
    "print-schema",
    "models",
    "info",
    "tables",
    "describe",
    "count",
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
