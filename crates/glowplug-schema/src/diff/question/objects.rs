//! Questions about schemas and the objects in them: tables, types, sequences, views and functions.

use std::collections::{BTreeSet, HashMap, HashSet};

use glowplug::catalog::{
    Catalog, Composite, Domain, EnumType, Function, ObjectName, QualifiedName, Range, Sequence,
    Table, View,
};

use super::{
    Candidate, Otherwise, Question, Subject, exchanged_names, pair_up, quoted, renamed, similarity,
};
use crate::change::Rename;
use crate::dialect;

/// The objects of one kind that disappear, and those that appear.
type Sides<'c, T> = (Vec<&'c T>, Vec<&'c T>);

fn sides<'c, T>(
    from: &'c [T],
    to: &'c [T],
    name: impl Fn(&T) -> (QualifiedName, String),
) -> Sides<'c, T> {
    let before: HashSet<_> = from.iter().map(&name).collect();
    let after: HashSet<_> = to.iter().map(&name).collect();
    (
        from.iter()
            .filter(|one| !after.contains(&name(one)))
            .collect(),
        to.iter()
            .filter(|one| !before.contains(&name(one)))
            .collect(),
    )
}

/// Defines the function that returns the questions about one kind of object.
macro_rules! kind {
    ($function:ident, $type:ty, $list:ident, $object:expr, $score:expr) => {
        fn $function(from: &Catalog, to: &Catalog) -> Vec<Question> {
            let (gone, came): Sides<'_, $type> = sides(&from.$list, &to.$list, |one| {
                (one.name.clone(), String::new())
            });
            pair_up(
                (&gone, &came),
                |old| Subject::of(from, &$object(old.name.clone())),
                |old, new| {
                    let score: Option<u8> = $score(from, old, new);
                    let object = $object(old.name.clone());
                    Some(moved(to, object, &old.name, &new.name, score?))
                },
            )
        }
    };
}

fn tables(from: &Catalog, to: &Catalog) -> Vec<Question> {
    let (gone, mut came): Sides<'_, Table> = sides(&from.tables, &to.tables, |table| {
        (table.name.clone(), String::new())
    });
    let changed = reshaped(from, to);
    came.extend(changed.iter().map(|(_, after)| *after));
    let there: HashSet<_> = changed.iter().map(|(before, _)| &before.name).collect();
    let object = |table: &Table| ObjectName::Table(table.name.clone());
    let mut questions = pair_up(
        (&gone, &came),
        |old| Subject::of(from, &object(old)),
        |old, new| {
            // An existing table may only give its name to another with its new columns.
            let fits = !there.contains(&new.name) || shape(old) == shape(new);
            if !may_be(old, new) || !fits {
                return None;
            }
            let score = similarity::tables(old, new);
            Some(moved(to, object(old), &old.name, &new.name, score))
        },
    );
    let is_same = |left: &Table, right: &Table| may_be(left, right) && shape(left) == shape(right);
    for (left, right) in exchanged_names::circles(&changed, is_same) {
        questions.push(Question {
            object: Subject::of(from, &object(left)),
            candidates: vec![moved(to, object(left), &left.name, &right.name, 50)],
            otherwise: Otherwise::Kept,
        });
    }
    questions
}

/// Returns the tables whose columns change, before and after.
fn reshaped<'c>(from: &'c Catalog, to: &'c Catalog) -> Vec<(&'c Table, &'c Table)> {
    let before: HashMap<_, _> = from
        .tables
        .iter()
        .map(|table| (&table.name, table))
        .collect();
    let pairs = to.tables.iter();
    let pairs = pairs.filter_map(|after| Some((*before.get(&after.name)?, after)));
    pairs
        .filter(|(before, after)| shape(before) != shape(after))
        .collect()
}

/// Returns what distinguishes tables: the names and types of their columns, in any order.
fn shape(table: &Table) -> BTreeSet<(&str, &str)> {
    let columns = table.columns.iter();
    columns
        .map(|column| (column.name.as_str(), column.data_type.sql.as_str()))
        .collect()
}

kind!(enums, EnumType, enums, ObjectName::Enum, |_, old, new| {
    similarity::enums(old, new)
});
kind!(
    composites,
    Composite,
    composites,
    ObjectName::Composite,
    |_, old, new| { similarity::composites(old, new) }
);
kind!(
    domains,
    Domain,
    domains,
    ObjectName::Domain,
    |_, old: &Domain, new: &Domain| {
        let same = old.data_type == new.data_type;
        same.then_some(if old.checks == new.checks { 100 } else { 60 })
    }
);
kind!(
    ranges,
    Range,
    ranges,
    ObjectName::Range,
    |_, old: &Range, new: &Range| { (old.definition == new.definition).then_some(100) }
);
kind!(
    sequences,
    Sequence,
    sequences,
    ObjectName::Sequence,
    |from, old: &Sequence, new| {
        let counted = |(table, column): &(QualifiedName, String)| {
            let table = Catalog::table(from, table);
            table.is_some_and(|table| table.column(column).is_some())
        };
        let stays = old.owner.as_ref().is_none_or(counted);
        similarity::sequences(old, new).filter(|_| stays)
    }
);
kind!(views, View, views, ObjectName::View, |_, old, new| {
    similarity::same_view(old, new).then_some(100)
});

/// Returns all questions about schemas and the objects in them.
pub(super) fn questions(from: &Catalog, to: &Catalog) -> Vec<Question> {
    let mut questions = schemas(from, to);
    questions.extend(tables(from, to));
    if dialect::of(from.database).capabilities().renames.others {
        questions.extend(enums(from, to));
        questions.extend(domains(from, to));
        questions.extend(composites(from, to));
        questions.extend(ranges(from, to));
        questions.extend(sequences(from, to));
        questions.extend(views(from, to));
        questions.extend(functions(from, to));
    }
    questions
}

fn schemas(from: &Catalog, to: &Catalog) -> Vec<Question> {
    let (gone, came) = sides(&from.schemas, &to.schemas, |schema| {
        (QualifiedName::plain(&schema.name), String::new())
    });
    let tables = |catalog: &Catalog, schema: &str| -> Vec<String> {
        let tables = catalog.tables.iter();
        tables
            .filter(|table| table.name.schema.as_deref() == Some(schema))
            .map(|table| table.name.name.clone())
            .collect()
    };
    pair_up(
        (&gone, &came),
        |old| Subject::of(from, &ObjectName::Schema(old.name.clone())),
        |old, new| {
            let (left, right) = (tables(from, &old.name), tables(to, &new.name));
            let score = similarity::schemas((&old.name, &left), (&new.name, &right));
            let object = ObjectName::Schema(old.name.clone());
            Some(renamed(object, &new.name, score))
        },
    )
}

fn functions(from: &Catalog, to: &Catalog) -> Vec<Question> {
    let (gone, came): Sides<'_, Function> = sides(&from.functions, &to.functions, |function| {
        (function.name.clone(), function.arguments.clone())
    });
    let object = |of: &Function| ObjectName::Function(of.name.clone(), of.arguments.clone());
    pair_up(
        (&gone, &came),
        |old| Subject::of(from, &object(old)),
        |old, new| {
            let same = similarity::same_function(old, new);
            same.then(|| moved(to, object(old), &old.name, &new.name, 100))
        },
    )
}

/// Returns true if a table can become another one by a rename alone: a partition stays a partition,
/// and a virtual table a virtual one.
fn may_be(old: &Table, new: &Table) -> bool {
    old.partition_of == new.partition_of
        && old.virtual_module.is_some() == new.virtual_module.is_some()
}

/// Returns a candidate in the same or in another schema.
fn moved(
    to: &Catalog,
    object: ObjectName,
    old: &QualifiedName,
    new: &QualifiedName,
    score: u8,
) -> Candidate {
    if old.schema == new.schema {
        return renamed(object, &new.name, score);
    }
    let schema = new.schema.clone().unwrap_or_default();
    let mut renames = Vec::new();
    let mut object = object;
    if old.name != new.name {
        let to = new.name.clone();
        let rename = Rename::Object { object, to };
        object = rename.renamed();
        renames.push(rename);
    }
    let plain = to.is_default(new.schema.as_deref());
    renames.push(Rename::Schema {
        object,
        to: schema.clone(),
    });
    let name = quoted(&new.name);
    Candidate {
        to: if plain {
            name
        } else {
            format!("{}.{name}", quoted(&schema))
        },
        score,
        renames,
    }
}
