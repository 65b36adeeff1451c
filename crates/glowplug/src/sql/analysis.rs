//! Surveys of scripts: what must be known of a whole script before it runs.

use std::io::BufRead;

use super::rebuild::{Rebuild, sets_foreign_keys};
use super::{Control, SplitError, Statement, statements};
use crate::model::Database;

/// A position in a script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// The byte offset in the file, from 0, including a byte order mark.
    pub offset: u64,
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// The length in bytes.
    pub length: usize,
}

impl Point {
    /// Returns the start of a script.
    pub(super) const fn start() -> Self {
        Self {
            offset: 0,
            line: 1,
            column: 1,
            length: 0,
        }
    }

    /// Advances past `text`.
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

/// What is known of a whole script before it runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScriptAnalysis {
    /// The number of statements.
    pub statements: usize,
    /// Whether its first statement is `BEGIN` and its last one `COMMIT`, and no other one controls
    /// the transaction: the two are skipped when it runs. A SQLite script that rebuilds tables may
    /// switch foreign keys off before, and on after it.
    pub has_own_transaction: bool,
    /// Statements that control the transaction, except savepoints, and except the two of a wrapped
    /// script.
    pub controls: Vec<(Control, Point)>,
    /// Only on SQLite: whether it switches foreign keys off, or drops a table and renames another
    /// one to its name.
    pub rebuilds: bool,
    /// Whether it validates a constraint, which reads a whole table. It is not to run in the transaction
    /// that added the constraint, whose locks last until the end.
    pub validates: bool,
}

/// Analyzes a script.
///
/// # Errors
/// Any error of splitting it.
pub fn analyze<R: BufRead>(database: Database, reader: R) -> Result<ScriptAnalysis, SplitError> {
    let mut analyzer = Analyzer::default();
    for statement in statements(database, reader) {
        analyzer.follow(&statement?);
    }
    Ok(analyzer.finish())
}

/// Analyzes a script, statement by statement.
#[derive(Default)]
pub(crate) struct Analyzer {
    analysis: ScriptAnalysis,
    rebuild: Rebuild,
    frame: OuterTransaction,
}

impl Analyzer {
    /// Processes the next statement.
    pub(crate) fn follow(&mut self, statement: &Statement) {
        self.analysis.statements = statement.number;
        if let Some(control) = statement.control
            && control != Control::Savepoint
        {
            self.analysis.controls.push((control, statement.point));
        }
        self.frame.follow(statement.database, statement);
        self.analysis.validates |= validates(statement);
        if statement.database == Database::Sqlite {
            self.rebuild.follow(&statement.text);
        }
    }

    /// Returns the analysis of the whole script.
    pub(crate) fn finish(self) -> ScriptAnalysis {
        let mut analysis = self.analysis;
        analysis.rebuilds = self.rebuild.found();
        analysis.has_own_transaction =
            self.frame.stands(analysis.rebuilds) && analysis.controls.len() == 2;
        if analysis.has_own_transaction {
            analysis.controls.clear();
        }
        analysis
    }
}

/// Returns true for `ALTER … VALIDATE CONSTRAINT`.
fn validates(statement: &Statement) -> bool {
    if !statement.starts_with("ALTER") {
        return false;
    }
    let mut last = "";
    statement.tokens().any(|token| {
        let found =
            last.eq_ignore_ascii_case("VALIDATE") && token.eq_ignore_ascii_case("CONSTRAINT");
        last = token;
        found
    })
}

/// Tracks whether a transaction surrounds the whole script.
#[derive(Default)]
struct OuterTransaction {
    begun: bool,
    ended: bool,
    /// Whether anything other than settings of foreign keys is outside the transaction.
    other: bool,
    settings: bool,
}

impl OuterTransaction {
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
    use super::{ScriptAnalysis, analyze};
    use crate::model::Database::{self, Postgres, Sqlite};
    use crate::sql::Control;

    fn of(database: Database, script: &str) -> ScriptAnalysis {
        analyze(database, script.as_bytes()).unwrap()
    }

    #[test]
    fn a_script_around_which_a_transaction_stands_is_wrapped() {
        let script = "-- a\nBEGIN;\nSAVEPOINT s; SELECT 1; RELEASE s;\nCOMMIT; -- b\n";
        let analysis = of(Postgres, script);
        assert_eq!(
            (analysis.statements, analysis.has_own_transaction),
            (5, true)
        );
        assert_eq!(analysis.controls, []);
    }

    #[test]
    fn a_script_with_more_transaction_control_is_not_wrapped() {
        let analysis = of(Postgres, "BEGIN; SELECT 1;\nCOMMIT; BEGIN; COMMIT");
        assert!(!analysis.has_own_transaction);
        let controls: Vec<Control> = analysis
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
        let point = analysis.controls[1].1;
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
            assert!(!of(Postgres, script).has_own_transaction, "{script}");
        }
    }

    #[test]
    fn a_rebuild_may_switch_foreign_keys_around_its_transaction() {
        let rebuild = "PRAGMA foreign_keys = OFF; BEGIN; DROP TABLE t; COMMIT;";
        for end in ["", "PRAGMA foreign_key_check; PRAGMA foreign_keys = ON"] {
            let analysis = of(Sqlite, &format!("{rebuild}{end}"));
            assert!(analysis.has_own_transaction && analysis.rebuilds, "{end}");
            assert_eq!(analysis.controls, []);
        }
        for other in [
            "PRAGMA foreign_keys = ON; BEGIN; SELECT 1; COMMIT",
            "PRAGMA foreign_keys = OFF; SELECT 1; BEGIN; COMMIT",
            "PRAGMA foreign_keys = OFF; BEGIN; COMMIT; PRAGMA user_version = 1",
            "PRAGMA foreign_keys = OFF; BEGIN; COMMIT; BEGIN; COMMIT",
        ] {
            assert!(!of(Sqlite, other).has_own_transaction, "{other}");
        }
    }

    #[test]
    fn validations_are_noticed() {
        for script in [
            "SELECT 1; alter table only a.b validate /* it */ constraint c",
            "BEGIN; ALTER TABLE t ALTER a SET NOT NULL, VALIDATE CONSTRAINT c; COMMIT",
            "ALTER DOMAIN d VALIDATE CONSTRAINT c",
        ] {
            assert!(of(Postgres, script).validates, "{script}");
        }
        for script in [
            "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
            "ALTER TABLE t RENAME COLUMN \"VALIDATE\" TO \"CONSTRAINT\"",
            "COMMENT ON TABLE t IS 'ALTER TABLE t VALIDATE CONSTRAINT c'",
        ] {
            assert!(!of(Postgres, script).validates, "{script}");
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
