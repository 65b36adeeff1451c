//! Questions about renames: two catalogs do not show whether an object was renamed or dropped, so
//! the user is asked.

mod exchanged_names;
mod objects;
mod parts;
mod similarity;

pub(super) use similarity::{same_constraint, same_index};

use std::fmt;

use glowplug::catalog::{Catalog, ObjectName, QualifiedName};
use serde::Serialize;

use crate::change::Rename;

/// A question whether an object that disappears was renamed to one that appears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The object that disappears.
    pub object: Subject,
    /// The possible new names, most likely first.
    pub candidates: Vec<Candidate>,
    /// What happened to it if it was not renamed.
    pub otherwise: Otherwise,
}

/// What happened to an object that was not renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// It is dropped; its name is not used any more.
    Dropped,
    /// It is dropped; another object gets its name.
    Displaced,
    /// It is changed under its name, as the one is that may have exchanged names with it. The answer is
    /// its own name: `a=a`.
    Kept,
}

/// The object that a question is about. It is displayed as an answer names it: with the table or
/// enum it is a part of, and with its schema unless that is the default one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Subject {
    kind: &'static str,
    path: Vec<String>,
    /// The default schema, if the object is in it.
    #[serde(skip)]
    schema: Option<String>,
}

/// A possible new name for an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The name within the same table, enum or schema; qualified with the schema if that is another
    /// one.
    pub to: String,
    /// The similarity of the two objects, up to 100: equal in all but the name.
    pub score: u8,
    /// The renames that turn one into the other.
    #[serde(skip)]
    pub renames: Vec<Rename>,
}

/// Returns a question for everything that may have been renamed: that disappears while an object of
/// its kind appears in its place.
///
/// Tables, columns, sequences and enum values hold data, so each new one is a candidate for each
/// one that disappears. For constraints, indexes, views and functions only those that are equal in
/// all but the name are candidates; nothing is lost if others are dropped and created. There is no
/// question about what a database cannot rename.
pub fn questions(from: &Catalog, to: &Catalog) -> Vec<Question> {
    let mut questions = objects::questions(from, to);
    questions.extend(parts::questions(from, to));
    questions
}

impl Question {
    /// Returns the answer that it kept its name, if it can have: `users.a=a`.
    pub fn kept(&self) -> Option<String> {
        let is_kept = self.otherwise == Otherwise::Kept;
        is_kept.then(|| format!("{}={}", self.object, quoted(self.object.name())))
    }
}

impl Subject {
    /// Returns the kind of object: `table`, `column`, `enum value`…
    pub const fn kind(&self) -> &'static str {
        self.kind
    }

    /// Returns the names of its path, outermost first.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// Returns its own name, without the table, enum or schema it is in.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// Returns true if its path, with or without the default schema, ends with the given one.
    pub(super) fn ends_with(&self, path: &[String]) -> bool {
        let full = self.schema.iter().chain(&self.path);
        self.path.ends_with(path) || full.eq(path)
    }

    /// Returns true if a path names something in the same table, enum or schema.
    pub(super) fn is_beside(&self, path: &[String]) -> bool {
        let above = |path: &[String]| path.split_last().map(|(_, above)| above.to_vec());
        let own = self.schema.iter().chain(&self.path).cloned();
        let own: Vec<String> = own.collect();
        match (above(&own), above(path)) {
            (Some(own), Some(named)) => own.ends_with(&named),
            _ => false,
        }
    }

    /// Returns true if it cannot be named without the table or enum it is a part of.
    pub(super) fn needs_owner(&self) -> bool {
        matches!(self.kind, "column" | "enum value")
    }

    /// Returns the subject for an object of a catalog.
    pub fn of(catalog: &Catalog, object: &ObjectName) -> Self {
        let kind = object.kind();
        match object {
            ObjectName::Schema(name) | ObjectName::Extension(name) | ObjectName::Other(_, name) => {
                Self {
                    kind,
                    path: vec![name.clone()],
                    schema: None,
                }
            }
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

/// Quotes a name, if needed, as in an answer.
pub(super) fn quoted(name: &str) -> String {
    if name.contains(['.', '=', '"']) || name.is_empty() {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.to_owned()
    }
}

/// Returns the questions about one kind of object: for each one that disappears, all new ones that
/// `candidate` accepts.
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
                otherwise: Otherwise::Dropped,
            });
        }
    }
    questions
}

/// Returns a candidate within the same schema or table.
fn renamed(object: ObjectName, to: &str, score: u8) -> Candidate {
    let to = to.to_owned();
    Candidate {
        to: quoted(&to),
        score,
        renames: vec![Rename::Object { object, to }],
    }
}
