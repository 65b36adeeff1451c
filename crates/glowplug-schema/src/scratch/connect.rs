//! Opens sessions on a scratch database and prepares it.

use std::collections::HashSet;
use std::sync::LazyLock;

use glowplug::Runner;
use glowplug::dialect::{self, scratch_database};
use glowplug::error::{Error, Result};
use glowplug::model::Database;
use glowplug::session::{Fingerprint, Session};
use glowplug::source::{Body, Migrations};
use glowplug::sql::{self, Statement};

use super::ScratchConfig;
use super::guard::Guard;

/// Opens a session for the migrations, and a second one for reading if databases are cached.
pub(super) async fn connect(
    database: &Guard,
    migrations: Migrations,
) -> Result<(Runner, Option<Box<dyn Session>>)> {
    let address = database.address();
    let runner = Runner::connect(address, migrations);
    if !dialect::capabilities(address.database()).cached_scratch {
        return Ok((runner.await?, None));
    }
    let (runner, reader) = tokio::try_join!(runner, dialect::connect(address))?;
    Ok((runner, Some(reader)))
}

/// Marks the failure of a migration as one that affected only a scratch database.
pub(super) fn in_scratch(place: &ScratchConfig, error: Error) -> Error {
    match (error, &place.confinement) {
        (error @ Error::Migration(_), None) => Error::Scratch(Box::new(error)),
        (error @ Error::Migration(_), Some(_)) => Error::Confined(Box::new(error)),
        (other, _) => other,
    }
}

/// Returns the fingerprint of a database's content, if it is available.
pub(super) async fn mark(reader: Option<&mut (dyn Session + 'static)>) -> Option<Fingerprint> {
    reader?.fingerprint().await.ok().flatten()
}

/// Creates in a new database what the migrations expect and do not create: the schemas in the
/// search path of its sessions, and whatever the script of the project creates.
pub(super) async fn prepare(
    runner: &mut Runner,
    place: &ScratchConfig,
    migrations: &Migrations,
) -> Result<()> {
    let created = LazyLock::new(|| created_schemas(migrations, place.near.database()));
    let is_made = |schema: &str| created.contains(schema);
    let lacking = scratch_database::lacking(runner.session(), &place.near, &is_made).await?;
    for create in lacking {
        let created = runner.session().run(&create).await;
        created.map_err(|source| Error::Server {
            doing: "making the schemas of the scratch database",
            source: Box::new(source),
        })?;
    }
    match &place.prepare {
        Some(script) => {
            let ran = runner.run_script(script).await;
            ran.map_err(|error| in_scratch(place, error))
        }
        None => Ok(()),
    }
}

/// Returns the names of the schemas that the migrations create.
fn created_schemas(migrations: &Migrations, database: Database) -> HashSet<String> {
    let loaded = migrations.load(database).unwrap_or_default();
    let mut created = HashSet::new();
    for migration in &loaded {
        let Body::Sql(scripts) = &migration.body else {
            continue;
        };
        let Ok(reader) = scripts.up.open() else {
            continue;
        };
        let statements = sql::statements(database, reader).map_while(std::result::Result::ok);
        created.extend(statements.filter_map(|statement| created_schema(&statement)));
    }
    created
}

/// Returns the name of the schema that a statement creates.
fn created_schema(statement: &Statement) -> Option<String> {
    let mut tokens = statement.tokens();
    let mut is_next = |word: &str| {
        tokens
            .next()
            .is_some_and(|next| next.eq_ignore_ascii_case(word))
    };
    if !(is_next("CREATE") && is_next("SCHEMA")) {
        return None;
    }
    let is_condition = |token: &&str| {
        let words = ["IF", "NOT", "EXISTS"];
        words.iter().any(|word| token.eq_ignore_ascii_case(word))
    };
    let name = tokens.find(|token| !is_condition(token))?;
    let quoted = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    Some(quoted.map_or_else(|| name.to_lowercase(), |name| name.replace("\"\"", "\"")))
}

#[cfg(test)]
mod tests {
    use super::created_schema;
    use glowplug::model::Database;

    #[test]
    fn a_statement_that_creates_a_schema_is_known() {
        for (sql, schema) in [
            ("CREATE SCHEMA app", Some("app")),
            ("create schema if not exists \"App\"", Some("App")),
            ("CREATE /* the */ SCHEMA App AUTHORIZATION me", Some("app")),
            ("CREATE TABLE app (id int)", None),
        ] {
            let mut statements = glowplug::sql::statements(Database::Postgres, sql.as_bytes());
            let created = created_schema(&statements.next().unwrap().unwrap());
            assert_eq!(created.as_deref(), schema, "{sql}");
        }
    }
}
