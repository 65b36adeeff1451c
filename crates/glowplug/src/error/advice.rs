//! Advice on what to do next, for each kind of error.

use std::io;

use super::{
    Class, Direction, Error, Failure, FileProblem, Irreversible, ProblemPlace, ServerError,
};

impl Error {
    /// Returns what to do next, one line per step, in terms of the command line: `up`, `status`,
    /// `--allow`.
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
            Self::Files(problems) => in_files(problems),
            Self::TooDeep(problems) => problems.iter().map(|of| of.advice.clone()).collect(),
            Self::Patch { .. } => steps([
                "recreate the patch against the unpatched output, or remove `patch_file` from \
                 `[print_schema]` in `diesel.toml`",
            ]),
            Self::Attention(attentions) => attentions
                .iter()
                .map(|attention| format!("`{}`: {}", attention.name, attention.advice()))
                .chain(steps(["nothing was run"]))
                .collect(),
            Self::Untrusted(tables) => tables
                .iter()
                .map(|distrust| distrust.advice.clone())
                .chain(steps(["nothing was written"]))
                .collect(),
            Self::Migration(failure) => failed(failure),
            Self::UnknownVersion { similar, .. } => match similar {
                Some(similar) => vec![format!("did you mean `{similar}`?")],
                None => steps(["`status` lists the migrations with their versions"]),
            },
            Self::Irreversible(those) => irreversible(those),
            Self::OutcomeUnknown(_) => steps([
                "run `status` once the database answers again: it shows what is applied",
                "then run `up` again: applied migrations are not applied twice",
            ]),
            Self::Server { source, .. } => running(source).into_iter().map(Into::into).collect(),
            Self::Io { source, .. } => reading(source.kind()),
            Self::Scratch(error) => in_scratch(error),
            Self::NoScratch { grant, .. } => no_scratch(grant.as_deref()),
            Self::DatabasePrivilege { grant, .. } => database_privilege(grant.as_deref()),
            Self::Confined(error) => confined(error),
            Self::NotConfined { advice, .. } => not_confined(advice.clone()),
            Self::Usage(_) => Vec::new(),
        }
    }
}

fn in_files(problems: &[FileProblem]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| match &problem.place {
            ProblemPlace::Point(location) if problems.len() > 1 => {
                format!("{location}: {}", problem.advice)
            }
            _ => problem.advice.clone(),
        })
        .chain(steps(["nothing was run"]))
        .collect()
}

fn irreversible(those: &[Irreversible]) -> Vec<String> {
    let reasons = those.iter().filter_map(|one| {
        let why = one.why.as_ref()?;
        Some(format!("`{}`: {why}", one.name))
    });
    let mut advice: Vec<String> = reasons.collect();
    if those.iter().any(|one| one.why.is_none()) {
        advice.push(
            "write its `down.sql`, or undo it with a new migration; a file without statements is \
             treated as missing; if there is nothing to revert, write `SELECT 1;`"
                .to_owned(),
        );
    } else {
        advice.push(
            "undo it with a new migration; or write its `down.sql`, and remove `irreversible` from \
             its `metadata.toml`"
                .to_owned(),
        );
    }
    advice.push("nothing was reverted".to_owned());
    advice
}

fn steps<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

fn reading(kind: io::ErrorKind) -> Vec<String> {
    match kind {
        io::ErrorKind::NotFound => steps(["correct the path"]),
        io::ErrorKind::PermissionDenied => {
            steps(["change the permissions of the file or folder, or run as its owner"])
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
             allow this user to connect from this host"
        }
        Class::MissingDatabase => {
            "create it with `init`, or correct the database's name in the address"
        }
        Class::Tls => {
            "use TLS settings that both sides support: check the TLS settings of the address and \
             the certificate of the server"
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

/// Returns the advice for an error in a scratch database, which changed nothing else.
fn in_scratch(error: &Error) -> Vec<String> {
    let Error::Migration(failure) = error else {
        return error.advice();
    };
    let missing = "a scratch database holds only what the migrations create: what comes from \
                   elsewhere (the application, another project, an administrator) is missing \
                   there. Create it in a migration, or name a script that does: `prepare = \"scratch.sql\"` in \
                   `[scratch]` of `.glowplug.toml`";
    let server = "what belongs to a whole server (a role, an extension's files) must be on the one \
                  that holds the scratch databases; `--scratch-url` names another server";
    let mut advice = match failure.error.class {
        Class::Missing => steps([missing, server]),
        Class::Privilege => steps([
            "the user of the scratch database may not do this: name another one with \
             `--scratch-url`",
            missing,
        ]),
        Class::Exists => steps([
            "it was created earlier: by an earlier migration, or the script that `prepare` names \
             in `[scratch]` of `.glowplug.toml`",
        ]),
        _ => running(&failure.error)
            .into_iter()
            .map(Into::into)
            .collect(),
    };
    advice.push("the project's own database was not changed".to_owned());
    advice
}

fn no_scratch(grant: Option<&str>) -> Vec<String> {
    let grant = grant.map(|grant| format!("ask an administrator to run `{grant}`"));
    let elsewhere = "or name a server on which the user may create databases, with `--scratch-url` or \
                     `url` in `[scratch]` of `.glowplug.toml`";
    grant.into_iter().chain(steps([elsewhere])).collect()
}

fn database_privilege(grant: Option<&str>) -> Vec<String> {
    let grant = grant.map(|grant| format!("let an administrator run `{grant}`"));
    let elsewhere = "or connect as a user with that right";
    grant.into_iter().chain(steps([elsewhere])).collect()
}

/// Returns the advice for migrations that fail in a confined scratch database.
fn confined(error: &Error) -> Vec<String> {
    match error {
        Error::Migration(failure) if failure.error.class == Class::Privilege => steps([
            "the scratch database is confined: its role may do nothing outside of it, nor for other \
             roles. Look at what the statement wants there",
            "an extension that only a superuser may create is created first with \
             `--scratch-extension NAME`",
            "if you trust these migrations, remove `--scratch-confined`",
            "the project's own database was not changed",
        ]),
        _ => in_scratch(error),
    }
}

fn not_confined(advice: Option<String>) -> Vec<String> {
    let elsewhere = "or name a server on which the user may create databases and roles, with \
                     `--scratch-url` or `url` in `[scratch]` of `.glowplug.toml`";
    advice.into_iter().chain(steps([elsewhere])).collect()
}

/// Returns the advice for the error of a statement.
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
        Class::Conflict => "run it again: it conflicted with other sessions",
        Class::Privilege => "run as the owner of the object, or grant this user the privilege",
        Class::ReadOnly => {
            "connect to the primary server instead of a replica, or make the database or file \
             writable"
        }
        Class::DiskFull => "free disk space on the database's server",
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
            "if it was created by hand, `mark` the migration `--applied`; else choose another name"
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
        Direction::Up if !failure.kept_applied.is_empty() => "redo",
        Direction::Up => "up",
        Direction::Down => "down",
    };
    if failure.statements_done > 0 {
        let (applied, them) = match failure.statements_done {
            1 => ("its first statement is applied".to_owned(), "it"),
            count => (format!("its first {count} statements are applied"), "them"),
        };
        let back = match failure.direction {
            Direction::Up => format!(", or `down` to revert {them} if there is a `down.sql`"),
            Direction::Down => String::new(),
        };
        advice.push(format!("{applied}: run `{again}` again to continue{back}"));
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
            rolled_back: Vec::new(),
            reverted: Vec::new(),
            kept_applied: Vec::new(),
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
                "its first 2 statements are applied: run `up` again to continue, or `down` to \
                 revert them if there is a `down.sql`"
            )
        );
        let advice = failure(Class::Syntax, 0).advice();
        assert_eq!(
            advice.last().map(String::as_str),
            Some("then run `up` again")
        );
    }
}
