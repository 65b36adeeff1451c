//! The progress of a job that runs statement by statement, and the checks when it continues.

use sha2::{Digest, Sha256};

use crate::apply::execution::{JobError, without_position};
use crate::error::{Class, ServerError};
use crate::model::Progress;
use crate::sql::Statement;

/// The progress of the running job.
pub(super) struct Journal {
    pub(super) progress: Progress,
    digest: Sha256,
    /// Whether the database has a record of it.
    pub(super) recorded: bool,
}

impl Journal {
    pub(super) fn new(progress: Progress, recorded: bool) -> Self {
        Self {
            progress,
            digest: Sha256::new(),
            recorded,
        }
    }

    /// Returns the journal as it will be once these statements are done.
    pub(super) fn after(&self, statements: &[Statement], position: usize) -> Self {
        let mut digest = self.digest.clone();
        for statement in statements {
            digest.update(statement.text.as_bytes());
            digest.update([0]);
        }
        Self {
            progress: Progress {
                done: position,
                digest: hexadecimal(&digest),
                started: false,
                before: None,
            },
            digest,
            recorded: self.recorded,
        }
    }

    /// Announces the statement that leads to the state `ahead`.
    pub(super) fn announce(&mut self, ahead: &Self, note: Option<&str>) {
        self.progress.started = true;
        self.progress.before = Some(format!(
            "{}:{}",
            ahead.progress.digest,
            note.unwrap_or_default()
        ));
    }

    /// Returns the note of an earlier run that announced this statement and got no answer.
    pub(super) fn announced(&self, ahead: &Self) -> Result<Option<String>, JobError> {
        let Some(announcement) = self
            .progress
            .before
            .as_ref()
            .filter(|_| self.progress.started)
        else {
            return Ok(None);
        };
        match announcement.split_once(':') {
            Some((digest, note)) if digest == ahead.progress.digest => Ok(Some(note.to_owned())),
            _ => Err(changed(&format!(
                "statement {} was sent, its answer was lost, and it has changed since; restore its \
                 original text",
                ahead.progress.done
            ))),
        }
    }

    /// Skips statements that an earlier run did, after checking that they are unchanged.
    pub(super) fn pass(
        &mut self,
        statements: &[Statement],
        position: usize,
    ) -> Result<(), JobError> {
        let ahead = self.after(statements, position);
        if position == self.progress.done && ahead.progress.digest != self.progress.digest {
            return Err(changed(&format!(
                "what is done of it ({position} of its statements) was changed since: put it back \
                 as it was, only what comes after it can be changed"
            )));
        }
        self.digest = ahead.digest;
        Ok(())
    }
}

/// Returns the error of a statement whose text changed after it was sent.
fn changed(message: &str) -> JobError {
    without_position(ServerError::new(Class::Other, message))
}

fn hexadecimal(digest: &Sha256) -> String {
    let bytes = digest.clone().finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
