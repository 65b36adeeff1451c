//! Creates whole databases, over a connection to one that is always there.

use diesel_async::AsyncPgConnection;

use super::settings::Settings;
use super::{Keep, PostgresSession, open};
use crate::error::{Class, ServerError};
use crate::model::Address;
use crate::session::{Connection, Reuse};

type Own = PostgresSession<Box<AsyncPgConnection>>;

/// Creates the database of an address.
///
/// # Errors
/// `Exists` when it is there already, `Privilege` when the user may not, and those of
/// [`connect`](super::connect).
pub async fn create_database(address: &Address) -> Result<(), ServerError> {
    let (mut session, name) = maintain(address).await?;
    let sql = format!("CREATE DATABASE {name}");
    session.send(&sql, Keep::Nothing).await
}

/// Drops the database of an address with everything in it, if it is there, ends the sessions that
/// use it, and creates it anew, empty, with the owner, encoding and locale it had.
///
/// # Errors
/// `Privilege` when the user may not, and those of [`connect`](super::connect).
pub async fn recreate_database(address: &Address) -> Result<(), ServerError> {
    let (mut session, name) = maintain(address).await?;
    let options = session.options(&address.database_name()).await?;
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    session.send(&drop, Keep::Nothing).await?;
    let create = format!("CREATE DATABASE {name}{options}");
    session.send(&create, Keep::Nothing).await
}

/// Gives one of the databases that nobody is connected to the name in an address, the one that is
/// chosen, and tells what it was called. Where none is chosen, or somebody was faster, creates the
/// database with the encoding and locale of another one on the same server. Drops those of `gone`
/// that nobody is connected to.
///
/// # Errors
/// As [`create_database`].
pub async fn take_database(
    address: &Address,
    like: &Address,
    choose: impl Fn(&[String]) -> Option<String>,
    gone: impl Fn(&str) -> bool,
) -> Result<Option<String>, ServerError> {
    let (mut session, name) = maintain(address).await?;
    let unused = session.unused().await?;
    for left in unused.iter().filter(|left| gone(left)) {
        // Somebody else may have been faster, or owns it.
        let quoted = session.quoted(left).await?;
        let drop = format!("DROP DATABASE IF EXISTS {quoted}");
        let _ = session.send(&drop, Keep::Nothing).await;
    }
    if let Some(chosen) = choose(&unused) {
        let quoted = session.quoted(&chosen).await?;
        if session.rename(&quoted, &name).await.is_ok() {
            return Ok(Some(chosen));
        }
    }
    let options = session.locale(&like.database_name()).await?;
    let create = format!("CREATE DATABASE {name}{options}");
    session.send(&create, Keep::Nothing).await?;
    // Nobody misses it when the server stops.
    let hasty = format!("ALTER DATABASE {name} SET synchronous_commit = off");
    session.send(&hasty, Keep::Nothing).await?;
    Ok(None)
}

/// Gives the database of an address, which nobody uses any more, another name.
///
/// # Errors
/// As [`create_database`].
pub async fn rename_database(address: &Address, to: &str) -> Result<(), ServerError> {
    let (mut session, name) = maintain(address).await?;
    let to = session.quoted(to).await?;
    session.rename(&name, &to).await
}

/// Drops the database of an address with everything in it, if it is there.
///
/// # Errors
/// `Privilege` when the user may not.
pub async fn drop_database(address: &Address) -> Result<(), ServerError> {
    let (mut session, name) = maintain(address).await?;
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    session.send(&drop, Keep::Nothing).await
}

/// A session on `postgres`, or else `template1`, and the quoted name of the address's database.
async fn maintain(address: &Address) -> Result<(Own, String), ServerError> {
    let name = address.database_name();
    let settings = Settings::read(address)?;
    let mut failure = ServerError::new(Class::MissingDatabase, "there is no other database");
    for other in ["postgres", "template1"] {
        if other == name {
            continue;
        }
        let mut settings = settings.clone();
        settings.config.dbname(other);
        match open(&settings).await {
            Ok(mut session) => {
                let name = session.quoted(&name).await?;
                return Ok((session, name));
            }
            Err(error) => failure = error,
        }
        // Another database does not help against the rest.
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
    /// Gives a database another name; both are quoted. The server waits some seconds for sessions on
    /// it that are about to end.
    async fn rename(&mut self, from: &str, to: &str) -> Result<(), ServerError> {
        let rename = format!("ALTER DATABASE {from} RENAME TO {to}");
        self.send(&rename, Keep::Nothing).await
    }

    async fn quoted(&mut self, name: &str) -> Result<String, ServerError> {
        let sql = "SELECT pg_catalog.quote_ident($1) AS name";
        let rows = self.query(sql, &[name.into()], Reuse::Once).await?.rows;
        let quoted = rows.first().and_then(|row| row[0].as_text());
        Ok(quoted.unwrap_or_default().to_owned())
    }

    /// The databases that nobody is connected to; the server's own cleaning makes way.
    async fn unused(&mut self) -> Result<Vec<String>, ServerError> {
        let sql = "SELECT d.datname::text AS name FROM pg_catalog.pg_database d
            WHERE NOT EXISTS (
                SELECT FROM pg_catalog.pg_stat_activity a
                WHERE a.datid = d.oid AND a.backend_type IS DISTINCT FROM 'autovacuum worker'
            )";
        let rows = self.query(sql, &[], Reuse::Once).await?.rows;
        let names = rows.iter().filter_map(|row| row[0].as_text());
        Ok(names.map(str::to_owned).collect())
    }

    /// What the database is like, as the options of `CREATE DATABASE`; empty when there is none.
    async fn options(&mut self, name: &str) -> Result<String, ServerError> {
        let owner = "SELECT pg_catalog.format(' OWNER %I', pg_catalog.pg_get_userbyid(d.datdba))
            FROM pg_catalog.pg_database d WHERE d.datname = $1";
        let owner = self.text(owner, name).await?;
        Ok(owner + &self.locale(name).await?)
    }

    /// The database's encoding and locale, where they are not what a new one gets by itself.
    async fn locale(&mut self, name: &str) -> Result<String, ServerError> {
        // Another locale than that of `template1` is only to be had from `template0`. The other
        // providers of locales keep it elsewhere, and are left to the server.
        let sql = "SELECT pg_catalog.format(
                ' ENCODING %L LC_COLLATE %L LC_CTYPE %L TEMPLATE template0',
                pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype
            ) AS options
            FROM pg_catalog.pg_database d
            JOIN pg_catalog.pg_database t ON t.datname = 'template1'
            WHERE d.datname = $1
                AND coalesce(pg_catalog.to_jsonb(d) ->> 'datlocprovider', 'c') = 'c'
                AND (d.encoding, d.datcollate, d.datctype)
                    <> (t.encoding, t.datcollate, t.datctype)";
        self.text(sql, name).await
    }

    /// The first value of the answer; empty when there is none.
    async fn text(&mut self, sql: &str, name: &str) -> Result<String, ServerError> {
        let rows = self.query(sql, &[name.into()], Reuse::Once).await?.rows;
        let text = rows.first().and_then(|row| row[0].as_text());
        Ok(text.unwrap_or_default().to_owned())
    }
}
