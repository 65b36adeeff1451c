//! What the tap has recorded from the stream, shared with the session.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// The recorded state of a connection, shared by stream and session.
#[derive(Clone, Default)]
pub(in crate::dialect::postgres) struct Observer(Arc<Shared>);

#[derive(Default)]
struct Shared {
    heard: Mutex<Observed>,
    changed: Notify,
}

/// Which rows of the results are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dialect::postgres) enum Keep {
    /// Those of the last result, which is in text format.
    Rows,
    /// Those of every result.
    Answers,
    /// None.
    Nothing,
}

/// What was recorded so far. Fields about a statement cover what followed the last [`Observer::listen`].
#[derive(Default)]
pub(in crate::dialect::postgres) struct Observed {
    /// Process id that the server, or a pooler in front of it, gave the session.
    pub(in crate::dialect::postgres) process: i32,
    /// Transaction status: `I` is idle, `T` is in a transaction, `E` is in a failed transaction.
    pub(in crate::dialect::postgres) status: u8,
    /// How many times a transaction was begun or committed.
    pub(in crate::dialect::postgres) transactions: u64,
    /// How many `ReadyForQuery` messages the server still owes.
    pub(in crate::dialect::postgres) outstanding: i64,
    /// Whether the stream is closed.
    pub(in crate::dialect::postgres) closed: bool,
    /// The first error.
    pub(in crate::dialect::postgres) error: Option<Fields>,
    /// Number of statements that were completed.
    pub(in crate::dialect::postgres) done: usize,
    /// Command tag of the last completed statement, such as `INSERT 0 1`.
    pub(in crate::dialect::postgres) tag: String,
    /// Columns of the last result; `None` if the statement returns no rows at all.
    pub(in crate::dialect::postgres) columns: Option<Vec<String>>,
    /// Rows of the last result, if kept.
    pub(in crate::dialect::postgres) rows: Vec<Vec<Option<String>>>,
    /// Columns and rows of every result so far, if kept.
    pub(in crate::dialect::postgres) answers: Vec<Answer>,
    /// Whether a `COPY` from or to the client was started.
    pub(in crate::dialect::postgres) copies: bool,
    refuses_copy: bool,
    keeps_rows: bool,
    keeps_answers: bool,
    /// Whether `columns` belong to the statement that completes next.
    describes_next: bool,
}

/// Columns of a result, if it has any, and its rows.
pub(in crate::dialect::postgres) type Answer = (Option<Vec<String>>, Vec<Vec<Option<String>>>);

/// Fields of an `ErrorResponse`.
/// <https://www.postgresql.org/docs/current/protocol-error-fields.html>
#[derive(Clone, Debug, Default)]
pub(in crate::dialect::postgres) struct Fields {
    pub(in crate::dialect::postgres) fatal: bool,
    pub(in crate::dialect::postgres) code: String,
    pub(in crate::dialect::postgres) message: String,
    pub(in crate::dialect::postgres) detail: Option<String>,
    pub(in crate::dialect::postgres) hint: Option<String>,
    pub(in crate::dialect::postgres) context: Option<String>,
    /// Position in the statement text, in characters, starting at 1.
    pub(in crate::dialect::postgres) position: Option<usize>,
    pub(in crate::dialect::postgres) internal_query: Option<String>,
}

impl Observer {
    pub(in crate::dialect::postgres) fn lock(&self) -> MutexGuard<'_, Observed> {
        self.0.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Clears what was recorded about the last statement, and starts recording the next.
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

    /// Waits until the server has answered everything, so that the record is complete.
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

    /// Returns true, once, if the server waits for the data of a `COPY`.
    pub(super) fn take_copy(&self) -> bool {
        std::mem::take(&mut self.lock().refuses_copy)
    }
}

impl Observed {
    pub(super) const fn ready(&mut self, status: u8) {
        self.status = status;
        self.outstanding -= 1;
        // With pipelined messages, the count is that of the message that failed.
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
        // `ROLLBACK` is not counted: it is also the tag of `ROLLBACK TO`.
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

    /// Returns how many rows the last statement affected, if its tag has a count.
    pub(in crate::dialect::postgres) fn affected(&self) -> Option<u64> {
        self.tag.rsplit(' ').next()?.parse().ok()
    }
}
