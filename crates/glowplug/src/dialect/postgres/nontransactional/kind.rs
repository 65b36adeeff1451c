//! Parses a statement far enough to know how it can be repeated after an interruption.

use crate::sql::Statement;

/// Kinds of statements that cannot run in a transaction, and [`Kind::Shared`] for all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::dialect::postgres) enum Kind {
    /// `CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] [name] ON [ONLY] table`.
    BuildIndex { name: Option<String>, table: String },
    /// `DROP INDEX CONCURRENTLY [IF EXISTS] name`.
    DropIndex { name: String },
    /// `REINDEX … CONCURRENTLY`; `what` is the object type in upper case.
    Reindex { what: String, name: String },
    /// `ALTER TABLE parent DETACH PARTITION partition CONCURRENTLY`.
    Detach { parent: String, partition: String },
    /// `CREATE DATABASE`, `CREATE TABLESPACE`.
    Create(Place, String),
    /// `DROP DATABASE`, `DROP TABLESPACE`.
    Drop(Place, String),
    /// `VACUUM`, `ALTER SYSTEM`, `CLUSTER` without a table.
    Alone,
    /// Any statement that can run in a transaction, as far as its text shows.
    Shared,
}

/// An object of the whole cluster that contains others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dialect::postgres) enum Place {
    Database,
    Tablespace,
}

/// Number of tokens that are examined: an `ALTER TABLE` with two three-part names needs most.
const TOKENS: usize = 24;

impl Kind {
    pub(super) fn of(statement: &Statement) -> Self {
        let all: Vec<&str> = statement.tokens().take(TOKENS).collect();
        Self::of_tokens(&all)
    }

    /// Returns the kind of a statement that consists of, or starts with, these tokens.
    pub(in crate::dialect::postgres) fn of_tokens(all: &[&str]) -> Self {
        let all = &all[..all.len().min(TOKENS)];
        Tokens(all).kind().unwrap_or(Self::Shared)
    }
}

/// The tokens that are still to be read.
struct Tokens<'t>(&'t [&'t str]);

impl Tokens<'_> {
    /// Consumes these keywords, if they come next.
    fn take(&mut self, keywords: &[&str]) -> bool {
        let head = self.0.get(..keywords.len());
        let fits = head.is_some_and(|head| {
            let mut pairs = head.iter().zip(keywords);
            pairs.all(|(token, keyword)| token.eq_ignore_ascii_case(keyword))
        });
        if fits {
            self.0 = &self.0[keywords.len()..];
        }
        fits
    }

    /// Consumes a name with its qualifiers, as written.
    fn name(&mut self) -> Option<String> {
        let mut name = self.next()?;
        while self.take(&["."]) {
            name.push('.');
            name.push_str(&self.next()?);
        }
        Some(name)
    }

    fn next(&mut self) -> Option<String> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some((*first).to_owned())
    }

    fn kind(&mut self) -> Option<Kind> {
        match self.next()?.to_ascii_uppercase().as_str() {
            "CREATE" => self.create(),
            "DROP" => self.drop(),
            "REINDEX" => self.reindex(),
            "ALTER" => self.alter(),
            "VACUUM" => Some(Kind::Alone),
            "CLUSTER" => {
                self.take(&["VERBOSE"]);
                self.0.is_empty().then_some(Kind::Alone)
            }
            _ => None,
        }
    }

    fn create(&mut self) -> Option<Kind> {
        if let Some(place) = self.place() {
            return Some(Kind::Create(place, self.name()?));
        }
        self.take(&["UNIQUE"]);
        if !self.take(&["INDEX", "CONCURRENTLY"]) {
            return None;
        }
        self.take(&["IF", "NOT", "EXISTS"]);
        let name = if self.take(&["ON"]) {
            None
        } else {
            let name = self.name()?;
            self.take(&["ON"]).then_some(())?;
            Some(name)
        };
        self.take(&["ONLY"]);
        Some(Kind::BuildIndex {
            name,
            table: self.name()?,
        })
    }

    fn drop(&mut self) -> Option<Kind> {
        let place = self.place();
        if place.is_none() && !self.take(&["INDEX", "CONCURRENTLY"]) {
            return None;
        }
        self.take(&["IF", "EXISTS"]);
        let name = self.name()?;
        Some(match place {
            Some(place) => Kind::Drop(place, name),
            None => Kind::DropIndex { name },
        })
    }

    fn place(&mut self) -> Option<Place> {
        if self.take(&["DATABASE"]) {
            Some(Place::Database)
        } else {
            self.take(&["TABLESPACE"]).then_some(Place::Tablespace)
        }
    }

    fn reindex(&mut self) -> Option<Kind> {
        let mut concurrently = false;
        if self.take(&["("]) {
            while !self.take(&[")"]) {
                let switched_on = self.take(&["CONCURRENTLY"])
                    && !(self.take(&["FALSE"]) || self.take(&["OFF"]) || self.take(&["0"]));
                concurrently |= switched_on;
                if !switched_on {
                    self.next()?;
                }
            }
        }
        let what = self.next()?.to_ascii_uppercase();
        concurrently |= self.take(&["CONCURRENTLY"]);
        let name = self.name().unwrap_or_default();
        match what.as_str() {
            // These can never run in a transaction.
            "SCHEMA" | "DATABASE" | "SYSTEM" => Some(Kind::Reindex { what, name }),
            _ => concurrently.then_some(Kind::Reindex { what, name }),
        }
    }

    fn alter(&mut self) -> Option<Kind> {
        if self.take(&["SYSTEM"]) {
            return Some(Kind::Alone);
        }
        if !self.take(&["TABLE"]) {
            return None;
        }
        self.take(&["IF", "EXISTS"]);
        let parent = self.name()?;
        if !self.take(&["DETACH", "PARTITION"]) {
            return None;
        }
        let partition = self.name()?;
        self.take(&["CONCURRENTLY"])
            .then_some(Kind::Detach { parent, partition })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Database;

    fn kind(text: &str) -> Kind {
        let mut statements = crate::sql::statements(Database::Postgres, text.as_bytes());
        Kind::of(&statements.next().unwrap().unwrap())
    }

    fn build(name: Option<&str>, table: &str) -> Kind {
        Kind::BuildIndex {
            name: name.map(str::to_owned),
            table: table.to_owned(),
        }
    }

    #[test]
    fn indexes_are_named_as_they_are_written() {
        for (text, expected) in [
            (
                "create index concurrently a on b (c)",
                build(Some("a"), "b"),
            ),
            (
                "CREATE UNIQUE INDEX /* x */ CONCURRENTLY IF NOT EXISTS \"A b\" ON ONLY s.\"T.\" (c)",
                build(Some("\"A b\""), "s.\"T.\""),
            ),
            (
                "CREATE INDEX CONCURRENTLY ON \"on\" (c)",
                build(None, "\"on\""),
            ),
            ("CREATE INDEX a ON b (c)", Kind::Shared),
            ("CREATE INDEX \"CONCURRENTLY\" ON b (c)", Kind::Shared),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn what_refuses_a_transaction_stands_alone() {
        let reindex = |what: &str, name: &str| Kind::Reindex {
            what: what.to_owned(),
            name: name.to_owned(),
        };
        for (text, expected) in [
            ("VACUUM (FULL) a", Kind::Alone),
            ("ALTER SYSTEM SET work_mem = '1MB'", Kind::Alone),
            ("CLUSTER", Kind::Alone),
            ("CLUSTER a USING b", Kind::Shared),
            ("REINDEX TABLE a", Kind::Shared),
            ("REINDEX TABLE CONCURRENTLY a.b", reindex("TABLE", "a.b")),
            (
                "REINDEX (VERBOSE, CONCURRENTLY) INDEX a",
                reindex("INDEX", "a"),
            ),
            ("REINDEX (CONCURRENTLY FALSE) INDEX a", Kind::Shared),
            ("REINDEX SCHEMA a", reindex("SCHEMA", "a")),
            (
                "CREATE DATABASE a",
                Kind::Create(Place::Database, "a".to_owned()),
            ),
            (
                "DROP TABLESPACE IF EXISTS a",
                Kind::Drop(Place::Tablespace, "a".to_owned()),
            ),
            (
                "DROP INDEX CONCURRENTLY IF EXISTS a.b",
                Kind::DropIndex {
                    name: "a.b".to_owned(),
                },
            ),
            ("DROP INDEX a", Kind::Shared),
            (
                "ALTER TABLE a.b DETACH PARTITION c CONCURRENTLY",
                Kind::Detach {
                    parent: "a.b".to_owned(),
                    partition: "c".to_owned(),
                },
            ),
            ("ALTER TABLE a DETACH PARTITION c", Kind::Shared),
            ("ALTER TABLE a ADD b int", Kind::Shared),
            ("INSERT INTO a VALUES ('VACUUM')", Kind::Shared),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
