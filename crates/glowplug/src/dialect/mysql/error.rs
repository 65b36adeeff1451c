//! From what the driver says to what the engine understands.
//!
//! diesel-async keeps only the message of an error. Its number and SQLSTATE are read back from the
//! session's diagnostics, with the next statement, before anything else clears them.

use std::io;

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::{AsyncMysqlConnection, SimpleAsyncConnection};
use mysql_async::{Error as DriverError, IoError, Opts};

use super::{CONNECT_TIMEOUT, code, query};
use crate::error::{Class, ServerError};
use crate::session::Reuse;

/// User variables are the only place that `GET DIAGNOSTICS` writes to.
const READ_BACK: &str = "GET DIAGNOSTICS @glowplug_conditions = NUMBER; \
     GET DIAGNOSTICS CONDITION @glowplug_conditions \
     @glowplug_state = RETURNED_SQLSTATE, @glowplug_number = MYSQL_ERRNO, \
     @glowplug_message = MESSAGE_TEXT";
const READ_VARIABLES: &str =
    "SELECT @glowplug_state, @glowplug_number + 0, CAST(@glowplug_message AS CHAR)";

/// An error with its number, and where in the statement it is.
pub(super) fn of_server(state: &str, number: u16, message: &str, sql: &str) -> ServerError {
    let mut error = ServerError::new(code::class(number, message), message);
    error.code = Some(format!("{state} ({number})"));
    if error.class == Class::Syntax {
        error.offset = offset(message, sql);
    }
    error
}

/// What a failed statement means; reads its number back on the same session.
pub(super) async fn read_back(
    connection: &mut AsyncMysqlConnection,
    error: DieselError,
    sql: &str,
) -> ServerError {
    let (kind, message) = match &error {
        DieselError::DatabaseError(kind, information) => (kind, information.message().to_owned()),
        other => return ServerError::new(Class::Other, other.to_string()),
    };
    // Fails where there are no conditions: the driver refused before it sent anything.
    let has_conditions = connection.batch_execute(READ_BACK).await.is_ok();
    let Ok(answer) = query::raw_rows(connection, READ_VARIABLES, &[], Reuse::Once).await else {
        return ServerError::new(Class::ConnectionLost, driver_words(&message));
    };
    let read = answer.rows.first().filter(|_| has_conditions);
    let read = read.and_then(|row| {
        let number = u16::try_from(row[1].as_integer()?).ok()?;
        let same = row[2].as_text()? == message;
        same.then_some((row[0].as_text()?, number))
    });
    match read {
        Some((state, number)) => of_server(state, number, &message, sql),
        None => ServerError::new(by_kind(kind), driver_words(&message)),
    }
}

/// What the driver already knows, where the server keeps no diagnostics.
fn by_kind(kind: &DatabaseErrorKind) -> Class {
    match kind {
        DatabaseErrorKind::UniqueViolation
        | DatabaseErrorKind::ForeignKeyViolation
        | DatabaseErrorKind::NotNullViolation
        | DatabaseErrorKind::CheckViolation => Class::Constraint,
        DatabaseErrorKind::ReadOnlyTransaction => Class::ReadOnly,
        _ => Class::Other,
    }
}

/// The driver says `Input/output error: Input/output error: …`.
fn driver_words(message: &str) -> &str {
    message
        .trim_start_matches("Input/output error: ")
        .trim_start_matches("Driver error: ")
        .trim_matches(['`', '\''])
}

/// Why a connection cannot be opened.
pub(super) async fn of_connecting(error: DriverError, options: &Opts) -> ServerError {
    match error {
        DriverError::Server(server) => of_server(&server.state, server.code, &server.message, ""),
        DriverError::Io(IoError::Io(source)) => {
            let class = match source.kind() {
                io::ErrorKind::PermissionDenied => Class::Privilege,
                io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset => Class::Unavailable,
                _ if !is_known(options).await => Class::UnknownHost,
                _ => Class::Refused,
            };
            ServerError::new(class, source.to_string())
        }
        other => ServerError::new(Class::Other, driver_words(&other.to_string())),
    }
}

/// What a statement on a plain connection of the driver failed with.
pub(super) fn of_driver(error: &DriverError, sql: &str) -> ServerError {
    match error {
        DriverError::Server(server) => of_server(&server.state, server.code, &server.message, sql),
        other => ServerError::new(Class::ConnectionLost, driver_words(&other.to_string())),
    }
}

/// A server that accepts connections and says nothing.
pub(super) fn no_answer() -> ServerError {
    let message = format!("no answer within {} s", CONNECT_TIMEOUT.as_secs());
    ServerError::new(Class::Refused, message)
}

/// Whether the host has an address; a socket needs none.
async fn is_known(options: &Opts) -> bool {
    options.socket().is_some()
        || tokio::net::lookup_host((options.ip_or_hostname(), options.tcp_port()))
            .await
            .is_ok()
}

/// The byte that `near '…' at line N` means: the server quotes the rest of the statement from the
/// offending word on, at most 80 characters of it.
fn offset(message: &str, sql: &str) -> Option<usize> {
    let (before, line) = message.rsplit_once("' at line ")?;
    let (_, near) = before.split_once(" near '")?;
    let line: usize = line.trim().parse().ok()?;
    if near.is_empty() {
        return Some(sql.len());
    }
    let mut found = sql.match_indices(near).map(|(offset, _)| offset);
    let on_line = |offset: &usize| sql[..*offset].matches('\n').count() + 1 == line;
    found
        .clone()
        .find(on_line)
        .or_else(|| found.next().filter(|_| found.next().is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn syntax(near: &str, line: usize) -> String {
        format!(
            "You have an error in your SQL syntax; check the manual that corresponds to your \
             MariaDB server version for the right syntax to use near '{near}' at line {line}"
        )
    }

    #[test]
    fn the_quoted_rest_of_a_statement_gives_the_place_of_a_syntax_error() {
        let sql = "SELECT 1;\nSELEC 1;\nSELEC 1;";
        assert_eq!(offset(&syntax("SELEC 1;", 3), sql), Some(19));
        assert_eq!(offset(&syntax("SELEC 1;", 2), sql), Some(10));
        assert_eq!(offset(&syntax("", 3), sql), Some(sql.len()));
        assert_eq!(offset(&syntax("nowhere", 1), sql), None);
        let quotes = "SELECT 'a' 'b' FROM WHERE c = 'd' at line 1";
        assert_eq!(
            offset(&syntax("WHERE c = 'd' at line 1", 1), quotes),
            Some(20)
        );
    }
}
