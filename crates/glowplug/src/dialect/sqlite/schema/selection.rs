//! Selects the objects of a database file to read, and builds the queries for them.

use diesel::SqliteConnection;

use crate::dialect::sqlite::quote;
use crate::dialect::sqlite::quote::literal;
use crate::dialect::sqlite::statement::texts;
use crate::error::ServerError;
use crate::session::InspectOptions;

/// The objects of a database file. The last value tells whether it belongs to a virtual table as a
/// shadow table.
pub(super) const OBJECTS: &str = "
    SELECT m.type, m.name, m.tbl_name, m.sql, m.tbl_name IN (
        SELECT name FROM pragma_table_list WHERE schema = $text AND type = 'shadow')
    FROM $schema.sqlite_schema AS m
    WHERE m.sql IS NOT NULL AND m.name NOT LIKE 'sqlite^_%' ESCAPE '^' AND $which
    ORDER BY m.name";

/// The columns of tables or views. The last value tells whether a virtual table hides the column.
pub(super) const COLUMNS: &str = "
    SELECT m.name, x.name, x.type, x.\"notnull\", x.dflt_value, x.hidden = 1
    FROM $schema.sqlite_schema AS m, pragma_table_xinfo(m.name, $text) AS x
    WHERE m.type = ? AND $which
    ORDER BY m.name, x.cid";

/// The columns of one view.
pub(super) const COLUMNS_OF: &str = "
    SELECT ?1, x.name, x.type, x.\"notnull\", x.dflt_value, 0
    FROM pragma_table_xinfo(?1, $text) AS x ORDER BY x.cid";

/// The condition for objects of the project.
const OF_THE_PROJECT: &str = "m.tbl_name NOT LIKE '^_^_diesel^_%' ESCAPE '^'
    AND m.tbl_name NOT LIKE '^_^_glowplug^_%' ESCAPE '^'";

/// The tables that a table references, and those that reference it.
const AROUND: &str = "
    SELECT \"table\" FROM pragma_foreign_key_list(?1, $text)
    UNION SELECT t.name
    FROM $schema.sqlite_schema AS t, pragma_foreign_key_list(t.name, $text) AS f
    WHERE t.type = 'table' AND f.\"table\" = ?1 COLLATE NOCASE";

/// The selection, as it is inserted into the queries.
pub(super) struct Selection<'o> {
    schema: &'o str,
    /// The condition for the objects.
    which: String,
}

impl<'o> Selection<'o> {
    /// Resolves the options in this database.
    pub(super) fn find(
        connection: &mut SqliteConnection,
        options: &'o InspectOptions,
    ) -> Result<Self, ServerError> {
        let table = options.table.as_ref();
        let schema = table.and_then(|name| name.schema.as_deref());
        let mut range = Self {
            schema: schema.unwrap_or("main"),
            which: OF_THE_PROJECT.to_owned(),
        };
        if let Some(table) = table {
            let name = table.name.as_str();
            let mut names = texts(connection, &range.of(AROUND), &[name.into()])?;
            names.push(name.to_owned());
            let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
            range.which = format!("m.tbl_name COLLATE NOCASE IN ({})", names.join(", "));
        }
        Ok(range)
    }

    /// Returns the schema that contains the objects.
    pub(super) const fn schema(&self) -> &str {
        self.schema
    }

    /// Returns a query for this selection.
    pub(super) fn of(&self, sql: &str) -> String {
        sql.replace("$schema", &quote(self.schema))
            .replace("$text", &literal(self.schema))
            .replace("$which", &self.which)
    }
}
