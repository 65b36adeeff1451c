//! Scripts for shells.

use crate::support::Project;

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    let project = Project::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = project.ok(&["completions", shell]);
        for word in ["history", "lock-timeout", "sequential", "rollback"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
}

#[test]
fn bash_accepts_its_script() {
    let project = Project::empty();
    project.write("script", &project.ok(&["completions", "bash"]));
    let checked = std::process::Command::new("bash")
        .arg("-n")
        .arg(project.path().join("script"))
        .output()
        .unwrap();
    assert!(checked.status.success(), "{checked:?}");
}
