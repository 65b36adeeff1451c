//! The `glowplug` command: the schema lifecycle of Diesel projects.
//!
//! | module | contents |
//! | --- | --- |
//! | `cli` | parses the command line, runs the command, maps its outcome to an exit code |
//! | `commands` | one file per command |
//! | `run`, `options` | shared by the commands that run migrations |
//! | `report` | results that several commands share |
//! | `schema_file` | refreshes `schema.rs` after a run |
//! | `context` | the context of every command |
//! | `connection`, `environment` | chooses the database |
//! | `project` | folders, `diesel.toml`, `.glowplug.toml` |
//! | `scratch`, `inspect`, `sizes` | scratch databases, reading a database, sizes of tables |
//! | `confirm` | asks before data is destroyed |
//! | `progress` | shows the progress of a run |
//! | `output`, `text` | tables, JSON, CSV, text for people |
//! | `file`, `git` | reads and writes whole files; asks git |
//! | `error`, `diagnosis` | errors, and how they are shown |

mod cli;
mod commands;
mod confirm;
mod connection;
mod context;
mod diagnosis;
mod environment;
mod error;
mod file;
mod git;
mod global;
mod habits;
mod inspect;
mod options;
mod output;
mod progress;
mod project;
mod report;
mod run;
mod schema_file;
mod scratch;
mod sizes;
mod text;

fn main() -> std::process::ExitCode {
    cli::main()
}
