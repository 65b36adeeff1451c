//! `--json` gives JSON from every command, whether it succeeds or fails.

use crate::support::Project;

#[test]
fn every_command_answers_with_json() {
    let project = Project::sqlite();
    let commands: [&[&str]; 25] = [
        &["init"],
        &["up", "--dry-run"],
        &["up"],
        &["status"],
        &["history"],
        &["info"],
        &["tables"],
        &["describe", "users"],
        &["count", "users"],
        &["stats"],
        &["stats", "export"],
        &["query", "SELECT 1"],
        &["redo"],
        &["down", "--dry-run"],
        &["down"],
        &["mark", "001", "--applied"],
        &["mark", "001", "--pending"],
        &["mark", "--baseline"],
        &["repair"],
        &["reset", "--yes"],
        &["new", "add_tags"],
        &["lint", "--deny", "error"],
        &["lint", "rules"],
        &["lint", "explain", "drop-table"],
        &["completions", "bash"],
    ];
    for words in commands {
        let data = project.json(words);
        assert!(data.is_object(), "{words:?}: {data}");
    }
}

#[test]
fn every_failure_is_json_on_standard_output() {
    let project = Project::sqlite();
    let broken = Project::empty().with("DATABASE_URL", "oracle://host/shop");
    let commands: [(&Project, &[&str], i32); 11] = [
        (&project, &["up", "--to", "999"], 1),
        (&project, &["mark"], 2),
        (&project, &["new", "Bad Name"], 2),
        (&project, &["describe", "nothing"], 1),
        (&project, &["query", "SELECT"], 1),
        (&project, &["no-such-command"], 2),
        (&project, &["status", "--migrations-dir", "nowhere"], 1),
        (&project, &["up", "--lock-timeout", "soon"], 2),
        (&project, &["lint", "--since", "nothing"], 2),
        (&project, &["lint", "explain", "nothing"], 2),
        (&broken, &["status", "--migrations-dir", "."], 2),
    ];
    for (project, words, code) in commands {
        let ran = project.run(&[words, &["--json"]].concat());
        assert_eq!(ran.code, code, "{words:?}: {ran:?}");
        let data = ran.data();
        let error = &data["error"];
        assert!(error["kind"].as_str().is_some(), "{words:?}: {data}");
        assert!(error["message"].as_str().is_some(), "{words:?}: {data}");
        assert_eq!(ran.stderr, "", "{words:?}");
    }
}
