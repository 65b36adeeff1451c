//! Messages to a database, with what is known of their statements beforehand.

use super::{Guard, Limits};
use crate::error::ServerError;
use crate::sql::Facts;

/// Statements that are sent as one text.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// One statement, or several separated by `;`.
    pub text: &'a str,
    /// What is known of the statements.
    pub facts: Facts,
}

/// One of several requests that are passed to a session together.
#[derive(Clone, Copy, Debug)]
pub enum Request<'a> {
    /// Runs statements.
    Run(Message<'a>),
    /// Resets the session to these limits, as [`Guard::reset_session`](super::Guard::reset_session) does.
    Reset(&'a Limits),
}

impl Request<'_> {
    /// Returns how many statements it runs.
    pub const fn statements(&self) -> u32 {
        match self {
            Self::Run(message) => message.facts.statements,
            Self::Reset(_) => 1,
        }
    }
}

/// Executes requests one after the other; see [`Guard::run_all`].
pub(crate) async fn run_each<G: Guard + ?Sized>(
    session: &mut G,
    requests: &[Request<'_>],
    answered: &mut (dyn FnMut() + Send),
) -> Result<(), (usize, ServerError)> {
    for (index, request) in requests.iter().enumerate() {
        let done = match request {
            Request::Run(message) => session.run_message(*message).await,
            Request::Reset(limits) => session.reset_session(limits).await,
        };
        done.map_err(|error| (index, error))?;
        answered();
    }
    Ok(())
}
