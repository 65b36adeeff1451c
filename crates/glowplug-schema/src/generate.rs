//! Generates migrations: compares the schema that the existing migrations build with the declared
//! one, writes the difference as statements in both directions, and tries them in a scratch
//! database.
//!
//! A draft has up to three kinds of parts, in this order: statements that run in one transaction;
//! each statement that cannot run in one (`CREATE INDEX CONCURRENTLY`); statements that scan all
//! rows and must not do so while the first part holds its locks (`VALIDATE CONSTRAINT`). Each part
//! becomes a migration of its own, with a `down` that restores the schema from before that part. If
//! a part cannot be reverted, or no way to revert it was found, its `down` refuses to run and says
//! why.

mod blocked;
mod declaration;
mod draft;
mod parts;
mod remarks;
mod roundtrip;
mod tables;
mod text;

pub use blocked::Blocked;
pub use declaration::Declaration;
pub use draft::{Draft, Part, Purpose};
pub use roundtrip::Verify;
pub use tables::{TableFile, Tables};
pub use text::statements;

use glowplug::catalog::{Catalog, Uncompared};
use glowplug::error::{Direction, Result};

use roundtrip::{Found, Start};

use crate::change::Rename;
use crate::declare::{Addition, OpenQuestion};
use crate::diff::{Answers, Question};
use crate::scratch::Scratch;

/// The result of a comparison.
#[derive(Debug)]
pub enum Outcome {
    /// The migrations build the declared schema, as far as it is compared.
    Nothing {
        /// Objects that exist but are not compared.
        not_compared: Vec<Uncompared>,
    },
    /// Questions that only the user can answer.
    Questions(Questions),
    /// The change is impossible, or no statements for it are known.
    Blocked(Blocked),
    /// The statements for both directions.
    Draft(Box<Draft>),
}

/// Open questions.
#[derive(Debug)]
pub struct Questions {
    /// The objects that may have been renamed.
    pub renames: Vec<Question>,
    /// The questions that the declaration leaves open. Whether an object is dropped along with one
    /// that may have been renamed is asked once that is answered.
    pub open: Vec<OpenQuestion>,
    /// The schema that the questions are about.
    pub from: Box<Catalog>,
}

/// Compares the schema that the migrations of a scratch database build with a declaration, and
/// tries the statements for the difference there.
///
/// # Errors
/// Fails if a migration fails, the declaration cannot be read, or an answer matches no question.
pub async fn draft(
    scratch: &mut Scratch,
    declaration: &Declaration,
    answers: &Answers,
    trial: Verify,
) -> Result<Outcome> {
    let drafted = drafted(scratch, declaration, answers, trial).await?;
    let tried = matches!(
        drafted,
        Outcome::Blocked(Blocked::Rejected { .. } | Blocked::Incomplete { .. })
    );
    if !tried || !scratch.is_reused() {
        return Ok(drafted);
    }
    scratch.renew().await?;
    self::drafted(scratch, declaration, answers, trial).await
}

async fn drafted(
    scratch: &mut Scratch,
    declaration: &Declaration,
    answers: &Answers,
    trial: Verify,
) -> Result<Outcome> {
    let from = scratch.build().await?;
    let wanted = declaration.wanted(&scratch.near(), &from).await?;
    let used = wanted.open.iter().filter_map(OpenQuestion::goes);
    let (renames, questions) = answers
        .without(&from, used)
        .resolve(&from, &wanted.catalog)?;
    if !questions.is_empty() {
        let mut open = wanted.open;
        open.retain(|open| open.goes().is_none());
        return Ok(asked(questions, open, from));
    }
    if !renames.is_empty() {
        scratch.clear().await;
    }
    let (plan, base) = match roundtrip::rename(scratch, &from, &renames, Direction::Up).await? {
        Ok(renamed) => renamed,
        Err(blocked) => return Ok(Outcome::Blocked(blocked)),
    };
    let wanted = match renames.is_empty() {
        true => wanted,
        // What `table!` does not declare is taken from the renamed objects.
        false => declaration.again(&base, wanted)?,
    };
    let mut open = wanted.open;
    open.retain(|open| {
        !open
            .goes()
            .is_some_and(|object| answers.drops(&base, object))
    });
    if !open.is_empty() {
        return Ok(asked(Vec::new(), open, base));
    }
    let start = Start {
        from: &from,
        renames: &renames,
        plan,
        base: &base,
        known: declaration.known(),
    };
    let not_compared = Uncompared::seen([&from, &wanted.catalog]);
    let found = roundtrip::search_both_directions(scratch, start, &wanted.catalog, trial).await?;
    Ok(outcome(
        found,
        wanted.additions,
        renames,
        from,
        not_compared,
    ))
}

fn outcome(
    found: Found,
    additions: Vec<Addition>,
    renames: Vec<Rename>,
    from: Catalog,
    not_compared: Vec<Uncompared>,
) -> Outcome {
    match found {
        Found::Nothing => Outcome::Nothing { not_compared },
        Found::Blocked(blocked) => Outcome::Blocked(blocked),
        Found::Ways(mut ways) => {
            remarks::remark(&mut ways.parts, &additions, &from);
            Outcome::Draft(Box::new(Draft {
                renames,
                changes: ways.changes,
                parts: ways.parts,
                additions,
                not_compared,
                former: from,
                expected: ways.reached,
                known: ways.known,
                is_tried: ways.is_tried,
            }))
        }
    }
}

fn asked(renames: Vec<Question>, open: Vec<OpenQuestion>, from: Catalog) -> Outcome {
    Outcome::Questions(Questions {
        renames,
        open,
        from: Box::new(from),
    })
}
