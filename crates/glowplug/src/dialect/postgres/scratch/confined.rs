//! Roles to which scratch databases are confined. Each owns one database of the same name, and has no
//! privilege elsewhere on the server. It logs in on its own, because the SQL that it runs could undo a
//! `SET ROLE`.

use postgres_protocol::password::scram_sha_256;

use super::super::databases::{Own, maintain};
use super::super::settings::Settings;
use super::super::{Keep, open, quote};
use super::assignment;
use super::selection::{self, Unused};
use crate::dialect::scratch_database::{Confinement, names};
use crate::error::{Class, ServerError};
use crate::model::{Address, Value};
use crate::session::{Caching, Connection};

/// The connection limit of a role: its sessions, and the connections that monitor them.
const SESSIONS: u32 = 16;

/// The statement that makes the connecting role a member of another role, so that it may create and
/// drop that role's database; none for a superuser.
const MEMBERSHIP: &str = "SELECT CASE WHEN NOT r.rolsuper THEN pg_catalog.format(
            CASE
                WHEN pg_catalog.current_setting('server_version_num')::pg_catalog.int4
                    OPERATOR(pg_catalog.>=) 160000
                    THEN 'GRANT %I TO CURRENT_USER WITH INHERIT TRUE, SET TRUE'
                ELSE 'GRANT %I TO CURRENT_USER'
            END,
            $1::pg_catalog.text
        ) END AS statement
    FROM pg_catalog.pg_roles r WHERE r.rolname OPERATOR(pg_catalog.=) current_user";

/// The settings of the connecting role in all databases, a line each.
const ROLE_SETTINGS: &str = "SELECT pg_catalog.string_agg(c.setting, E'\\n') AS settings
    FROM pg_catalog.pg_db_role_setting s
    JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) s.setrole
    CROSS JOIN pg_catalog.unnest(s.setconfig) AS c (setting)
    WHERE r.rolname OPERATOR(pg_catalog.=) current_user
        AND s.setdatabase OPERATOR(pg_catalog.=) 0::pg_catalog.oid
        AND c.setting NOT LIKE 'default_transaction_read_only=%'
        AND $1::pg_catalog.text IS NOT NULL";

/// The search path of the connecting role in a database, with its own name for `"$user"`.
const SEARCH_PATH: &str = "SELECT pg_catalog.replace(
        coalesce(
            (
                SELECT pg_catalog.substr(c.setting, pg_catalog.length('search_path=') + 1)
                FROM pg_catalog.pg_db_role_setting s
                CROSS JOIN pg_catalog.unnest(s.setconfig) AS c (setting)
                WHERE pg_catalog.starts_with(c.setting, 'search_path=')
                    AND (s.setrole = 0 OR s.setrole = current_user::pg_catalog.regrole)
                    AND (
                        s.setdatabase = 0
                        OR s.setdatabase = (
                            SELECT d.oid FROM pg_catalog.pg_database d
                            WHERE d.datname = $1::pg_catalog.name
                        )
                    )
                ORDER BY s.setrole <> 0 DESC, s.setdatabase <> 0 DESC
                LIMIT 1
            ),
            (SELECT p.reset_val FROM pg_catalog.pg_settings p WHERE p.name = 'search_path')
        ),
        '\"$user\"',
        pg_catalog.quote_ident(current_user)
    ) AS path";

/// Confined roles without a database, and whether the session that creates it still exists.
const LEFT: &str = "SELECT r.rolname::pg_catalog.text AS name,
        EXISTS (
            SELECT FROM pg_catalog.pg_stat_activity a
            WHERE a.pid::pg_catalog.text OPERATOR(pg_catalog.=)
                pg_catalog.substring(r.rolname::pg_catalog.text, '_pid([0-9]+)_')
        ) AS made
    FROM pg_catalog.pg_roles r
    WHERE pg_catalog.starts_with(r.rolname::pg_catalog.text, $1)
        AND NOT r.rolsuper
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_database d WHERE d.datname OPERATOR(pg_catalog.=) r.rolname
        )";

/// Drops a scratch database, and the role that it is confined to.
///
/// # Errors
/// `Privilege` when the user may not.
pub(super) async fn drop_all(address: &Address) -> Result<(), ServerError> {
    let (mut session, quoted) = maintain(address).await?;
    let has_role = names::has_role(&address.database_name());
    // If this fails, so does the statement that drops the database, which says why.
    let _ = session.roll_back_prepared(address).await;
    if has_role {
        session.let_go(&quoted).await;
    }
    let drop = format!("DROP DATABASE IF EXISTS {quoted} WITH (FORCE)");
    session.send(&drop, Keep::Nothing).await?;
    match has_role {
        true => session.drop_role(&quoted).await,
        false => Ok(()),
    }
}

impl Own {
    /// Creates a role and its database, like another database, and returns the address for the role.
    pub(super) async fn create_confined(
        &mut self,
        name: &str,
        near: &Address,
        confinement: &Confinement,
    ) -> Result<Address, ServerError> {
        let role = quote::quote(name);
        let password = names::password();
        self.create_role(&role, &password).await?;
        if let Err(error) = self.create_for(name, near, confinement).await {
            let drop = format!("DROP DATABASE IF EXISTS {role}");
            let _ = self.send(&drop, Keep::Nothing).await;
            let _ = self.drop_role(&role).await;
            return Err(error);
        }
        Ok(near.with_database(name).with_login(name, &password))
    }

    /// Creates a role. Only the verifier of its password is sent, because statements may be logged.
    async fn create_role(&mut self, role: &str, password: &str) -> Result<(), ServerError> {
        let verifier = scram_sha_256(password.as_bytes());
        let create = format!(
            "CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION \
             NOBYPASSRLS CONNECTION LIMIT {SESSIONS} PASSWORD {}",
            quote::literal(&verifier)
        );
        self.send(&create, Keep::Nothing).await
    }

    async fn create_for(
        &mut self,
        name: &str,
        near: &Address,
        confinement: &Confinement,
    ) -> Result<(), ServerError> {
        let role = quote::quote(name);
        self.join(name).await?;
        self.set_role_like(&role).await?;
        self.create_closed(&role, near, Some(&role)).await?;
        let path = self.text(SEARCH_PATH, &near.database_name()).await?;
        if !path.is_empty() {
            let set = format!("ALTER ROLE {role} IN DATABASE {role} SET search_path = {path}");
            self.send(&set, Keep::Nothing).await?;
        }
        create_extensions(&near.with_database(name), confinement).await
    }

    /// Makes the connecting role a member of the role.
    async fn join(&mut self, name: &str) -> Result<(), ServerError> {
        let grant = self.text(MEMBERSHIP, name).await?;
        if grant.is_empty() {
            return Ok(());
        }
        self.send(&grant, Keep::Nothing).await?;
        let owns = "SELECT pg_catalog.pg_has_role($1::pg_catalog.name, 'USAGE')::pg_catalog.text";
        match self.text(owns, name).await?.as_str() {
            "true" => Ok(()),
            _ => Err(ServerError::new(
                Class::Other,
                "this role does not inherit the rights of roles that it is a member of (`NOINHERIT`)",
            )),
        }
    }

    /// Gives a role the settings that the connecting one has in every database.
    async fn set_role_like(&mut self, role: &str) -> Result<(), ServerError> {
        let settings = self.text(ROLE_SETTINGS, "").await?;
        for setting in settings.lines().filter_map(assignment) {
            let set = format!("ALTER ROLE {role} SET {setting}");
            let _ = self.send(&set, Keep::Nothing).await;
        }
        Ok(())
    }

    /// Prepares a database to be dropped: its owner may have turned it into a template.
    pub(super) async fn let_go(&mut self, database: &str) {
        let alter = format!("ALTER DATABASE {database} IS_TEMPLATE false ALLOW_CONNECTIONS false");
        let _ = self.send(&alter, Keep::Nothing).await;
    }

    /// Drops a role whose database is gone. Another run may do the same at this moment.
    pub(super) async fn drop_role(&mut self, role: &str) -> Result<(), ServerError> {
        let drop = format!("DROP ROLE IF EXISTS {role}");
        match self.send(&drop, Keep::Nothing).await {
            Ok(()) => Ok(()),
            Err(_) => self.send(&drop, Keep::Nothing).await,
        }
    }

    /// Drops roles that killed processes left without a database.
    pub(super) async fn drop_left_roles(&mut self) -> Result<(), ServerError> {
        let rows = self
            .query(LEFT, &[names::PREFIX.into()], Caching::Once)
            .await?;
        for row in &rows.rows {
            let left = Unused {
                name: row[0].as_text().unwrap_or_default().to_owned(),
                is_closed: false,
                has_settings: false,
                comment: None,
                is_being_made: row[1] == Value::Bool(true),
            };
            if names::has_role(&left.name) && selection::is_left(&left, names::now()) {
                let drop = format!("DROP ROLE IF EXISTS {}", quote::quote(&left.name));
                let _ = self.send(&drop, Keep::Nothing).await;
            }
        }
        Ok(())
    }
}

/// Creates extensions in a database in which nothing ran yet.
async fn create_extensions(
    address: &Address,
    confinement: &Confinement,
) -> Result<(), ServerError> {
    if confinement.extensions.is_empty() {
        return Ok(());
    }
    let mut session = open(&Settings::read(address)?).await?;
    for extension in &confinement.extensions {
        let name = quote::quote(extension);
        let create = format!("CREATE EXTENSION IF NOT EXISTS {name} CASCADE");
        session.send(&create, Keep::Nothing).await?;
    }
    Ok(())
}
