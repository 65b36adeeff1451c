//! How a table is changed: the statement is run with the best algorithm that the server accepts.

use std::ops::Range;

use async_trait::async_trait;
use glowplug::dialect::mysql::Mysql;
use glowplug::error::ServerError;
use glowplug::model::Database;
use glowplug::session::Session;
use glowplug::sql::{LexemeKind, lexemes};

use crate::dialect::measuring::{Measured, Measuring, TableLock, TableState, TableStates, texts};

/// The tables of the session's database.
const STATE: &str = "SELECT table_name FROM information_schema.tables \
     WHERE table_schema = DATABASE() AND table_type NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE')";

const NOT_MEASURED: &str = "locks, rewrites and scans: only changes of tables and indexes have an algorithm that can be asked for";

/// The algorithms, the cheapest first, with what others have to wait for.
///
/// What is instant is also accepted as in place. MariaDB accepts `INSTANT` for some changes and copies the
/// table all the same, so it is not asked for.
const ALGORITHMS: &[(&str, &str, Cost)] = &[
    ("INPLACE", "NONE", Cost::Nothing),
    ("INPLACE", "SHARED", Cost::Read),
    ("COPY", "NONE", Cost::Nothing),
    ("COPY", "SHARED", Cost::Rewrite),
];

/// What happens while others cannot write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cost {
    Nothing,
    Read,
    Rewrite,
}

#[async_trait]
impl Measuring for Mysql {
    async fn tables(&self, session: &mut dyn Session) -> Result<TableStates, ServerError> {
        let rows = texts(session, STATE).await?.into_iter().flatten();
        let tables = rows.map(|name| {
            let state = TableState {
                name: name.clone(),
                ..TableState::default()
            };
            (name.to_lowercase(), state)
        });
        Ok(tables.collect())
    }

    async fn measure(
        &self,
        session: &mut dyn Session,
        sql: &str,
        at_first: &TableStates,
    ) -> Result<Measured, ServerError> {
        let target = Target::of(sql);
        if let Some(target) = &target {
            for (algorithm, lock, cost) in ALGORITHMS {
                let asked = target.asking(sql, algorithm, lock);
                if session.run(&asked).await.is_ok() {
                    return Ok(target.measured(*cost, lock, at_first));
                }
            }
        }
        Ok(match session.run(sql).await {
            Err(error) => Measured::failed(&error),
            Ok(()) => Measured {
                not_measured: Some(NOT_MEASURED),
                ..Measured::default()
            },
        })
    }
}

/// A statement that may ask for an algorithm.
struct Target {
    table: String,
    /// Where the clause is inserted.
    at: usize,
    /// What is between the parts of the clause.
    separator: &'static str,
    /// What is behind the clause.
    end: &'static str,
}

impl Target {
    /// Returns the table that a statement changes; `None` if no algorithm can be asked for.
    fn of(sql: &str) -> Option<Self> {
        let lexemes = lexemes(Database::Mysql, sql).filter(|it| it.kind != LexemeKind::Comment);
        let ranges: Vec<Range<usize>> = lexemes.map(|lexeme| lexeme.range).collect();
        let words: Vec<&str> = ranges.iter().map(|range| &sql[range.clone()]).collect();
        let is = |place: usize, word: &str| {
            let found = words.get(place);
            found.is_some_and(|found| found.eq_ignore_ascii_case(word))
        };
        if (0..words.len()).any(|place| is(place, "ALGORITHM") || is(place, "LOCK")) {
            return None;
        }
        let is_alter = is(0, "ALTER") && (1..4).any(|place| is(place, "TABLE"));
        let is_index = is(0, "CREATE") || is(0, "DROP");
        let is_index = is_index && (1..5).any(|place| is(place, "INDEX"));
        let marker = match (is_alter, is_index) {
            (true, _) => "TABLE",
            (_, true) => "ON",
            _ => return None,
        };
        let mut place = (1..words.len()).find(|place| is(*place, marker))? + 1;
        if is(place, "IF") {
            place += 2;
        }
        if words.get(place + 1) == Some(&".") {
            place += 2;
        }
        let table = words.get(place)?.trim_matches('`').to_lowercase();
        let is_last = is(place + 1, "PARTITION") || is(place + 1, "REMOVE");
        Some(Self {
            table,
            at: if is_alter {
                ranges[place].end
            } else {
                sql.len()
            },
            separator: if is_alter { ", " } else { " " },
            end: if is_alter && !is_last { ", " } else { " " },
        })
    }

    fn asking(&self, sql: &str, algorithm: &str, lock: &str) -> String {
        let (before, after) = sql.split_at(self.at);
        let (separator, end) = (self.separator, self.end);
        format!("{before} ALGORITHM={algorithm}{separator}LOCK={lock}{end}{after}")
    }

    /// Returns what others waited for, if the table was there at first.
    fn measured(&self, cost: Cost, lock: &str, at_first: &TableStates) -> Measured {
        let mut measured = Measured::default();
        let Some(table) = at_first.get(&self.table) else {
            return measured;
        };
        match cost {
            Cost::Nothing => return measured,
            Cost::Read => measured.read.push(table.name.clone()),
            Cost::Rewrite => measured.rewritten.push(table.name.clone()),
        }
        measured.locks.push(TableLock {
            table: table.name.clone(),
            mode: format!("LOCK={lock}"),
        });
        measured
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn the_table_of_a_change_is_found() {
        for (sql, wanted) in [
            ("ALTER TABLE users ADD a int", Some("users")),
            ("alter /* a */ table `shop`.`Users` drop a", Some("users")),
            ("ALTER ONLINE IGNORE TABLE IF EXISTS a FORCE", Some("a")),
            ("CREATE UNIQUE INDEX a ON users (b)", Some("users")),
            ("DROP INDEX a ON shop.users", Some("users")),
            ("ALTER TABLE users ADD a int, LOCK=NONE", None),
            ("ALTER VIEW a AS SELECT 1", None),
            ("CREATE TABLE a (b int)", None),
            ("DROP TABLE a", None),
            ("ALTER", None),
            ("", None),
        ] {
            let found = Target::of(sql).map(|target| target.table);
            assert_eq!(found.as_deref(), wanted, "{sql}");
        }
    }

    #[test]
    fn the_clause_is_where_it_may_be() {
        for (sql, wanted) in [
            (
                "ALTER TABLE a.b ADD c int",
                "ALTER TABLE a.b ALGORITHM=COPY, LOCK=SHARED,  ADD c int",
            ),
            (
                "ALTER TABLE a PARTITION BY HASH(b)",
                "ALTER TABLE a ALGORITHM=COPY, LOCK=SHARED  PARTITION BY HASH(b)",
            ),
            (
                "CREATE INDEX a ON b (c)",
                "CREATE INDEX a ON b (c) ALGORITHM=COPY LOCK=SHARED ",
            ),
        ] {
            let target = Target::of(sql).unwrap();
            assert_eq!(target.asking(sql, "COPY", "SHARED"), wanted);
        }
    }
}
