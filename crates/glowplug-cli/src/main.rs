//! The `glowplug` command: the schema lifecycle of Diesel projects, from a shell.
//!
//! | module | what it does |
//! | --- | --- |
//! | `cli` | reads the command line, runs the command, turns its end into an exit code |
//! | `commands` | one file per command |
//! | `context` | what every command gets |
//! | `connection`, `environment` | which database |
//! | `project` | which folders, `diesel.toml` |
//! | `confirm` | asks before something is destroyed |
//! | `watch` | what happens during a run: progress, and what an interrupted run kept |
//! | `output` | tables, JSON, CSV, words |
//! | `error`, `report` | what went wrong, and how it is told |

mod cli;
mod commands;
mod confirm;
mod connection;
mod context;
mod environment;
mod error;
mod global;
mod output;
mod project;
mod report;
mod scratch;
mod watch;

fn main() -> std::process::ExitCode {
    cli::main()
}
