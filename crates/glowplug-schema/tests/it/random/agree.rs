//! What `generate` says of its own migration is what `prove` says of it, whatever the change, and
//! whether earlier migrations bring rows or not.

use std::collections::BTreeSet;
use std::path::Path;

use glowplug::catalog::Catalog;
use glowplug::error::Result;
use glowplug::model::{Database, Version};
use glowplug::source::{Migrations, Script};
use glowplug_schema::dialect::sample_rows::{self, SampleValue};
use glowplug_schema::diff::{Answers, Fidelity};
use glowplug_schema::generate::{self, Declaration, Draft, Outcome, Questions, Verify};
use glowplug_schema::prove::{ProofRequest, Verdict, prove};
use glowplug_schema::scratch::{Scratch, ScratchConfig};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use super::{schema, text};
use crate::support::fresh;

/// The number of the row that a migration brings: no row that is made up has it.
const ROW: u32 = 7;

#[test]
fn on_postgres() {
    all(Database::Postgres, 6);
}

#[test]
fn on_sqlite() {
    all(Database::Sqlite, 24);
}

#[test]
fn on_mysql() {
    all(Database::Mysql, 4);
}

fn all(database: Database, usual: u32) {
    let asked = std::env::var("GLOWPLUG_SCHEMAS").ok();
    let config = Config {
        cases: asked.map_or(usual, |number| number.parse().unwrap()),
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let ran = runner.run(&schema::pairs(database), |(from, to)| {
        let (from, to) = (text::sql(database, &from), text::sql(database, &to));
        for brings_rows in [false, true] {
            let agreed = runtime.block_on(agree(database, &from, &to, brings_rows));
            agreed.map_err(|why| {
                TestCaseError::fail(format!("{why}\n-- from\n{from}\n-- to\n{to}"))
            })?;
        }
        Ok(())
    });
    if let Err(error) = ran {
        panic!("{error}");
    }
}

async fn agree(database: Database, from: &str, to: &str, brings_rows: bool) -> Result<(), String> {
    let Some(fresh) = fresh(database).await else {
        return Ok(());
    };
    let place = ScratchConfig::beside(fresh.address());
    let verdicts = verdicts(database, &place, from, to, brings_rows).await;
    match verdicts.map_err(|error| format!("{error:?}"))? {
        Some([generated, proved]) if generated != proved => Err(format!(
            "`generate` says {generated:?}, and `prove` says {proved:?}; rows: {brings_rows}"
        )),
        _ => Ok(()),
    }
}

/// What both say; `None` where no migration comes out.
async fn verdicts(
    database: Database,
    place: &ScratchConfig,
    from: &str,
    to: &str,
    brings_rows: bool,
) -> Result<Option<[Verdict; 2]>> {
    let mut before = with(Migrations::default(), "001_from", from, "SELECT 1;");
    if brings_rows {
        let rows = rows(place, &before).await?;
        before = with(before, "002_rows", &rows, "SELECT 1;");
    }
    let drafted = Scratch::with(place, before.clone(), async |scratch| {
        let Some(draft) = draft(scratch, to).await? else {
            return Ok(None);
        };
        let subject = subject(&before, &draft);
        let proof = prove(scratch, &subject).await?;
        Ok::<_, glowplug::Error>(Some((subject, proof.verdict())))
    });
    let Some((subject, generated)) = drafted.await? else {
        return Ok(None);
    };
    // As a person has it who wrote the migration by hand.
    let by_hand = ProofRequest {
        expected: None,
        known: Fidelity::Exact,
        former: None,
        gives_back: false,
        ..subject
    };
    let earlier = by_hand.earlier(database)?;
    let proof = Scratch::with(place, earlier, async |scratch| {
        prove(scratch, &by_hand).await
    });
    Ok(Some([generated, proof.await?.verdict()]))
}

fn with(migrations: Migrations, name: &str, up: &str, down: &str) -> Migrations {
    let file = |file: &str, text: &str| {
        let path = Path::new(name).join(file);
        // An empty one is refused.
        let text = format!("-- {name}\n{text}");
        (file.to_owned(), Script::text(path, text))
    };
    migrations.with_files(name, [file("up.sql", up), file("down.sql", down)])
}

/// A row for each table that takes one.
async fn rows(place: &ScratchConfig, before: &Migrations) -> Result<String> {
    Scratch::with(place, before.clone(), async |scratch| {
        let catalog: Catalog = scratch.build().await?;
        let mut rows = String::new();
        for table in &catalog.tables {
            let columns = table.columns.iter().filter(|one| one.generated.is_none());
            let contents: Vec<_> = columns.map(|one| (one, SampleValue::Typed)).collect();
            if let Some(sql) = sample_rows::insert(&catalog, table, ROW, &contents)
                && scratch.changing().run(&sql).await.is_ok()
            {
                rows.push_str(&format!("{sql};\n"));
            }
        }
        Ok(rows)
    })
    .await
}

/// The draft, with what may be renamed dropped.
async fn draft(scratch: &mut Scratch, to: &str) -> Result<Option<Draft>> {
    let script = Script::text("schema.sql", format!("-- schema\n{to}"));
    let declaration = Declaration::Scripts(vec![script]);
    let mut answers = Answers::default();
    loop {
        match generate::draft(scratch, &declaration, &answers, Verify::Eagerly).await? {
            Outcome::Draft(draft) => return Ok(Some(*draft)),
            Outcome::Nothing { .. } | Outcome::Blocked(_) => return Ok(None),
            Outcome::Questions(questions) => answer(&mut answers, &questions),
        }
    }
}

fn answer(answers: &mut Answers, questions: &Questions) {
    for question in &questions.renames {
        answers.drop(question);
    }
    let goes = questions.open.iter().filter_map(|open| open.goes());
    for object in goes {
        answers.drop_object(&questions.from, object);
    }
}

fn subject(before: &Migrations, draft: &Draft) -> ProofRequest {
    let mut migrations = before.clone();
    let mut versions = BTreeSet::new();
    for (number, part) in draft.parts.iter().enumerate() {
        let name = format!("1{number:02}_change");
        versions.insert(Version::of_folder(&name));
        let text = |file: &str, text: String| {
            (
                file.to_owned(),
                Script::text(Path::new(&name).join(file), text),
            )
        };
        let transaction = part.purpose.in_transaction();
        let mut metadata = format!("run_in_transaction = {transaction}\n");
        if let Some(why) = &part.irreversible {
            metadata.push_str(&format!("irreversible = {why:?}\n"));
        }
        migrations = migrations.with_files(
            name.clone(),
            [
                text("up.sql", part.up_sql(&[])),
                text("down.sql", part.down_sql(&[])),
                text("metadata.toml", metadata),
            ],
        );
    }
    ProofRequest {
        migrations,
        versions,
        expected: Some(draft.expected.clone()),
        known: draft.known,
        former: Some(draft.former.clone()),
        gives_back: draft.gives_back(),
    }
}
