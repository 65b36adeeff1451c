//! A statement of a script, and its effect on the transaction.

use super::control;
use super::lexer::Token;
use super::tokens::tokens;
use super::{Classifier, Facts, Point};
use crate::model::Database;

/// A statement of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The text from its first word to its last, without the terminator.
    pub text: String,
    /// Its number in the script, from 1.
    pub number: usize,
    /// The position and length of its text.
    pub point: Point,
    /// Its effect on the transaction, if any.
    pub control: Option<Control>,
    /// The database that it is written for.
    pub database: Database,
    /// What the database's [`Classifier`] knows of it; before that, [`Facts::UNKNOWN`].
    pub facts: Facts,
}

/// The effect of a statement on the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// `BEGIN`, `START TRANSACTION`.
    Begin,
    /// `COMMIT`, `END`.
    Commit,
    /// `ROLLBACK`, `ABORT`, but not `ROLLBACK TO`.
    Rollback,
    /// `SAVEPOINT`, `RELEASE`, `ROLLBACK TO`: harmless inside a transaction.
    Savepoint,
    /// `PREPARE TRANSACTION`, `COMMIT PREPARED`, `ROLLBACK PREPARED`, `COMMIT AND CHAIN`, `XA …`,
    /// `SET autocommit`, `LOCK TABLES`.
    Other,
}

impl Statement {
    pub(super) fn new(database: Database, text: &str, number: usize, point: Point) -> Self {
        Self {
            text: text.to_owned(),
            number,
            point,
            control: control::of(database, text),
            database,
            facts: Facts::UNKNOWN,
        }
    }

    /// Returns the statement with its facts, classified by this function.
    #[must_use]
    pub fn judged(mut self, judge: Classifier) -> Self {
        self.facts = judge(&self);
        self
    }

    /// Returns its first words (identifiers and keywords, without comments), at most `count`; in
    /// upper case unless they are quoted.
    pub fn words(&self, count: usize) -> Vec<String> {
        tokens(self.database, &self.text)
            .filter_map(|(token, text)| match token {
                Token::Word => Some(text.to_uppercase()),
                Token::Name => Some(unquoted(text)),
                _ => None,
            })
            .take(count)
            .collect()
    }

    /// Returns its tokens as they are written, without whitespace and comments.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        tokens(self.database, &self.text).map(|(_, text)| text)
    }

    /// Returns true if it starts with a keyword, which is given in upper case.
    pub(super) fn starts_with(&self, keyword: &str) -> bool {
        let text = self.text.as_bytes();
        let head = text.get(..keyword.len()).unwrap_or_default();
        // The keyword may be inside an executed comment.
        head.eq_ignore_ascii_case(keyword.as_bytes()) || head.starts_with(b"/")
    }
}

/// Returns a name or string without its quotes; a doubled quote inside stands for one.
pub(super) fn unquoted(text: &str) -> String {
    let mut characters = text.chars();
    let Some(quote) = characters.next() else {
        return String::new();
    };
    let end = if quote == '[' { ']' } else { quote };
    let inner = characters.as_str();
    let inner = inner.strip_suffix(end).unwrap_or(inner);
    inner.replace(&format!("{end}{end}"), &end.to_string())
}

#[cfg(test)]
mod tests {
    use crate::model::Database;
    use crate::sql::statements;

    fn words(database: Database, text: &str, count: usize) -> Vec<String> {
        let statement = statements(database, text.as_bytes())
            .next()
            .unwrap()
            .unwrap();
        statement.words(count)
    }

    #[test]
    fn words_skip_comments_strings_and_numbers() {
        let text = "create /* a */ index -- b\n concurrently i on t (x) where y = 'z' and w > 1";
        let expected = ["CREATE", "INDEX", "CONCURRENTLY", "I", "ON"];
        assert_eq!(words(Database::Postgres, text, 5), expected);
        assert_eq!(
            words(Database::Postgres, "select 'a' b, 1 c", 9),
            ["SELECT", "B", "C"]
        );
    }

    #[test]
    fn quoted_names_stay_as_they_are() {
        let expected = ["DROP", "TABLE", "My \"Table\""];
        assert_eq!(
            words(Database::Postgres, "drop table \"My \"\"Table\"\"\"", 9),
            expected
        );
        let expected = ["DROP", "TABLE", "a]b", "c"];
        assert_eq!(words(Database::Sqlite, "drop table `a]b` [c]", 9), expected);
        let expected = ["DROP", "TABLE", "a`b"];
        assert_eq!(
            words(Database::Mysql, "drop table `a``b` \"c\"", 9),
            expected
        );
    }

    #[test]
    fn words_of_executed_comments_count() {
        let text = "/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER x */";
        let expected = ["CREATE", "DEFINER", "root", "localhost", "TRIGGER"];
        assert_eq!(words(Database::Mysql, text, 5), expected);
    }
}
