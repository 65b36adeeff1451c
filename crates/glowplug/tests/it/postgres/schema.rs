//! The schema as data.

mod changes;
mod contents;
mod dependencies;
mod flat;
mod kinds;
mod objects;
mod order;
mod queries;
mod types;

use glowplug::catalog::{Catalog, Column, Constraint, Function, Index, QualifiedName, Table, View};
use glowplug::session::Session;
use glowplug_local::TestDatabase;

use super::support::{database, session, text};

const FIXTURE: &str = include_str!("schema/fixture.sql");
/// What later versions can do.
const SINCE: [(u32, &str); 3] = [
    (14, include_str!("schema/since_14.sql")),
    (15, include_str!("schema/since_15.sql")),
    (18, include_str!("schema/since_18.sql")),
];

/// The server's version.
async fn version(session: &mut dyn Session) -> u32 {
    let version = text(session, "SHOW server_version_num").await;
    version.parse::<u32>().unwrap() / 10_000
}

/// A database with one of everything.
async fn filled() -> (TestDatabase, Box<dyn Session>) {
    let database = database().await;
    let mut session = session(&database).await;
    session.run(FIXTURE).await.unwrap();
    let version = version(&mut *session).await;
    for (_, sql) in SINCE.iter().filter(|(since, _)| *since <= version) {
        session.run(sql).await.unwrap();
    }
    (database, session)
}

/// What a script makes.
async fn made(sql: &str) -> Catalog {
    let database = database().await;
    let mut session = session(&database).await;
    session.run(sql).await.unwrap();
    session.schema().await.unwrap()
}

fn public(name: &str) -> QualifiedName {
    QualifiedName::new("public", name)
}

fn table<'a>(schema: &'a Catalog, name: &str) -> &'a Table {
    schema.table(&public(name)).unwrap()
}

fn column<'a>(schema: &'a Catalog, of: &str, name: &str) -> &'a Column {
    table(schema, of).column(name).unwrap()
}

fn constraint<'a>(schema: &'a Catalog, of: &str, name: &str) -> &'a Constraint {
    let mut all = table(schema, of).constraints.iter();
    all.find(|constraint| constraint.name.as_deref() == Some(name))
        .unwrap_or_else(|| panic!("no constraint {name}"))
}

fn index<'a>(schema: &'a Catalog, of: &str, name: &str) -> &'a Index {
    let mut all = table(schema, of).indexes.iter();
    all.find(|index| index.name == name)
        .unwrap_or_else(|| panic!("no index {name}"))
}

fn view<'a>(schema: &'a Catalog, name: &str) -> &'a View {
    let mut all = schema.views.iter();
    all.find(|view| view.name == public(name)).unwrap()
}

fn function<'a>(schema: &'a Catalog, name: &str, arguments: &str) -> &'a Function {
    let mut all = schema.functions.iter();
    all.find(|function| function.name.name == name && function.arguments == arguments)
        .unwrap()
}
