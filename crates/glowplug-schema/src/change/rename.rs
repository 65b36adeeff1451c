//! Renames of objects and enum values.

use std::fmt;

use glowplug::catalog::{ObjectName, QualifiedName};
use serde::Serialize;

/// A rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rename {
    /// An object gets a new name within the same schema or table.
    Object {
        /// The object under its old name.
        object: ObjectName,
        /// The new name.
        to: String,
    },
    /// An object moves to another schema and keeps its name.
    Schema {
        /// The object in its old schema.
        object: ObjectName,
        /// The new schema.
        to: String,
    },
    /// A value of an enum gets a new name.
    EnumValue {
        /// The enum.
        of: QualifiedName,
        /// The old name.
        from: String,
        /// The new name.
        to: String,
    },
}

impl Rename {
    /// Returns the renamed object, under its old name.
    pub fn object(&self) -> ObjectName {
        match self {
            Self::Object { object, .. } | Self::Schema { object, .. } => object.clone(),
            Self::EnumValue { of, .. } => ObjectName::Enum(of.clone()),
        }
    }

    /// Returns the object under its new name.
    pub fn renamed(&self) -> ObjectName {
        let mut object = self.object();
        match self {
            Self::Object { to, .. } => {
                if let Some(name) = object.own_name_mut() {
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

    /// Returns the rename that reverses this one.
    #[must_use]
    pub fn reversed(&self) -> Self {
        match self {
            Self::Object { object, .. } => {
                let mut old = object.clone();
                Self::Object {
                    object: self.renamed(),
                    to: old.own_name_mut().cloned().unwrap_or_default(),
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

impl Rename {
    /// Formats the rename for display; omits the default schema.
    pub fn display_name(&self, default: Option<&str>) -> String {
        let object = self.object().display_name(default);
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
        formatter.write_str(&self.display_name(None))
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
