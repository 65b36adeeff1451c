//! Which relations are read: values for the `$` placeholders in `catalog/schema`.

use crate::catalog::QualifiedName;
use crate::dialect::postgres::guard::literal;
use crate::session::InspectOptions;

/// The parts that are read for a single table or view.
const OF_ONE: [&str; 6] = [
    "tables",
    "columns",
    "constraints",
    "indexes",
    "views",
    "triggers",
];

/// Conditions that select the whole schema of the project.
const WHOLE: [(&str, &str); 7] = [
    ("$kept", "MATERIALIZED"),
    (
        "$namespaces",
        "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'",
    ),
    ("$kind", "c.relkind"),
    (
        "$relations",
        "c.relpersistence <> 't'
        AND (c.tableoid, c.oid) NOT IN (SELECT m.class, m.id FROM members m)
        AND NOT starts_with(c.relname::text, '__diesel_')
        AND NOT starts_with(c.relname::text, '__glowplug_')",
    ),
    ("$own_constraint", "k.conislocal AND k.conparentid = 0"),
    ("$own_index", "NOT c.relispartition"),
    ("$own_trigger", "t.tgparentid = 0"),
];

/// Conditions that select one table or view and the tables that reference it. A foreign table is
/// read as a table.
const AROUND_ONE: [(&str, &str); 7] = [
    // Looks up the few types that are needed.
    ("$kept", "NOT MATERIALIZED"),
    ("$namespaces", "true"),
    (
        "$kind",
        "CASE c.relkind WHEN 'f' THEN 'r'::\"char\" ELSE c.relkind END",
    ),
    (
        "$relations",
        "c.oid = $one
        OR c.oid IN (SELECT k.conrelid FROM pg_constraint k WHERE k.contype = 'f' AND k.confrelid = $one)",
    ),
    ("$own_constraint", "(k.conrelid = $one OR k.conparentid = 0)"),
    ("$own_index", "true"),
    ("$own_trigger", "true"),
];

/// OID of the selected relation.
const ONE: &str = "(
            SELECT o.oid FROM pg_class o
            JOIN pg_namespace p ON p.oid = o.relnamespace
            WHERE p.nspname = $schema AND o.relname = $name
        )";

/// Selects which relations are read.
#[derive(Clone, Copy)]
pub(super) struct Scope<'o> {
    table: Option<&'o QualifiedName>,
}

impl<'o> Scope<'o> {
    pub(super) const fn new(options: &'o InspectOptions) -> Self {
        Self {
            table: options.table.as_ref(),
        }
    }

    /// Returns true if the whole schema of the project is read.
    pub(super) const fn is_whole(self) -> bool {
        self.table.is_none()
    }

    /// Returns true if a part of `catalog/schema` is read.
    pub(super) fn reads(self, part: &str) -> bool {
        self.is_whole() || OF_ONE.contains(&part)
    }

    /// Returns a query with its placeholders replaced by these conditions.
    pub(super) fn of(self, sql: &str) -> String {
        let Some(name) = self.table else {
            return replaced(sql, &WHOLE);
        };
        let schema = literal(name.schema.as_deref().unwrap_or_default());
        let one = ONE
            .replace("$schema", &schema)
            .replace("$name", &literal(&name.name));
        replaced(sql, &AROUND_ONE).replace("$one", &one)
    }
}

fn replaced(sql: &str, conditions: &[(&str, &str)]) -> String {
    let replace = |sql: String, (mark, condition): &(&str, &str)| sql.replace(mark, condition);
    conditions.iter().fold(sql.to_owned(), replace)
}
