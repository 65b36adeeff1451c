//! Parses `CREATE TABLE` for what the pragmas do not report: constraints, collations, generated
//! columns, options.

use super::clause::{Clauses, indexed_columns, on_conflict};
use super::cursor::{Cursor, code, parts};
use crate::catalog::{Constraint, ConstraintKind, Deferral, Generated};
use crate::dialect::sqlite::normalize::{Names, unwrapped, written};
use crate::dialect::sqlite::tokens::Token;

/// A parsed `CREATE TABLE`.
#[derive(Default)]
pub(super) struct TableText {
    pub(super) columns: Vec<ColumnText>,
    pub(super) constraints: Vec<Constraint>,
    /// `STRICT` and `WITHOUT ROWID`, sorted.
    pub(super) options: Vec<String>,
    /// The text after `USING`, for a virtual table.
    pub(super) module: Option<String>,
}

/// A parsed column, without its constraints.
#[derive(Default)]
pub(super) struct ColumnText {
    pub(super) name: String,
    pub(super) collation: Option<String>,
    pub(super) generated: Option<Generated>,
    pub(super) autoincrement: bool,
    /// A clause such as `NOT NULL ON CONFLICT IGNORE`.
    pub(super) on_conflict: Option<String>,
}

/// The first words of table constraints.
const CONSTRAINTS: &[&str] = &["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

impl TableText {
    /// Parses the statement. `columns` are the names of the table's columns.
    pub(super) fn read(sql: &str, columns: impl IntoIterator<Item = String>) -> Self {
        let names: Names = columns
            .into_iter()
            .map(|name| name.to_lowercase())
            .collect();
        let tokens = code(sql);
        let mut cursor = Cursor::new(&tokens);
        let mut table = Self::default();
        cursor.word("CREATE");
        if cursor.words(&["VIRTUAL", "TABLE"]) {
            cursor.words(&["IF", "NOT", "EXISTS"]);
            cursor.qualified();
            cursor.word("USING");
            table.module = Some(module(sql, cursor));
            return table;
        }
        while cursor.peek().is_some_and(|token| token.text != "(") {
            cursor.next();
        }
        for part in cursor.group().map(parts).unwrap_or_default() {
            table.part(part, &names);
        }
        table.options = parts(cursor.rest())
            .into_iter()
            .map(|option| {
                let words: Vec<String> = option
                    .iter()
                    .map(|token| token.name().to_uppercase())
                    .collect();
                words.join(" ")
            })
            .collect();
        table.options.sort();
        table
    }

    fn part(&mut self, part: &[Token<'_>], names: &Names) {
        let constraint = part
            .first()
            .is_some_and(|first| CONSTRAINTS.iter().any(|word| first.is_word(word)));
        let mut cursor = Cursor::new(part);
        if !constraint {
            self.column(cursor, names);
            return;
        }
        // The comma between two constraints is optional.
        while !cursor.is_empty() {
            let left = cursor.rest().len();
            self.constraint(&mut cursor, names);
            if cursor.rest().len() == left {
                cursor.next();
            }
        }
    }

    fn constraint(&mut self, cursor: &mut Cursor<'_, '_>, names: &Names) {
        let name = cursor.word("CONSTRAINT").then(|| cursor.name());
        if cursor.words(&["PRIMARY", "KEY"]) {
            let inner = cursor.group().unwrap_or_default();
            let (columns, list, autoincrement) = indexed_columns(inner, names);
            if autoincrement && let Some(first) = columns.first() {
                self.count(first);
            }
            let definition = format!("PRIMARY KEY ({list}){}", on_conflict(cursor));
            let include = Vec::new();
            let kind = ConstraintKind::PrimaryKey { columns, include };
            self.push(name, kind, definition);
        } else if cursor.word("UNIQUE") {
            let inner = cursor.group().unwrap_or_default();
            let (columns, list, _) = indexed_columns(inner, names);
            let definition = format!("UNIQUE ({list}){}", on_conflict(cursor));
            self.push(name, unique(columns), definition);
        } else if cursor.word("CHECK") {
            self.check(name, cursor, names);
        } else if cursor.words(&["FOREIGN", "KEY"]) {
            let columns = parts(cursor.group().unwrap_or_default());
            let columns = columns.iter().map(|part| Cursor::new(part).name());
            let columns = columns.collect();
            cursor.word("REFERENCES");
            self.foreign(name, columns, cursor);
        }
    }

    fn column(&mut self, mut cursor: Cursor<'_, '_>, names: &Names) {
        let mut column = ColumnText {
            name: cursor.name(),
            ..ColumnText::default()
        };
        let mut named = None;
        while let Some(token) = cursor.peek() {
            if cursor.word("CONSTRAINT") {
                named = Some(cursor.name());
            } else if cursor.words(&["PRIMARY", "KEY"]) {
                self.primary(named.take(), &mut column, &mut cursor);
            } else if cursor.word("UNIQUE") {
                let columns = vec![column.name.clone()];
                let list = crate::dialect::sqlite::quote::names(&columns);
                let definition = format!("UNIQUE ({list}){}", on_conflict(&mut cursor));
                self.push(named.take(), unique(columns), definition);
            } else if cursor.words(&["NOT", "NULL"]) {
                let conflict = on_conflict(&mut cursor);
                column.on_conflict = (!conflict.is_empty()).then(|| format!("NOT NULL{conflict}"));
                named = None;
            } else if cursor.word("CHECK") {
                self.check(named.take(), &mut cursor, names);
            } else if cursor.word("REFERENCES") {
                self.foreign(named.take(), vec![column.name.clone()], &mut cursor);
            } else if cursor.word("COLLATE") {
                column.collation = collation(&cursor.name());
                named = None;
            } else if cursor.word("DEFAULT") {
                cursor.skip_default();
                named = None;
            } else if cursor.word("AS") {
                let expression = written(unwrapped(cursor.group().unwrap_or_default()), names);
                let stored = cursor.word("STORED");
                column.generated = Some(Generated { expression, stored });
                named = None;
            } else if token.text == "(" {
                cursor.group();
            } else {
                cursor.next();
            }
        }
        self.columns.push(column);
    }

    /// Parses a primary key at its column. `INTEGER PRIMARY KEY DESC`, unlike
    /// `PRIMARY KEY (id DESC)`, is not an alias of the row id.
    fn primary(
        &mut self,
        name: Option<String>,
        column: &mut ColumnText,
        cursor: &mut Cursor<'_, '_>,
    ) {
        let columns = vec![column.name.clone()];
        let descending = cursor.word("DESC");
        cursor.word("ASC");
        let conflict = on_conflict(cursor);
        column.autoincrement = cursor.word("AUTOINCREMENT");
        let definition = if descending {
            format!("PRIMARY KEY DESC{conflict}")
        } else {
            let list = crate::dialect::sqlite::quote::names(&columns);
            format!("PRIMARY KEY ({list}){conflict}")
        };
        let include = Vec::new();
        self.push(
            name,
            ConstraintKind::PrimaryKey { columns, include },
            definition,
        );
    }

    fn check(&mut self, name: Option<String>, cursor: &mut Cursor<'_, '_>, names: &Names) {
        let expression = written(unwrapped(cursor.group().unwrap_or_default()), names);
        on_conflict(cursor);
        let definition = format!("CHECK ({expression})");
        self.push(name, ConstraintKind::Check { expression }, definition);
    }

    fn foreign(&mut self, name: Option<String>, columns: Vec<String>, cursor: &mut Cursor<'_, '_>) {
        let (key, deferral) = cursor.references(columns);
        self.push(name, ConstraintKind::Foreign(key), String::new());
        if let Some(last) = self.constraints.last_mut() {
            last.deferral = deferral;
        }
    }

    fn push(&mut self, name: Option<String>, kind: ConstraintKind, definition: String) {
        self.constraints.push(Constraint {
            name,
            kind,
            definition,
            deferral: Deferral::None,
            validated: true,
            no_inherit: false,
            comment: None,
        });
    }

    fn count(&mut self, name: &str) {
        let column = self
            .columns
            .iter_mut()
            .find(|column| column.name.eq_ignore_ascii_case(name));
        if let Some(column) = column {
            column.autoincrement = true;
        }
    }
}

const fn unique(columns: Vec<String>) -> ConstraintKind {
    ConstraintKind::Unique {
        columns,
        include: Vec::new(),
        nulls_not_distinct: false,
    }
}

/// Returns the collation if it is not the default. The names of the built-in ones are
/// case-insensitive.
pub(super) fn collation(name: &str) -> Option<String> {
    let upper = name.to_ascii_uppercase();
    match upper.as_str() {
        "BINARY" => None,
        "NOCASE" | "RTRIM" => Some(upper),
        _ => Some(name.to_owned()),
    }
}

/// Returns the module of a virtual table with its arguments. These do not follow SQLite's grammar,
/// so apart from whitespace they stay as they are.
fn module(sql: &str, mut cursor: Cursor<'_, '_>) -> String {
    let name = cursor.name().to_lowercase();
    let Some(arguments) = cursor.group() else {
        return name;
    };
    let arguments: Vec<String> = parts(arguments)
        .into_iter()
        .map(|part| {
            let (first, last) = (&part[0], &part[part.len() - 1]);
            let text = &sql[first.start..last.start + last.text.len()];
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect();
    format!("{name}({})", arguments.join(", "))
}
