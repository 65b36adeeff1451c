//! What the tap has heard, shared with the session.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// What was heard, shared by the stream and the session.
#[derive(Clone, Default)]
pub(in crate::dialect::postgres) struct Tap(Arc<Shared>);

#[derive(Default)]
struct Shared {
    heard: Mutex<Heard>,
    changed: Notify,
}

/// Whether the rows of an answer are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dialect::postgres) enum Keep {
    /// They are, of the last answer, which is in the text format.
    Rows,
    /// They are, of every answer.
    Answers,
    /// They are not.
    Nothing,
}

/// What was heard so far; what belongs to one statement since [`Tap::listen`].
#[derive(Default)]
pub(in crate::dialect::postgres) struct Heard {
    /// The number that the server, or a pooler before it, gave the session.
    pub(in crate::dialect::postgres) process: i32,
    /// `I`: no transaction, `T`: one is open, `E`: one is open and failed.
    pub(in crate::dialect::postgres) status: u8,
    /// How many transactions were begun and committed.
    pub(in crate::dialect::postgres) transactions: u64,
    /// How many answers the server owes.
    pub(in crate::dialect::postgres) outstanding: i64,
    /// Whether the stream is gone.
    pub(in crate::dialect::postgres) closed: bool,
    /// The error.
    pub(in crate::dialect::postgres) error: Option<Fields>,
    /// How many statements were done.
    pub(in crate::dialect::postgres) done: usize,
    /// What the last of them was: `INSERT 0 1`.
    pub(in crate::dialect::postgres) tag: String,
    /// The columns of the last answer; `None` when the statement returns no rows at all.
    pub(in crate::dialect::postgres) columns: Option<Vec<String>>,
    /// Its rows, when they are kept.
    pub(in crate::dialect::postgres) rows: Vec<Vec<Option<String>>>,
    /// All answers so far, when they are kept: the columns and rows of each.
    pub(in crate::dialect::postgres) answers: Vec<Answer>,
    /// Whether a `COPY` from or to the client was begun.
    pub(in crate::dialect::postgres) copies: bool,
    refuses_copy: bool,
    keeps_rows: bool,
    keeps_answers: bool,
    /// Whether `columns` belong to the statement that is done next.
    describes_next: bool,
}

/// The columns of an answer, if it has any, and its rows.
pub(in crate::dialect::postgres) type Answer = (Option<Vec<String>>, Vec<Vec<Option<String>>>);

/// The fields of an `ErrorResponse`.
/// <https://www.postgresql.org/docs/current/protocol-error-fields.html>
#[derive(Clone, Debug, Default)]
pub(in crate::dialect::postgres) struct Fields {
    pub(in crate::dialect::postgres) fatal: bool,
    pub(in crate::dialect::postgres) code: String,
    pub(in crate::dialect::postgres) message: String,
    pub(in crate::dialect::postgres) detail: Option<String>,
    pub(in crate::dialect::postgres) hint: Option<String>,
    pub(in crate::dialect::postgres) context: Option<String>,
    /// The character in the sent text, from 1.
    pub(in crate::dialect::postgres) position: Option<usize>,
    pub(in crate::dialect::postgres) internal_query: Option<String>,
}

impl Tap {
    pub(in crate::dialect::postgres) fn lock(&self) -> MutexGuard<'_, Heard> {
        self.0.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets the last statement.
    pub(in crate::dialect::postgres) fn listen(&self, keep: Keep) {
        let mut heard = self.lock();
        heard.error = None;
        heard.done = 0;
        heard.tag.clear();
        heard.columns = None;
        heard.rows = Vec::new();
        heard.copies = false;
        heard.answers = Vec::new();
        heard.keeps_rows = keep != Keep::Nothing;
        heard.keeps_answers = keep == Keep::Answers;
        heard.describes_next = false;
    }

    /// Waits until the server has answered everything, so that what was heard is complete.
    pub(in crate::dialect::postgres) async fn settle(&self) {
        loop {
            {
                let heard = self.lock();
                if heard.outstanding <= 0 || heard.closed {
                    return;
                }
            }
            self.0.changed.notified().await;
        }
    }

    pub(super) fn wants(&self, tag: u8) -> bool {
        match tag {
            b'K' | b'Z' | b'E' | b'C' | b'T' | b'G' | b'H' => true,
            b'D' => self.lock().keeps_rows,
            _ => false,
        }
    }

    pub(super) fn notify(&self) {
        self.0.changed.notify_one();
    }

    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.notify();
    }

    /// Whether the server waits for the data of a `COPY`; says so once.
    pub(super) fn take_copy(&self) -> bool {
        std::mem::take(&mut self.lock().refuses_copy)
    }
}

impl Heard {
    pub(super) const fn ready(&mut self, status: u8) {
        self.status = status;
        self.outstanding -= 1;
        // Of several messages that were sent one behind the other, the one that failed counts.
        if self.error.is_none() {
            self.done = 0;
        }
    }

    pub(super) fn failed(&mut self, fields: Fields) {
        if self.status == b'T' {
            self.status = b'E';
        }
        self.error.get_or_insert(fields);
    }

    pub(super) fn completed(&mut self, tag: &str) {
        // `ROLLBACK` is also what `ROLLBACK TO` says.
        if matches!(tag, "BEGIN" | "START TRANSACTION" | "COMMIT") {
            self.transactions += 1;
        }
        if !std::mem::take(&mut self.describes_next) {
            self.columns = None;
            self.rows.clear();
        }
        if self.keeps_answers {
            let rows = std::mem::take(&mut self.rows);
            self.answers.push((self.columns.take(), rows));
        }
        self.done += 1;
        tag.clone_into(&mut self.tag);
    }

    pub(super) fn described(&mut self, columns: Vec<String>) {
        self.columns = Some(columns);
        self.rows.clear();
        self.describes_next = true;
    }

    pub(super) const fn copies_in(&mut self) {
        self.copies = true;
        self.refuses_copy = true;
    }

    /// How many rows the last statement was about, if it counts any.
    pub(in crate::dialect::postgres) fn affected(&self) -> Option<u64> {
        self.tag.rsplit(' ').next()?.parse().ok()
    }
}
