//! Compares objects that are predicted before the server has seen them, tolerating what the server
//! decides.

use glowplug::catalog::{Column, Constraint, ConstraintKind, Index, IndexKey, Object, View};

/// Returns true if two objects are the same except for what the server decides: how it writes
/// expressions, the types of a view's columns, the version of an extension.
pub(super) fn is_same(from: &Object, to: &Object) -> bool {
    match (from, to) {
        (Object::Column(_, from), Object::Column(_, to)) => columns(from, to),
        (Object::Index(_, from), Object::Index(_, to)) => indexes(from, to),
        (Object::Constraint(_, from), Object::Constraint(_, to)) => constraints(from, to),
        (Object::View(from), Object::View(to)) => {
            let retyped = View {
                columns: from.columns.clone(),
                ..(**to).clone()
            };
            **from == retyped
        }
        (Object::Extension(from), Object::Extension(to)) => {
            from.name == to.name && (from.version.is_empty() || to.version.is_empty())
        }
        _ => false,
    }
}

/// Returns true if both have a value, or neither has one.
const fn both<T>(from: &Option<T>, to: &Option<T>) -> bool {
    from.is_some() == to.is_some()
}

fn columns(from: &Column, to: &Column) -> bool {
    let respelled = Column {
        default: from.default.clone(),
        on_update: from.on_update.clone(),
        ..to.clone()
    };
    *from == respelled && both(&from.default, &to.default) && both(&from.on_update, &to.on_update)
}

fn indexes(from: &Index, to: &Index) -> bool {
    let mut respelled = Index {
        predicate: from.predicate.clone(),
        ..to.clone()
    };
    for (key, other) in respelled.keys.iter_mut().zip(&from.keys) {
        if both(&key.expression, &other.expression) || is_cast(key, other) || is_cast(other, key) {
            key.column.clone_from(&other.column);
            key.expression.clone_from(&other.expression);
        }
    }
    *from == respelled && both(&from.predicate, &to.predicate)
}

/// Returns true if `key` is a column and `cast` an expression that converts it to another type:
/// once the column has that type, `date(day)` is `day`.
fn is_cast(key: &IndexKey, cast: &IndexKey) -> bool {
    let (Some(column), Some(expression)) = (&key.column, &cast.expression) else {
        return false;
    };
    let inner = expression.strip_suffix(')').unwrap_or(expression);
    let mut parts = inner.split(['(', ')', ':']);
    key.expression.is_none() && cast.column.is_none() && parts.any(|part| part == column)
}

fn constraints(from: &Constraint, to: &Constraint) -> bool {
    let checks = |of: &Constraint| matches!(of.kind, ConstraintKind::Check { .. });
    let respelled = Constraint {
        kind: from.kind.clone(),
        definition: from.definition.clone(),
        ..to.clone()
    };
    checks(from) && checks(to) && *from == respelled
}

#[cfg(test)]
mod tests {
    use super::*;
    use glowplug::catalog::{Extension, QualifiedName};

    fn index(expression: &str, predicate: Option<&str>) -> Object {
        let key = serde_json::json!({
            "column": null, "expression": expression, "collation": null, "operator_class": null,
            "descending": false, "nulls_first": false, "prefix": null,
        });
        let index = serde_json::json!({
            "name": "i", "unique": false, "method": "btree", "keys": [key], "include": [],
            "predicate": predicate, "nulls_not_distinct": false, "valid": true, "options": [],
            "comment": null,
        });
        let index: Index = serde_json::from_value(index).unwrap();
        Object::Index(QualifiedName::plain("t"), Box::new(index))
    }

    #[test]
    fn expressions_may_be_written_otherwise_but_not_be_missing() {
        assert!(is_same(
            &index("date(day)", Some("a")),
            &index("date((day)::timestamp)", Some("(a)"))
        ));
        assert!(!is_same(&index("day", Some("a")), &index("day", None)));
    }

    #[test]
    fn a_cast_that_changes_nothing_any_more_is_its_column() {
        let column = |name: &str| {
            let Object::Index(on, mut index) = index("", None) else {
                unreachable!("it is an index");
            };
            index.keys[0].expression = None;
            index.keys[0].column = Some(name.to_owned());
            Object::Index(on, index)
        };
        assert!(is_same(&index("date(day)", None), &column("day")));
        assert!(is_same(&column("day"), &index("(day)::text", None)));
        assert!(!is_same(&index("date(days)", None), &column("day")));
    }

    #[test]
    fn the_version_of_an_extension_is_the_servers_choice() {
        let extension = |name: &str, version: &str| {
            Object::Extension(Extension {
                name: name.to_owned(),
                schema: "public".to_owned(),
                version: version.to_owned(),
            })
        };
        assert!(is_same(&extension("ltree", "1.2"), &extension("ltree", "")));
        assert!(!is_same(
            &extension("ltree", "1.2"),
            &extension("ltree", "1.1")
        ));
        assert!(!is_same(
            &extension("ltree", "1.2"),
            &extension("citext", "")
        ));
    }
}
