//! The dialect of a database whose feature is not built in. It has no capabilities, and every
//! request fails with [`NotBuiltIn`].

use async_trait::async_trait;

use super::bookkeeping::{BookkeepingSql, Types};
use super::capabilities::{Capabilities, NameScope, NameScopes, RenamedConstraints, Renames};
use super::interface::{Dialect, NotBuiltIn};
use super::quoting::Quoting;
use super::scratch_database::{ScratchDatabase, ScratchRequest, ScratchServer};
use crate::error::ServerError;
use crate::model::{Address, Database};
use crate::session::Session;

const CAPABILITIES: Capabilities = Capabilities {
    has_server: false,
    hides_databases: false,
    transactional_ddl: false,
    simple_queries: false,
    cached_scratch: false,
    confined_scratch: false,
    schemas: false,
    qualified_names: false,
    table_rebuild: false,
    forward_references: false,
    inline_indexes: false,
    inline_enums: false,
    implicit_foreign_key_indexes: false,
    indexes_outlive_columns: false,
    foreign_keys_pin_columns: false,
    dependents_block_retyping: false,
    reports_dependencies: false,
    nullable_primary_keys: false,
    row_id_names: &[],
    names: NameScopes {
        indexes: NameScope::Schema,
        foreign_keys: NameScope::Schema,
        triggers: NameScope::Schema,
        indexes_are_relations: false,
    },
    renames: Renames {
        indexes: false,
        constraints: RenamedConstraints::None,
        others: false,
    },
};

impl Quoting for NotBuiltIn {}

impl BookkeepingSql for NotBuiltIn {
    fn types(&self) -> Types {
        Types::default()
    }

    fn moment(&self, column: &str) -> String {
        column.to_owned()
    }
}

#[async_trait]
impl ScratchServer for NotBuiltIn {
    async fn create_scratch(
        &self,
        _: &Address,
        _: ScratchRequest<'_>,
    ) -> Result<ScratchDatabase, ServerError> {
        Err((*self).into())
    }

    async fn drop_scratch(&self, _: &Address) -> Result<(), ServerError> {
        Err((*self).into())
    }
}

#[async_trait]
impl Dialect for NotBuiltIn {
    fn database(&self) -> Database {
        self.0
    }

    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn connect(&self, _: &Address) -> Result<Box<dyn Session>, ServerError> {
        Err((*self).into())
    }

    async fn create_database(&self, _: &Address) -> Result<bool, ServerError> {
        Err((*self).into())
    }

    async fn recreate_database(&self, _: &Address) -> Result<(), ServerError> {
        Err((*self).into())
    }
}
