//! `unsupported-alter`.

use crate::action::{Action, Alter, ConstraintKind, Generated};
use crate::look::Look;
use crate::rule::{Hit, Rule, SQLITE, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "unsupported-alter",
    databases: SQLITE,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "SQLite cannot alter columns or constraints, nor add a stored generated column",
    why: "SQLite only renames, adds and drops columns; from 3.53 on it also sets and drops NOT \
         NULL, adds checks, and drops constraints. Anything else is a syntax error, and a \
         generated column that is added has to be virtual. `sqlite = \"3.45\"` in `[lint]` \
         names the oldest version that the migrations are applied to.",
    remedy: "rebuild the table: create a new one, copy the rows, drop the old one and rename; \
         `glowplug generate` writes it",
    bad: &[
        "\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(10);",
        "\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users ADD CONSTRAINT users_name_key UNIQUE (name);",
    ],
    good: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users ADD COLUMN nick TEXT;"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::AlterTable { alter, .. } = look.action() else {
        return none();
    };
    if let Alter::AddColumn(column) = &**alter {
        return match column.generated {
            Some(Generated::Stored) => hit("SQLite refuses to add a stored generated column"),
            _ => none(),
        };
    }
    let is_supported = matches!(
        &**alter,
        Alter::DropColumn { .. }
            | Alter::RenameColumn { .. }
            | Alter::RenameTable(_)
            | Alter::Unknown
    ) || (!look.is_before_sqlite(3, 53) && is_newer(alter));
    match is_supported {
        true => none(),
        false => hit("SQLite has no such change of a table"),
    }
}

/// Returns true for what SQLite 3.53 has added.
fn is_newer(alter: &Alter) -> bool {
    match alter {
        Alter::SetNotNull { .. } | Alter::DropNotNull { .. } | Alter::DropConstraint { .. } => true,
        Alter::AddConstraint(constraint) => {
            matches!(constraint.kind, ConstraintKind::Check { .. })
        }
        _ => false,
    }
}
