//! Reads columns: types, defaults, generated values.

use super::names::{bare, without_database};
use super::{Context, cell, filled, number};
use crate::catalog::{Column, DataType, Generated, Identity, TypeKind, TypeName};
use crate::dialect::mysql::inspect::text;
use crate::model::Row;

/// Returns a column of a table with this collation. `checks` are the checks of the whole table.
pub(super) fn column(
    row: &Row,
    table_collation: &str,
    checks: &[Row],
    context: &Context<'_>,
) -> Column {
    let name = cell(row, 1);
    let extra = cell(row, 6);
    let said = Extra::read(&extra);
    let check = checks
        .iter()
        .find(|check| cell(check, 3) == "Column" && cell(check, 1) == name);
    let expression = |text: String| without_database(&bare(&text, context), context.database);
    let generated = filled(row, 7).map(|text| Generated {
        expression: expression(text),
        stored: !said.is_virtual,
    });
    Column {
        data_type: data_type(row),
        nullable: cell(row, 4) == "YES",
        default: default(row, &said, context).filter(|_| generated.is_none()),
        identity: said.counts.then_some(Identity {
            always: false,
            sequence: None,
        }),
        generated,
        collation: filled(row, 8).filter(|collation| collation != table_collation),
        storage: said
            .no_history
            .then(|| NO_HISTORY.to_owned())
            .into_iter()
            .collect(),
        owned_sequence: None,
        on_update: said.on_update.map(str::to_owned),
        check: check.and_then(|check| filled(check, 2)).map(expression),
        invisible: said.is_invisible,
        inherited: false,
        comment: filled(row, 9),
        name,
    }
}

const NO_HISTORY: &str = "WITHOUT SYSTEM VERSIONING";

/// The contents of the `EXTRA` column.
struct Extra<'a> {
    counts: bool,
    is_virtual: bool,
    is_invisible: bool,
    /// The column is excluded from the history of its table (MariaDB).
    no_history: bool,
    /// The default is an expression (MySQL).
    is_computed: bool,
    on_update: Option<&'a str>,
}

impl<'a> Extra<'a> {
    fn read(extra: &'a str) -> Self {
        let on_update = extra.split_once("on update ").map(|(_, rest)| rest);
        Self {
            counts: extra.contains("auto_increment"),
            is_virtual: extra.contains("VIRTUAL GENERATED"),
            is_invisible: extra.contains("INVISIBLE"),
            no_history: extra.contains(NO_HISTORY),
            is_computed: extra.contains("DEFAULT_GENERATED"),
            on_update: on_update.and_then(|rest| rest.split([' ', ',']).next()),
        }
    }
}

pub(super) fn data_type(row: &Row) -> DataType {
    let declared = cell(row, 2);
    let name = cell(row, 3).to_lowercase();
    let precision = number(row, 11).filter(|_| matches!(&*name, "bit" | "decimal"));
    let mut sql = without_width(&declared);
    if let Some(system) = number(row, 12) {
        sql = format!("{sql} SRID {system}");
    }
    DataType {
        unsigned: !name.starts_with("enum") && declared.contains(" unsigned"),
        length: number(row, 10).or(precision),
        kind: if name == "enum" {
            TypeKind::Enum
        } else {
            TypeKind::Base
        },
        name: TypeName { schema: None, name },
        element: None,
        base: None,
        sql,
    }
}

/// The display widths that the server assigns by default, if it assigns any.
const WIDTHS: [(&str, &str); 11] = [
    ("tinyint(4)", "tinyint"),
    ("tinyint(3) unsigned", "tinyint unsigned"),
    ("smallint(6)", "smallint"),
    ("smallint(5) unsigned", "smallint unsigned"),
    ("mediumint(9)", "mediumint"),
    ("mediumint(8) unsigned", "mediumint unsigned"),
    ("int(11)", "int"),
    ("int(10) unsigned", "int unsigned"),
    ("bigint(20)", "bigint"),
    ("bigint(20) unsigned", "bigint unsigned"),
    ("year(4)", "year"),
];

/// Strips default display widths: `int(11)` becomes `int`. They have no effect, and MySQL no longer
/// reports them.
pub(super) fn without_width(declared: &str) -> String {
    let known = WIDTHS.iter().find(|(wide, _)| *wide == declared);
    known.map_or(declared, |(_, plain)| plain).to_owned()
}

/// Returns the default as it is written in a definition.
fn default(row: &Row, said: &Extra<'_>, context: &Context<'_>) -> Option<String> {
    let raw = text(row, 5)?;
    if context.is_mariadb {
        // This is how a nullable column without a default is reported.
        return Some(without_database(&raw, context.database)).filter(|raw| raw != "NULL");
    }
    if said.is_computed {
        let is_clock = raw.to_uppercase().starts_with("CURRENT_TIMESTAMP");
        let expression = without_database(&bare(&raw, context), context.database);
        return Some(if is_clock {
            expression
        } else {
            format!("({expression})")
        });
    }
    Some(literal(&raw, &cell(row, 3).to_lowercase()))
}

/// Formats a default: MySQL reports values without the quotes that a definition needs.
fn literal(raw: &str, data_type: &str) -> String {
    const NUMBERS: [&str; 9] = [
        "tinyint",
        "smallint",
        "mediumint",
        "int",
        "bigint",
        "decimal",
        "float",
        "double",
        "year",
    ];
    let is_coded = match data_type {
        "bit" => raw.starts_with("b'"),
        "binary" | "varbinary" => raw.starts_with("0x"),
        _ => NUMBERS.contains(&data_type),
    };
    if is_coded {
        return raw.to_owned();
    }
    format!("'{}'", raw.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_widths_that_say_nothing_go() {
        assert_eq!(without_width("int(11)"), "int");
        assert_eq!(without_width("bigint(20) unsigned"), "bigint unsigned");
        for kept in ["tinyint(1)", "int(5)", "int(5) unsigned zerofill", "year"] {
            assert_eq!(without_width(kept), kept);
        }
    }

    #[test]
    fn values_of_mysql_get_their_quotes_back() {
        assert_eq!(literal("it's", "varchar"), "'it''s'");
        assert_eq!(literal("a\\b", "text"), r"'a\\b'");
        assert_eq!(literal("1.50", "decimal"), "1.50");
        assert_eq!(literal("b'101'", "bit"), "b'101'");
        assert_eq!(literal("0x61", "varbinary"), "0x61");
        assert_eq!(literal("2020-01-01", "date"), "'2020-01-01'");
    }

    #[test]
    fn what_is_said_of_a_column_is_read() {
        let extra = Extra::read("DEFAULT_GENERATED on update CURRENT_TIMESTAMP(3) INVISIBLE");
        assert_eq!(extra.on_update, Some("CURRENT_TIMESTAMP(3)"));
        assert!(extra.is_computed && extra.is_invisible && !extra.counts && !extra.is_virtual);
        assert!(Extra::read("auto_increment").counts);
    }
}
