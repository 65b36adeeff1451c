//! Adds remarks about what was added to a declaration to the statements that add it.

use glowplug::catalog::{Catalog, ObjectName};

use super::draft::Part;
use crate::change::Step;
use crate::declare::Addition;

/// Adds a remark to each statement that adds something that was not declared, with the reason. What
/// no statement mentions (because the server creates it along with something else) is noted at the
/// first statement.
pub(super) fn remark(parts: &mut [Part], additions: &[Addition], catalog: &Catalog) {
    let default = catalog.default_schema.as_deref();
    let mut steps: Vec<&mut Step> = parts.iter_mut().flat_map(|part| &mut part.up).collect();
    for Addition { object, why } in additions {
        let names = names(object);
        let text = format!(
            "Added to the declaration, {} {}: {why}",
            object.kind(),
            object.display_name(default)
        );
        let place = steps.iter().position(|step| mentions(&step.sql, &names));
        if let Some(step) = steps.get_mut(place.unwrap_or_default()) {
            step.remark = Some(match step.remark.take() {
                Some(before) => format!("{before}\n{text}"),
                None => text,
            });
        }
    }
}

/// Returns the names by which a statement refers to an object.
fn names(object: &ObjectName) -> Vec<&str> {
    match object {
        ObjectName::Column(table, column) => vec![&table.name, column],
        ObjectName::Constraint(table, name) | ObjectName::Trigger(table, name) => {
            vec![&table.name, name]
        }
        ObjectName::Index(_, name) | ObjectName::Extension(name) => vec![name],
        _ => Vec::new(),
    }
}

/// Returns true if a statement contains all names as whole words.
fn mentions(sql: &str, names: &[&str]) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let stands = |name: &str| {
        sql.match_indices(name).any(|(start, found)| {
            let before = sql[..start].chars().next_back();
            let after = sql[start + found.len()..].chars().next();
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
    };
    !names.is_empty() && names.iter().all(|name| stands(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Purpose;
    use glowplug::catalog::QualifiedName;
    use glowplug::model::Database;

    #[test]
    fn each_addition_is_told_before_the_statement_that_makes_it() {
        let sql = [
            "CREATE TABLE posts (\n    id bigserial\n)",
            "CREATE INDEX posts_user_id_idx ON posts (user_id)",
        ];
        let mut parts = [Part {
            purpose: Purpose::Change,
            up: sql.map(Step::new).to_vec(),
            down: Vec::new(),
            irreversible: None,
        }];
        let posts = QualifiedName::plain("posts");
        let addition = |object, why: &str| Addition {
            object,
            why: why.to_owned(),
        };
        let additions = [
            addition(
                ObjectName::Index(posts.clone(), "posts_user_id_idx".to_owned()),
                "it is read",
            ),
            addition(ObjectName::Column(posts, "id".to_owned()), "it counts"),
        ];
        remark(&mut parts, &additions, &Catalog::empty(Database::Postgres));
        let remarks = parts[0].up.iter().map(|step| step.remark.as_deref());
        assert_eq!(
            remarks.collect::<Vec<_>>(),
            [
                Some("Added to the declaration, column posts.id: it counts"),
                Some("Added to the declaration, index posts.posts_user_id_idx: it is read"),
            ]
        );
    }
}
