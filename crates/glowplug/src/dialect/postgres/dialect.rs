//! The implementation of [`Dialect`] for PostgreSQL, and its capabilities.

use async_trait::async_trait;

use super::quote;
use crate::dialect::capabilities::{
    Capabilities, NameScope, NameScopes, RenamedConstraints, Renames,
};
use crate::dialect::interface::Dialect;
use crate::dialect::quoting::Quoting;
use crate::error::{Class, ServerError};
use crate::model::{Address, Database};
use crate::session::Session;

/// The dialect for PostgreSQL.
pub struct Postgres;

const CAPABILITIES: Capabilities = Capabilities {
    has_server: true,
    hides_databases: false,
    transactional_ddl: true,
    simple_queries: true,
    cached_scratch: true,
    confined_scratch: true,
    schemas: true,
    qualified_names: true,
    table_rebuild: false,
    forward_references: false,
    inline_indexes: false,
    inline_enums: false,
    implicit_foreign_key_indexes: false,
    indexes_outlive_columns: false,
    foreign_keys_pin_columns: false,
    dependents_block_retyping: true,
    reports_dependencies: true,
    nullable_primary_keys: false,
    row_id_names: &[],
    names: NameScopes {
        indexes: NameScope::Schema,
        foreign_keys: NameScope::Table,
        triggers: NameScope::Table,
        indexes_are_relations: true,
    },
    renames: Renames {
        indexes: true,
        constraints: RenamedConstraints::All,
        others: true,
    },
};

impl Quoting for Postgres {}

#[async_trait]
impl Dialect for Postgres {
    fn database(&self) -> Database {
        Database::Postgres
    }

    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn connect(&self, address: &Address) -> Result<Box<dyn Session>, ServerError> {
        super::connect(address).await
    }

    async fn create_database(&self, address: &Address) -> Result<bool, ServerError> {
        match super::create_database(address).await {
            Ok(()) => Ok(true),
            // Another process created it first.
            Err(error) if error.class == Class::Exists => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn recreate_database(&self, address: &Address) -> Result<(), ServerError> {
        super::recreate_database(address).await
    }

    fn grant_database(&self, name: &str, user: &str, exists: bool) -> Option<String> {
        let (name, user) = (quote::quote(name), quote::quote(user));
        let create = format!("ALTER ROLE {user} CREATEDB");
        Some(match exists {
            true => format!("ALTER DATABASE {name} OWNER TO {user}; {create}"),
            false => create,
        })
    }
}
