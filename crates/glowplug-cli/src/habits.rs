//! A table of other tools' commands, with what to use instead.
//!
//! A tip never names a command that destroys data, because error messages are often read quickly.

use std::ffi::OsString;

use clap::Error;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Spellings of one command, and the tip for it.
pub(crate) struct Habit {
    /// One word, or two with a space between them.
    typed: &'static [&'static str],
    /// What to use instead.
    tip: &'static str,
}

/// Commands that destroy data: no tip and no guess names them.
const DESTROYING: [&str; 1] = ["reset"];

/// All such commands: those of Diesel, Rails, Prisma, Drizzle, sqlx, SeaORM, Django, Alembic,
/// Flyway, Liquibase, goose, dbmate, golang-migrate, Knex, TypeORM and Laravel.
pub(crate) const HABITS: &[Habit] = &[
    Habit {
        typed: &[
            "apply",
            "run",
            "deploy",
            "update",
            "upgrade",
            "latest",
            "goto",
            "migrate dev",
            "migrate deploy",
            "migrate up",
            "migrate run",
            "migrate latest",
            "migration run",
            "migration up",
            "migration:run",
            "migrate:latest",
            "migrate:up",
            "db:migrate",
            "up-to",
            "up-by-one",
            "schema:sync",
        ],
        tip: "`glowplug up` applies pending migrations; `--to VERSION` or `--steps N` some of them",
    },
    Habit {
        typed: &[
            "revert",
            "undo",
            "downgrade",
            "migration revert",
            "migrate revert",
            "migrate down",
            "migrate rollback",
            "migration down",
            "migration:revert",
            "migrate:rollback",
            "migrate:down",
            "db:rollback",
            "down-to",
        ],
        tip: "`glowplug down` reverts the last batch; with `--steps 1` only the last migration",
    },
    Habit {
        typed: &[
            "migration redo",
            "migrate redo",
            "db:migrate:redo",
            "migrate:refresh",
        ],
        tip: "`glowplug redo` reverts the last batch and applies it again",
    },
    Habit {
        typed: &[
            "list",
            "ls",
            "pending",
            "current",
            "heads",
            "show",
            "showmigrations",
            "version",
            "migration list",
            "migration pending",
            "migration status",
            "migrate status",
            "migrate info",
            "migrate list",
            "migration:show",
            "migrate:status",
            "migrate:list",
            "db:migrate:status",
            "db:version",
        ],
        tip: "`glowplug status` shows what is applied and what is pending",
    },
    Habit {
        typed: &["log", "changelog"],
        tip: "`glowplug history` shows who applied and reverted what, and how long it took",
    },
    Habit {
        typed: &[
            "add",
            "make",
            "revision",
            "migration create",
            "migration add",
            "migrate create",
            "migrate add",
            "migrate new",
            "migration new",
            "migration:create",
            "migrate:make",
            "make:migration",
        ],
        tip: "`glowplug new NAME` creates an empty migration; `glowplug generate NAME` writes one from the \
              declared schema",
    },
    Habit {
        typed: &[
            "migration generate",
            "migrate generate",
            "makemigrations",
            "autogenerate",
            "migration:generate",
            "migrate diff",
            "db push",
            "push",
            "sync",
            "schema apply",
            "diff",
        ],
        tip: "`glowplug generate NAME` writes the migration from what the migrations build to the declared \
              schema; `glowplug up` applies it",
    },
    Habit {
        typed: &[
            "pull",
            "introspect",
            "inspect",
            "inspectdb",
            "dump",
            "db pull",
            "schema dump",
            "schema inspect",
            "schema:dump",
            "db:schema:dump",
            "db:structure:dump",
            "migration dump",
        ],
        tip: "`glowplug print-schema` prints the database as `schema.rs`, with `--sql` as SQL",
    },
    Habit {
        typed: &[
            "setup",
            "database setup",
            "db:setup",
            "db:create",
            "database create",
            "migrate init",
        ],
        tip: "`glowplug init` creates the folders and the database; `glowplug up` creates the tables",
    },
    Habit {
        typed: &[
            "verify",
            "drift",
            "fmt",
            "format",
            "migrate validate",
            "schema validate",
        ],
        tip: "`glowplug check` compares the database with its migrations and with the declared schema",
    },
    Habit {
        typed: &[
            "squawk",
            "analyze",
            "safety",
            "check-migrations",
            "migrate lint",
            "migration lint",
            "strong_migrations",
        ],
        tip: "`glowplug lint` judges migrations; `glowplug lint --since main` only those of a branch",
    },
    Habit {
        typed: &["test", "sqlmigrate", "plan", "preview"],
        tip: "`glowplug up --dry-run` shows what would run; `glowplug prove` tests the newest migration in a \
              scratch database",
    },
    Habit {
        typed: &[
            "stamp",
            "force",
            "fake",
            "baseline",
            "resolve",
            "migrate resolve",
            "migrate force",
            "changelog-sync",
        ],
        tip: "`glowplug mark VERSION --applied` or `--pending` marks a migration without running it; `glowplug mark \
              --baseline` adopts a database that was built without migrations",
    },
    Habit {
        typed: &["fix", "accept"],
        tip: "`glowplug repair` accepts edited migrations and changes made by other tools",
    },
    Habit {
        typed: &[
            "sql",
            "exec",
            "execute",
            "shell",
            "console",
            "dbshell",
            "psql",
            "db execute",
            "db:console",
        ],
        tip: "`glowplug query \"SELECT …\"` runs a query; `glowplug tables` and `glowplug describe TABLE` \
              show the schema",
    },
    Habit {
        typed: &["entities", "codegen", "structs"],
        tip: "`glowplug models` generates structs for table rows",
    },
    Habit {
        typed: &["start", "serve", "server"],
        tip: "`glowplug local start` starts the project's own PostgreSQL, which also starts on demand",
    },
    Habit {
        typed: &[
            "drop",
            "clean",
            "fresh",
            "flush",
            "refresh",
            "recreate",
            "truncate",
            "db:drop",
            "db:reset",
            "database drop",
            "database reset",
            "migrate reset",
            "migrate fresh",
            "migrate:fresh",
            "migrate:reset",
            "schema:drop",
        ],
        tip: "nothing was done; the command that empties a database has another name and asks first: see \
              `glowplug help`",
    },
    Habit {
        typed: &["seed", "db:seed", "db seed", "studio", "wait", "prepare"],
        tip: "there is no such command; `glowplug help` lists all commands",
    },
];

/// Replaces clap's guesses by spelling with the tip for the typed command.
pub(crate) fn explain(mut error: Error, arguments: &[OsString]) -> Error {
    if !matches!(
        error.kind(),
        ErrorKind::InvalidSubcommand | ErrorKind::UnknownArgument
    ) {
        return error;
    }
    let words: Vec<&str> = arguments
        .iter()
        .skip(1)
        .filter_map(|argument| argument.to_str())
        .filter(|argument| !argument.starts_with('-'))
        .take(2)
        .collect();
    let known = error.kind() == ErrorKind::UnknownArgument;
    if let Some(tip) = tip(&words, known) {
        error.remove(ContextKind::SuggestedSubcommand);
        error.remove(ContextKind::SuggestedArg);
        let tip = ContextValue::StyledStrs(vec![StyledStr::from(tip)]);
        error.insert(ContextKind::Suggested, tip);
    } else if let Some(ContextValue::Strings(guesses)) =
        error.remove(ContextKind::SuggestedSubcommand)
    {
        let guesses = guesses.into_iter();
        let harmless: Vec<String> = guesses
            .filter(|guess| !DESTROYING.contains(&guess.as_str()))
            .collect();
        if !harmless.is_empty() {
            error.insert(
                ContextKind::SuggestedSubcommand,
                ContextValue::Strings(harmless),
            );
        }
    }
    error
}

/// Returns the tip for these words; if the first is a command of ours, both words must match.
fn tip(words: &[&str], first_is_ours: bool) -> Option<&'static str> {
    let find = |typed: &str| {
        let habit = HABITS.iter().find(|habit| habit.typed.contains(&typed));
        habit.map(|habit| habit.tip)
    };
    let both = words.join(" ");
    let first = words.first().copied().filter(|_| !first_is_ours);
    find(&both).or_else(|| first.and_then(find))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn every_tip_names_commands_that_are_there_and_destroy_nothing() {
        let cli = Cli::command();
        for habit in HABITS {
            for named in habit.tip.split("`glowplug ").skip(1) {
                let name = named.split([' ', '`']).next().unwrap();
                assert!(
                    name == "help" || cli.find_subcommand(name).is_some(),
                    "{name}"
                );
                assert!(!DESTROYING.contains(&name), "{name}");
            }
        }
    }

    #[test]
    fn every_spelling_stands_once_and_is_no_command_of_ours() {
        let cli = Cli::command();
        let mut seen = BTreeSet::new();
        for typed in HABITS.iter().flat_map(|habit| habit.typed) {
            assert!(seen.insert(typed), "{typed} stands twice");
            assert!(cli.find_subcommand(typed).is_none(), "{typed} is a command");
        }
        assert!(seen.len() > 100, "{}", seen.len());
    }
}
