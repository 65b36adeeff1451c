//! What may have been renamed: a person knows, the catalogs do not tell.

mod likeness;
mod parts;
mod whole;

pub(super) use likeness::{same_constraint, same_index};

use std::fmt;

use serde::Serialize;

use crate::catalog::{Catalog, ObjectName, QualifiedName};
use crate::change::Rename;

/// Whether something that goes is what something that comes was called before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What goes.
    pub object: Subject,
    /// What it may be from now on, likeliest first.
    pub candidates: Vec<Candidate>,
}

/// What a question is about. It is displayed as an answer names it: with the table or enum it is a
/// part of, and with the schema where that is not the default one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Subject {
    kind: &'static str,
    path: Vec<String>,
    /// The default schema, where it stands in that.
    #[serde(skip)]
    schema: Option<String>,
}

/// What something may be from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// Its name within the same table, enum or schema; with the schema where that is another.
    pub to: String,
    /// How alike both are, up to 100: equal in all but the name.
    pub score: u8,
    /// What makes the one the other.
    #[serde(skip)]
    pub renames: Vec<Rename>,
}

/// All that may have been renamed: whatever goes while something of its kind comes in its place.
///
/// Tables, columns, sequences and values of enums hold data, so each one that comes is a candidate
/// for each one that goes. Of constraints, indexes, views and functions those are that are equal in
/// all but the name; nothing is lost when others are dropped and created. What a database cannot
/// rename is no question there.
pub fn questions(from: &Catalog, to: &Catalog) -> Vec<Question> {
    let mut questions = whole::questions(from, to);
    questions.extend(parts::questions(from, to));
    questions
}

impl Subject {
    /// What kind of object it is: `table`, `column`, `enum value`…
    pub const fn kind(&self) -> &'static str {
        self.kind
    }

    /// The names it is found by, the outermost first.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// Whether a path is the end of its own.
    pub(super) fn ends_with(&self, path: &[String]) -> bool {
        let full = self.schema.iter().chain(&self.path);
        self.path.ends_with(path) || full.eq(path)
    }

    /// Whether it is a part that cannot be named without what it is a part of.
    pub(super) fn needs_owner(&self) -> bool {
        matches!(self.kind, "column" | "enum value")
    }

    /// The object of a catalog.
    pub fn of(catalog: &Catalog, object: &ObjectName) -> Self {
        let kind = object.kind();
        match object {
            ObjectName::Schema(name) | ObjectName::Extension(name) => Self {
                kind,
                path: vec![name.clone()],
                schema: None,
            },
            ObjectName::Enum(name)
            | ObjectName::Domain(name)
            | ObjectName::Composite(name)
            | ObjectName::Range(name)
            | ObjectName::Sequence(name)
            | ObjectName::Table(name)
            | ObjectName::View(name)
            | ObjectName::Function(name, _) => Self::named(catalog, kind, name, None),
            ObjectName::Column(owner, name)
            | ObjectName::Constraint(owner, name)
            | ObjectName::Index(owner, name)
            | ObjectName::Trigger(owner, name)
            | ObjectName::Policy(owner, name)
            | ObjectName::Rule(owner, name) => Self::named(catalog, kind, owner, Some(name)),
        }
    }

    pub(super) fn value(catalog: &Catalog, of: &QualifiedName, value: &str) -> Self {
        Self::named(catalog, "enum value", of, Some(value))
    }

    fn named(
        catalog: &Catalog,
        kind: &'static str,
        name: &QualifiedName,
        part: Option<&str>,
    ) -> Self {
        let schema = name.schema.as_deref();
        let (default, other) = match catalog.is_default(schema) {
            true => (schema, None),
            false => (None, schema),
        };
        let names = other.into_iter().chain([name.name.as_str()]).chain(part);
        Self {
            kind,
            path: names.map(str::to_owned).collect(),
            schema: default.map(str::to_owned),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.path.iter().map(|name| quoted(name)).collect();
        formatter.write_str(&names.join("."))
    }
}

/// A name as an answer writes it.
pub(super) fn quoted(name: &str) -> String {
    if name.contains(['.', '=', '"']) || name.is_empty() {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.to_owned()
    }
}

/// The questions about a kind of object: for each that goes, all that come and are alike.
fn pair_up<T: Copy>(
    (gone, came): (&[T], &[T]),
    subject: impl Fn(T) -> Subject,
    candidate: impl Fn(T, T) -> Option<Candidate>,
) -> Vec<Question> {
    let mut questions = Vec::new();
    for old in gone {
        let found = came.iter().filter_map(|new| candidate(*old, *new));
        let mut candidates: Vec<Candidate> = found.collect();
        candidates.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.to.cmp(&b.to)));
        if !candidates.is_empty() {
            questions.push(Question {
                object: subject(*old),
                candidates,
            });
        }
    }
    questions
}

/// A candidate within the same schema or table.
fn renamed(object: ObjectName, to: &str, score: u8) -> Candidate {
    let to = to.to_owned();
    Candidate {
        to: quoted(&to),
        score,
        renames: vec![Rename::Object { object, to }],
    }
}
