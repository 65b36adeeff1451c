//! Writes migrations: what the migrations build is compared with what is declared, and the
//! difference is said in statements, both ways, each tried in a scratch database as it is written.
//!
//! A draft has up to three kinds of parts, in this order: what runs in one transaction; each
//! statement that must run without one (`CREATE INDEX CONCURRENTLY`); what looks at all rows and
//! must not do so while the first part holds its locks (`VALIDATE CONSTRAINT`). Each part becomes a
//! migration of its own, with a `down` that gives back what was there before that part.

mod declaration;
mod draft;
mod remarks;
mod tables;
mod text;
mod way;

pub use declaration::Declaration;
pub use draft::{Draft, Part, Purpose};
pub use tables::{TableFile, Tables};
pub use text::statements;
pub use way::{Blocked, Trial};

use crate::catalog::Catalog;
use crate::change::Rename;
use crate::declare::{Addition, Open};
use crate::diff::{Answers, Question};
use crate::error::{Direction, Result};
use crate::scratch::Scratch;
use way::{Found, Start};

/// What came of a comparison.
#[derive(Debug)]
pub enum Outcome {
    /// The migrations build what is declared.
    Nothing,
    /// What only a person can decide.
    Questions(Questions),
    /// There is no way, or none is known.
    Blocked(Blocked),
    /// The statements that lead there and back.
    Draft(Box<Draft>),
}

/// What is not clear.
#[derive(Debug)]
pub struct Questions {
    /// What may have been renamed.
    pub renames: Vec<Question>,
    /// What the declaration does not say. What may go with something that may be renamed is asked
    /// once that is clear.
    pub open: Vec<Open>,
    /// The schema that it is about.
    pub from: Box<Catalog>,
}

/// Compares what the migrations of a scratch database build with a declaration, and tries the
/// difference there.
///
/// # Errors
/// Migrations that fail, a declaration that cannot be read, answers to questions that nobody asks.
pub async fn draft(
    scratch: &mut Scratch,
    declaration: &Declaration,
    answers: &Answers,
    trial: Trial,
) -> Result<Outcome> {
    let drafted = drafted(scratch, declaration, answers, trial).await?;
    let tried = matches!(
        drafted,
        Outcome::Blocked(Blocked::Refused { .. } | Blocked::Short { .. })
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
    trial: Trial,
) -> Result<Outcome> {
    let from = scratch.build().await?;
    let wanted = declaration.wanted(&scratch.near(), &from).await?;
    let used = wanted.open.iter().filter_map(Open::goes);
    let (renames, questions) = answers
        .without(&from, used)
        .settle(&from, &wanted.catalog)?;
    if !questions.is_empty() {
        let mut open = wanted.open;
        open.retain(|open| open.goes().is_none());
        return Ok(asked(questions, open, from));
    }
    if !renames.is_empty() {
        scratch.clear().await;
    }
    let (steps, base) = match way::rename(scratch, &from, &renames, Direction::Up).await? {
        Ok(renamed) => renamed,
        Err(blocked) => return Ok(Outcome::Blocked(blocked)),
    };
    let wanted = match renames.is_empty() {
        true => wanted,
        // What `table!` does not say comes from what was renamed.
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
        steps,
        base: &base,
        known: declaration.known(),
    };
    let found = way::there_and_back(scratch, start, &wanted.catalog, trial).await?;
    Ok(outcome(found, wanted.additions, renames, from))
}

fn outcome(found: Found, additions: Vec<Addition>, renames: Vec<Rename>, from: Catalog) -> Outcome {
    match found {
        Found::Nothing => Outcome::Nothing,
        Found::Blocked(blocked) => Outcome::Blocked(blocked),
        Found::Ways(mut ways) => {
            remarks::remark(&mut ways.parts, &additions, &from);
            Outcome::Draft(Box::new(Draft {
                renames,
                changes: ways.changes,
                parts: ways.parts,
                additions,
                former: from,
                expected: ways.reached,
                known: ways.known,
                is_tried: ways.is_tried,
            }))
        }
    }
}

fn asked(renames: Vec<Question>, open: Vec<Open>, from: Catalog) -> Outcome {
    Outcome::Questions(Questions {
        renames,
        open,
        from: Box::new(from),
    })
}
