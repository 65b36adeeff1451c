//! The answers to questions about renames.

use glowplug::catalog::{Catalog, ObjectName, QualifiedName};
use glowplug_schema::change::{Change, Rename};

/// The renames of a case, in both directions.
pub(super) struct Renames {
    pub(super) up: Vec<Change>,
    pub(super) down: Vec<Change>,
}

impl Renames {
    /// Nothing is renamed.
    pub(super) const fn none() -> Self {
        Self {
            up: Vec::new(),
            down: Vec::new(),
        }
    }

    /// Reads the lines of `renames`: `table a=b`, `column t.a=b`, `value mood.a=b`, or
    /// `move table a=schema`. Names without a schema stand in the default one; each line is read
    /// after those before it took effect.
    pub(super) fn read(text: &str, catalog: &Catalog) -> Self {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let renames: Vec<Rename> = lines.map(|line| rename(line, catalog)).collect();
        let down = renames
            .iter()
            .rev()
            .map(Rename::reversed)
            .map(Change::Rename);
        Self {
            down: down.collect(),
            up: renames.into_iter().map(Change::Rename).collect(),
        }
    }

    /// What a table is called afterwards.
    pub(super) fn table(&self, name: &QualifiedName) -> QualifiedName {
        self.up
            .iter()
            .fold(name.clone(), |name, change| match change {
                Change::Rename(Rename::Object { object, to })
                    if *object == ObjectName::Table(name.clone()) =>
                {
                    QualifiedName {
                        name: to.clone(),
                        ..name
                    }
                }
                _ => name,
            })
    }

    /// What a column is called afterwards; `table` by whichever name it has at that moment.
    pub(super) fn column(&self, table: &QualifiedName, name: &str) -> String {
        let mut table = table.clone();
        let mut name = name.to_owned();
        for change in &self.up {
            let Change::Rename(Rename::Object { object, to }) = change else {
                continue;
            };
            match object {
                ObjectName::Table(of) if *of == table => table.name.clone_from(to),
                ObjectName::Column(of, column) if *of == table && *column == name => {
                    name.clone_from(to);
                }
                _ => {}
            }
        }
        name
    }
}

fn rename(line: &str, catalog: &Catalog) -> Rename {
    if let Some(moved) = line.strip_prefix("move ") {
        let Rename::Object { object, to } = rename(moved, catalog) else {
            panic!("`{line}` cannot be moved");
        };
        return Rename::Schema { object, to };
    }
    let (kind, rest) = line.split_once(' ').unwrap();
    let (path, to) = rest.rsplit_once('=').unwrap();
    let to = to.trim().to_owned();
    let parts: Vec<&str> = path.trim().split('.').collect();
    let qualified = |parts: &[&str]| match parts {
        [schema, name] => QualifiedName::new(*schema, *name),
        [name] => QualifiedName {
            schema: catalog.default_schema.clone(),
            name: (*name).to_owned(),
        },
        _ => panic!("`{line}` has too many parts"),
    };
    let (last, owner) = parts.split_last().unwrap();
    let (last, owned) = ((*last).to_owned(), || qualified(owner));
    let object = match kind {
        "table" => ObjectName::Table(qualified(&parts)),
        "view" => ObjectName::View(qualified(&parts)),
        "sequence" => ObjectName::Sequence(qualified(&parts)),
        "enum" => ObjectName::Enum(qualified(&parts)),
        "domain" => ObjectName::Domain(qualified(&parts)),
        "type" => ObjectName::Composite(qualified(&parts)),
        "column" => ObjectName::Column(owned(), last),
        "constraint" => ObjectName::Constraint(owned(), last),
        "index" => ObjectName::Index(owned(), last),
        "trigger" => ObjectName::Trigger(owned(), last),
        "policy" => ObjectName::Policy(owned(), last),
        "value" => {
            return Rename::EnumValue {
                of: owned(),
                from: last,
                to,
            };
        }
        other => panic!("`{other}` cannot be renamed"),
    };
    Rename::Object { object, to }
}
