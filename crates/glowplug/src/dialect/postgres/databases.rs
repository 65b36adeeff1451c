//! Creates and drops databases, over a connection to a maintenance database.

use diesel_async::AsyncPgConnection;

use super::quote::quote;
use super::settings::Settings;
use super::{Keep, OWN_SEARCH_PATH, PostgresSession, open};
use crate::error::{Class, ServerError};
use crate::model::Address;
use crate::session::{Caching, Connection};

/// The query that computes a fingerprint of a database.
pub(super) const MARK: &str = include_str!("databases/mark.sql");

pub(super) type Own = PostgresSession<Box<AsyncPgConnection>>;

/// Creates the database that an address names.
///
/// # Errors
/// `Exists` if it already exists, `Privilege` if the user may not create it, and those of
/// [`connect`](super::connect).
pub async fn create_database(address: &Address) -> Result<(), ServerError> {
    let (mut session, name) = maintain(address).await?;
    let sql = format!("CREATE DATABASE {name}");
    session.send(&sql, Keep::Nothing).await
}

/// Drops the database that an address names, with everything in it, and recreates it empty with the
/// same owner, encoding and locale. Sessions that use it are terminated.
///
/// # Errors
/// `Privilege` if the user may not do so, and those of [`connect`](super::connect).
pub async fn recreate_database(address: &Address) -> Result<(), ServerError> {
    let (mut session, name) = maintain(address).await?;
    session.demand_createdb().await?;
    let options = session.options(&address.database_name()).await?;
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    session.send(&drop, Keep::Nothing).await?;
    let create = format!("CREATE DATABASE {name}{options}");
    session.send(&create, Keep::Nothing).await
}

/// Opens a session on `postgres`, or else `template1`, and returns it with the quoted name of the
/// address's database.
pub(super) async fn maintain(address: &Address) -> Result<(Own, String), ServerError> {
    let name = address.database_name();
    let settings = Settings::read(address)?;
    let mut failure = ServerError::new(Class::MissingDatabase, "there is no other database");
    for other in ["postgres", "template1"] {
        if other == name {
            continue;
        }
        let mut settings = settings.clone();
        settings.address.config.dbname(other);
        match open(&settings).await {
            Ok(mut session) => {
                session.send(OWN_SEARCH_PATH, Keep::Nothing).await?;
                return Ok((session, quote(&name).into_owned()));
            }
            Err(error) => failure = error,
        }
        // Other failures would be the same with another database.
        if !matches!(
            failure.class,
            Class::MissingDatabase | Class::Authentication
        ) {
            break;
        }
    }
    Err(failure)
}

impl Own {
    /// Fails if the user may not create databases: one that is dropped could not be created again.
    async fn demand_createdb(&mut self) -> Result<(), ServerError> {
        let sql = "SELECT 't' FROM pg_catalog.pg_roles
            WHERE rolname = current_user AND (rolcreatedb OR rolsuper) AND $1 = ''";
        match self.text(sql, "").await?.is_empty() {
            true => {
                let message = "permission denied to create database";
                Err(ServerError::new(Class::Privilege, message))
            }
            false => Ok(()),
        }
    }

    /// Returns the owner, encoding and locale of a database as options of `CREATE DATABASE`; empty
    /// if there is no such database.
    async fn options(&mut self, name: &str) -> Result<String, ServerError> {
        let owner = "SELECT pg_catalog.format(' OWNER %I', pg_catalog.pg_get_userbyid(d.datdba))
            FROM pg_catalog.pg_database d WHERE d.datname = $1";
        let owner = self.text(owner, name).await?;
        Ok(owner + &self.locale(name).await?)
    }

    /// Returns the encoding and locale of a database as options of `CREATE DATABASE`; empty if a
    /// new database has the same by default.
    pub(super) async fn locale(&mut self, name: &str) -> Result<String, ServerError> {
        // A locale other than that of `template1` requires `template0`. The column with the locale
        // name of other providers than libc has a different name in each version.
        let sql = "SELECT pg_catalog.format(
                ' ENCODING %L LC_COLLATE %L LC_CTYPE %L TEMPLATE template0',
                pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype
            ) || CASE n.provider
                WHEN 'i' THEN pg_catalog.format(
                    ' LOCALE_PROVIDER icu ICU_LOCALE %L', n.locale
                ) || coalesce(pg_catalog.format(' ICU_RULES %L', n.rules), '')
                WHEN 'b' THEN pg_catalog.format(
                    ' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', n.locale
                )
                WHEN 'c' THEN CASE
                    WHEN t.data ? 'datlocprovider' THEN ' LOCALE_PROVIDER libc' ELSE ''
                END
                ELSE ''
            END AS options
            FROM pg_catalog.pg_database d
            CROSS JOIN LATERAL (SELECT pg_catalog.to_jsonb(d) AS data) j
            CROSS JOIN LATERAL (
                SELECT coalesce(j.data ->> 'datlocprovider', 'c') AS provider,
                    coalesce(j.data ->> 'datlocale', j.data ->> 'daticulocale') AS locale,
                    nullif(j.data ->> 'daticurules', '') AS rules
            ) n
            JOIN (
                SELECT o.encoding, o.datcollate, o.datctype, pg_catalog.to_jsonb(o) AS data
                FROM pg_catalog.pg_database o WHERE o.datname = 'template1'
            ) t ON true
            WHERE d.datname = $1
                AND (
                    (d.encoding, d.datcollate, d.datctype)
                        <> (t.encoding, t.datcollate, t.datctype)
                    OR n.provider <> coalesce(t.data ->> 'datlocprovider', 'c')
                    OR n.locale IS DISTINCT FROM
                        coalesce(t.data ->> 'datlocale', t.data ->> 'daticulocale')
                )";
        self.text(sql, name).await
    }

    /// Returns the first value of a result; empty if there is none.
    pub(super) async fn text(&mut self, sql: &str, name: &str) -> Result<String, ServerError> {
        let rows = self.query(sql, &[name.into()], Caching::Once).await?.rows;
        let text = rows.first().and_then(|row| row[0].as_text());
        Ok(text.unwrap_or_default().to_owned())
    }
}
