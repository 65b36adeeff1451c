//! Computes the up and down statements by executing them in a scratch database, because the server
//! rewrites dependent objects (a view whose table is renamed) itself.

use glowplug::catalog::{Catalog, Object};
use glowplug::error::{Direction, Result};
use glowplug::model::Database;

use super::blocked::Blocked;
use super::draft::{Part, Purpose};
use super::parts::{self, PlannedPart, written};
use crate::change::{Change, Phase, Plan, Rename, Strategy};
use crate::dialect;
use crate::diff::{self, Fidelity};
use crate::scratch::Scratch;

/// The result of the search.
pub(super) enum Found {
    /// The schemas are the same.
    Nothing,
    /// Statements for both directions.
    Ways(Box<Directions>),
    /// There are no such statements.
    Blocked(Blocked),
}

/// Statements for both directions.
pub(super) struct Directions {
    pub(super) changes: Vec<Change>,
    pub(super) parts: Vec<Part>,
    /// The schema that they reach.
    pub(super) reached: Catalog,
    /// The accuracy of that schema.
    pub(super) known: Fidelity,
    /// Whether the statements were executed.
    pub(super) is_tried: bool,
}

/// When statements are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verify {
    /// While they are computed.
    Eagerly,
    /// Only when the migration is proved, if they can be computed without being tried. If the proof
    /// fails, draft again with [`Verify::Eagerly`]: other statements may be needed because the server
    /// writes expressions differently, or there may be none.
    Deferred,
}

/// The result of one step of the search.
pub(super) type Attempt<T> = std::result::Result<T, Blocked>;

/// The start of the search, after the renames.
pub(super) struct Start<'s> {
    /// The schema before the renames.
    pub(super) from: &'s Catalog,
    /// The renames.
    pub(super) renames: &'s [Rename],
    /// The plan that executes the renames.
    pub(super) plan: Plan,
    /// The schema after the renames, which the scratch database holds.
    pub(super) base: &'s Catalog,
    /// The accuracy of the target schema.
    pub(super) known: Fidelity,
}

/// Finds the statements from the start to `to` and back, by executing them. If the trial is left to
/// the proof, and the schemas in between are known without it, only computes them.
pub(super) async fn search_both_directions(
    scratch: &mut Scratch,
    start: Start<'_>,
    to: &Catalog,
    trial: Verify,
) -> Result<Found> {
    let (from, renames, known) = (start.from, start.renames, start.known);
    let UpPlan {
        changes,
        mut parts,
        untried,
    } = match plan_up(start, to) {
        Ok(there) => there,
        Err(blocked) => return Ok(Found::Blocked(blocked)),
    };
    if parts.is_empty() {
        return Ok(Found::Nothing);
    }
    if let (Verify::Deferred, [part], []) = (trial, &mut parts[..], renames) {
        if let Err(blocked) = untried_back(part, from, to) {
            refuse(part, to, blocked);
        }
        return Ok(Found::Ways(Box::new(Directions {
            changes,
            parts: written(to.database, parts),
            reached: to.clone(),
            known,
            is_tried: false,
        })));
    }
    scratch.clear().await;
    let states = match up(scratch, from, &parts, untried.as_ref()).await? {
        Ok(states) => states,
        Err(blocked) => return Ok(Found::Blocked(blocked)),
    };
    let reached = states[parts.len()].clone();
    if let Err(blocked) = check_reached(&reached, to, Direction::Up, known) {
        return Ok(Found::Blocked(blocked));
    }
    if let Some(back) = down(scratch, &mut parts, &states, renames).await? {
        scratch.restore(&back, gives_back(&changes)).await;
    }
    Ok(Found::Ways(Box::new(Directions {
        changes,
        parts: written(to.database, parts),
        reached,
        known: Fidelity::Exact,
        is_tried: true,
    })))
}

/// Executes the parts; returns the schemas before, between and after them. `untried` is the rest of
/// the first part if its renames were executed already.
async fn up(
    scratch: &mut Scratch,
    from: &Catalog,
    parts: &[PlannedPart],
    mut untried: Option<&Plan>,
) -> Result<Attempt<Vec<Catalog>>> {
    let mut states = vec![from.clone()];
    for part in parts {
        let plan = untried.take().unwrap_or(&part.up);
        if let Err(blocked) = execute(scratch, plan, from.database, Direction::Up).await {
            return Ok(Err(blocked));
        }
        states.push(scratch.schema().await?);
    }
    Ok(Ok(states))
}

/// Finds and executes the plan that reverts each part, last part first; returns the schema at the
/// end if all were reverted. A part that cannot be reverted is skipped, and those before it are
/// tried in a new database without it.
async fn down(
    scratch: &mut Scratch,
    parts: &mut [PlannedPart],
    states: &[Catalog],
    renames: &[Rename],
) -> Result<Option<Catalog>> {
    let mut reached = Some(states[parts.len()].clone());
    for index in (0..parts.len()).rev() {
        let renames = if index == 0 { renames } else { &[] };
        let (now, before) = (&states[index + 1], &states[index]);
        if reached.is_none() && !up_again(scratch, &parts[..=index], now.database).await? {
            let why = "what comes after it cannot be reverted, and neither can it be built again";
            parts[index].irreversible = Some(why.to_owned());
            continue;
        }
        match back(scratch, now, before, renames, parts[index].purpose).await? {
            Ok((down, back)) => {
                parts[index].pair(down);
                reached = reached.map(|_| back);
            }
            Err(blocked) => {
                refuse(&mut parts[index], before, blocked);
                reached = None;
            }
        }
    }
    Ok(reached)
}

/// Executes these parts in a new database; returns true if that succeeds.
async fn up_again(
    scratch: &mut Scratch,
    parts: &[PlannedPart],
    database: Database,
) -> Result<bool> {
    scratch.renew().await?;
    scratch.build().await?;
    scratch.clear().await;
    for part in parts {
        if execute(scratch, &part.up, database, Direction::Up)
            .await
            .is_err()
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Marks a part as one that cannot be reverted.
fn refuse(part: &mut PlannedPart, catalog: &Catalog, blocked: Blocked) {
    part.irreversible = Some(blocked.display_name(catalog.default_schema.as_deref()));
}

/// Computes how to revert the only part, without executing it.
fn untried_back(part: &mut PlannedPart, from: &Catalog, to: &Catalog) -> Attempt<()> {
    let manner = manner(part.purpose);
    let changes = diff::differences_for(to, from, manner);
    let plan = dialect::of(to.database).plan(&changes, to, from, manner);
    part.pair(plan.map_err(Blocked::Unsupported)?);
    Ok(())
}

/// Returns the manner in which a part is reverted.
const fn manner(purpose: Purpose) -> Strategy {
    match purpose.in_transaction() {
        true => Strategy::SingleTransaction,
        false => Strategy::Online,
    }
}

/// Returns true if no change drops a table or column, whose dependent objects outside the catalog
/// (statistics, publications) could not be restored.
pub(super) fn gives_back(changes: &[Change]) -> bool {
    let takes = |change: &Change| {
        let is_place = |object: &Object| matches!(object, Object::Table(_) | Object::Column(..));
        matches!(change, Change::Drop(object) if is_place(object))
    };
    !changes.iter().any(takes)
}

/// The changes of the up direction, split into parts.
struct UpPlan {
    changes: Vec<Change>,
    parts: Vec<PlannedPart>,
    /// The rest of the first part if its renames were executed already, to see what they change.
    untried: Option<Plan>,
}

fn plan_up(start: Start<'_>, to: &Catalog) -> Attempt<UpPlan> {
    let changes = diff::differences(start.base, to);
    let plan = dialect::of(to.database).plan(&changes, start.base, to, Strategy::Online);
    let plan = plan.map_err(Blocked::Unsupported)?;
    let untried = (!start.plan.steps.is_empty()).then(|| {
        let mut first = plan.clone();
        first
            .steps
            .retain(|step| step.place == Phase::InTransaction);
        first
    });
    Ok(UpPlan {
        changes,
        parts: parts::of(start.plan.then(plan)),
        untried,
    })
}

/// Executes renames in the scratch database; returns the plan and the schema after them.
pub(super) async fn rename(
    scratch: &mut Scratch,
    from: &Catalog,
    renames: &[Rename],
    direction: Direction,
) -> Result<Attempt<(Plan, Catalog)>> {
    if renames.is_empty() {
        return Ok(Ok((Plan::default(), from.clone())));
    }
    let changes: Vec<Change> = renames.iter().cloned().map(Change::Rename).collect();
    let plan = dialect::of(from.database).plan(&changes, from, from, Strategy::SingleTransaction);
    let plan = match plan {
        Ok(plan) => plan,
        Err(impossible) => return Ok(Err(Blocked::Unsupported(impossible))),
    };
    if let Err(blocked) = execute(scratch, &plan, from.database, direction).await {
        return Ok(Err(blocked));
    }
    Ok(Ok((plan, scratch.schema().await?)))
}

/// Computes and executes the plan that reverts one part; returns it with the schema that it
/// reaches.
async fn back(
    scratch: &mut Scratch,
    from: &Catalog,
    to: &Catalog,
    renames: &[Rename],
    purpose: Purpose,
) -> Result<Attempt<(Plan, Catalog)>> {
    let reversed = diff::reversed(renames, from);
    let (renamed, base) = match rename(scratch, from, &reversed, Direction::Down).await? {
        Ok(renamed) => renamed,
        Err(blocked) => return Ok(Err(blocked)),
    };
    let manner = manner(purpose);
    let changes = diff::differences_for(&base, to, manner);
    let plan = match dialect::of(to.database).plan(&changes, &base, to, manner) {
        Ok(plan) => plan,
        Err(impossible) => return Ok(Err(Blocked::Unsupported(impossible))),
    };
    if let Err(blocked) = execute(scratch, &plan, to.database, Direction::Down).await {
        return Ok(Err(blocked));
    }
    let down = renamed.then(plan);
    let reached = scratch.schema().await?;
    Ok(check_reached(&reached, to, Direction::Down, Fidelity::Exact).map(|()| (down, reached)))
}

async fn execute(
    scratch: &mut Scratch,
    plan: &Plan,
    database: Database,
    direction: Direction,
) -> Attempt<()> {
    let steps = dialect::of(database).script(plan.clone());
    let gone = scratch.run(&steps).await;
    gone.map_err(|refused| Blocked::Rejected {
        step: Box::new(steps[refused.index].clone()),
        direction,
        error: Box::new(refused.error),
    })
}

fn check_reached(
    reached: &Catalog,
    to: &Catalog,
    direction: Direction,
    known: Fidelity,
) -> Attempt<()> {
    match diff::is_same(reached, to, known) {
        true => Ok(()),
        false => Err(Blocked::Incomplete {
            direction,
            changes: diff::differences(reached, to),
        }),
    }
}
