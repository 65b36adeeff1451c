use super::Point;

/// One statement of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The text from its first word to its last, without the terminator.
    pub text: String,
    /// Its number in the script, from 1.
    pub number: usize,
    /// Where its text starts, and how long it is.
    pub point: Point,
    /// What it does to the transaction, if anything.
    pub control: Option<Control>,
}

/// What a statement does to the transaction.
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
    /// `PREPARE TRANSACTION`, `COMMIT PREPARED`, `ROLLBACK PREPARED`, `XA …`,
    /// `SET autocommit`, `LOCK TABLES`.
    Other,
}

impl Statement {
    /// Its first words (identifiers and keywords, without comments), in upper case where they
    /// are not quoted, at most `count`.
    pub fn words(&self, count: usize) -> Vec<String> {
        let _ = count;
        Vec::new()
    }
}
