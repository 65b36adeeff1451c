//! Changes of whole schemas, a folder each: `tests/schema/<object>_<what>/<database>`.
//!
//! - `from.sql` and `to.sql` create the two schemas.
//! - `plan.sql` is the expected plan, up and down, with the hazards as comments;
//!   `GLOWPLUG_BLESS=1` writes it.
//! - `rows.sql`, optional, fills `from`; its rows must survive where no step loses data.
//! - `refused.txt`, optional, in place of a plan: what cannot be changed, and why.
//! - `versions`, optional: the major versions of the server that the case is for, `15..` or `..17`.
//! - `plan.16.sql`, optional: the expected plan on 16 and later, which write views differently;
//!   `GLOWPLUG_BLESS=16` writes it where it differs. Without it the text of the plan is not compared
//!   there, only its effect.
//! - `renames`, optional: lines `table a=b`, `column t.a=b` (`t` by its old name), `index t.a=b`…
//!
//! A case passes when the plan is the expected one, gives exactly `to`, leaves nothing to do, and
//! its down gives exactly `from`. `GLOWPLUG_CASE=name` runs one case alone, on all databases that
//! it has; `GLOWPLUG_CASE=name/sqlite` runs it on one. `tests/schema/COVERAGE.md` shows which
//! behaviour is tested on which database (`coverage`).

mod bench;
mod compare;
mod coverage;
mod folders;
mod plan;
mod renames;
mod rows;
mod versions;

use std::fs;
use std::future::ready;
use std::path::Path;

use futures_util::{StreamExt as _, stream};
use glowplug::catalog::Catalog;
use glowplug::model::Database;
use glowplug_schema::change::{Change, HazardKind, Step, Strategy};
use glowplug_schema::dialect;
use glowplug_schema::diff::{differences, differences_for};

use bench::Bench;
pub(crate) use bench::Benches;
use renames::Renames;

/// How many cases run at the same time, each in databases of its own.
const AT_ONCE: usize = 4;

#[tokio::test]
async fn postgres() {
    all(Database::Postgres).await;
}

/// The first schema of a case becomes the second of quite another one.
#[tokio::test]
async fn postgres_schemas_become_others() {
    let number = |name: &str, usual| {
        let said = std::env::var(name).ok();
        said.map_or(usual, |number| number.parse::<usize>().unwrap())
    };
    let (stride, step) = (number("GLOWPLUG_STRIDE", 37), number("GLOWPLUG_STEP", 8));
    let benches = &Benches::new(Database::Postgres);
    let major = benches.major().await.unwrap_or_default();
    let mut cases = folders::of(Database::Postgres);
    cases.retain(|case| {
        let said = fs::read_to_string(case.join("versions")).unwrap_or_default();
        versions::contain(&said, major)
    });
    let pairs = (0..cases.len()).step_by(step);
    let running = stream::iter(pairs).map(|one| {
        let (one, other) = (&cases[one], &cases[(one + stride) % cases.len()]);
        async move {
            let case = Case {
                from: fs::read_to_string(one.join("from.sql")).unwrap(),
                to: fs::read_to_string(other.join("to.sql")).unwrap(),
                ..Case::default()
            };
            let problem = attempt(benches, &case).await.err()?;
            let names = format!("{} -> {}", folders::label(one), folders::label(other));
            // A plain table does not become a partitioned one.
            let refused = problem.contains(" cannot be changed: ");
            (!refused).then(|| format!("{names}: {problem}"))
        }
    });
    let wrong: Vec<String> = running.buffered(AT_ONCE).filter_map(ready).collect().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[tokio::test]
async fn sqlite() {
    all(Database::Sqlite).await;
}

#[tokio::test]
async fn mysql() {
    all(Database::Mysql).await;
}

/// Runs every case of a database and tells of all that are wrong.
async fn all(database: Database) {
    let cases = folders::of(database);
    let benches = &Benches::new(database);
    let running = stream::iter(&cases).map(|case| async move {
        let name = folders::label(case);
        run(benches, case)
            .await
            .map_err(|problem| format!("{name}: {problem}"))
    });
    let mut ran = running.buffered(AT_ONCE);
    let mut wrong = Vec::new();
    while let Some(outcome) = ran.next().await {
        match outcome {
            Ok(true) => {}
            Ok(false) => return,
            Err(problem) => wrong.push(problem),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases are wrong:\n\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n\n")
    );
}

/// What a case says.
#[derive(Debug, Default)]
pub(crate) struct Case {
    /// What builds the first schema.
    pub(crate) from: String,
    /// What builds the second.
    pub(crate) to: String,
    /// What fills the first.
    pub(crate) rows: String,
    /// What only gets another name.
    pub(crate) renames: String,
}

/// The steps of both ways; the second may have failed.
pub(crate) struct Ways {
    up: Vec<Step>,
    down: Result<Vec<Step>, String>,
}

/// Runs a case; `false` when the database is not to be had here.
async fn run(benches: &Benches, folder: &Path) -> Result<bool, String> {
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let case = Case {
        from: read("from.sql"),
        to: read("to.sql"),
        rows: read("rows.sql"),
        renames: read("renames"),
    };
    let Some(major) = benches.major().await else {
        return Ok(false);
    };
    if !versions::contain(&read("versions"), major) {
        return Ok(true);
    }
    if folder.join("refused.txt").exists() {
        return refuse(
            benches,
            &case,
            &versions::file(folder, "refused", "txt", major),
        )
        .await;
    }
    let Some(ways) = go(benches, &case).await? else {
        return Ok(false);
    };
    let plan = plan::both(&ways.up, ways.down.as_deref().unwrap_or_default());
    let expected = versions::file(folder, "plan", "sql", major);
    if major < versions::OTHER_WORDS || !expected.ends_with("plan.sql") {
        compare::plan(&expected, &plan)?;
    }
    ways.down
        .map_err(|problem| format!("down: {problem}\n{plan}"))?;
    Ok(true)
}

/// Goes both ways of a case, whatever their steps are.
pub(crate) async fn attempt(benches: &Benches, case: &Case) -> Result<(), String> {
    if let Some(ways) = go(benches, case).await? {
        let up = plan::text(&ways.up);
        ways.down
            .map_err(|problem| format!("down: {problem}\n-- up\n{up}"))?;
    }
    Ok(())
}

/// Compares what cannot be changed; `false` when the database is not to be had here.
async fn refuse(benches: &Benches, case: &Case, file: &Path) -> Result<bool, String> {
    let Some((bench, from, to)) = load(benches, case).await? else {
        return Ok(false);
    };
    let plan = plan::of(&differences(&from, &to), &from, &to, Strategy::Online);
    let reasons = plan.err().ok_or("this is not refused")?;
    compare::plan(file, &format!("{reasons}\n"))?;
    benches.give_back(bench).await;
    Ok(true)
}

/// The two schemas of a case, and the database that holds the first; `None` when there is none of
/// this kind here.
async fn load(benches: &Benches, case: &Case) -> Result<Option<(Bench, Catalog, Catalog)>, String> {
    let (Some(mut bench), Some(mut other)) = (benches.take().await, benches.take().await) else {
        return Ok(None);
    };
    bench.run(&case.from, "from.sql").await?;
    bench.run(&case.rows, "rows.sql").await?;
    other.run(&case.to, "to.sql").await?;
    let (from, to) = (bench.schema().await?, other.schema().await?);
    benches.give_back(other).await;
    Ok(Some((bench, from, to)))
}

/// Goes both ways; `None` when the database is not to be had here.
async fn go(benches: &Benches, case: &Case) -> Result<Option<Ways>, String> {
    let Some((mut bench, from, to)) = load(benches, case).await? else {
        return Ok(None);
    };
    let renames = Renames::read(&case.renames, &from);
    let rows = bench.rows(&from).await?;
    let up = way(&mut bench, &renames.up, &to, Strategy::Online).await?;
    let survive = !loses(&up);
    if survive {
        rows.check(&mut bench, &renames, &from, &to).await?;
    }
    let down = way(
        &mut bench,
        &renames.down,
        &from,
        Strategy::SingleTransaction,
    )
    .await;
    if survive && down.is_ok() {
        rows.check(&mut bench, &Renames::none(), &from, &from)
            .await?;
    }
    if down.is_ok() {
        benches.give_back(bench).await;
    }
    Ok(Some(Ways { up, down }))
}

/// Goes from what is there to another schema, and gives the steps.
async fn way(
    bench: &mut Bench,
    renames: &[Change],
    to: &Catalog,
    manner: Strategy,
) -> Result<Vec<Step>, String> {
    let before = bench.schema().await?;
    let dialect = dialect::of(to.database);
    let renamed = plan::of(renames, &before, &before, manner)?;
    bench.apply(&dialect.script(renamed.clone())).await?;
    let from = bench.schema().await?;
    let changes = differences_for(&from, to, manner);
    let changed = plan::of(&changes, &from, to, manner)?;
    let more = dialect.script(changed.clone());
    let applied = bench.apply(&more).await;
    applied.map_err(|problem| format!("{problem}\n{}", plan::text(&more)))?;
    let steps = dialect.script(renamed.then(changed));
    let after = bench.schema().await?;
    let same = compare::catalogs(&after, to);
    same.map_err(|difference| format!("{difference}\n{}", plan::text(&steps)))?;
    let again = differences(&after, to);
    if !again.is_empty() {
        let again: Vec<String> = again.iter().map(ToString::to_string).collect();
        return Err(format!("a second look finds {again:?}"));
    }
    Ok(steps)
}

fn loses(steps: &[Step]) -> bool {
    steps
        .iter()
        .flat_map(|step| &step.hazards)
        .any(|hazard| hazard.kind == HazardKind::DataLoss)
}
