//! Finds the columns that a view, trigger or routine uses by reading its text, for databases that
//! do not report dependencies.
//!
//! An unqualified name counts as a column only if a single table can be meant. What this misses
//! comes to light when migrations are proven: views are selected from, and triggers compiled.

use std::collections::{BTreeSet, HashMap};

use crate::catalog::{Catalog, QualifiedName};

/// A token of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A word or a quoted identifier, in lower case.
    Name(String),
    /// A punctuation character.
    Sign(char),
    /// A literal, or anything else that is not a name.
    Other,
}

/// The tables and views of a catalog, by their names in lower case.
pub(super) struct Relations<'c> {
    tables: HashMap<String, Relation<'c>>,
}

struct Relation<'c> {
    /// `None` for a view, whose columns come from tables.
    table: Option<&'c QualifiedName>,
    /// The columns by their names in lower case.
    columns: HashMap<String, &'c str>,
}

/// Columns with their tables.
pub(super) type Columns = BTreeSet<(QualifiedName, String)>;

impl<'c> Relations<'c> {
    pub(super) fn of(catalog: &'c Catalog) -> Self {
        let tables = catalog.tables.iter().map(|table| {
            let columns = table.columns.iter().map(|column| column.name.as_str());
            (&table.name, Some(&table.name), lower(columns))
        });
        let views = catalog.views.iter().map(|view| {
            let columns = view.columns.iter().map(|(name, _)| name.as_str());
            (&view.name, None, lower(columns))
        });
        let all = tables
            .chain(views)
            .map(|(name, table, columns)| (name.name.to_lowercase(), Relation { table, columns }));
        Self {
            tables: all.collect(),
        }
    }

    /// Returns the columns that one or several statements use. `owner` is the table or view whose
    /// rows `NEW` and `OLD` are.
    pub(super) fn columns(&self, pieces: &[Piece], owner: Option<&str>) -> Columns {
        let statements = pieces.split(|piece| *piece == Piece::Sign(';'));
        let used =
            statements.flat_map(|statement| Statement::new(self, statement, owner).columns());
        used.collect()
    }

    /// Returns the tables that one or several statements read or write.
    #[cfg(feature = "mysql")]
    pub(super) fn tables(&self, pieces: &[Piece]) -> BTreeSet<QualifiedName> {
        let statements = pieces.split(|piece| *piece == Piece::Sign(';'));
        let mentioned = statements.flat_map(|statement| {
            let statement = Statement::new(self, statement, None);
            let scope = statement.scope.into_values();
            scope
                .filter_map(|relation| relation.table.cloned())
                .collect::<Vec<_>>()
        });
        mentioned.collect()
    }

    fn get(&self, name: &str) -> Option<&Relation<'c>> {
        self.tables.get(name)
    }
}

fn lower<'c>(names: impl Iterator<Item = &'c str>) -> HashMap<String, &'c str> {
    names.map(|name| (name.to_lowercase(), name)).collect()
}

/// Words that may follow a table's name and are not an alias.
const NO_ALIAS: &[&str] = &[
    "as",
    "cross",
    "default",
    "do",
    "except",
    "force",
    "group",
    "having",
    "ignore",
    "indexed",
    "inner",
    "intersect",
    "join",
    "left",
    "limit",
    "natural",
    "not",
    "on",
    "order",
    "outer",
    "partition",
    "returning",
    "right",
    "select",
    "set",
    "straight_join",
    "union",
    "use",
    "using",
    "values",
    "when",
    "where",
    "window",
];

struct Statement<'s, 'c> {
    relations: &'s Relations<'c>,
    pieces: &'s [Piece],
    /// The relations by their names and aliases.
    scope: HashMap<&'s str, &'s Relation<'c>>,
    /// The relations that are read or changed, each with the query that mentions it.
    mentioned: Vec<(usize, &'s Relation<'c>)>,
    /// The name of the table that is written.
    target: Option<&'s str>,
    /// The query that contains each token, by the position of its first token.
    queries: Vec<usize>,
    /// The enclosing query of each query.
    outer: HashMap<usize, usize>,
}

impl<'s, 'c> Statement<'s, 'c> {
    fn new(relations: &'s Relations<'c>, pieces: &'s [Piece], owner: Option<&str>) -> Self {
        let mut statement = Self {
            relations,
            pieces,
            scope: HashMap::new(),
            mentioned: Vec::new(),
            target: None,
            queries: Vec::with_capacity(pieces.len()),
            outer: HashMap::new(),
        };
        statement.find_queries();
        let rows = owner.and_then(|owner| relations.tables.get(&owner.to_lowercase()));
        if let Some(rows) = rows {
            statement.scope.extend([("new", rows), ("old", rows)]);
        }
        for place in 0..pieces.len() {
            statement.mention(place);
        }
        statement
    }

    /// Finds the subqueries; other parentheses do not change what a name means.
    fn find_queries(&mut self) {
        let mut open = vec![0];
        for (place, piece) in self.pieces.iter().enumerate() {
            let now = open.last().copied().unwrap_or_default();
            self.queries.push(now);
            match piece {
                Piece::Sign('(') => {
                    let begins = ["select", "with"];
                    let query = self
                        .name(place + 1)
                        .is_some_and(|word| begins.contains(&word));
                    let inner = if query { place + 1 } else { now };
                    if query {
                        self.outer.insert(inner, now);
                    }
                    open.push(inner);
                }
                Piece::Sign(')') if open.len() > 1 => {
                    open.pop();
                }
                _ => {}
            }
        }
    }

    /// Records the relation that a name refers to, if it refers to one.
    fn mention(&mut self, place: usize) {
        let Some(name) = self.name(place) else {
            return;
        };
        let relations: &'s Relations<'c> = self.relations;
        let Some(relation) = relations.get(name).filter(|_| !self.is_qualifier(place)) else {
            return;
        };
        let before = self.name(place.wrapping_sub(1)).unwrap_or_default();
        let listed = self.pieces.get(place.wrapping_sub(1)) == Some(&Piece::Sign(','));
        let opened = self.pieces.get(place.wrapping_sub(1)) == Some(&Piece::Sign('('));
        let leads = [
            "from",
            "join",
            "into",
            "update",
            "straight_join",
            "ignore",
            "table",
        ];
        let writes = ["abort", "fail", "replace", "rollback"].contains(&before);
        let qualified = self.pieces.get(place.wrapping_sub(1)) == Some(&Piece::Sign('.'));
        if !(leads.contains(&before) || writes || listed || opened || qualified) {
            return;
        }
        self.scope.insert(name, relation);
        // The columns of an `INSERT` target can only be named in the column list.
        if before != "into" {
            self.mentioned.push((self.queries[place], relation));
        }
        if ["into", "update"].contains(&before) || writes {
            self.target = Some(name);
        }
        let next = place + 1 + usize::from(self.name(place + 1) == Some("as"));
        if let Some(alias) = self.name(next).filter(|alias| !NO_ALIAS.contains(alias)) {
            self.scope.insert(alias, relation);
        }
    }

    fn name(&self, place: usize) -> Option<&'s str> {
        match self.pieces.get(place) {
            Some(Piece::Name(name)) => Some(name),
            _ => None,
        }
    }

    /// Returns true if a name is followed by a dot.
    fn is_qualifier(&self, place: usize) -> bool {
        self.pieces.get(place + 1) == Some(&Piece::Sign('.'))
    }

    fn columns(&self) -> Columns {
        let mut used = Columns::new();
        for place in 0..self.pieces.len() {
            let Some(name) = self.name(place).filter(|_| !self.is_qualifier(place)) else {
                continue;
            };
            let before = self.pieces.get(place.wrapping_sub(1));
            if before == Some(&Piece::Sign('.')) {
                let relation = self.name(place.wrapping_sub(2));
                let relation = relation.and_then(|relation| self.scope.get(relation));
                used.extend(relation.and_then(|relation| column(relation, name)));
                continue;
            }
            let called = self.pieces.get(place + 1) == Some(&Piece::Sign('('));
            let names_something = self.name(place.wrapping_sub(1)) == Some("as");
            if !called && !names_something {
                used.extend(self.alone(name, place));
            }
        }
        used
    }

    /// Resolves an unqualified name to a column of the innermost query that has one of that name.
    fn alone(&self, name: &str, place: usize) -> Vec<(QualifiedName, String)> {
        if self.is_written(place) {
            let target = self.target.and_then(|target| self.scope.get(target));
            let used = target.and_then(|target| column(target, name));
            return used.into_iter().collect();
        }
        let joined = self.name(place.wrapping_sub(2)) == Some("using");
        let mut query = Some(self.queries[place]);
        while let Some(now) = query {
            let own = self.mentioned.iter().filter(|(of, _)| *of == now);
            let having: Vec<_> = own
                .map(|(_, relation)| relation)
                .filter(|relation| relation.columns.contains_key(name))
                .collect();
            match having.as_slice() {
                [] => query = self.outer.get(&now).copied(),
                [only] => return column(only, name).into_iter().collect(),
                several if joined => {
                    return several.iter().filter_map(|of| column(of, name)).collect();
                }
                _ => break,
            }
        }
        Vec::new()
    }

    /// Returns true if a name is in the list of `INSERT INTO t (…)`, or is the target of an
    /// assignment in `SET`.
    fn is_written(&self, place: usize) -> bool {
        let before = self.pieces[..place].iter().rev();
        let listed = before.take_while(|piece| {
            matches!(piece, Piece::Sign(',')) || matches!(piece, Piece::Name(_))
        });
        let start = place - listed.count();
        let opened = start.checked_sub(1).map(|open| &self.pieces[open]);
        let into = start.checked_sub(2).and_then(|table| self.name(table));
        let inserted = opened == Some(&Piece::Sign('(')) && into == self.target && into.is_some();
        let set = self.name(place.wrapping_sub(1)) == Some("set");
        inserted || set
    }
}

fn column(relation: &Relation<'_>, name: &str) -> Option<(QualifiedName, String)> {
    let table = relation.table?;
    let column = relation.columns.get(name)?;
    Some((table.clone(), (*column).to_owned()))
}
