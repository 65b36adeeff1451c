//! Finds bookkeeping tables that a runner would not have created that way, and that therefore
//! cannot be trusted.

use std::ops::DerefMut;

use diesel_async::AsyncPgConnection;

use super::PostgresSession;
use super::guard::literals;
use crate::error::{ServerError, UntrustedTable};
use crate::session::Guard;

/// Reads the properties of the tables. An owner is trusted if it is the user itself, a superuser,
/// or the database owner if the user is a member of that role: each can already do whatever the
/// user can. Internal triggers, for foreign keys, run with the privileges of the table that has the
/// key.
const LOOK: &str = "SELECT
        pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
        pg_catalog.pg_get_userbyid(c.relowner) AS owner,
        c.relkind,
        c.relpersistence OPERATOR(pg_catalog.=) 't' AS temporary,
        c.relrowsecurity,
        coalesce(
            (
                SELECT r.rolsuper OR r.rolname OPERATOR(pg_catalog.=) current_user OR EXISTS (
                    SELECT FROM pg_catalog.pg_database d
                    WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
                        AND d.datdba OPERATOR(pg_catalog.=) r.oid
                        AND pg_catalog.pg_has_role(r.oid, 'MEMBER')
                )
                FROM pg_catalog.pg_roles r
                WHERE r.oid OPERATOR(pg_catalog.=) c.relowner
            ),
            false
        ) AS trusted,
        (
            SELECT pg_catalog.string_agg(t.tgname, ', ' ORDER BY t.tgname)
            FROM pg_catalog.pg_trigger t
            WHERE t.tgrelid OPERATOR(pg_catalog.=) c.oid AND NOT t.tgisinternal
        ) AS triggers,
        (
            SELECT pg_catalog.string_agg(w.rulename, ', ' ORDER BY w.rulename)
            FROM pg_catalog.pg_rewrite w
            WHERE w.ev_class OPERATOR(pg_catalog.=) c.oid
        ) AS rules
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}'::pg_catalog.\"char\"[])
        AND c.relname OPERATOR(pg_catalog.=) ANY (ARRAY[$names]::pg_catalog.name[])
        AND pg_catalog.format('%s.', n.oid::pg_catalog.regnamespace) OPERATOR(pg_catalog.=) $prefix
    ORDER BY c.relname";

/// A bookkeeping table as the server describes it.
struct Found {
    name: String,
    owner: String,
    kind: String,
    is_temporary: bool,
    is_secured: bool,
    is_trusted: bool,
    triggers: Option<String>,
    rules: Option<String>,
}

impl<C: DerefMut<Target = AsyncPgConnection> + Send> PostgresSession<C> {
    pub(super) async fn look_for_strangers(
        &mut self,
        names: &[&str],
    ) -> Result<Vec<UntrustedTable>, ServerError> {
        let prefix = self.bookkeeping_prefix().await?;
        let sql = LOOK.replace("$names", &literals(names));
        let sql = sql.replace("$prefix", &literals(&[&prefix]));
        let rows = self.look(&sql).await?.rows;
        let found = rows.into_iter().map(Found::read);
        Ok(found.filter_map(|found| found.distrust()).collect())
    }
}

impl Found {
    fn read(row: Vec<Option<String>>) -> Self {
        let mut cells = row.into_iter();
        let mut next = || cells.next().flatten();
        let mut text = || next().unwrap_or_default();
        let (name, owner, kind) = (text(), text(), text());
        let mut truth = || text() == "t";
        let (is_temporary, is_secured, is_trusted) = (truth(), truth(), truth());
        Self {
            name,
            owner,
            kind,
            is_temporary,
            is_secured,
            is_trusted,
            triggers: next(),
            rules: next(),
        }
    }

    /// Returns what is wrong with the table, if anything.
    fn distrust(self) -> Option<UntrustedTable> {
        let unreadable =
            self.is_temporary || self.is_secured || !matches!(self.kind.as_str(), "r" | "p");
        let (reason, advice) = self.reason()?;
        Some(UntrustedTable {
            table: self.name,
            reason,
            advice,
            unreadable,
        })
    }

    fn reason(&self) -> Option<(String, String)> {
        let (name, owner) = (&self.name, &self.owner);
        let kind = match self.kind.as_str() {
            "v" => "view",
            "m" => "materialized view",
            "f" => "foreign table",
            _ if self.is_temporary => "temporary table",
            _ => "",
        };
        if !kind.is_empty() {
            return Some((
                format!("is a {kind} of `{owner}`, and no table of applied migrations"),
                format!("look at what it is, then drop or rename the {kind} {name}"),
            ));
        }
        if !self.is_trusted {
            return Some((
                format!(
                    "belongs to `{owner}`, which is neither this user, nor a superuser, nor a role of \
                     this user's that owns the database"
                ),
                format!(
                    "look at what it holds, then run `ALTER TABLE {name} OWNER TO` the role that \
                     applies the migrations, or drop it where nobody needs it"
                ),
            ));
        }
        let (what, names) = match (&self.triggers, &self.rules) {
            (Some(triggers), _) => ("triggers", triggers.as_str()),
            (None, Some(rules)) => ("rules", rules.as_str()),
            (None, None) if self.is_secured => ("row-level security", ""),
            (None, None) => return None,
        };
        let named = if names.is_empty() {
            String::new()
        } else {
            format!(" (`{names}`)")
        };
        let advice = match what {
            "row-level security" => format!("run `ALTER TABLE {name} DISABLE ROW LEVEL SECURITY`"),
            _ => format!("look at what they do, then drop the {what} of {name}"),
        };
        Some((
            format!("of `{owner}` has {what}{named}, which may run with the rights of this user"),
            advice,
        ))
    }
}
