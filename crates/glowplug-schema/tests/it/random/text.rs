//! Schemas as SQL.

use std::fmt::Write;

use glowplug::model::Database;

use super::schema::{Action, Column, Indexed, Key, Kind, Schema, Table};

/// The statements that build a schema.
pub(super) fn sql(database: Database, schema: &Schema) -> String {
    let writer = Writer { database, schema };
    let mut text = String::new();
    if database == Database::Postgres {
        text.push_str(&writer.types());
    }
    for table in &schema.tables {
        text.push_str(&writer.table(table));
    }
    for table in &schema.tables {
        if database != Database::Sqlite {
            for reference in writer.references(table) {
                let name = writer.name(table.name);
                let _ = writeln!(text, "ALTER TABLE {name} ADD {reference};");
            }
        }
        text.push_str(&writer.indexes(table));
        text.push_str(&writer.comments(table));
        text.push_str(&writer.around(table));
    }
    text
}

struct Writer<'s> {
    database: Database,
    schema: &'s Schema,
}

impl Writer<'_> {
    fn name(&self, name: &str) -> String {
        let quote = if self.database == Database::Mysql {
            '`'
        } else {
            '"'
        };
        format!("{quote}{name}{quote}")
    }

    fn text(&self, text: &str) -> String {
        let text = text.replace('\'', "''");
        match self.database {
            Database::Mysql => format!("'{}'", text.replace('\\', "\\\\")),
            _ => format!("'{text}'"),
        }
    }

    fn values(&self, number: usize) -> String {
        let values = self.schema.enums[number].iter();
        let values: Vec<String> = values.map(|value| self.text(value)).collect();
        values.join(", ")
    }

    fn types(&self) -> String {
        let mut text = String::new();
        for number in 0..self.schema.enums.len() {
            let values = self.values(number);
            let _ = writeln!(text, "CREATE TYPE kind_{number} AS ENUM ({values});");
        }
        text.push_str(
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RETURN NEW; END $$;\n",
        );
        text
    }

    fn table(&self, table: &Table) -> String {
        let mut lines = vec![format!("id {}", self.key(table.key))];
        lines.extend(table.columns.iter().map(|column| self.column(column)));
        for (target, action) in &table.references {
            let null = if *action == Action::SetNull {
                ""
            } else {
                " NOT NULL"
            };
            let kind = self.key_kind(target);
            lines.push(format!("{} {kind}{null}", self.reference_column(target)));
        }
        lines.extend(self.generated(table));
        for column in &table.columns {
            if column.index == Indexed::UniqueKey {
                let constraint = self.name(&format!("{} {} key", table.name, column.name));
                let name = self.name(column.name);
                lines.push(format!("CONSTRAINT {constraint} UNIQUE ({name})"));
            }
            if column.checked {
                let constraint = self.name(&format!("{} {} check", table.name, column.name));
                let name = self.name(column.name);
                lines.push(format!("CONSTRAINT {constraint} CHECK ({name} > 0)"));
            }
        }
        lines.extend(self.over_several(table));
        if self.database == Database::Sqlite {
            lines.extend(self.references(table));
        }
        let name = self.name(table.name);
        format!("CREATE TABLE {name} (\n    {}\n);\n", lines.join(",\n    "))
    }

    fn generated(&self, table: &Table) -> Option<String> {
        let first = table.numbers().next()?;
        let (name, first) = (self.name("twice it"), self.name(first.name));
        let text = format!("{name} numeric(20, 2) GENERATED ALWAYS AS ({first} * 2) STORED");
        table.around.generated.then_some(text)
    }

    /// Constraints over several columns of a table.
    fn over_several(&self, table: &Table) -> Vec<String> {
        let mut lines = Vec::new();
        let names: Vec<String> = table
            .numbers()
            .map(|column| self.name(column.name))
            .collect();
        if let (true, [first, second, ..]) = (table.around.check, names.as_slice()) {
            let name = self.name(&format!("{} check", table.name));
            lines.push(format!(
                "CONSTRAINT {name} CHECK ({first} > {second} OR ({first} = 3 AND {second} < 9) AND {first} > 0)"
            ));
        }
        let mut plain = table.columns.iter().filter(|column| column.kind.is_plain());
        if let (true, Some(first), Some(second)) = (table.around.pair, plain.next(), plain.next()) {
            let name = self.name(&format!("{} key", table.name));
            let (first, second) = (self.name(first.name), self.name(second.name));
            lines.push(format!("CONSTRAINT {name} UNIQUE ({second}, {first})"));
        }
        lines
    }

    /// A view of all columns, and one of that view.
    fn views(&self, table: &Table) -> String {
        let name = self.name(table.name);
        let view = self.name(&format!("all {}", table.name));
        let columns = table.columns.iter().map(|column| self.name(column.name));
        let columns: Vec<String> = ["id".to_owned()].into_iter().chain(columns).collect();
        let columns = columns.join(", ");
        let mut text = format!("CREATE VIEW {view} AS SELECT {columns} FROM {name};\n");
        if table.around.second_view {
            let second = self.name(&format!("some {}", table.name));
            let kind = match self.database {
                Database::Postgres => "MATERIALIZED VIEW",
                _ => "VIEW",
            };
            let _ = writeln!(
                text,
                "CREATE {kind} {second} AS SELECT {columns} FROM {view} WHERE id > 1;"
            );
        }
        text
    }

    fn key(&self, key: Key) -> &'static str {
        match (self.database, key) {
            (Database::Sqlite, Key::Counting | Key::Serial) => "INTEGER PRIMARY KEY AUTOINCREMENT",
            (Database::Sqlite, Key::Int) => "INTEGER PRIMARY KEY",
            (Database::Sqlite, Key::BigInt) => "BIGINT NOT NULL PRIMARY KEY",
            (Database::Postgres, Key::Counting) => "int GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            (Database::Postgres, Key::Serial) => "serial PRIMARY KEY",
            (Database::Mysql, Key::Counting | Key::Serial) => "int AUTO_INCREMENT PRIMARY KEY",
            (_, Key::Int) => "int PRIMARY KEY",
            (_, Key::BigInt) => "bigint PRIMARY KEY",
        }
    }

    fn key_kind(&self, target: &str) -> &'static str {
        let target = self.schema.tables.iter().find(|other| other.name == target);
        match target.unwrap().key {
            Key::BigInt => "bigint",
            Key::Int | Key::Counting | Key::Serial => "int",
        }
    }

    fn reference_column(&self, target: &str) -> String {
        self.name(&format!("{target}_id"))
    }

    fn references(&self, table: &Table) -> Vec<String> {
        let references = table.references.iter().map(|(target, action)| {
            let constraint = self.name(&format!("{} {target} fkey", table.name));
            let column = self.reference_column(target);
            let action = match action {
                Action::Nothing => "",
                Action::Cascade => " ON DELETE CASCADE",
                Action::SetNull => " ON DELETE SET NULL",
            };
            let target = self.name(target);
            format!(
                "CONSTRAINT {constraint} FOREIGN KEY ({column}) REFERENCES {target} (id){action}"
            )
        });
        references.collect()
    }

    fn column(&self, column: &Column) -> String {
        let mut text = format!("{} {}", self.name(column.name), self.kind(column.kind));
        if !column.nullable {
            text.push_str(" NOT NULL");
        } else if self.database == Database::Mysql && column.kind == Kind::Timestamp {
            text.push_str(" NULL");
        }
        if column.default {
            let _ = write!(text, " DEFAULT {}", self.default(column.kind));
        }
        if let (Database::Mysql, Some(comment)) = (self.database, column.comment) {
            let _ = write!(text, " COMMENT {}", self.text(comment));
        }
        text
    }

    fn kind(&self, kind: Kind) -> String {
        let name = match (self.database, kind) {
            (_, Kind::SmallInt) => "smallint",
            (_, Kind::Int) => "int",
            (_, Kind::BigInt) => "bigint",
            (_, Kind::Double) => "double precision",
            (_, Kind::Numeric(precision)) => return format!("numeric({precision}, 2)"),
            (_, Kind::Bool) => "boolean",
            (_, Kind::Text) => "text",
            (_, Kind::Varchar(length)) => return format!("varchar({length})"),
            (_, Kind::Date) => "date",
            (Database::Mysql, Kind::Timestamp) => "datetime",
            (_, Kind::Timestamp) => "timestamp",
            (_, Kind::Json) => "json",
            (Database::Postgres, Kind::Bytes) => "bytea",
            (_, Kind::Bytes) => "blob",
            (Database::Mysql, Kind::Enum(number)) => {
                return format!("enum({})", self.values(number));
            }
            (_, Kind::Enum(number)) => return format!("kind_{number}"),
            (_, Kind::Array) => "int[]",
        };
        name.to_owned()
    }

    fn default(&self, kind: Kind) -> String {
        match kind {
            Kind::Bool if self.database == Database::Sqlite => "1".to_owned(),
            Kind::Bool => "true".to_owned(),
            Kind::Varchar(_) => "'it''s'".to_owned(),
            Kind::Date => "'2026-01-31'".to_owned(),
            Kind::Timestamp => "CURRENT_TIMESTAMP".to_owned(),
            Kind::Enum(number) => self.text(self.schema.enums[number][0]),
            _ => "7".to_owned(),
        }
    }

    fn indexes(&self, table: &Table) -> String {
        let mut text = String::new();
        for column in &table.columns {
            let (unique, condition) = match (column.index, self.database) {
                (Indexed::Plain, _) | (Indexed::Partial, Database::Mysql) => ("", ""),
                (Indexed::Partial, _) => ("", " WHERE id > 10"),
                (Indexed::UniqueIndex, _) => ("UNIQUE ", ""),
                (Indexed::No | Indexed::UniqueKey, _) => continue,
            };
            let name = self.name(&format!("{} {} index", table.name, column.name));
            let (table, column) = (self.name(table.name), self.name(column.name));
            let _ = writeln!(
                text,
                "CREATE {unique}INDEX {name} ON {table} ({column}){condition};"
            );
        }
        text
    }

    fn comments(&self, table: &Table) -> String {
        let mut text = String::new();
        let name = self.name(table.name);
        if let Some(comment) = table.comment.map(|comment| self.text(comment)) {
            let _ = match self.database {
                Database::Postgres => writeln!(text, "COMMENT ON TABLE {name} IS {comment};"),
                Database::Mysql => writeln!(text, "ALTER TABLE {name} COMMENT {comment};"),
                Database::Sqlite => Ok(()),
            };
        }
        for column in &table.columns {
            if let (Database::Postgres, Some(comment)) = (self.database, column.comment) {
                let (column, comment) = (self.name(column.name), self.text(comment));
                let _ = writeln!(text, "COMMENT ON COLUMN {name}.{column} IS {comment};");
            }
        }
        text
    }

    /// What stands around a table: a view of all its columns, and a trigger.
    fn around(&self, table: &Table) -> String {
        let mut text = String::new();
        let name = self.name(table.name);
        if table.around.view {
            text.push_str(&self.views(table));
        }
        let first = table.numbers().next();
        if let (Database::Postgres, true, Some(first)) = (self.database, table.around.policy, first)
        {
            let first = self.name(first.name);
            let policy = self.name(&format!("own {}", table.name));
            let _ = writeln!(text, "ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;");
            let _ = writeln!(
                text,
                "CREATE POLICY {policy} ON {name} USING ({first} = 1);"
            );
        }
        if table.around.trigger {
            let trigger = self.name(&format!("touch {}", table.name));
            let head = format!("CREATE TRIGGER {trigger} BEFORE UPDATE ON {name} FOR EACH ROW");
            let body = match self.database {
                Database::Postgres => "EXECUTE FUNCTION touch()",
                Database::Sqlite => "BEGIN SELECT NEW.id; END",
                Database::Mysql => "SET NEW.id = OLD.id",
            };
            let _ = writeln!(text, "{head} {body};");
        }
        text
    }
}
