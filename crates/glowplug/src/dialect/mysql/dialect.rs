//! The MySQL and MariaDB dialect, and its capabilities.

use async_trait::async_trait;

use super::quote;
use crate::dialect::capabilities::{
    Capabilities, NameScope, NameScopes, RenamedConstraints, Renames,
};
use crate::dialect::interface::Dialect;
use crate::dialect::quoting::Quoting;
use crate::error::ServerError;
use crate::model::{Address, Database};
use crate::session::Session;

/// MySQL and MariaDB.
pub struct Mysql;

const CAPABILITIES: Capabilities = Capabilities {
    has_server: true,
    hides_databases: true,
    transactional_ddl: false,
    simple_queries: false,
    cached_scratch: false,
    confined_scratch: true,
    schemas: true,
    qualified_names: false,
    table_rebuild: false,
    forward_references: false,
    inline_indexes: true,
    inline_enums: true,
    implicit_foreign_key_indexes: true,
    indexes_outlive_columns: true,
    foreign_keys_pin_columns: true,
    dependents_block_retyping: false,
    reports_dependencies: false,
    nullable_primary_keys: false,
    row_id_names: &[],
    names: NameScopes {
        indexes: NameScope::Table,
        foreign_keys: NameScope::Schema,
        triggers: NameScope::Schema,
        indexes_are_relations: false,
    },
    renames: Renames {
        indexes: true,
        constraints: RenamedConstraints::Unique,
        others: false,
    },
};

impl Quoting for Mysql {
    fn quoted(&self, name: &str) -> String {
        super::quote(name)
    }

    fn literal(&self, text: &str) -> String {
        super::quote::literal(text)
    }
}

#[async_trait]
impl Dialect for Mysql {
    fn database(&self) -> Database {
        Database::Mysql
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

    fn grant_database(&self, name: &str, user: &str, _exists: bool) -> Option<String> {
        // The name is a pattern in `GRANT`.
        let pattern = name.replace('\\', "\\\\");
        let pattern = quote::quote(&pattern.replace('_', "\\_").replace('%', "\\%"));
        let user = user.replace('\'', "''");
        Some(format!("GRANT ALL ON {pattern}.* TO '{user}'@'%'"))
    }
}
