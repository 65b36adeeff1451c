//! Converts the driver's errors.
//!
//! diesel-async keeps only the message of an error. Its number and SQLSTATE are read from the
//! session's diagnostics area by the next statement, before anything else clears it.

use std::io;

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::{AsyncMysqlConnection, SimpleAsyncConnection};
use mysql_async::{Error as DriverError, IoError, Opts, ServerError as DriverServerError};

use super::{CONNECT_TIMEOUT, Flavor, error_codes, query};
use crate::error::{Class, ServerError};
use crate::session::Caching;

/// `GET DIAGNOSTICS` can only write to user variables here.
const READ_BACK: &str = "GET DIAGNOSTICS @glowplug_conditions = NUMBER; \
     GET DIAGNOSTICS CONDITION @glowplug_conditions \
     @glowplug_state = RETURNED_SQLSTATE, @glowplug_number = MYSQL_ERRNO, \
     @glowplug_message = MESSAGE_TEXT";
/// Replaces what was read by the condition before it, if it is MariaDB's note about the line of a
/// trigger or routine. These notes follow the error, one for each trigger or routine around it.
const READ_BEFORE_NOTE: &str = "SET @glowplug_conditions = @glowplug_conditions - \
     (@glowplug_number = 4094 AND @glowplug_conditions > 1); \
     GET DIAGNOSTICS CONDITION @glowplug_conditions \
     @glowplug_state = RETURNED_SQLSTATE, @glowplug_number = MYSQL_ERRNO, \
     @glowplug_message = MESSAGE_TEXT;";
/// The maximum number of such notes that are passed over.
const NOTES: usize = 16;
const READ_VARIABLES: &str =
    "SELECT @glowplug_state, @glowplug_number + 0, CAST(@glowplug_message AS CHAR), VERSION()";

/// Returns a server's error with its class, number and position in the statement.
fn of_server(received: &DriverServerError, sql: &str, flavor: Flavor) -> ServerError {
    let (number, message) = (received.code, &received.message);
    let mut error = ServerError::new(error_codes::class(number, message, flavor), message);
    error.code = Some(format!("{} ({number})", received.state));
    if error.class == Class::Syntax {
        error.offset = offset(message, sql);
    }
    error
}

/// Converts the error of a failed statement; reads its number back in the same session.
pub(super) async fn read_back(
    connection: &mut AsyncMysqlConnection,
    error: DieselError,
    sql: &str,
) -> ServerError {
    let (kind, message) = match &error {
        DieselError::DatabaseError(kind, information) => (kind, information.message().to_owned()),
        other => return ServerError::new(Class::Other, other.to_string()),
    };
    // Fails if there are no conditions, because the driver rejected the statement before sending
    // it.
    let has_conditions = connection.batch_execute(READ_BACK).await.is_ok();
    if has_conditions {
        // A server that clears the conditions at `SET` adds no such notes.
        let _ = connection
            .batch_execute(&READ_BEFORE_NOTE.repeat(NOTES))
            .await;
    }
    let Ok(answer) = query::raw_rows(connection, READ_VARIABLES, &[], Caching::Once).await else {
        return ServerError::new(Class::ConnectionLost, driver_words(&message));
    };
    let read = answer.rows.first().filter(|_| has_conditions);
    let read = read.and_then(|row| {
        let number = u16::try_from(row[1].as_integer()?).ok()?;
        let same = row[2].as_text()? == message;
        let received = DriverServerError {
            code: number,
            message: message.clone(),
            state: row[0].as_text()?.to_owned(),
        };
        let flavor = Flavor::of_version(row[3].as_text()?);
        same.then_some((received, flavor))
    });
    match read {
        Some((received, flavor)) => of_server(&received, sql, flavor),
        None => ServerError::new(by_kind(kind), driver_words(&message)),
    }
}

/// Returns the class by what the driver knows, for errors without diagnostics.
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

/// Strips the driver's repeated prefixes, such as `Input/output error: Input/output error: …`.
fn driver_words(message: &str) -> &str {
    message
        .trim_start_matches("Input/output error: ")
        .trim_start_matches("Driver error: ")
        .trim_matches(['`', '\''])
}

/// Converts the error of a failed attempt to connect.
pub(super) async fn of_connecting(error: DriverError, options: &Opts) -> ServerError {
    match error {
        DriverError::Server(server) => of_server(&server, "", Flavor::Mysql),
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

/// Converts the error of a statement on a plain connection of the driver. None of these statements
/// has an error whose number has another meaning on MariaDB.
pub(super) fn of_driver(error: &DriverError, sql: &str) -> ServerError {
    match error {
        DriverError::Server(server) => of_server(server, sql, Flavor::Mysql),
        other => ServerError::new(Class::ConnectionLost, driver_words(&other.to_string())),
    }
}

/// Returns the error for a server that accepts connections and does not answer.
pub(super) fn no_answer() -> ServerError {
    let message = format!("no answer within {} s", CONNECT_TIMEOUT.as_secs());
    ServerError::new(Class::Refused, message)
}

/// Returns true if the host name resolves; a socket needs no host.
async fn is_known(options: &Opts) -> bool {
    options.socket().is_some()
        || tokio::net::lookup_host((options.ip_or_hostname(), options.tcp_port()))
            .await
            .is_ok()
}

/// Returns the byte offset that `near '…' at line N` refers to. The server quotes up to 80
/// characters of the statement, starting with the offending word.
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
