//! The way there and the way back, found by going them in a scratch database: what a server
//! rewrites by itself (a view whose table is renamed) is then seen as it is.

use std::mem;

use super::draft::{Part, Purpose};
use crate::catalog::{Catalog, Object};
use crate::change::{Change, Impossible, Manner, Place, Rename, Step};
use crate::dialect;
use crate::diff::{self, Known};
use crate::error::{Direction, Result, ServerError};
use crate::model::Database;
use crate::scratch::Scratch;

/// What was found.
pub(super) enum Found {
    /// There is nothing to do.
    Nothing,
    /// Both ways.
    Ways(Box<Ways>),
    /// There is none.
    Blocked(Blocked),
}

/// Both ways.
pub(super) struct Ways {
    pub(super) changes: Vec<Change>,
    pub(super) parts: Vec<Part>,
    /// The schema at their end.
    pub(super) reached: Catalog,
    /// How exactly that is known.
    pub(super) known: Known,
    /// Whether they were gone.
    pub(super) is_tried: bool,
}

/// When statements are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// While they are found.
    Now,
    /// When the migration is proved, as far as they can be found without. What is not proved is to be
    /// drafted again with a trial: statements of another spelling may be needed, or there is no way.
    InProof,
}

/// Why there is no way.
#[derive(Debug)]
pub enum Blocked {
    /// The database has no statement for some changes.
    Impossible(Vec<Impossible>),
    /// The scratch database refused a statement.
    Refused {
        /// The statement.
        step: Box<Step>,
        /// On the way up or down.
        direction: Direction,
        /// What it said.
        error: Box<ServerError>,
    },
    /// The statements do not lead where they should.
    Short {
        /// On the way up or down.
        direction: Direction,
        /// What is missing.
        changes: Vec<Change>,
    },
}

/// A step of the search: found, or blocked.
pub(super) type Attempt<T> = std::result::Result<T, Blocked>;

/// The start of the way: what was renamed already.
pub(super) struct Start<'s> {
    /// The schema before.
    pub(super) from: &'s Catalog,
    /// What was renamed since.
    pub(super) renames: &'s [Rename],
    /// The statements that renamed it.
    pub(super) steps: Vec<Step>,
    /// The schema after that, which the scratch database holds.
    pub(super) base: &'s Catalog,
    /// How exactly the schema is known that is to be reached.
    pub(super) known: Known,
}

/// Goes from the start to `to` and back; where the trial is left to the proof, and the schemas on the
/// way are known without it, only says how.
pub(super) async fn there_and_back(
    scratch: &mut Scratch,
    start: Start<'_>,
    to: &Catalog,
    trial: Trial,
) -> Result<Found> {
    let (from, renames, known) = (start.from, start.renames, start.known);
    let There {
        changes,
        mut parts,
        untried,
    } = match there(start, to) {
        Ok(there) => there,
        Err(blocked) => return Ok(Found::Blocked(blocked)),
    };
    if parts.is_empty() {
        return Ok(Found::Nothing);
    }
    if let (Trial::InProof, [part], []) = (trial, &mut parts[..], renames) {
        return Ok(match untried_back(part, from, to) {
            Ok(()) => Found::Ways(Box::new(Ways {
                changes,
                parts,
                reached: to.clone(),
                known,
                is_tried: false,
            })),
            Err(blocked) => Found::Blocked(blocked),
        });
    }
    scratch.clear().await;
    let states = match up(scratch, from, &parts, untried.as_deref()).await? {
        Ok(states) => states,
        Err(blocked) => return Ok(Found::Blocked(blocked)),
    };
    let reached = states[parts.len()].clone();
    if let Err(blocked) = arrived(&reached, to, Direction::Up, known) {
        return Ok(Found::Blocked(blocked));
    }
    Ok(match down(scratch, &mut parts, &states, renames).await? {
        Ok(back) => {
            scratch.restore(&back, gives_back(&changes)).await;
            Found::Ways(Box::new(Ways {
                changes,
                parts,
                reached,
                known: Known::Exactly,
                is_tried: true,
            }))
        }
        Err(blocked) => Found::Blocked(blocked),
    })
}

/// Goes up, and gives the schemas before, between and after the parts. `untried` is what is left of
/// the first one.
async fn up(
    scratch: &mut Scratch,
    from: &Catalog,
    parts: &[Part],
    mut untried: Option<&[Step]>,
) -> Result<Attempt<Vec<Catalog>>> {
    let mut states = vec![from.clone()];
    for part in parts {
        let steps = untried.take().unwrap_or(&part.up);
        if let Err(blocked) = go(scratch, steps, Direction::Up).await {
            return Ok(Err(blocked));
        }
        states.push(scratch.schema().await?);
    }
    Ok(Ok(states))
}

/// Goes down, which gives each part its way back, and gives the schema at the end.
async fn down(
    scratch: &mut Scratch,
    parts: &mut [Part],
    states: &[Catalog],
    renames: &[Rename],
) -> Result<Attempt<Catalog>> {
    let mut reached = states[parts.len()].clone();
    for (index, part) in parts.iter_mut().enumerate().rev() {
        let renames = if index == 0 { renames } else { &[] };
        let (now, before) = (&states[index + 1], &states[index]);
        (part.down, reached) = match back(scratch, now, before, renames, part.purpose).await? {
            Ok(gone) => gone,
            Err(blocked) => return Ok(Err(blocked)),
        };
        pair(before.database, part);
    }
    Ok(Ok(reached))
}

/// The way back of the only part, which nobody has gone.
fn untried_back(part: &mut Part, from: &Catalog, to: &Catalog) -> Attempt<()> {
    let changes = diff::differences(to, from);
    let steps = dialect::emit(&changes, to, from, manner(part.purpose));
    let steps = steps.map_err(Blocked::Impossible)?;
    part.down = dialect::joined(to.database, vec![steps]);
    pair(to.database, part);
    Ok(())
}

/// How careful a way back is.
const fn manner(purpose: Purpose) -> Manner {
    match purpose.in_transaction() {
        true => Manner::OneTransaction,
        false => Manner::Careful,
    }
}

/// Whether nothing goes for good that is not in a catalog: what stands on a table or column without
/// being a part of it.
pub(super) fn gives_back(changes: &[Change]) -> bool {
    let takes = |change: &Change| {
        let is_place = |object: &Object| matches!(object, Object::Table(_) | Object::Column(..));
        matches!(change, Change::Drop(object) if is_place(object))
    };
    !changes.iter().any(takes)
}

/// The way there.
struct There {
    changes: Vec<Change>,
    parts: Vec<Part>,
    /// What is left of the first part when its renames were made already, to see what they change.
    untried: Option<Vec<Step>>,
}

fn there(start: Start<'_>, to: &Catalog) -> Attempt<There> {
    let changes = diff::differences(start.base, to);
    let steps = dialect::emit(&changes, start.base, to, Manner::Careful);
    let steps = steps.map_err(Blocked::Impossible)?;
    let untried = (!start.steps.is_empty()).then(|| {
        let first = |step: &&Step| step.place == Place::Together || to.database == Database::Sqlite;
        steps.iter().filter(first).cloned().collect()
    });
    let up = dialect::joined(to.database, vec![start.steps, steps]);
    Ok(There {
        changes,
        parts: parted(to.database, up),
        untried,
    })
}

/// Renames in the scratch database, and gives the statements and the schema after them.
pub(super) async fn rename(
    scratch: &mut Scratch,
    from: &Catalog,
    renames: &[Rename],
    direction: Direction,
) -> Result<Attempt<(Vec<Step>, Catalog)>> {
    if renames.is_empty() {
        return Ok(Ok((Vec::new(), from.clone())));
    }
    let changes: Vec<Change> = renames.iter().cloned().map(Change::Rename).collect();
    let steps = match dialect::emit(&changes, from, from, Manner::OneTransaction) {
        Ok(steps) => steps,
        Err(impossible) => return Ok(Err(Blocked::Impossible(impossible))),
    };
    if let Err(blocked) = go(scratch, &steps, direction).await {
        return Ok(Err(blocked));
    }
    Ok(Ok((steps, scratch.schema().await?)))
}

/// One part's way back, gone, and the schema at its end.
async fn back(
    scratch: &mut Scratch,
    from: &Catalog,
    to: &Catalog,
    renames: &[Rename],
    purpose: Purpose,
) -> Result<Attempt<(Vec<Step>, Catalog)>> {
    let reversed = diff::reversed(renames);
    let (mut down, base) = match rename(scratch, from, &reversed, Direction::Down).await? {
        Ok(renamed) => renamed,
        Err(blocked) => return Ok(Err(blocked)),
    };
    let changes = diff::differences(&base, to);
    let steps = match dialect::emit(&changes, &base, to, manner(purpose)) {
        Ok(steps) => steps,
        Err(impossible) => return Ok(Err(Blocked::Impossible(impossible))),
    };
    if let Err(blocked) = go(scratch, &steps, Direction::Down).await {
        return Ok(Err(blocked));
    }
    down = dialect::joined(to.database, vec![down, steps]);
    let reached = scratch.schema().await?;
    Ok(arrived(&reached, to, Direction::Down, Known::Exactly).map(|()| (down, reached)))
}

/// Lets both ways of a part run in a transaction, or neither.
fn pair(database: Database, part: &mut Part) {
    let (up, down) = (mem::take(&mut part.up), mem::take(&mut part.down));
    (part.up, part.down) = dialect::paired(database, up, down);
    if part.up.iter().all(|step| step.place == Place::Alone) && !part.up.is_empty() {
        part.purpose = Purpose::Alone;
    }
}

async fn go(scratch: &mut Scratch, steps: &[Step], direction: Direction) -> Attempt<()> {
    let gone = scratch.run(steps).await;
    gone.map_err(|refused| Blocked::Refused {
        step: Box::new(steps[refused.index].clone()),
        direction,
        error: Box::new(refused.error),
    })
}

fn arrived(reached: &Catalog, to: &Catalog, direction: Direction, known: Known) -> Attempt<()> {
    match diff::is_same(reached, to, known) {
        true => Ok(()),
        false => Err(Blocked::Short {
            direction,
            changes: diff::differences(reached, to),
        }),
    }
}

/// Statements as migrations, by where they run.
fn parted(database: Database, steps: Vec<Step>) -> Vec<Part> {
    let part = |purpose, up| Part {
        purpose,
        up,
        down: Vec::new(),
    };
    if database == Database::Sqlite && steps.iter().any(|step| step.place == Place::Alone) {
        return vec![part(Purpose::Alone, steps)];
    }
    let (mut together, mut alone, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for step in steps {
        match step.place {
            Place::Together => together.push(step),
            Place::Alone => alone.push(part(Purpose::Alone, vec![step])),
            Place::Later => later.push(step),
        }
    }
    let mut parts = Vec::new();
    if !together.is_empty() {
        parts.push(part(Purpose::Change, together));
    }
    parts.extend(alone);
    if !later.is_empty() {
        parts.push(part(Purpose::Later, later));
    }
    parts
}
