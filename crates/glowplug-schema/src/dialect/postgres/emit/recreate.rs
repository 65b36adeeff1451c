//! Recreates types that no statement can alter: renames the old type, creates the new one, converts
//! every column, and drops the old type.

mod containers;

use std::collections::HashSet;

use glowplug::catalog::{Column, MadeOf, Object, ObjectName, QualifiedName, Range, TypeName};

use containers::Container;

use super::super::quote::quote;
use super::access::PreservedAccess;
use super::column;
use super::emitter::Emitter;
use super::hazards::{loss, may_fail, rewrite};
use crate::change::{Change, Hazard, Step};

/// How a type is recreated.
pub(super) struct Made {
    /// The statement that creates it.
    pub(super) sql: String,
    /// How values of the old type are converted.
    pub(super) cast: Cast,
    /// Which values cannot be converted.
    pub(super) fails: Option<String>,
    /// Whether the tables with such columns are rewritten.
    pub(super) rewrites: bool,
    /// What is lost of the values.
    pub(super) loses: Option<String>,
    /// The comment on the type.
    pub(super) comment: Option<String>,
}

/// How values of the old type are converted.
pub(super) enum Cast {
    /// By a cast to `text` and from there.
    Text,
    /// By a cast.
    Direct,
    /// By an expression in which `{}` stands for the value.
    Expression(String),
}

/// A column of the type, as it is at this point of the plan.
struct Holder {
    table: QualifiedName,
    column: Column,
}

pub(super) fn recreate(em: &mut Emitter<'_>, name: &QualifiedName, made: Made) {
    let containers = containers::containers(em, name);
    let names = containers.iter().filter_map(Container::stands_aside);
    let again: Vec<PreservedAccess> = names
        .chain([name])
        .map(|name| PreservedAccess::of_type(em, name))
        .collect();
    again.iter().for_each(|kept| em.keep(kept.clone()));
    let old = aside(em, "TYPE", name);
    em.say(made.sql.clone());
    convert_all(em, name, &made);
    let mut drops = Vec::new();
    for container in &containers {
        drops.extend(containers::remake(em, container, &made));
    }
    containers::attributes(em, name);
    drops.reverse();
    for sql in drops {
        em.say(sql);
    }
    em.say(format!("DROP TYPE {}", em.name(&old)));
    let on = format!("TYPE {}", em.name(name));
    em.comment(&on, None, made.comment.as_ref());
    again.iter().for_each(|kept| em.give_back(kept));
}

/// Converts columns to `text`, and from there to a new type of the same name. The functions that a
/// range type creates keep its name when it is renamed, so the old type cannot be kept under
/// another name.
pub(super) fn through_text(em: &mut Emitter<'_>, name: &QualifiedName, made: &Made) {
    let mut holders = holders(em, name);
    let ranges = &em.from.catalog.ranges;
    let range = ranges.iter().find(|range| range.name == *name);
    let multirange = range.and_then(Range::multirange);
    if let Some(multirange) = &multirange {
        holders.extend(self::holders(em, multirange));
    }
    for Holder { table, column } in &holders {
        let quoted = quote(&column.name);
        let array = if column.data_type.element.is_some() {
            "[]"
        } else {
            ""
        };
        let mut clauses = Vec::new();
        if column.default.is_some() {
            clauses.push(format!("ALTER COLUMN {quoted} DROP DEFAULT"));
        }
        clauses.push(format!(
            "ALTER COLUMN {quoted} TYPE text{array} USING {quoted}::text{array}"
        ));
        let hazards = hazards(em, table);
        em.convert(table, clauses, hazards, None);
    }
    let kept = PreservedAccess::of_type(em, name);
    em.keep(kept.clone());
    em.say(format!("DROP TYPE {}", em.name(name)));
    em.say(made.sql.clone());
    for holder in &holders {
        let own = multirange.as_ref();
        let own = own.filter(|multirange| is_of(&holder.column, multirange));
        convert(em, own.unwrap_or(name), holder, made);
    }
    let on = format!("TYPE {}", em.name(name));
    em.comment(&on, None, made.comment.as_ref());
    em.give_back(&kept);
}

/// Renames a type temporarily.
fn aside(em: &mut Emitter<'_>, kind: &str, name: &QualifiedName) -> QualifiedName {
    let old = QualifiedName {
        schema: name.schema.clone(),
        name: em.free_name(name, &[], "old"),
    };
    let sql = format!(
        "ALTER {kind} {} RENAME TO {}",
        em.name(name),
        quote(&old.name)
    );
    em.push(Step::new(sql).remark("cannot be changed in place: another one takes its place"));
    old
}

fn convert_all(em: &mut Emitter<'_>, name: &QualifiedName, made: &Made) {
    for holder in holders(em, name) {
        convert(em, name, &holder, made);
    }
}

fn convert(em: &mut Emitter<'_>, name: &QualifiedName, holder: &Holder, made: &Made) {
    let Holder { table, column } = holder;
    let quoted = quote(&column.name);
    let array = column.data_type.element.is_some();
    let of = format!("{}{}", em.name(name), if array { "[]" } else { "" });
    let using = match &made.cast {
        Cast::Text => column::through_text(&quoted, &of, array),
        Cast::Direct => format!("{quoted}::{of}"),
        Cast::Expression(expression) if !array => expression.replace("{}", &quoted),
        Cast::Expression(_) => {
            let reason = "the values in arrays cannot be converted: add a column of another type \
                          beside it, and move them";
            return em.refuse(
                ObjectName::Column(table.clone(), column.name.clone()),
                reason,
            );
        }
    };
    let mut clauses = Vec::new();
    if column.default.is_some() {
        clauses.push(format!("ALTER COLUMN {quoted} DROP DEFAULT"));
    }
    clauses.push(format!("ALTER COLUMN {quoted} TYPE {of} USING {using}"));
    let after = em
        .to
        .table(table)
        .and_then(|table| table.column(&column.name));
    let default = after.filter(|after| after.data_type.name == column.data_type.name);
    if let Some(default) = default.and_then(|after| after.default.as_ref())
        && column.default.is_some()
    {
        clauses.push(format!("ALTER COLUMN {quoted} SET DEFAULT {default}"));
    }
    let mut hazards = hazards(em, table);
    hazards.retain(|_| made.rewrites);
    if let Some(lost) = &made.loses {
        let why = format!("values of {}.{} lose {lost}", em.name(table), column.name);
        let safer = "add a column of a new type beside it, fill it in batches, and swap the two";
        hazards.insert(0, loss(why, safer));
    }
    if let Some(misfits) = &made.fails {
        let why = format!("{}.{} may hold {misfits}", em.name(table), column.name);
        hazards.push(may_fail(why, "give such rows other values first"));
    }
    em.convert(table, clauses, hazards, None);
}

fn hazards(em: &Emitter<'_>, table: &QualifiedName) -> Vec<Hazard> {
    let safer = "add a column of a new type beside it, fill it in batches, and swap the two";
    vec![rewrite(&em.name(table), "values are converted", safer)]
}

/// Returns the columns of a type at this point of the plan: those of the old catalog, with the
/// changes so far applied.
fn holders(em: &Emitter<'_>, name: &QualifiedName) -> Vec<Holder> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let so_far = &em.changes[..em.position];
    for change in so_far.iter().rev() {
        let (object, there) = match change {
            Change::Create(object) => (object, true),
            Change::Alter { to, .. } => (&**to, true),
            Change::Drop(object) => (object, false),
            Change::Rename(_) => continue,
        };
        match object {
            Object::Column(table, column) => {
                note(&mut found, &mut seen, name, table, column, there);
            }
            Object::Table(table) if matches!(change, Change::Create(_) | Change::Drop(_)) => {
                for column in &table.columns {
                    note(&mut found, &mut seen, name, &table.name, column, there);
                }
            }
            _ => {}
        }
    }
    for table in &em.from.catalog.tables {
        for column in &table.columns {
            note(&mut found, &mut seen, name, &table.name, column, true);
        }
    }
    // Inherited columns change with those of the parent.
    found.retain(|holder| !holder.column.inherited || super::table::is_apart(em, &holder.table));
    found.sort_by(|a, b| (&a.table, &a.column.name).cmp(&(&b.table, &b.column.name)));
    found
}

fn note(
    found: &mut Vec<Holder>,
    seen: &mut HashSet<ObjectName>,
    name: &QualifiedName,
    table: &QualifiedName,
    column: &Column,
    there: bool,
) {
    let newest = seen.insert(ObjectName::Column(table.clone(), column.name.clone()));
    if newest && there && is_of(column, name) {
        found.push(Holder {
            table: table.clone(),
            column: column.clone(),
        });
    }
}

/// Returns true if a column holds values of a type, or arrays of them.
pub(super) fn is_of(column: &Column, name: &QualifiedName) -> bool {
    column.data_type.holds(name)
}

/// Returns true if a type has this name.
pub(super) fn is(of: &TypeName, name: &QualifiedName) -> bool {
    of.name == name.name && of.schema == name.schema
}

/// Returns true if any column holds values of a type.
pub(super) fn is_held(em: &Emitter<'_>, name: &QualifiedName) -> bool {
    let catalog = em.from.catalog;
    let within =
        |made: &MadeOf<'_>| !matches!(made, MadeOf::Row(_)) && catalog.is_held(made.name());
    !holders(em, name).is_empty() || catalog.made_of(name).iter().any(within)
}
