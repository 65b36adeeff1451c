//! Creates, alters and drops indexes.
//!
//! On a table in use, an index is built `CONCURRENTLY`, outside the transaction. Dropping one takes
//! its lock only briefly, so it stays in the transaction, which can still be rolled back. A
//! partitioned table does not support concurrent builds (manual: `CREATE INDEX`).

use glowplug::catalog::{Index, IndexKey, Object, ObjectName, QualifiedName};

use super::super::quote::{quote, quote_all};
use super::constraint::{duplicates, is_adopted, is_partitioned};
use super::deferred::index_texts;
use super::emitter::{Emitter, altering};
use super::hazards::long_lock;
use super::text;
use crate::change::{Change, Hazard, Phase, Step};

pub(super) fn create(em: &mut Emitter<'_>, owner: &QualifiedName, index: &Index) {
    let replaced = predecessor(em, owner, index).is_some();
    build(em, owner, index, replaced);
}

/// Builds an index; one that replaces another is renamed after that is dropped.
fn build(em: &mut Emitter<'_>, owner: &QualifiedName, index: &Index, replaces: bool) {
    let name = ObjectName::Index(owner.clone(), index.name.clone());
    let apart = is_built_apart(em, owner);
    let mut built = index.clone();
    if apart && replaces {
        built.name = em.free_name(&in_schema_of(owner, &index.name), &[], "new");
    }
    let mut hazards = Vec::new();
    if !is_new(em, owner) {
        if index.unique {
            let columns: Vec<_> = built.keys.iter().map(key_name).collect();
            hazards = duplicates(em, owner, &columns);
        }
        if !apart {
            hazards.push(building(em, owner));
        }
    }
    let step = Step::new(statement(em, owner, &built, apart));
    let step = if apart {
        step.at(Phase::NonTransactional)
    } else {
        step
    };
    em.push(hazards.into_iter().fold(step, Step::hazard));
    if apart {
        em.later.add(name);
    }
    let place = if apart {
        Phase::Deferred
    } else {
        Phase::InTransaction
    };
    if built.name != index.name {
        let (old, new) = (
            full_name(em, owner, &index.name),
            full_name(em, owner, &built.name),
        );
        em.push(Step::new(format!("DROP INDEX {old}")).at(place));
        let renaming = format!("ALTER INDEX {new} RENAME TO {}", quote(&index.name));
        em.push(Step::new(renaming).at(place));
    }
    if let Some(comment) = &index.comment {
        let comment = super::super::quote::literal(comment);
        let name = full_name(em, owner, &index.name);
        em.push(Step::new(format!("COMMENT ON INDEX {name} IS {comment}")).at(place));
    }
}

fn building(em: &Emitter<'_>, owner: &QualifiedName) -> Hazard {
    let name = em.name(owner);
    let safer = if is_partitioned(em, owner) {
        "create it ON ONLY the partitioned table, build one CONCURRENTLY on each partition, and ATTACH them"
    } else {
        "build it CONCURRENTLY in a migration of its own"
    };
    let locks = format!("SHARE on {name} while the index is built: nobody can write");
    long_lock("the index is built at once", locks, safer)
}

fn is_built_apart(em: &Emitter<'_>, owner: &QualifiedName) -> bool {
    em.is_parted() && !is_new(em, owner) && !is_partitioned(em, owner)
}

fn is_new(em: &Emitter<'_>, owner: &QualifiedName) -> bool {
    let view = ObjectName::View(owner.clone());
    em.outline.is_new(owner) || em.outline.creates.contains_key(&view) || em.is_remade(owner)
}

/// Returns a name in the schema of its table, from which auxiliary names are derived.
pub(super) fn in_schema_of(owner: &QualifiedName, name: &str) -> QualifiedName {
    QualifiedName {
        schema: owner.schema.clone(),
        name: name.to_owned(),
    }
}

/// Returns the quoted name of an index, which is in the schema of its table.
fn full_name(em: &Emitter<'_>, owner: &QualifiedName, index: &str) -> String {
    em.name_in(owner.schema.as_deref(), index)
}

fn key_name(key: &IndexKey) -> String {
    key.column
        .clone()
        .or_else(|| key.expression.clone())
        .unwrap_or_default()
}

/// Returns the complete `CREATE INDEX`.
fn statement(em: &Emitter<'_>, owner: &QualifiedName, index: &Index, apart: bool) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let concurrently = if apart { "CONCURRENTLY " } else { "" };
    let method = match index.method.as_str() {
        "btree" => String::new(),
        method => format!(" USING {}", quote(method)),
    };
    let keys: Vec<_> = index.keys.iter().map(key).collect();
    let mut sql = format!(
        "CREATE {unique}INDEX {concurrently}{} ON {}{method} ({})",
        quote(&index.name),
        em.name(owner),
        keys.join(", "),
    );
    if !index.include.is_empty() {
        sql += &format!(" INCLUDE ({})", quote_all(&index.include));
    }
    if index.nulls_not_distinct {
        sql += " NULLS NOT DISTINCT";
    }
    if !index.options.is_empty() {
        sql += &format!(" WITH ({})", index.options.join(", "));
    }
    if let Some(predicate) = &index.predicate {
        sql += &format!(" WHERE {}", text::parenthesised(predicate));
    }
    sql
}

fn key(key: &IndexKey) -> String {
    let mut sql = match (&key.column, &key.expression) {
        (Some(column), _) => quote(column).into_owned(),
        (None, Some(expression)) => text::index_expression(expression),
        (None, None) => String::new(),
    };
    if let Some(collation) = &key.collation {
        sql += &format!(" COLLATE {collation}");
    }
    if let Some(class) = &key.operator_class {
        sql += &format!(" {class}");
    }
    sql += match (key.descending, key.nulls_first) {
        (false, false) => "",
        (false, true) => " NULLS FIRST",
        (true, true) => " DESC",
        (true, false) => " DESC NULLS LAST",
    };
    sql
}

pub(super) fn drop(em: &mut Emitter<'_>, owner: &QualifiedName, index: &Index) {
    let name = ObjectName::Index(owner.clone(), index.name.clone());
    // It becomes the index of a key.
    if is_adopted(em, owner, index) {
        return;
    }
    let successor = em
        .outline
        .creates
        .get(&name)
        .map(|&position| &em.changes[position]);
    if let Some(Change::Create(Object::Index(_, successor))) = successor
        && predecessor(em, owner, successor).is_some()
    {
        // It stays in use until its successor is built, which then drops it.
        return;
    }
    em.say(format!("DROP INDEX {}", full_name(em, owner, &index.name)));
}

/// Returns `Some` if an index of the same name can stay in use until its successor is built.
fn predecessor(em: &Emitter<'_>, owner: &QualifiedName, successor: &Index) -> Option<()> {
    if !is_built_apart(em, owner) {
        return None;
    }
    let table = em.from.table(owner)?;
    let old = table
        .indexes
        .iter()
        .find(|old| old.name == successor.name && old.valid)?;
    let plain = old.keys.iter().all(|key| key.expression.is_none());
    let drops = !em.outline.drops.keys().all(|dropped| {
        matches!(
            dropped,
            ObjectName::Index(..) | ObjectName::Constraint(..) | ObjectName::Table(_)
        )
    });
    let texts = index_texts(old).into_iter().flat_map(text::words);
    let mentioned: Vec<_> = texts
        .chain(old.include.iter().map(String::as_str))
        .collect();
    let touched = table.columns.iter().any(|column| {
        em.outline.touches_column(owner, &column.name) && mentioned.contains(&column.name.as_str())
    });
    // Something that an expression uses may be dropped.
    let stays = !touched && (plain && old.predicate.is_none() || !drops);
    stays.then_some(())
}

pub(super) fn alter(em: &mut Emitter<'_>, owner: &QualifiedName, from: &Index, to: &Index) {
    let mut same = Index {
        comment: to.comment.clone(),
        ..from.clone()
    };
    let name = full_name(em, owner, &to.name);
    same.options.clone_from(&to.options);
    if same == *to {
        for clause in super::options::clauses(&from.options, &to.options) {
            em.say(altering("INDEX", &name, &[clause]));
        }
        let on = format!("INDEX {name}");
        return em.comment(&on, from.comment.as_ref(), to.comment.as_ref());
    }
    let replaces = predecessor(em, owner, to).is_some();
    if !replaces {
        em.say(format!("DROP INDEX {name}"));
    }
    build(em, owner, to, replaces);
}
