//! Alters columns.

use glowplug::catalog::{Column, DataType, ObjectName, QualifiedName, TypeKind};

use super::super::super::quote::{literal, quote};
use super::super::emitter::Emitter;
use super::super::hazards::{long_lock, loss, may_fail, rewrite};
use super::super::recreate;
use super::super::text;
use super::super::text::words;
use super::cast::{Cast, cast};
use super::index;
use super::null::{null_check, own_name};
use super::{identity, storage};
use crate::change::{Hazard, Phase, Step};

pub(in super::super) fn alter(
    em: &mut Emitter<'_>,
    table: &QualifiedName,
    from: &Column,
    to: &Column,
) {
    if from.data_type != to.data_type && is_partition_key(em, table, &to.name) {
        let reason = "the table is partitioned by it: create another table that is partitioned as \
                      wanted, move the rows, and rename the two";
        let column = ObjectName::Column(table.clone(), to.name.clone());
        return em.refuse(column, reason);
    }
    if is_another(from, to) {
        return replace(em, table, from, to);
    }
    let mut now = from.clone();
    if now.generated.is_some() && to.generated.is_none() {
        say(em, table, to, "DROP EXPRESSION");
        now.generated = None;
    }
    if now.identity.is_some() && to.identity.is_none() {
        identity::drop(em, table, to);
        now.identity = None;
    }
    // When a domain is changed, its columns change along with it.
    let follows = to.data_type.kind == TypeKind::Domain && now.data_type.sql == to.data_type.sql;
    if (now.data_type != to.data_type && !follows) || now.collation != to.collation {
        retype(em, table, &mut now, to);
    }
    default(em, table, &mut now, to);
    if now.nullable && !to.nullable {
        forbid_null(em, table, &now, to);
    }
    if !now.nullable && to.nullable {
        say(em, table, to, "DROP NOT NULL");
    }
    match &to.identity {
        Some(identity) if now.identity.is_none() => identity::add(em, table, to, identity),
        _ => identity::alter(em, table, &now, to),
    }
    for clause in storage::clauses(to, &now.storage, &to.storage) {
        em.say(em.alter_table(table, &[clause]));
    }
    let on = format!("COLUMN {}.{}", em.name(table), quote(&to.name));
    em.comment(&on, from.comment.as_ref(), to.comment.as_ref());
}

/// Returns true if a table is partitioned by a column.
fn is_partition_key(em: &Emitter<'_>, table: &QualifiedName, column: &str) -> bool {
    let table = em.from.table(table);
    let partitioned = table.and_then(|table| table.partitioned.as_ref());
    let quoted = quote(column);
    partitioned.is_some_and(|partitioned| match quoted.starts_with('"') {
        true => partitioned.by.contains(&*quoted),
        false => words(&partitioned.by).any(|word| word == column),
    })
}

/// Emits `ALTER COLUMN name …`.
fn say(em: &mut Emitter<'_>, table: &QualifiedName, column: &Column, clause: &str) {
    let clause = format!("ALTER COLUMN {} {clause}", quote(&column.name));
    em.say(em.alter_table(table, &[clause]));
}

/// Returns true if the column cannot be altered to its new form: before version 17 a generation
/// expression cannot be changed, and a plain column cannot become a generated one.
fn is_another(from: &Column, to: &Column) -> bool {
    match (&from.generated, &to.generated) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), Some(after)) => before != after || from.data_type != to.data_type,
    }
}

/// Drops a column and adds it again, along with what depends on it.
fn replace(em: &mut Emitter<'_>, table: &QualifiedName, from: &Column, to: &Column) {
    let added = super::definition(em, table, to, "");
    let clauses = [
        format!("DROP COLUMN {}", quote(&from.name)),
        format!("ADD COLUMN {added}"),
    ];
    let mut hazards = Vec::new();
    let name = em.name(table);
    if from.generated.is_none() {
        let why = format!("the values of {name}.{} are lost", from.name);
        hazards.push(loss(why, "add a column of another name beside it"));
    }
    if to
        .generated
        .as_ref()
        .is_some_and(|generated| generated.stored)
    {
        let safer = "add a column of another name beside it, and fill it in batches";
        hazards.push(rewrite(&name, "each row's value is computed", safer));
    }
    em.warn(em.alter_table(table, &clauses), hazards);
    super::finish(em, table, to);
}

fn retype(em: &mut Emitter<'_>, table: &QualifiedName, now: &mut Column, to: &Column) {
    let cast = cast(
        &now.data_type,
        &to.data_type,
        longest_label(em, &now.data_type),
    );
    let name = quote(&to.name);
    let mut clauses = Vec::new();
    let carried = now.default == to.default && is_carried(now, to);
    if now.default.is_some() && !carried {
        clauses.push(format!("ALTER COLUMN {name} DROP DEFAULT"));
    }
    let of = text::short_type(&to.data_type.sql);
    let mut counts = false;
    let mut clause = format!("ALTER COLUMN {name} TYPE {of}");
    if let Some(collation) = &to.collation {
        clause += &format!(" COLLATE {collation}");
    }
    if now.data_type != to.data_type {
        clause += &format!(" USING {}", cast.route.expression(&name, &of));
    }
    clauses.push(clause);
    if let Some(default) = to
        .default
        .as_ref()
        .filter(|_| !carried && now.default.is_some())
    {
        clauses.push(format!("ALTER COLUMN {name} SET DEFAULT {default}"));
        now.default = Some(default.clone());
        counts = true;
    } else if !carried {
        now.default = None;
    }
    let hazards = retyping(em, table, now, to, &cast);
    let remark = conversion(&now.data_type, &to.data_type);
    em.convert(table, clauses, hazards, remark);
    if counts {
        follow_rows(em, table, to);
    }
    take_type(now, to);
}

/// Returns a remark on how values are converted, if that is not obvious.
fn conversion(from: &DataType, to: &DataType) -> Option<&'static str> {
    match (from.name.name.as_str(), to.name.name.as_str()) {
        ("timestamp", "timestamptz") | ("timestamptz", "timestamp") => {
            Some("times are read in the time zone of the session")
        }
        _ => None,
    }
}

/// Updates the column to the state after its type was changed.
fn take_type(now: &mut Column, to: &Column) {
    // The new type has its own default storage.
    if now.data_type.name != to.data_type.name {
        now.storage
            .retain(|setting| !setting.starts_with("STORAGE"));
    }
    now.data_type.clone_from(&to.data_type);
    now.collation.clone_from(&to.collation);
    now.identity = (now.identity.as_ref()).map(|old| identity::retyped(old, &to.data_type.sql));
}

/// Returns true if a default need not be changed along with the type of its column.
fn is_carried(from: &Column, to: &Column) -> bool {
    let number = |of: &Column| {
        let name = of.data_type.name.name.as_str();
        matches!(
            name,
            "int2" | "int4" | "int8" | "numeric" | "float4" | "float8"
        )
    };
    from.data_type.name == to.data_type.name || (number(from) && number(to))
}

fn retyping(
    em: &Emitter<'_>,
    table: &QualifiedName,
    from: &Column,
    to: &Column,
    cast: &Cast,
) -> Vec<Hazard> {
    let name = em.name(table);
    let column = format!("{name}.{}", to.name);
    let beside = "add a column of the new type beside it, fill it in batches, and swap the two";
    let mut hazards = Vec::new();
    if let Some(lost) = cast.loses {
        hazards.push(loss(format!("values of {column} lose {lost}"), beside));
    }
    if from.data_type != to.data_type && cast.rewrites {
        hazards.push(rewrite(&name, "values are converted", beside));
    }
    hazards.extend(index::retyping(em, table, from, to, cast));
    if let Some(misfits) = cast.fails {
        let why = format!("{column} may hold {misfits}");
        hazards.push(may_fail(why, "look for such values first"));
    }
    hazards
}

/// Returns the length of the longest label of an enum.
fn longest_label(em: &Emitter<'_>, of: &DataType) -> Option<u32> {
    let name = of.element.as_ref().unwrap_or(&of.name);
    let sides = [em.from.catalog, em.to.catalog];
    let enums = sides.iter().flat_map(|side| &side.enums);
    let enums = enums.filter(|other| recreate::is(name, &other.name));
    let labels = enums.flat_map(|of| &of.values);
    let lengths = labels.map(|label| u32::try_from(label.chars().count()).unwrap_or(u32::MAX));
    lengths.max().filter(|_| of.element.is_none())
}

fn default(em: &mut Emitter<'_>, table: &QualifiedName, now: &mut Column, to: &Column) {
    if now.default == to.default || to.generated.is_some() {
        return;
    }
    let Some(default) = &to.default else {
        say(em, table, to, "DROP DEFAULT");
        now.default = None;
        return;
    };
    say(em, table, to, &format!("SET DEFAULT {default}"));
    follow_rows(em, table, to);
}

/// Advances a sequence that is created for this column past the existing values.
fn follow_rows(em: &mut Emitter<'_>, table: &QualifiedName, to: &Column) {
    let default = to.default.as_deref().unwrap_or_default();
    let mut sequences = em.to.catalog.sequences.iter();
    let made = sequences.find(|sequence| {
        sequence.owner.as_ref() == Some(&(table.clone(), to.name.clone()))
            && em
                .outline
                .creates
                .contains_key(&ObjectName::Sequence(sequence.name.clone()))
            && words(default).any(|word| word == sequence.name.name)
    });
    if let Some(sequence) = made {
        let called = literal(&em.name(&sequence.name));
        identity::catch_up(em, table, to, sequence, &called);
    }
}

/// Sets `NOT NULL`. The server reads all rows, unless a validated check already proves that there
/// is no `NULL` (manual: `ALTER TABLE`, `SET NOT NULL`; since version 12).
fn forbid_null(em: &mut Emitter<'_>, table: &QualifiedName, now: &Column, to: &Column) {
    let (name, column) = (em.name(table), quote(&to.name));
    if let Some(check) = null_check(em, table, to) {
        say(em, table, to, "SET NOT NULL");
        if em.outline.drops.contains_key(&check) {
            let clause = format!("DROP CONSTRAINT {}", quote(own_name(&check)));
            em.say(em.alter_table(table, &[clause]));
        }
        return;
    }
    let set = em.alter_table(table, &[format!("ALTER COLUMN {column} SET NOT NULL")]);
    let hazard = may_fail(
        format!("rows of {name} may have no {}", to.name),
        "fill them first",
    );
    // An identity requires `NOT NULL` immediately.
    if !em.is_parted() || (now.identity.is_none() && to.identity.is_some()) {
        let locks = format!("ACCESS EXCLUSIVE on {name} while all rows are read");
        let safer = "validate a check that it is not null first, in a migration of its own";
        return em.warn(
            set,
            vec![hazard, long_lock("all rows are looked at", locks, safer)],
        );
    }
    let check = em.free_name(table, &[&to.name], "null_check");
    let check = quote(&check);
    let add = format!("ADD CONSTRAINT {check} CHECK ({column} IS NOT NULL) NOT VALID");
    em.say(em.alter_table(table, &[add]));
    let validate = em.alter_table(table, &[format!("VALIDATE CONSTRAINT {check}")]);
    let validate = Step::new(validate).at(Phase::Deferred).hazard(hazard);
    em.validate(Some(table), validate);
    em.push(Step::new(set).at(Phase::Deferred));
    let drop = em.alter_table(table, &[format!("DROP CONSTRAINT {check}")]);
    em.push(Step::new(drop).at(Phase::Deferred));
}
