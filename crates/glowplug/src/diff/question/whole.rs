//! Questions about schemas and what stands in them.

use std::collections::HashSet;

use super::{Candidate, Question, Subject, likeness, pair_up, quoted, renamed};
use crate::catalog::{
    Catalog, Composite, Domain, EnumType, Function, ObjectName, QualifiedName, Range, Sequence,
    Table, View,
};
use crate::change::Rename;
use crate::model::Database;

/// What goes, and what comes, of one kind.
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

/// Puts together what the questions about one kind of object need.
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

kind!(tables, Table, tables, ObjectName::Table, |_, old, new| {
    may_be(old, new).then(|| likeness::tables(old, new))
});
kind!(enums, EnumType, enums, ObjectName::Enum, |_, old, new| {
    likeness::enums(old, new)
});
kind!(
    composites,
    Composite,
    composites,
    ObjectName::Composite,
    |_, old, new| { likeness::composites(old, new) }
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
        likeness::sequences(old, new).filter(|_| stays)
    }
);
kind!(views, View, views, ObjectName::View, |_, old, new| {
    likeness::same_view(old, new).then_some(100)
});

/// All of them.
pub(super) fn questions(from: &Catalog, to: &Catalog) -> Vec<Question> {
    let mut questions = schemas(from, to);
    questions.extend(tables(from, to));
    if from.database == Database::Postgres {
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
            let score = likeness::schemas((&old.name, &left), (&new.name, &right));
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
            let same = likeness::same_function(old, new);
            same.then(|| moved(to, object(old), &old.name, &new.name, 100))
        },
    )
}

/// Whether a table can become another one by its name alone: a partition stays one.
fn may_be(old: &Table, new: &Table) -> bool {
    old.partition_of == new.partition_of
        && old.virtual_module.is_some() == new.virtual_module.is_some()
}

/// A candidate in the same or in another schema.
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
