use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel_migrations::FileBasedMigrations;
use proptest::prelude::*;

use super::*;

/// The versions that Diesel finds in a folder, with their names and whether they run in a
/// transaction, in no order.
fn as_diesel(folder: &Path) -> Result<Vec<(String, String, bool)>> {
    let source = FileBasedMigrations::from_path(folder)?;
    let migrations = MigrationSource::<Pg>::migrations(&source);
    let migrations = migrations.map_err(|error| anyhow::anyhow!("{error}"))?;
    let mut found: Vec<_> = migrations
        .iter()
        .map(|migration| {
            let name = migration.name();
            let transaction = migration.metadata().run_in_transaction();
            (name.version().to_string(), name.to_string(), transaction)
        })
        .collect();
    found.sort();
    Ok(found)
}

#[test]
fn this_project_is_read_as_diesel_reads_it() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let ours = Migrations::folder(&folder).load(Database::Postgres)?;
    let ours: Vec<_> = ours.iter().map(as_ours).collect();
    assert_eq!(ours, as_diesel(&folder)?);
    Ok(())
}

fn as_ours(migration: &Migration) -> (String, String, bool) {
    (
        migration.version.to_string(),
        migration.name.clone(),
        migration.run_in_transaction,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What we accept, Diesel reads in the same way; what we refuse, we say why.
    #[test]
    fn folders_are_read_as_diesel_reads_them_or_refused(
        names in prop::collection::btree_set("[-0-9]{0,3}[-_.a-z]{0,3}", 1..4),
        metadata in prop::sample::select(vec![
            "", "run_in_transaction = true", "run_in_transaction = false",
            "run_in_transactoin = true", "run_in_transaction = 'x'", "run_in_transaction",
        ]),
        with_metadata: bool,
    ) {
        let folder = Folder::with(&[]).unwrap();
        for name in names.iter().filter(|name| !["", ".", ".."].contains(&name.as_str())) {
            folder.write(&format!("{name}/up.sql"), "SELECT 1").unwrap();
            if with_metadata {
                folder.write(&format!("{name}/metadata.toml"), metadata).unwrap();
            }
        }
        match folder.load(Database::Postgres) {
            Ok(ours) => {
                let mut ours: Vec<_> = ours.iter().map(as_ours).collect();
                ours.sort();
                prop_assert_eq!(ours, as_diesel(folder.path()).unwrap());
            }
            Err(Error::Files(problems)) => {
                prop_assert!(problems.iter().all(|problem| !problem.advice.is_empty()));
            }
            Err(other) => prop_assert!(false, "{other:?}"),
        }
    }
}
