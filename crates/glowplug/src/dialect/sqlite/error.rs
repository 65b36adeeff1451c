//! Classifies SQLite's errors by what the caller can do next. Diesel does not expose the error
//! code, so the message decides; the messages are those in SQLite's source.

use diesel::result::{DatabaseErrorKind, Error};

use crate::error::{Class, ServerError};

/// Parts of messages, with the class, and the code if the message implies it. The first match
/// counts.
const MESSAGES: &[(&str, Class, Option<&str>)] = &[
    (
        "database is locked",
        Class::LockTimeout,
        Some("SQLITE_BUSY"),
    ),
    (
        "database table is locked",
        Class::LockTimeout,
        Some("SQLITE_LOCKED"),
    ),
    (
        "database schema is locked",
        Class::LockTimeout,
        Some("SQLITE_LOCKED"),
    ),
    (
        "readonly database",
        Class::ReadOnly,
        Some("SQLITE_READONLY"),
    ),
    (
        "database or disk is full",
        Class::DiskFull,
        Some("SQLITE_FULL"),
    ),
    // The database itself is open already, so this concerns its journal.
    (
        "unable to open database file",
        Class::ReadOnly,
        Some("SQLITE_CANTOPEN"),
    ),
    // This concerns a file to be attached.
    (
        "unable to open database: ",
        Class::MissingDatabase,
        Some("SQLITE_CANTOPEN"),
    ),
    (
        "file is not a database",
        Class::MissingDatabase,
        Some("SQLITE_NOTADB"),
    ),
    (
        "disk image is malformed",
        Class::Other,
        Some("SQLITE_CORRUPT"),
    ),
    ("out of memory", Class::Resources, Some("SQLITE_NOMEM")),
    ("disk I/O error", Class::Other, Some("SQLITE_IOERR")),
    (
        "UNIQUE constraint failed",
        Class::Constraint,
        Some("SQLITE_CONSTRAINT_UNIQUE"),
    ),
    (
        "NOT NULL constraint failed",
        Class::Constraint,
        Some("SQLITE_CONSTRAINT_NOTNULL"),
    ),
    (
        "CHECK constraint failed",
        Class::Constraint,
        Some("SQLITE_CONSTRAINT_CHECK"),
    ),
    (
        "FOREIGN KEY constraint failed",
        Class::Constraint,
        Some("SQLITE_CONSTRAINT_FOREIGNKEY"),
    ),
    (
        "constraint failed",
        Class::Constraint,
        Some("SQLITE_CONSTRAINT"),
    ),
    (
        "cannot store ",
        Class::Constraint,
        Some("SQLITE_CONSTRAINT_DATATYPE"),
    ),
    (
        "datatype mismatch",
        Class::Constraint,
        Some("SQLITE_MISMATCH"),
    ),
    (
        "foreign key mismatch",
        Class::Constraint,
        Some("SQLITE_ERROR"),
    ),
    (
        "Cannot add a NOT NULL column with default value NULL",
        Class::Constraint,
        Some("SQLITE_ERROR"),
    ),
    ("not authorized", Class::Privilege, Some("SQLITE_AUTH")),
    (
        "from within a transaction",
        Class::RefusesTransaction,
        Some("SQLITE_ERROR"),
    ),
    (
        "may not be changed inside a transaction",
        Class::RefusesTransaction,
        Some("SQLITE_ERROR"),
    ),
    (
        "cannot ATTACH database within transaction",
        Class::RefusesTransaction,
        Some("SQLITE_ERROR"),
    ),
    (
        "cannot DETACH database within transaction",
        Class::RefusesTransaction,
        Some("SQLITE_ERROR"),
    ),
    ("syntax error", Class::Syntax, Some("SQLITE_ERROR")),
    ("unrecognized token", Class::Syntax, Some("SQLITE_ERROR")),
    ("incomplete input", Class::Syntax, Some("SQLITE_ERROR")),
    ("no such ", Class::Missing, Some("SQLITE_ERROR")),
    ("unknown database", Class::Missing, Some("SQLITE_ERROR")),
    ("has no column named", Class::Missing, Some("SQLITE_ERROR")),
    ("unknown column", Class::Missing, Some("SQLITE_ERROR")),
    ("already exists", Class::Exists, Some("SQLITE_ERROR")),
    (
        "already another table or index with this name",
        Class::Exists,
        Some("SQLITE_ERROR"),
    ),
    ("there is already", Class::Exists, Some("SQLITE_ERROR")),
    ("duplicate column name", Class::Exists, Some("SQLITE_ERROR")),
    ("is already in use", Class::Exists, Some("SQLITE_ERROR")),
];

/// Converts an error of Diesel's.
pub(super) fn translate(error: &Error) -> ServerError {
    match error {
        Error::DatabaseError(kind, information) => {
            let (class, code) = classify(kind, information.message());
            let folder = class == Class::ReadOnly;
            ServerError {
                code: code.map(str::to_owned),
                hint: folder
                    .then(|| "SQLite has to write to the file and to its folder".to_owned()),
                ..ServerError::new(class, information.message())
            }
        }
        Error::QueryBuilderError(_) => ServerError::new(Class::Syntax, "the statement is empty"),
        Error::InvalidCString(_) => {
            ServerError::new(Class::Syntax, "the statement holds a NUL character")
        }
        other => ServerError::new(Class::Other, other.to_string()),
    }
}

fn classify(kind: &DatabaseErrorKind, message: &str) -> (Class, Option<&'static str>) {
    let known = MESSAGES.iter().find(|(part, ..)| message.contains(part));
    match (known, kind) {
        (Some((_, class, code)), _) => (*class, *code),
        (
            None,
            DatabaseErrorKind::UniqueViolation
            | DatabaseErrorKind::ForeignKeyViolation
            | DatabaseErrorKind::NotNullViolation
            | DatabaseErrorKind::CheckViolation,
        ) => (Class::Constraint, None),
        (None, _) => (Class::Other, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_the_kind_tells_is_a_constraint() {
        let raised = Error::DatabaseError(
            DatabaseErrorKind::CheckViolation,
            Box::new("prices go up only".to_owned()),
        );
        assert_eq!(translate(&raised).class, Class::Constraint);
    }

    fn unknown(message: &str) -> ServerError {
        translate(&Error::DatabaseError(
            DatabaseErrorKind::Unknown,
            Box::new(message.to_owned()),
        ))
    }

    #[test]
    fn a_full_disk_is_known() {
        let full = unknown("database or disk is full");
        assert_eq!(full.class, Class::DiskFull);
        assert_eq!(full.code.as_deref(), Some("SQLITE_FULL"));
    }

    #[test]
    fn a_journal_that_cannot_be_written_means_a_read_only_folder() {
        for message in [
            "unable to open database file",
            "attempt to write a readonly database",
        ] {
            let refused = unknown(message);
            assert_eq!(refused.class, Class::ReadOnly, "{message}");
            assert!(refused.hint.unwrap().contains("folder"));
        }
    }
}
