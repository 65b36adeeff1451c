use std::fmt;

use serde::Serialize;

use crate::catalog::{ObjectName, QualifiedName};

/// A new name for an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rename {
    /// Of an object: its name before, and after within the same schema or table.
    Object {
        /// What it was called.
        object: ObjectName,
        /// What it is called.
        to: String,
    },
    /// Of an object's schema: it moves to another one and keeps its name.
    Schema {
        /// What it was called.
        object: ObjectName,
        /// The schema it stands in.
        to: String,
    },
    /// Of an enum's value.
    EnumValue {
        /// The enum.
        of: QualifiedName,
        /// What it was called.
        from: String,
        /// What it is called.
        to: String,
    },
}

impl Rename {
    /// Which object it is about, by its name before.
    pub fn object(&self) -> ObjectName {
        match self {
            Self::Object { object, .. } | Self::Schema { object, .. } => object.clone(),
            Self::EnumValue { of, .. } => ObjectName::Enum(of.clone()),
        }
    }

    /// The object's name after it.
    pub fn renamed(&self) -> ObjectName {
        let mut object = self.object();
        match self {
            Self::Object { to, .. } => {
                if let Some(name) = own_name(&mut object) {
                    name.clone_from(to);
                }
            }
            Self::Schema { to, .. } => {
                if let Some(name) = object.qualified_mut() {
                    name.schema = Some(to.clone());
                }
            }
            Self::EnumValue { .. } => {}
        }
        object
    }

    /// What takes it back.
    #[must_use]
    pub fn reversed(&self) -> Self {
        match self {
            Self::Object { object, .. } => {
                let mut old = object.clone();
                Self::Object {
                    object: self.renamed(),
                    to: own_name(&mut old).cloned().unwrap_or_default(),
                }
            }
            Self::Schema { object, .. } => {
                let mut old = object.clone();
                let schema = old.qualified_mut().and_then(|name| name.schema.take());
                Self::Schema {
                    object: self.renamed(),
                    to: schema.unwrap_or_default(),
                }
            }
            Self::EnumValue { of, from, to } => Self::EnumValue {
                of: of.clone(),
                from: to.clone(),
                to: from.clone(),
            },
        }
    }
}

/// The last of an object's names.
fn own_name(object: &mut ObjectName) -> Option<&mut String> {
    match object {
        ObjectName::Schema(name)
        | ObjectName::Extension(name)
        | ObjectName::Column(_, name)
        | ObjectName::Constraint(_, name)
        | ObjectName::Index(_, name)
        | ObjectName::Trigger(_, name)
        | ObjectName::Policy(_, name)
        | ObjectName::Rule(_, name) => Some(name),
        _ => object.qualified_mut().map(|name| &mut name.name),
    }
}

impl Rename {
    /// It in words, for people, who leave out the default schema.
    pub fn told(&self, default: Option<&str>) -> String {
        let object = self.object().told(default);
        let kind = object.kind();
        match self {
            Self::Object { to, .. } => format!("rename {kind} {object} to {to}"),
            Self::Schema { to, .. } => format!("move {kind} {object} to schema {to}"),
            Self::EnumValue { from, to, .. } => {
                format!("rename value {from} of enum {object} to {to}")
            }
        }
    }
}

impl fmt::Display for Rename {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rename_taken_back_twice_is_the_rename() {
        let table = QualifiedName::new("public", "users");
        let renames = [
            Rename::Object {
                object: ObjectName::Column(table.clone(), "name".to_owned()),
                to: "title".to_owned(),
            },
            Rename::Object {
                object: ObjectName::Table(table.clone()),
                to: "people".to_owned(),
            },
            Rename::Schema {
                object: ObjectName::Table(table.clone()),
                to: "app".to_owned(),
            },
            Rename::EnumValue {
                of: table,
                from: "a".to_owned(),
                to: "b".to_owned(),
            },
        ];
        for rename in renames {
            assert_ne!(rename.reversed(), rename);
            assert_eq!(rename.reversed().reversed(), rename);
        }
    }
}
