//! Reads the whole schema into a [`Catalog`]. SQLite stores the statements that created the
//! objects, which contain everything; the pragmas add SQLite's interpretation of them. The number
//! of queries does not depend on the number of tables.

mod clause;
mod cursor;
mod index;
mod resolve;
mod selection;
mod table;
mod text;

use std::collections::{BTreeMap, HashMap};

use diesel::SqliteConnection;

use super::normalize::{Names, unwrapped, written};
use super::statement::query;
use super::tokens::has_comments;
use crate::catalog::{
    Catalog, Column, DataType, Definition, Identity, Maker, ObjectName, QualifiedName, RowSecurity,
    Table, Trigger, TriggerState, TypeKind, TypeName, View,
};
use crate::error::ServerError;
use crate::model::{Database, Row, Value};
use crate::session::{Caching, InspectOptions};
pub use resolve::spelled_keys;
use selection::{COLUMNS, COLUMNS_OF, OBJECTS, Selection};
use table::{ColumnText, TableText};

/// A stored object.
struct Stored {
    kind: String,
    name: String,
    /// The table that it belongs to.
    on: String,
    sql: String,
    /// Whether it is a shadow table of a virtual table.
    shadow: bool,
}

/// A column as the pragma reports it.
#[derive(Clone)]
struct Told {
    name: String,
    data_type: String,
    not_null: bool,
    default: Option<String>,
    /// Whether a virtual table hides it.
    hidden: bool,
}

/// The columns of each table or view, by name.
type ToldColumns = HashMap<String, Vec<Told>>;

/// Reads the schema, restricted by the options.
pub(super) fn schema(
    connection: &mut SqliteConnection,
    options: &InspectOptions,
) -> Result<Catalog, ServerError> {
    let range = Selection::find(connection, options)?;
    let rows = query(connection, &range.of(OBJECTS), &[], Caching::Once)?.rows;
    let objects = rows.iter().map(stored);
    let (shadows, objects): (Vec<Stored>, Vec<Stored>) = objects.partition(|object| object.shadow);
    let mut columns = told(connection, &range.of(COLUMNS), "table")?;
    match told(connection, &range.of(COLUMNS), "view") {
        Ok(of_views) => columns.extend(of_views),
        // A single broken view makes the query for all views fail.
        Err(_) => {
            for view in objects.iter().filter(|object| object.kind == "view") {
                let of_one = told(connection, &range.of(COLUMNS_OF), &view.name);
                columns.extend(of_one.unwrap_or_default());
            }
        }
    }
    let belongings = belongings(&objects, &shadows, &columns);
    for columns in columns.values_mut() {
        columns.retain(|column| !column.hidden);
    }
    let mut catalog = assembled(&objects, &columns);
    catalog.internal_tables.0 = belongings;
    if range.schema() != "main" {
        catalog.qualify(range.schema());
    }
    Ok(catalog)
}

/// Returns the shadow tables of virtual tables, and once more the virtual tables with hidden
/// columns.
fn belongings(objects: &[Stored], shadows: &[Stored], columns: &ToldColumns) -> Vec<Table> {
    let hides = |object: &&Stored| {
        let columns = columns.get(&object.name).into_iter().flatten();
        columns.into_iter().any(|column| column.hidden)
    };
    let all = shadows.iter().chain(objects.iter().filter(hides));
    let tables = all.filter(|object| object.kind == "table");
    tables
        .map(|object| table(object, columns.get(&object.name).map_or(&[], Vec::as_slice)))
        .collect()
}

fn stored(row: &Row) -> Stored {
    Stored {
        kind: text(row, 0),
        name: text(row, 1),
        on: text(row, 2),
        sql: text(row, 3),
        shadow: row[4].as_bool() == Some(true),
    }
}

fn told(
    connection: &mut SqliteConnection,
    sql: &str,
    value: &str,
) -> Result<ToldColumns, ServerError> {
    let mut columns = ToldColumns::new();
    for row in &query(connection, sql, &[Value::from(value)], Caching::Once)?.rows {
        columns.entry(text(row, 0)).or_default().push(Told {
            name: text(row, 1),
            data_type: text(row, 2),
            not_null: row[3].as_bool() == Some(true),
            default: row[4].as_text().map(str::to_owned),
            hidden: row[5].as_bool() == Some(true),
        });
    }
    Ok(columns)
}

fn assembled(objects: &[Stored], columns: &ToldColumns) -> Catalog {
    let mut catalog = Catalog::empty(Database::Sqlite);
    let names: Names = objects
        .iter()
        .filter(|object| object.kind == "table" || object.kind == "view")
        .map(|object| &object.name)
        .chain(columns.values().flatten().map(|column| &column.name))
        .map(|name| name.to_lowercase())
        .collect();
    for object in objects {
        let columns = columns.get(&object.name).map(Vec::as_slice);
        let columns = columns.unwrap_or_default();
        match object.kind.as_str() {
            "table" => catalog.tables.push(table(object, columns)),
            "view" => catalog.views.push(view(object, columns, &names)),
            _ => {}
        }
    }
    for object in objects {
        match object.kind.as_str() {
            "index" => add_index(object, &mut catalog),
            "trigger" => add_trigger(object, &mut catalog, &names),
            _ => {}
        }
    }
    catalog.makers.0 = commented(objects, &catalog);
    resolve::foreign_keys(&mut catalog);
    catalog.dependencies = resolve::dependencies(objects, &catalog, &names);
    catalog
}

/// Returns the original text of views and triggers that contain comments.
fn commented(objects: &[Stored], catalog: &Catalog) -> BTreeMap<ObjectName, Maker> {
    let commented = objects.iter().filter(|object| has_comments(&object.sql));
    let texts = commented.filter_map(|object| {
        let name = match object.kind.as_str() {
            "view" => ObjectName::View(QualifiedName::plain(&object.name)),
            "trigger" => {
                let tables = catalog.tables.iter().map(|table| &table.name);
                let mut owners = tables.chain(catalog.views.iter().map(|view| &view.name));
                let owner = owners.find(|name| name.name.eq_ignore_ascii_case(&object.on))?;
                ObjectName::Trigger(owner.clone(), object.name.clone())
            }
            _ => return None,
        };
        let text = Some(object.sql.clone());
        Some((
            name,
            Maker {
                text,
                ..Maker::default()
            },
        ))
    });
    texts.collect()
}

fn table(object: &Stored, told: &[Told]) -> Table {
    let mut read = TableText::read(&object.sql, told.iter().map(|column| column.name.clone()));
    resolve::own_columns(&mut read, told);
    let columns = told.iter().map(|told| {
        let said = read
            .columns
            .iter()
            .find(|column| column.name.eq_ignore_ascii_case(&told.name));
        column(told, said.unwrap_or(&ColumnText::default()))
    });
    Table {
        name: QualifiedName::plain(&object.name),
        columns: columns.collect(),
        constraints: read.constraints,
        indexes: Vec::new(),
        triggers: Vec::new(),
        policies: Vec::new(),
        rules: Vec::new(),
        row_security: RowSecurity::default(),
        partitioned: None,
        partition_of: None,
        inherits: Vec::new(),
        unlogged: false,
        of_type: None,
        replica_identity: None,
        options: read.options,
        virtual_module: read.module,
        sql: Definition(object.sql.clone()),
        comment: None,
    }
}

fn column(told: &Told, said: &ColumnText) -> Column {
    let identity = said.autoincrement.then_some(Identity {
        always: false,
        sequence: None,
    });
    Column {
        name: told.name.clone(),
        data_type: data_type(&told.data_type),
        nullable: !told.not_null,
        default: told.default.as_deref().map(default),
        identity,
        generated: said.generated.clone(),
        collation: said.collation.clone(),
        storage: said.on_conflict.iter().cloned().collect(),
        owned_sequence: None,
        check: None,
        on_update: None,
        invisible: false,
        inherited: false,
        comment: None,
    }
}

/// Returns a type as it is declared, in upper case: SQLite ignores the case.
pub(super) fn data_type(declared: &str) -> DataType {
    let tokens = cursor::code(declared);
    let mut sql = String::new();
    for (index, token) in tokens.iter().enumerate() {
        let tight = matches!(token.text, "(" | ")" | ",")
            || index > 0 && matches!(tokens[index - 1].text, "(" | "-" | "+");
        match token.text {
            "," => sql.push_str(", "),
            text => {
                if index > 0 && !tight && !sql.ends_with(' ') {
                    sql.push(' ');
                }
                sql.push_str(&text.to_uppercase());
            }
        }
    }
    let name = sql.split('(').next().unwrap_or_default().trim_end();
    let length = sql.split_once('(').and_then(|(_, arguments)| {
        let first = arguments.split([',', ')']).next()?;
        first.trim().parse().ok()
    });
    DataType {
        name: TypeName {
            schema: None,
            name: name.to_lowercase(),
        },
        kind: TypeKind::Base,
        element: None,
        base: None,
        length,
        unsigned: false,
        sql,
    }
}

/// Normalizes a default. A name stands for a string here.
fn default(told: &str) -> String {
    let tokens = cursor::code(told);
    match unwrapped(&tokens) {
        [only] if only.is_name() => match only.text.to_ascii_uppercase().as_str() {
            constant @ ("NULL" | "TRUE" | "FALSE" | "CURRENT_DATE" | "CURRENT_TIME"
            | "CURRENT_TIMESTAMP") => constant.to_owned(),
            _ => super::quote::literal(&only.name()),
        },
        tokens => written(tokens, &Names::new()),
    }
}

fn view(object: &Stored, told: &[Told], names: &Names) -> View {
    let read = text::view(&object.sql, names);
    View {
        name: QualifiedName::plain(&object.name),
        materialized: false,
        query: read.query,
        columns: told
            .iter()
            .map(|column| (column.name.clone(), data_type(&column.data_type).sql))
            .collect(),
        options: read
            .columns
            .map(|columns| format!("({columns})"))
            .into_iter()
            .collect(),
        indexes: Vec::new(),
        triggers: Vec::new(),
        rules: Vec::new(),
        comment: None,
        column_comments: Vec::new(),
        column_defaults: Vec::new(),
    }
}

fn add_index(object: &Stored, catalog: &mut Catalog) {
    let table = catalog
        .tables
        .iter_mut()
        .find(|table| table.name.name.eq_ignore_ascii_case(&object.on));
    if let Some(table) = table {
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        table
            .indexes
            .push(index::index(&object.name, &object.sql, &columns));
    }
}

fn add_trigger(object: &Stored, catalog: &mut Catalog, names: &Names) {
    let of_table = catalog
        .tables
        .iter_mut()
        .map(|table| (&table.name.name, &mut table.triggers));
    let of_view = catalog
        .views
        .iter_mut()
        .map(|view| (&view.name.name, &mut view.triggers));
    let owner = of_table
        .chain(of_view)
        .find(|(name, _)| name.eq_ignore_ascii_case(&object.on));
    if let Some((owner, triggers)) = owner {
        triggers.push(Trigger {
            name: object.name.clone(),
            definition: text::trigger(&object.name, owner, &object.sql, names).definition,
            state: TriggerState::Enabled,
            comment: None,
        });
    }
}

fn text(row: &Row, index: usize) -> String {
    row[index].as_text().unwrap_or_default().to_owned()
}
