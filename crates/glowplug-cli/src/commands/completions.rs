//! `completions`: prints a completion script.

use clap::Command;
use clap_complete::{Shell, generate};

use crate::context::Context;
use crate::error::{Outcome, Result};

/// Print a completion script for your shell
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug completions bash > ~/.local/share/bash-completion/completions/glowplug
  glowplug completions zsh > \"${fpath[1]}/_glowplug\"
  glowplug completions fish > ~/.config/fish/completions/glowplug.fish")]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

impl Args {
    pub(super) fn run(self, context: &Context, mut program: Command) -> Result<Outcome> {
        let mut script = Vec::new();
        generate(self.shell, &mut program, "glowplug", &mut script);
        let script = String::from_utf8_lossy(&script);
        if context.output.json {
            let shell = self.shell.to_string();
            let data = serde_json::json!({ "shell": shell, "script": script });
            context.output.json(&data)?;
        } else {
            context.output.line(script.trim_end())?;
        }
        Ok(Outcome::Done)
    }
}
