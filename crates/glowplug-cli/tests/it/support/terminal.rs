//! The command on a terminal, which `script` makes.

use std::io::Write;
use std::process::{Command, Stdio};

use super::{Project, skipped};

impl Project {
    /// Runs the command on a terminal that is so wide, with something typed. Returns all that the
    /// terminal shows, or `None` where there is no `script`.
    pub(crate) fn on_terminal(
        &self,
        words: &[&str],
        columns: usize,
        typed: &str,
    ) -> Option<String> {
        let line = [env!("CARGO_BIN_EXE_glowplug")];
        let line = line
            .iter()
            .chain(words)
            .map(|word| shlex::try_quote(word).unwrap());
        let line = line.collect::<Vec<_>>().join(" ");
        let mut script = Command::new("script");
        for (name, value) in self.command(&[]).get_envs() {
            match value {
                Some(value) => script.env(name, value),
                None => script.env_remove(name),
            };
        }
        if script.get_envs().all(|(name, _)| name != "TERM") {
            script.env("TERM", "xterm");
        }
        let child = script
            .args(["-qec", &format!("stty cols {columns}; {line}"), "/dev/null"])
            .current_dir(self.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else {
            skipped("there is no `script` to make a terminal");
            return None;
        };
        child
            .stdin
            .take()
            .unwrap()
            .write_all(typed.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        Some(
            String::from_utf8(output.stdout)
                .unwrap()
                .replace("\r\n", "\n"),
        )
    }
}
