use std::io::BufRead;

use super::rebuild::{Rebuild, sets_foreign_keys};
use super::{Control, SplitError, Statement, statements};
use crate::model::Database;

/// A place in a script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// The byte, from 0, counted in the file (a byte order mark counts).
    pub offset: u64,
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// How many bytes are meant.
    pub length: usize,
}

impl Point {
    /// The start of a script.
    pub(super) const fn start() -> Self {
        Self {
            offset: 0,
            line: 1,
            column: 1,
            length: 0,
        }
    }

    /// Goes on behind `text`.
    pub(super) fn pass(&mut self, text: &str) {
        self.offset += text.len() as u64;
        let mut line = text;
        if let Some(end) = memchr::memrchr(b'\n', text.as_bytes()) {
            self.line += memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64;
            self.column = 1;
            line = &text[end + 1..];
        }
        self.column += line.chars().count() as u64;
    }
}

/// What a script holds, found out before it runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// How many statements.
    pub statements: usize,
    /// Whether its first statement is `BEGIN` and its last one `COMMIT`, and no other one controls
    /// the transaction: the two are left out when it runs. On SQLite a script that rebuilds tables
    /// may switch foreign keys off before and on after.
    pub wrapped: bool,
    /// Statements that control the transaction, savepoints apart; without the two of a wrapped
    /// script.
    pub controls: Vec<(Control, Point)>,
    /// SQLite only: it switches foreign keys off, or drops a table and renames another one to its
    /// name.
    pub rebuilds: bool,
}

/// Reads a script to its end.
///
/// # Errors
/// What cannot be split.
pub fn survey<R: BufRead>(database: Database, reader: R) -> Result<Survey, SplitError> {
    let mut survey = Survey::default();
    let mut rebuild = Rebuild::default();
    let mut frame = Frame::default();
    for statement in statements(database, reader) {
        let statement = statement?;
        survey.statements = statement.number;
        if let Some(control) = statement.control
            && control != Control::Savepoint
        {
            survey.controls.push((control, statement.point));
        }
        frame.follow(database, &statement);
        if database == Database::Sqlite {
            rebuild.follow(&statement.text);
        }
    }
    survey.rebuilds = rebuild.found();
    survey.wrapped = frame.stands(survey.rebuilds) && survey.controls.len() == 2;
    if survey.wrapped {
        survey.controls.clear();
    }
    Ok(survey)
}

/// Follows a script to find out whether a transaction stands around it.
#[derive(Default)]
struct Frame {
    begun: bool,
    ended: bool,
    /// Whether something else than settings of foreign keys stands outside.
    other: bool,
    settings: bool,
}

impl Frame {
    fn follow(&mut self, database: Database, statement: &Statement) {
        match statement.control {
            Some(Control::Begin) if !self.begun => self.begun = true,
            Some(Control::Commit) if self.begun && !self.ended => self.ended = true,
            _ if self.begun && !self.ended => {}
            _ if self.other => {}
            _ if database == Database::Sqlite && sets_foreign_keys(&statement.text) => {
                self.settings = true;
            }
            _ => self.other = true,
        }
    }

    const fn stands(&self, rebuilds: bool) -> bool {
        self.begun && self.ended && !self.other && (rebuilds || !self.settings)
    }
}

#[cfg(test)]
mod tests {
    use super::{Survey, survey};
    use crate::model::Database::{self, Postgres, Sqlite};
    use crate::sql::Control;

    fn of(database: Database, script: &str) -> Survey {
        survey(database, script.as_bytes()).unwrap()
    }

    #[test]
    fn a_script_around_which_a_transaction_stands_is_wrapped() {
        let script = "-- a\nBEGIN;\nSAVEPOINT s; SELECT 1; RELEASE s;\nCOMMIT; -- b\n";
        let survey = of(Postgres, script);
        assert_eq!((survey.statements, survey.wrapped), (5, true));
        assert_eq!(survey.controls, []);
    }

    #[test]
    fn a_script_with_more_transaction_control_is_not_wrapped() {
        let survey = of(Postgres, "BEGIN; SELECT 1;\nCOMMIT; BEGIN; COMMIT");
        assert!(!survey.wrapped);
        let controls: Vec<Control> = survey
            .controls
            .iter()
            .map(|(control, _)| *control)
            .collect();
        let expected = [
            Control::Begin,
            Control::Commit,
            Control::Begin,
            Control::Commit,
        ];
        assert_eq!(controls, expected);
        let point = survey.controls[1].1;
        assert_eq!(
            (point.offset, point.line, point.column, point.length),
            (17, 2, 1, 6)
        );
        for script in [
            "SELECT 1; BEGIN; COMMIT",
            "BEGIN; SELECT 1",
            "COMMIT; BEGIN",
            "BEGIN",
        ] {
            assert!(!of(Postgres, script).wrapped, "{script}");
        }
    }

    #[test]
    fn a_rebuild_may_switch_foreign_keys_around_its_transaction() {
        let rebuild = "PRAGMA foreign_keys = OFF; BEGIN; DROP TABLE t; COMMIT;";
        for end in ["", "PRAGMA foreign_key_check; PRAGMA foreign_keys = ON"] {
            let survey = of(Sqlite, &format!("{rebuild}{end}"));
            assert!(survey.wrapped && survey.rebuilds, "{end}");
            assert_eq!(survey.controls, []);
        }
        for other in [
            "PRAGMA foreign_keys = ON; BEGIN; SELECT 1; COMMIT",
            "PRAGMA foreign_keys = OFF; SELECT 1; BEGIN; COMMIT",
            "PRAGMA foreign_keys = OFF; BEGIN; COMMIT; PRAGMA user_version = 1",
            "PRAGMA foreign_keys = OFF; BEGIN; COMMIT; BEGIN; COMMIT",
        ] {
            assert!(!of(Sqlite, other).wrapped, "{other}");
        }
    }

    #[test]
    fn rebuilds_of_tables_are_noticed() {
        for script in [
            "PRAGMA foreign_keys = OFF",
            "pragma main.foreign_keys(0)",
            "PRAGMA foreign_keys='false'",
            "DROP TABLE IF EXISTS t; ALTER TABLE n RENAME TO t",
            "DROP TABLE main.\"a \"\"T\"; SELECT 1; ALTER TABLE main.[n] RENAME TO `a \"t`",
            "DROP TABLE 't'; ALTER TABLE n RENAME TO T",
        ] {
            assert!(of(Sqlite, script).rebuilds, "{script}");
        }
        for script in [
            "PRAGMA foreign_keys = ON",
            "PRAGMA foreign_keys",
            "DROP TABLE t; ALTER TABLE n RENAME TO u",
            "ALTER TABLE n RENAME TO t; DROP TABLE t",
            "DROP TABLE t; ALTER TABLE n RENAME COLUMN x TO t",
            "SELECT 'DROP TABLE t; ALTER TABLE n RENAME TO t'",
        ] {
            assert!(!of(Sqlite, script).rebuilds, "{script}");
        }
        assert!(!of(Postgres, "DROP TABLE t; ALTER TABLE n RENAME TO t").rebuilds);
    }
}
