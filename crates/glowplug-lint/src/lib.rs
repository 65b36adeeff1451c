//! Rules for migrations on PostgreSQL, SQLite and MySQL: which statements block readers and writers,
//! rewrite tables, lose data, or fail on tables with rows.
//!
//! Statements are read by this crate, over the tokens of `glowplug::sql`, and the migrations are
//! followed in their order. So an index on a table that the same migration creates blocks nobody, and a
//! `varchar(255)` becomes a `varchar(500)` without a rewrite. No database is needed.
//!
//! | module | contents |
//! | --- | --- |
//! | `reader` | statements as actions |
//! | `schema` | what the migrations before a statement have built |
//! | `rules` | the rules, one file each: why, remedy, examples that are its tests |
//! | [`Settings`] | `[lint]` of `.glowplug.toml` |
//! | `suppression` | comments that allow a finding |
//! | [`Sizes`] | how large the tables of a real database are |
//! | [`format`](mod@format) | SARIF, annotations of GitHub, code quality of GitLab, rdjsonl |
//!
//! ```
//! use glowplug::Database;
//! use glowplug_lint::{Settings, Subject, lint};
//!
//! let subject = Subject::text("up.sql", "CREATE INDEX users_name_idx ON users (name);");
//! let report = lint(Database::Postgres, &[subject], &Settings::default())?;
//! assert_eq!(report.findings[0].rule.id, "index-not-concurrent");
//! assert_eq!(report.findings[0].start.line, 1);
//! # Ok::<(), glowplug::Error>(())
//! ```

mod action;
mod checking;
mod configuration;
pub mod format;
mod look;
mod parameter;
mod place;
mod reader;
mod report;
mod rule;
mod rules;
mod schema;
mod script;
mod settings;
mod severity;
mod sizes;
mod suppression;

pub use checking::{Evidence, Subject, lint, lint_with};
pub use parameter::Parameter;
pub use place::Position;
pub use report::{Finding, MeasuredRun, Report};
pub use rule::{Rule, Size};
pub use rules::{by_id, rules};
pub use settings::{Runner, Settings};
pub use severity::Severity;
pub use sizes::{Sizes, TableSize, UnusableSizes};
