//! The SQLite dialect, and its capabilities.

use async_trait::async_trait;

use crate::dialect::capabilities::{
    Capabilities, NameScope, NameScopes, RenamedConstraints, Renames,
};
use crate::dialect::interface::Dialect;
use crate::dialect::quoting::Quoting;
use crate::error::ServerError;
use crate::model::{Address, Database};
use crate::session::Session;

/// SQLite.
pub struct Sqlite;

const CAPABILITIES: Capabilities = Capabilities {
    has_server: false,
    hides_databases: false,
    transactional_ddl: true,
    simple_queries: false,
    cached_scratch: false,
    confined_scratch: false,
    schemas: false,
    qualified_names: false,
    table_rebuild: true,
    forward_references: true,
    inline_indexes: false,
    inline_enums: false,
    implicit_foreign_key_indexes: false,
    indexes_outlive_columns: false,
    foreign_keys_pin_columns: false,
    dependents_block_retyping: false,
    reports_dependencies: false,
    nullable_primary_keys: true,
    row_id_names: &["rowid", "oid", "_rowid_"],
    names: NameScopes {
        indexes: NameScope::Schema,
        foreign_keys: NameScope::Table,
        triggers: NameScope::Schema,
        indexes_are_relations: false,
    },
    renames: Renames {
        indexes: false,
        constraints: RenamedConstraints::None,
        others: false,
    },
};

impl Quoting for Sqlite {}

#[async_trait]
impl Dialect for Sqlite {
    fn database(&self) -> Database {
        Database::Sqlite
    }

    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn connect(&self, address: &Address) -> Result<Box<dyn Session>, ServerError> {
        super::connect(address).await
    }

    async fn create_database(&self, address: &Address) -> Result<bool, ServerError> {
        super::create_database(address).await
    }

    async fn recreate_database(&self, address: &Address) -> Result<(), ServerError> {
        super::recreate_database(address).await
    }
}
