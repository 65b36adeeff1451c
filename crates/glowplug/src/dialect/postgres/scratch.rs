//! Scratch databases: reuses a cached one or creates a new one that no other role can connect to.

mod confined;
mod prepared;
mod selection;

use async_trait::async_trait;

use super::databases::{Own, maintain};
use super::dialect::Postgres;
use super::{Keep, quote};
use crate::dialect::scratch_database::{
    CachedScratch, Confinement, CreatesSchema, DropGuard, ScratchDatabase, ScratchRequest,
    ScratchServer, ScratchUsage, names,
};
use crate::error::ServerError;
use crate::model::{Address, Value};
use crate::session::{Access, Caching, Connection, Session};
use selection::Unused;

/// Reads the scratch databases that this role may drop and that nobody except autovacuum is
/// connected to. A database on which another role has privileges may have been changed by it.
const UNUSED: &str = "SELECT d.datname::pg_catalog.text AS name,
        d.datdba OPERATOR(pg_catalog.=) r.oid
            AND d.datacl IS NOT NULL
            AND NOT EXISTS (
                SELECT FROM pg_catalog.aclexplode(d.datacl) a
                WHERE a.grantee OPERATOR(pg_catalog.<>) d.datdba
                    AND a.privilege_type OPERATOR(pg_catalog.<>) 'TEMPORARY'
            ) AS closed,
        pg_catalog.shobj_description(d.oid, 'pg_database') AS comment,
        EXISTS (
            SELECT FROM pg_catalog.pg_stat_activity a
            WHERE a.pid::pg_catalog.text OPERATOR(pg_catalog.=)
                pg_catalog.substring(d.datname::pg_catalog.text, '_pid([0-9]+)_')
        ) AS made,
        {settings} IS NOT DISTINCT FROM (
            SELECT {settings}
            FROM pg_catalog.pg_database d
            WHERE d.datname OPERATOR(pg_catalog.=) $2::pg_catalog.name
        ) AS same
    FROM pg_catalog.pg_database d
    JOIN pg_catalog.pg_roles r ON r.rolname OPERATOR(pg_catalog.=) current_user
    WHERE pg_catalog.starts_with(d.datname::pg_catalog.text, $1)
        AND (r.rolsuper OR pg_catalog.pg_has_role(d.datdba, 'USAGE'))
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_stat_activity a
            WHERE a.datid OPERATOR(pg_catalog.=) d.oid
                AND a.backend_type IS DISTINCT FROM 'autovacuum worker'
        )";

/// Returns the settings of a database `d` that affect sessions of the role `r`, except
/// `synchronous_commit` and `default_transaction_read_only`, which do not matter in a scratch
/// database.
const SETTINGS: &str = "(
            SELECT pg_catalog.string_agg(
                pg_catalog.concat(s.setrole, ' ', c.setting), E'\\n' ORDER BY s.setrole, c.setting
            )
            FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) AS c (setting)
            WHERE s.setdatabase OPERATOR(pg_catalog.=) d.oid
                AND (s.setrole OPERATOR(pg_catalog.=) 0::pg_catalog.oid
                    OR s.setrole OPERATOR(pg_catalog.=) r.oid)
                AND NOT pg_catalog.starts_with(c.setting, 'synchronous_commit=')
                AND NOT pg_catalog.starts_with(c.setting, 'default_transaction_read_only=')
        )";

/// Settings whose values are lists of names, which are not quoted as a whole.
const LISTS: [&str; 3] = [
    "search_path",
    "temp_tablespaces",
    "session_preload_libraries",
];

#[async_trait]
impl ScratchServer for Postgres {
    async fn scratch_databases(&self, address: &Address) -> Result<ScratchUsage, ServerError> {
        count(address).await
    }

    async fn missing_schemas(
        &self,
        session: &mut dyn Session,
        near: &Address,
        creates: CreatesSchema<'_>,
    ) -> Result<Vec<String>, ServerError> {
        missing_schemas(session, near, creates).await
    }

    async fn create_scratch(
        &self,
        near: &Address,
        wanted: ScratchRequest<'_>,
    ) -> Result<ScratchDatabase, ServerError> {
        take(near, wanted).await
    }

    async fn keep_scratch(
        &self,
        address: &Address,
        kept: &CachedScratch,
    ) -> Result<(), ServerError> {
        let (mut session, name) = maintain(address).await?;
        let to = selection::name(kept, names::now());
        let to = quote::quote(&to);
        session.rename(&name, &to).await?;
        let comment = quote::literal(&selection::comment(kept));
        let comment = format!("COMMENT ON DATABASE {to} IS {comment}");
        session.send(&comment, Keep::Nothing).await
    }

    async fn drop_scratch(&self, address: &Address) -> Result<(), ServerError> {
        confined::drop_all(address).await
    }

    fn grant_scratch(&self, user: &str, confinement: Option<&Confinement>) -> Option<String> {
        let roles = match confinement {
            Some(_) => " CREATEROLE",
            None => "",
        };
        let user = quote::quote(user);
        Some(format!("ALTER ROLE {user} CREATEDB{roles}"))
    }

    fn admission(&self) -> &'static str {
        "configure the server to accept new roles with a password: add `host all all 127.0.0.1/32 \
         scram-sha-256`, or from version 16 on `/^glowplug_scratch_` as the role, to its \
         `pg_hba.conf`, and name an address that it holds for with `--scratch-url`"
    }
}

/// Takes a cached database to which nobody is connected, by renaming it. If none fits, or another
/// run was faster, creates a database with the encoding and locale of a given one on the same
/// server, to which no other role can connect. Drops those that are no longer needed.
async fn take(near: &Address, wanted: ScratchRequest<'_>) -> Result<ScratchDatabase, ServerError> {
    let (mut session, _) = maintain(near).await?;
    let process = match session.is_pooled() {
        true => 0,
        false => session.process(),
    };
    let maker = format!("pid{process}");
    let name = names::new(&match wanted.confinement {
        Some(_) => names::with_role(&maker),
        None => maker,
    });
    let quoted = quote::quote(&name);
    let unused = session.unused(names::PREFIX, &near.database_name()).await?;
    let chosen = selection::chosen(&unused, wanted.stages);
    for left in selection::gone(&unused, chosen.as_ref(), wanted, names::now()) {
        session.drop_unused(&near.with_database(&left)).await;
    }
    session.drop_left_roles().await?;
    if let Some(confinement) = wanted.confinement {
        let address = session.create_confined(&name, near, confinement).await?;
        return Ok(ScratchDatabase {
            address,
            maker: near.with_database(&name),
            kept: None,
            hold: DropGuard::until_connected(session),
        });
    }
    let mut kept = None;
    if let Some(chosen) = chosen {
        let from = quote::quote(&chosen.name);
        if session.rename(&from, &quoted).await.is_ok() {
            kept = selection::read(&chosen);
        }
    }
    if kept.is_none() {
        session.create_closed(&quoted, near, None).await?;
    }
    let address = near.with_database(&name);
    Ok(ScratchDatabase {
        address: address.clone(),
        maker: address,
        kept,
        hold: DropGuard::until_connected(session),
    })
}

/// Returns the statement for a line of [`SETTINGS`]: the role's OID, and the setting.
fn setting(database: &str, line: &str, owner: Option<&str>) -> Option<String> {
    let (role, setting) = line.split_once(' ')?;
    let whose = match role {
        "0" => format!("DATABASE {database}"),
        _ => format!(
            "ROLE {} IN DATABASE {database}",
            owner.unwrap_or("CURRENT_USER")
        ),
    };
    Some(format!("ALTER {whose} SET {}", assignment(setting)?))
}

/// Returns what `SET` takes for a setting, from its form in the catalog.
fn assignment(setting: &str) -> Option<String> {
    let (name, value) = setting.split_once('=')?;
    let value = match LISTS.contains(&name) {
        true => value.to_owned(),
        false => quote::literal(value),
    };
    let name: Vec<_> = name.split('.').map(quote::quote).collect();
    Some(format!("{} = {value}", name.join(".")))
}

/// Counts the scratch databases of a server.
async fn count(address: &Address) -> Result<ScratchUsage, ServerError> {
    let (mut session, _) = maintain(address).await?;
    let sql = "SELECT pg_catalog.count(*) AS databases,
            coalesce(pg_catalog.sum(pg_catalog.pg_database_size(d.oid)) FILTER (
                WHERE pg_catalog.has_database_privilege(d.oid, 'CONNECT')
            ), 0)::pg_catalog.int8 AS bytes
        FROM pg_catalog.pg_database d
        WHERE pg_catalog.starts_with(d.datname::pg_catalog.text, $1)";
    let rows = session
        .query(sql, &[names::PREFIX.into()], Caching::Once)
        .await?
        .rows;
    let number = |column: usize| {
        let value = rows.first().and_then(|row| row[column].as_integer());
        value
            .and_then(|number| u64::try_from(number).ok())
            .unwrap_or_default()
    };
    Ok(ScratchUsage {
        databases: number(0),
        bytes: number(1),
    })
}

/// Returns the statements that create the schemas in the search path of a scratch database that it
/// lacks and another database has, except those that are created later.
async fn missing_schemas(
    session: &mut dyn Session,
    like: &Address,
    creates: CreatesSchema<'_>,
) -> Result<Vec<String>, ServerError> {
    let lacking = listed(session, LACKING).await?;
    let mut lacking: Vec<String> = lacking.into_iter().filter(|name| !creates(name)).collect();
    if !lacking.is_empty() {
        let mut other = super::connect(like).await?;
        let there = listed(&mut *other, SCHEMAS).await?;
        lacking.retain(|name| there.contains(name));
    }
    let create = |name: &String| format!("CREATE SCHEMA {}", quote::quote(name));
    Ok(lacking.iter().map(create).collect())
}

/// Returns the schemas of the search path that do not exist. System schemas, and those of
/// extensions that a server puts into its settings, are not created as such.
const LACKING: &str = "SELECT p.name
    FROM (
        SELECT DISTINCT CASE m[1]
            WHEN '\"$user\"' THEN current_user::pg_catalog.text
            ELSE pg_catalog.replace(pg_catalog.btrim(m[1], '\"'), '\"\"', '\"')
        END AS name
        FROM pg_catalog.regexp_matches(
            pg_catalog.current_setting('search_path'), '\"(?:[^\"]|\"\")+\"|[^\", ]+', 'g'
        ) AS m
    ) p
    WHERE p.name <> '$user'
        AND pg_catalog.left(p.name, 3) <> 'pg_'
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname::pg_catalog.text = p.name
        )
    ORDER BY 1";

const SCHEMAS: &str = "SELECT n.nspname::pg_catalog.text AS name FROM pg_catalog.pg_namespace n";

/// Returns the first column of a result.
async fn listed(session: &mut dyn Session, sql: &str) -> Result<Vec<String>, ServerError> {
    let shown = session.query_text(sql, Access::ReadOnly).await?;
    let cells = shown
        .rows
        .into_iter()
        .filter_map(|row| row.into_iter().next());
    Ok(cells.flatten().collect())
}

impl Own {
    /// Creates a database like another one. No other role can connect at any time, because
    /// connections are only allowed after the privilege is revoked.
    async fn create_closed(
        &mut self,
        name: &str,
        like: &Address,
        role: Option<&str>,
    ) -> Result<(), ServerError> {
        let options = self.locale(&like.database_name()).await?;
        let owner = role.map_or_else(String::new, |role| format!(" OWNER {role}"));
        let create = format!("CREATE DATABASE {name}{owner}{options} ALLOW_CONNECTIONS false");
        self.send(&create, Keep::Nothing).await?;
        // Losing its last commits in a server crash does no harm.
        let open = format!(
            "REVOKE CONNECT ON DATABASE {name} FROM PUBLIC;
            ALTER DATABASE {name} SET synchronous_commit = off;
            ALTER DATABASE {name} ALLOW_CONNECTIONS true"
        );
        let opened = self.send(&open, Keep::Nothing).await;
        if opened.is_ok() {
            self.set_like(name, like, role).await?;
        } else {
            let drop = format!("DROP DATABASE IF EXISTS {name}");
            let _ = self.send(&drop, Keep::Nothing).await;
        }
        opened
    }

    /// Applies the settings of another database, for all roles and for this role. Settings that
    /// only a superuser may change are skipped.
    async fn set_like(
        &mut self,
        name: &str,
        like: &Address,
        role: Option<&str>,
    ) -> Result<(), ServerError> {
        let sql = format!(
            "SELECT {SETTINGS} AS settings
            FROM pg_catalog.pg_database d
            JOIN pg_catalog.pg_roles r ON r.rolname OPERATOR(pg_catalog.=) current_user
            WHERE d.datname OPERATOR(pg_catalog.=) $1::pg_catalog.name"
        );
        let settings = self.text(&sql, &like.database_name()).await?;
        for line in settings.lines() {
            if let Some(set) = setting(name, line, role) {
                let _ = self.send(&set, Keep::Nothing).await;
            }
        }
        Ok(())
    }

    /// Drops a database, unless another session was faster or is connected again.
    async fn drop_unused(&mut self, address: &Address) {
        let name = address.database_name();
        let quoted = quote::quote(&name);
        let has_role = names::has_role(&name);
        let _ = self.roll_back_prepared(address).await;
        if has_role {
            self.let_go(&quoted).await;
        }
        let drop = format!("DROP DATABASE IF EXISTS {quoted}");
        if self.send(&drop, Keep::Nothing).await.is_ok() && has_role {
            let _ = self.drop_role(&quoted).await;
        }
    }

    /// Renames a database; both names are quoted. The server waits a few seconds for sessions that
    /// are about to disconnect.
    async fn rename(&mut self, from: &str, to: &str) -> Result<(), ServerError> {
        let rename = format!("ALTER DATABASE {from} RENAME TO {to}");
        self.send(&rename, Keep::Nothing).await
    }

    async fn unused(&mut self, prefix: &str, like: &str) -> Result<Vec<Unused>, ServerError> {
        let unused = UNUSED.replace("{settings}", SETTINGS);
        let rows = self
            .query(&unused, &[prefix.into(), like.into()], Caching::Once)
            .await?
            .rows;
        let is = |value: &Value| *value == Value::Bool(true);
        let unused = rows.iter().map(|row| Unused {
            name: row[0].as_text().unwrap_or_default().to_owned(),
            is_closed: is(&row[1]),
            comment: row[2].as_text().map(str::to_owned),
            is_being_made: is(&row[3]),
            has_settings: is(&row[4]),
        });
        Ok(unused.collect())
    }
}
