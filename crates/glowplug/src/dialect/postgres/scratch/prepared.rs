//! Transactions that the SQL in a scratch database prepared (`PREPARE TRANSACTION`). They survive their
//! session, and the server drops no database that has one, not even with `FORCE`.

use super::super::databases::Own;
use super::super::settings::Settings;
use super::super::{Keep, open, quote};
use crate::error::ServerError;
use crate::model::Address;
use crate::session::{Caching, Connection};

/// The prepared transactions of a database, each with the role that may end it.
const PREPARED: &str = "SELECT p.gid, p.owner::pg_catalog.text AS owner
    FROM pg_catalog.pg_prepared_xacts p
    WHERE p.database OPERATOR(pg_catalog.=) $1::pg_catalog.name";

impl Own {
    /// Rolls back the prepared transactions of a scratch database.
    ///
    /// # Errors
    /// `Privilege` when the user may not.
    pub(super) async fn roll_back_prepared(
        &mut self,
        address: &Address,
    ) -> Result<(), ServerError> {
        let name = address.database_name();
        let found = [name.as_str().into()];
        let found = self.query(PREPARED, &found, Caching::Once).await?.rows;
        if found.is_empty() {
            return Ok(());
        }
        // Only a session in the database may end them. Its owner may have closed it, or given it
        // settings that the session should not have.
        let quoted = quote::quote(&name);
        let alter = format!(
            "ALTER DATABASE {quoted} ALLOW_CONNECTIONS true; ALTER DATABASE {quoted} RESET ALL"
        );
        self.send(&alter, Keep::Nothing).await?;
        let mut session = open(&Settings::read(address)?).await?;
        for row in &found {
            let text = |column: usize| row[column].as_text().unwrap_or_default();
            let role = format!("SET ROLE {}", quote::quote(text(1)));
            session.send(&role, Keep::Nothing).await?;
            let end = format!("ROLLBACK PREPARED {}", quote::literal(text(0)));
            session.send(&end, Keep::Nothing).await?;
        }
        Ok(())
    }
}
