//! Preserves the owner and privileges of objects that are dropped and created again, as they are in
//! the database that a migration runs in: no schema knows what was granted there manually, and a
//! role may be missing elsewhere.
//!
//! One statement reads them before the first drop, and another restores them after the last
//! creation; in the meantime they are stored in a session setting.

use glowplug::catalog::{Catalog, ObjectName, QualifiedName};

use super::super::quote::{literal, quote};
use super::emitter::Emitter;
use super::hazards::may_fail;
use crate::change::Step;

/// The session setting that holds the statements which restore owners and privileges.
const SETTING: &str = "glowplug.privileges";

/// Placeholders for the statements that read and restore, until all statements are known.
const READ: &str = "\0read ";
const GIVE: &str = "\0give ";

/// An object whose owner and privileges are preserved.
#[derive(Clone, Debug)]
pub(super) struct PreservedAccess {
    /// The argument of `GRANT … ON`, once it exists again.
    object: String,
    /// The argument of `ALTER … OWNER TO`; empty for a column.
    owned: String,
    /// The row in the system catalog, before the drop.
    source: Source,
    /// Its name in messages.
    told: String,
}

#[derive(Clone, Debug)]
enum Source {
    /// A view, and the columns that are removed from it.
    Relation(String, Vec<String>),
    Column(String, String),
    Function(String),
    Type(String),
}

impl PreservedAccess {
    /// Creates the entry for a view.
    pub(super) fn view(em: &Emitter<'_>, name: &QualifiedName) -> Self {
        let object = em.name(name);
        let columns = |catalog: &Catalog| {
            let view = catalog.views.iter().find(|view| view.name == *name);
            let columns = view.into_iter().flat_map(|view| view.columns.clone());
            columns.map(|(column, _)| column).collect::<Vec<String>>()
        };
        let after = columns(em.to.catalog);
        let mut gone = columns(em.from.catalog);
        gone.retain(|column| !after.contains(column));
        Self {
            owned: format!("TABLE {object}"),
            source: Source::Relation(object.clone(), gone),
            told: format!("view {object}"),
            object,
        }
    }

    /// Creates the entry for a generated column.
    pub(super) fn column(em: &Emitter<'_>, table: &QualifiedName, column: &str) -> Self {
        let object = em.name(table);
        Self {
            owned: String::new(),
            source: Source::Column(object.clone(), column.to_owned()),
            told: format!("column {object}.{}", quote(column)),
            object,
        }
    }

    /// Creates the entry for a function, from its name and arguments before, and the arguments of
    /// `GRANT` and `ALTER` afterwards.
    pub(super) fn function(before: String, object: String, owned: String) -> Self {
        Self {
            told: object.to_lowercase(),
            object,
            owned,
            source: Source::Function(before),
        }
    }

    /// Creates the entry for a type.
    pub(super) fn of_type(em: &Emitter<'_>, name: &QualifiedName) -> Self {
        let name = em.name(name);
        Self {
            object: format!("TYPE {name}"),
            owned: format!("TYPE {name}"),
            told: format!("type {name}"),
            source: Source::Type(name),
        }
    }
}

impl Emitter<'_> {
    /// Marks where an object that is created again is dropped.
    pub(super) fn keep(&mut self, kept: PreservedAccess) {
        let number = self.kept.len();
        self.kept.push(kept);
        self.push(Step::new(format!("{READ}{number}")));
    }

    /// Marks where the object that was last dropped with this name exists again.
    pub(super) fn give_back(&mut self, kept: &PreservedAccess) {
        let mut kept_so_far = self.kept.iter();
        if let Some(number) = kept_so_far.rposition(|other| other.told == kept.told) {
            self.push(Step::new(format!("{GIVE}{number}")));
        }
    }

    /// Returns true if one change drops an object and another creates it again.
    pub(super) fn comes_again(&self, name: &ObjectName) -> bool {
        self.outline.drops.contains_key(name) && self.outline.creates.contains_key(name)
    }
}

/// Replaces the placeholders with statements.
pub(super) fn settle(steps: Vec<Step>, kept: &[PreservedAccess]) -> Vec<Step> {
    let mut settled = Vec::new();
    let mut rest = steps.as_slice();
    while let Some(first) = rest.first() {
        let alike = |step: &&Step| step.place == first.place;
        let count = rest.iter().take_while(alike).count();
        let (part, others) = rest.split_at(count);
        settle_part(part, kept, &mut settled);
        rest = others;
    }
    settled
}

/// Replaces the placeholders in the statements of one migration.
fn settle_part(part: &[Step], kept: &[PreservedAccess], settled: &mut Vec<Step>) {
    let read: Vec<usize> = numbers(part, READ).collect();
    let both: Vec<usize> = numbers(part, GIVE)
        .filter(|number| read.contains(number))
        .collect();
    let last = both.last().copied();
    let mut is_read = both.is_empty();
    for step in part {
        if let Some(number) = number(step, READ) {
            if !is_read && both.contains(&number) {
                let all: Vec<&PreservedAccess> = both.iter().map(|number| &kept[*number]).collect();
                settled.push(reading(&all).at(step.place));
                is_read = true;
            }
        } else if let Some(number) = number(step, GIVE) {
            if !both.contains(&number) {
                warn_of_loss(settled, &kept[number]);
            } else if Some(number) == last {
                settled.push(giving().at(step.place));
            }
        } else {
            settled.push(step.clone());
        }
    }
}

/// Returns true if a step is a placeholder.
pub(super) fn is_note(step: &Step) -> bool {
    step.sql.starts_with('\0')
}

fn numbers<'s>(part: &'s [Step], mark: &'s str) -> impl Iterator<Item = usize> + 's {
    part.iter().filter_map(move |step| number(step, mark))
}

fn number(step: &Step, mark: &str) -> Option<usize> {
    step.sql.strip_prefix(mark)?.parse().ok()
}

/// Warns about an object that is dropped in one migration and created in another.
fn warn_of_loss(settled: &mut [Step], kept: &PreservedAccess) {
    let why = format!(
        "{} loses its owner, and the privileges that no migration granted",
        kept.told
    );
    let hazard = may_fail(why, "note them first, and grant them again");
    if let Some(step) = settled.last_mut() {
        step.hazards.push(hazard);
    }
}

/// Returns the `SELECT`s that read what is preserved: object, argument for its owner, kind, owner,
/// columns, privileges. Operands are cast to exactly the types of the server's operators, because a
/// user-defined operator could match better otherwise.
fn rows(kept: &[&PreservedAccess]) -> Vec<String> {
    let (mut relations, mut types, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let mut gone = String::new();
    for kept in kept {
        match &kept.source {
            Source::Relation(name, columns) => {
                let oid = format!("{}::regclass::oid", literal(name));
                for column in columns {
                    let column = literal(column);
                    gone += &format!(" AND NOT (attrelid = {oid} AND attname = {column})");
                }
                relations.push(oid);
            }
            Source::Type(name) => types.push(format!("{}::regtype::oid", literal(name))),
            Source::Column(table, column) => rows.push(columns(&format!(
                "attrelid = {}::regclass::oid AND attname = {}",
                literal(table),
                literal(column)
            ))),
            Source::Function(name) => rows.push(format!(
                "    SELECT {}, {}, 'f'::\"char\", proowner, '', proacl FROM pg_proc WHERE oid = {}::regprocedure::oid",
                literal(&kept.object),
                literal(&kept.owned),
                literal(name)
            )),
        }
    }
    if !types.is_empty() {
        rows.insert(
            0,
            whole("TYPE", "oid::regtype", "T", "typ", "pg_type", &types),
        );
    }
    if !relations.is_empty() {
        let filter = format!("attrelid IN ({}){gone}", relations.join(", "));
        rows.insert(0, columns(&filter));
        rows.insert(
            0,
            whole("TABLE", "oid::regclass", "r", "rel", "pg_class", &relations),
        );
    }
    rows
}

fn whole(word: &str, name: &str, kind: &str, prefix: &str, table: &str, oids: &[String]) -> String {
    let object = match word {
        "TABLE" => format!("{name}::text"),
        _ => format!("pg_catalog.concat('{word} ', {name})"),
    };
    format!(
        "    SELECT {object}, pg_catalog.concat('{word} ', {name}), '{kind}'::\"char\", {prefix}owner, '', {prefix}acl\n    \
         FROM {table} WHERE oid IN ({})",
        oids.join(", ")
    )
}

fn columns(filter: &str) -> String {
    format!(
        "    SELECT attrelid::regclass::text, '', 'c'::\"char\", NULL::oid, pg_catalog.format(' (%I)', attname), attacl\n    \
         FROM pg_attribute WHERE {filter} AND attacl IS NOT NULL"
    )
}

fn reading(kept: &[&PreservedAccess]) -> Step {
    let rows = rows(kept).join("\n    UNION ALL\n");
    let sql = format!(
        "\
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
{rows}
), defaults AS (
    SELECT object, acl.grantee FROM me
    JOIN pg_default_acl ON defaclrole = me.id
    JOIN kept ON kind = defaclobjtype
    CROSS JOIN aclexplode(defaclacl) acl
), privileges AS (
    SELECT object, columns, acl.* FROM kept
    CROSS JOIN aclexplode(coalesce(acl, acldefault(kind, owner))) acl
    WHERE acl IS NOT NULL OR object IN (SELECT object FROM defaults)
), statements (step, sql) AS (
    SELECT 1, pg_catalog.format('REVOKE ALL ON %s FROM PUBLIC, CURRENT_USER', object)
    FROM privileges WHERE columns = ''
    UNION
    SELECT 1, pg_catalog.format('REVOKE ALL ON %s FROM %s', object, grantee::regrole)
    FROM defaults WHERE grantee <> 0::oid
    UNION ALL
    SELECT 2, pg_catalog.concat(
        'GRANT ', privilege_type, columns, ' ON ', object,
        ' TO ', CASE WHEN grantee = 0::oid THEN 'PUBLIC' ELSE grantee::regrole::text END,
        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END
    ) FROM privileges
    UNION ALL
    SELECT 3, pg_catalog.format('ALTER %s OWNER TO %s', owned, owner::regrole)
    FROM kept JOIN me ON me.id <> owner WHERE owned <> ''
)
SELECT set_config('{SETTING}', coalesce(string_agg(sql, '; ' ORDER BY step), ''), false)
FROM statements"
    );
    Step::new(sql).remark(
        "what is dropped and created again keeps its owner and privileges, \
         as they are in the database that this runs in",
    )
}

fn giving() -> Step {
    Step::new(format!(
        "DO $$ BEGIN EXECUTE current_setting('{SETTING}'); END $$"
    ))
}
