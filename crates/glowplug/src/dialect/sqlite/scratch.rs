//! Scratch databases, which are in memory and disappear with their session.

use async_trait::async_trait;

use super::dialect::Sqlite;
use crate::dialect::scratch_database::{DropGuard, ScratchDatabase, ScratchRequest, ScratchServer};
use crate::error::ServerError;
use crate::model::Address;

#[async_trait]
impl ScratchServer for Sqlite {
    async fn create_scratch(
        &self,
        near: &Address,
        _: ScratchRequest<'_>,
    ) -> Result<ScratchDatabase, ServerError> {
        let address = near.with_database("");
        Ok(ScratchDatabase {
            address: address.clone(),
            maker: address,
            kept: None,
            hold: DropGuard::none(),
        })
    }

    async fn drop_scratch(&self, _: &Address) -> Result<(), ServerError> {
        Ok(())
    }
}
