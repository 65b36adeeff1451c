//! Changes of whole schemas, one folder each: `tests/schema/<database>/<case>`.
//!
//! - `from.sql` and `to.sql` make the two schemas.
//! - `plan.sql` is what must come out, up and down, with the hazards as comments;
//!   `GLOWPLUG_BLESS=1` writes it.
//! - `rows.sql`, optional, fills `from`; its rows must survive where no step loses data.
//! - `refused.txt`, optional, in place of a plan: what cannot be changed, and why.
//! - `renames`, optional: lines `table a=b`, `column t.a=b` (`t` by its old name), `index t.a=b`…
//!
//! A case is good when the plan is the expected one, gives exactly `to`, leaves nothing to do, and
//! its down gives exactly `from`. `GLOWPLUG_CASE=name` runs one alone.

mod bench;
mod compare;
mod plan;
mod renames;
mod rows;

use std::fs;
use std::future::ready;
use std::path::{Path, PathBuf};

use futures_util::{StreamExt as _, stream};
use glowplug::catalog::Catalog;
use glowplug::change::{Change, HazardKind, Manner, Step};
use glowplug::dialect;
use glowplug::diff::differences;
use glowplug::model::Database;

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
    let cases = cases(Database::Postgres);
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
            let names = format!("{} -> {}", one.display(), other.display());
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
    let cases = cases(database);
    let benches = &Benches::new(database);
    let running = stream::iter(&cases).map(|case| async move {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
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

fn cases(database: Database) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/schema")
        .join(format!("{database:?}").to_lowercase());
    let only = std::env::var("GLOWPLUG_CASE").ok();
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    cases.retain(|case| case.join("from.sql").exists());
    cases.retain(|case| only.as_ref().is_none_or(|only| case.ends_with(only)));
    cases.sort();
    cases
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
    let refused = folder.join("refused.txt");
    if refused.exists() {
        return refuse(benches, &case, &refused).await;
    }
    let Some(ways) = go(benches, &case).await? else {
        return Ok(false);
    };
    let plan = plan::both(&ways.up, ways.down.as_deref().unwrap_or_default());
    compare::plan(&folder.join("plan.sql"), &plan)?;
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
    let steps = plan::steps(&differences(&from, &to), &from, &to, Manner::Careful);
    let reasons = steps.err().ok_or("this is not refused")?;
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
    let up = way(&mut bench, &renames.up, &to, Manner::Careful).await?;
    let survive = !loses(&up);
    if survive {
        rows.check(&mut bench, &renames, &from, &to).await?;
    }
    let down = way(&mut bench, &renames.down, &from, Manner::OneTransaction).await;
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
    manner: Manner,
) -> Result<Vec<Step>, String> {
    let before = bench.schema().await?;
    let steps = plan::steps(renames, &before, &before, manner)?;
    bench.apply(&steps).await?;
    let from = bench.schema().await?;
    let more = plan::steps(&differences(&from, to), &from, to, manner)?;
    let applied = bench.apply(&more).await;
    applied.map_err(|problem| format!("{problem}\n{}", plan::text(&more)))?;
    let steps = dialect::joined(to.database, vec![steps, more]);
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
