//! Types that no statement can alter: the old one steps aside, the new one is made, every column
//! is converted, the old one goes.

use std::collections::HashSet;

use super::super::quote::quote;
use super::column::through_text;
use super::emitter::{Emitter, altering};
use super::hazards::{loss, may_fail, rewrite};
use super::text::chosen_name;
use super::types;
use crate::catalog::{Column, Domain, Object, ObjectName, QualifiedName, TypeName};
use crate::change::{Change, Hazard, Step};

/// How a type is made again.
pub(super) struct Made {
    /// The statement.
    pub(super) sql: String,
    /// How a value of the old type becomes one of the new.
    pub(super) cast: Cast,
    /// Which rows do not fit.
    pub(super) fails: Option<String>,
    /// Whether the tables that hold values are written anew.
    pub(super) rewrites: bool,
    /// What is lost of the values.
    pub(super) loses: Option<String>,
    /// What is said of it.
    pub(super) comment: Option<String>,
}

/// How a value of the old type becomes one of the new.
pub(super) enum Cast {
    /// By way of text.
    Text,
    /// By a cast.
    Direct,
    /// By an expression in which `{}` stands for the value.
    Expression(String),
}

/// A column of the type, as it is at this point.
struct Holder {
    table: QualifiedName,
    column: Column,
}

pub(super) fn remake(em: &mut Emitter<'_>, name: &QualifiedName, made: Made) {
    let domains = domains(em, name);
    let old = aside(em, "TYPE", name);
    em.say(made.sql.clone());
    convert_all(em, name, &made);
    let mut older = Vec::new();
    for domain in &domains {
        older.push(aside(em, "DOMAIN", &domain.name));
        types::create_domain(em, domain);
        convert_all(em, &domain.name, &made);
    }
    attributes(em, name);
    for domain in older.iter().rev() {
        em.say(format!("DROP DOMAIN {}", em.name(domain)));
    }
    em.say(format!("DROP TYPE {}", em.name(&old)));
    let on = format!("TYPE {}", em.name(name));
    em.comment(&on, None, made.comment.as_ref());
}

/// Converts columns to text, and from there to a new type of the same name. A range leaves the
/// functions behind that are called as it is, so the old one cannot step aside.
pub(super) fn remake_through_text(em: &mut Emitter<'_>, name: &QualifiedName, made: Made) {
    let holders = holders(em, name);
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
    em.say(format!("DROP TYPE {}", em.name(name)));
    em.say(made.sql.clone());
    for holder in &holders {
        convert(em, name, holder, &made);
    }
    let on = format!("TYPE {}", em.name(name));
    em.comment(&on, None, made.comment.as_ref());
}

/// Gives a type another name for a while.
fn aside(em: &mut Emitter<'_>, kind: &str, name: &QualifiedName) -> QualifiedName {
    let old = QualifiedName {
        schema: name.schema.clone(),
        name: chosen_name::<&str>(&name.name, &[], "old"),
    };
    let sql = format!(
        "ALTER {kind} {} RENAME TO {}",
        em.name(name),
        quote(&old.name)
    );
    em.push(Step::new(sql).remark("cannot be changed in place: another one takes its place"));
    old
}

/// The domains over a type as they are at this point, those over domains behind these.
fn domains(em: &Emitter<'_>, name: &QualifiedName) -> Vec<Domain> {
    let mut found = Vec::new();
    for before in &em.from.catalog.domains {
        let domain = current(em, before);
        if domain.name != *name
            && is(
                domain
                    .data_type
                    .element
                    .as_ref()
                    .unwrap_or(&domain.data_type.name),
                name,
            )
        {
            let inner = domains(em, &domain.name);
            found.push(domain);
            found.extend(inner);
        }
    }
    found
}

/// A domain as the changes so far have left it.
fn current(em: &Emitter<'_>, before: &Domain) -> Domain {
    let so_far = em.changes[..em.position].iter().rev();
    let latest = so_far.filter_map(|change| match change {
        Change::Alter { to, .. } => match &**to {
            Object::Domain(domain) if domain.name == before.name => Some(domain.clone()),
            _ => None,
        },
        _ => None,
    });
    latest.into_iter().next().unwrap_or_else(|| before.clone())
}

/// The attributes of composite types that are of a type.
fn attributes(em: &mut Emitter<'_>, name: &QualifiedName) {
    let mut clauses = Vec::new();
    for composite in &em.to.catalog.composites {
        for (attribute, of, _) in &composite.attributes {
            if is(of.element.as_ref().unwrap_or(&of.name), name) {
                let clause = format!("ALTER ATTRIBUTE {} TYPE {}", quote(attribute), of.sql);
                clauses.push((composite.name.clone(), clause));
            }
        }
    }
    for (composite, clause) in clauses {
        if is_held(em, &composite) {
            let reason = "columns hold values of a composite type with attributes of a type that \
                          has to be made again: move these values to columns of another type first";
            em.refuse(ObjectName::Composite(composite), reason);
        } else {
            em.say(altering("TYPE", &em.name(&composite), &[clause]));
        }
    }
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
        Cast::Text => through_text(&quoted, &of, array),
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

/// The columns of a type when the change at hand is made: those of before, without what the
/// changes so far took away, with what they brought.
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
    // What is inherited changes with the parent's.
    if newest && there && !column.inherited && is_of(column, name) {
        found.push(Holder {
            table: table.clone(),
            column: column.clone(),
        });
    }
}

/// Whether a column holds values of a type, or arrays of them.
pub(super) fn is_of(column: &Column, name: &QualifiedName) -> bool {
    let of = column
        .data_type
        .element
        .as_ref()
        .unwrap_or(&column.data_type.name);
    is(of, name)
}

/// Whether a type is the one of this name.
pub(super) fn is(of: &TypeName, name: &QualifiedName) -> bool {
    of.name == name.name && of.schema == name.schema
}

/// Whether any column holds values of a type.
pub(super) fn is_held(em: &Emitter<'_>, name: &QualifiedName) -> bool {
    !holders(em, name).is_empty()
}
