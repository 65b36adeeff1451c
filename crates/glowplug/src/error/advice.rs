//! What a person should do next, for each kind of error.

use std::io;

use super::{Class, Direction, Error, Failure, Place, ServerError};

impl Error {
    /// What to do next, step by step, in words of the command: `up`, `status`, `--allow`.
    pub fn advice(&self) -> Vec<String> {
        match self {
            Self::Address(_) => steps([
                "write it as `postgres://user:password@host:5432/database`, \
                        `mysql://user:password@host:3306/database` or the path of a SQLite file, \
                        with special characters percent-encoded",
            ]),
            Self::Connect { source, .. } => connecting(source.class),
            Self::Locked { .. } => steps([
                "wait until the other run has ended and try again, or wait longer with `--wait`",
            ]),
            Self::Pooler { .. } => steps([
                "run these migrations over a connection to the server itself, not to the pooler",
                "nothing was written",
            ]),
            Self::Files(problems) => problems
                .iter()
                .map(|problem| match &problem.place {
                    Place::Point(location) if problems.len() > 1 => {
                        format!("{location}: {}", problem.advice)
                    }
                    _ => problem.advice.clone(),
                })
                .chain(steps(["nothing was run"]))
                .collect(),
            Self::Attention(attentions) => attentions
                .iter()
                .map(|attention| format!("`{}`: {}", attention.name, attention.advice()))
                .chain(steps(["nothing was run"]))
                .collect(),
            Self::Migration(failure) => failed(failure),
            Self::UnknownVersion { similar, .. } => match similar {
                Some(similar) => vec![format!("did you mean `{similar}`?")],
                None => steps(["`status` lists the migrations with their versions"]),
            },
            Self::Irreversible(_) => steps([
                "write its `down.sql`, or undo it with a new migration; a file without a statement \
                 counts as none, so where nothing is to be undone, write `SELECT 1;`",
                "nothing was reverted",
            ]),
            Self::OutcomeUnknown(_) => steps([
                "run `status` once the database answers again: it tells what is applied",
                "then run `up` again: what is done is not done twice",
            ]),
            Self::Server { source, .. } => running(source).into_iter().map(Into::into).collect(),
            Self::Io { source, .. } => reading(source.kind()),
            Self::Usage(_) => Vec::new(),
        }
    }
}

fn steps<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

fn reading(kind: io::ErrorKind) -> Vec<String> {
    match kind {
        io::ErrorKind::NotFound => steps(["correct the path"]),
        io::ErrorKind::PermissionDenied => {
            steps(["change the rights of the file or folder, or run as its owner"])
        }
        _ => Vec::new(),
    }
}

fn connecting(class: Class) -> Vec<String> {
    let text = match class {
        Class::Refused => {
            "start the server, or correct host and port in the address; a server in a container \
             needs its port published"
        }
        Class::UnknownHost => "correct the host in the address, or check the network and its DNS",
        Class::Authentication => {
            "correct user and password in the address, with special characters percent-encoded, or \
             let the server's rules admit this user from here"
        }
        Class::MissingDatabase => {
            "create it with `init`, or correct the database's name in the address"
        }
        Class::Tls => {
            "let both sides agree on TLS: check the TLS settings of the address and the \
             certificate of the server"
        }
        Class::TooManyConnections => {
            "close connections that are not needed, raise the server's limit, or try again later"
        }
        Class::Unavailable => "the server is starting or shutting down: try again in a moment",
        Class::ConnectionLost => "check the network and the server's log, and try again",
        Class::Privilege => "grant this user the right to connect to the database",
        Class::ReadOnly => "connect to a server, or open a file, that can be written to",
        _ => "check the address, and that the server speaks this protocol there",
    };
    steps([text])
}

/// What helps against an error of a statement.
fn running(error: &ServerError) -> Option<&'static str> {
    Some(match error.class {
        Class::LockTimeout if error.blockers.is_empty() => {
            "find the session that holds the lock and let it end, or wait longer with \
             `--lock-timeout` and `--lock-retries`"
        }
        Class::LockTimeout => {
            "let the sessions named above end, or wait longer with `--lock-timeout` and \
             `--lock-retries`"
        }
        Class::StatementTimeout => {
            "allow more time with `--statement-timeout`, or do the work in smaller steps"
        }
        Class::Conflict => "run it again: other sessions were in the way, and that may have passed",
        Class::Privilege => "run as the owner of the object, or grant this user the privilege",
        Class::ReadOnly => {
            "connect to the primary server instead of a replica, or make the database or file \
             writable"
        }
        Class::DiskFull => "make room on the disk of the database",
        Class::Resources => {
            "raise the server's limit that the message names, or split the work into smaller \
             migrations"
        }
        Class::RefusesTransaction => {
            "put the statement into a migration of its own with `run_in_transaction = false` in \
             its `metadata.toml`"
        }
        Class::Syntax => "correct the statement at the marked place",
        Class::Exists => {
            "if it was made by hand, `mark` the migration `--applied`; else choose another name"
        }
        Class::Missing => "check the spelling, the schema, and that an earlier migration makes it",
        Class::Constraint => {
            "correct the rows that break the constraint: those that this migration writes, or \
             those that are there, in a migration before it"
        }
        Class::ConnectionLost => "check the network and the server's log, and run `status`",
        Class::Unavailable => "the server is starting or shutting down: try again in a moment",
        Class::TooManyConnections => "close connections that are not needed, or try again later",
        _ => return None,
    })
}

fn failed(failure: &Failure) -> Vec<String> {
    let of_the_place = failure
        .location
        .as_ref()
        .map(|_| "correct the SQL at the marked place");
    let mut advice: Vec<String> = running(&failure.error)
        .or(of_the_place)
        .into_iter()
        .map(Into::into)
        .collect();
    let again = match failure.direction {
        Direction::Up if !failure.restored.is_empty() => "redo",
        Direction::Up => "up",
        Direction::Down => "down",
    };
    if failure.statements_done > 0 {
        let stays = match failure.statements_done {
            1 => "its first statement stays".to_owned(),
            count => format!("its first {count} statements stay"),
        };
        let back = match failure.direction {
            Direction::Up => ", or `down` to take them back where there is a `down.sql`",
            Direction::Down => "",
        };
        advice.push(format!(
            "{stays} done: run `{again}` again to go on from there{back}"
        ));
    } else {
        advice.push(format!("then run `{again}` again"));
    }
    advice
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(class: Class, statements_done: usize) -> Error {
        Error::Migration(Box::new(Failure {
            migration: "001_users".to_owned(),
            direction: Direction::Up,
            location: None,
            statement: Some((3, 9)),
            error: ServerError::new(class, "no"),
            at_commit: false,
            done: Vec::new(),
            undone: Vec::new(),
            reverted: Vec::new(),
            restored: Vec::new(),
            not_reached: Vec::new(),
            statements_done,
            attempts: 1,
        }))
    }

    fn connect(class: Class) -> Error {
        Error::Connect {
            address: "postgres://host/shop".to_owned(),
            source: Box::new(ServerError::new(class, "no")),
        }
    }

    #[test]
    fn each_reason_not_to_connect_has_its_own_advice() {
        let classes = [
            Class::Refused,
            Class::UnknownHost,
            Class::Authentication,
            Class::MissingDatabase,
            Class::Tls,
            Class::TooManyConnections,
            Class::Unavailable,
            Class::ConnectionLost,
        ];
        let mut advice: Vec<_> = classes.map(|class| connect(class).advice()).to_vec();
        advice.sort();
        advice.dedup();
        assert_eq!(advice.len(), classes.len());
    }

    #[test]
    fn each_reason_to_fail_has_its_own_advice() {
        let classes = [
            Class::LockTimeout,
            Class::StatementTimeout,
            Class::Privilege,
            Class::ReadOnly,
            Class::DiskFull,
            Class::RefusesTransaction,
            Class::Syntax,
        ];
        let mut advice: Vec<_> = classes.map(|class| failure(class, 0).advice()).to_vec();
        advice.sort();
        advice.dedup();
        assert_eq!(advice.len(), classes.len());
    }

    #[test]
    fn a_half_done_migration_says_what_stays() {
        let advice = failure(Class::Syntax, 2).advice();
        assert_eq!(
            advice.last().map(String::as_str),
            Some(
                "its first 2 statements stay done: run `up` again to go on from there, or `down` \
                 to take them back where there is a `down.sql`"
            )
        );
        let advice = failure(Class::Syntax, 0).advice();
        assert_eq!(
            advice.last().map(String::as_str),
            Some("then run `up` again")
        );
    }
}
