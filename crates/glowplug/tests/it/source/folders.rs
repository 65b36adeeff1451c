use glowplug::source::{CodeMigration, CodeSteps};
use include_dir::{Dir, DirEntry, File};

use super::*;

/// As `include_dir!` would build it.
static EMBEDDED: Dir<'static> = Dir::new(
    "",
    &[
        DirEntry::File(File::new("README.md", b"not a migration")),
        DirEntry::Dir(Dir::new(".git", &[])),
        DirEntry::Dir(Dir::new(
            "2_b",
            &[
                DirEntry::File(File::new("2_b/up.sql", b"SELECT 2")),
                DirEntry::File(File::new("2_b/picture.png", b"\xFF")),
                DirEntry::File(File::new(
                    "2_b/metadata.toml",
                    b"run_in_transaction = false\ndescription = \"two\"",
                )),
            ],
        )),
    ],
);

static BROKEN: Dir<'static> = Dir::new(
    "",
    &[
        DirEntry::Dir(Dir::new(
            "3_c",
            &[DirEntry::File(File::new("3_c/up.sql", b"SELECT '\xFF'"))],
        )),
        DirEntry::Dir(Dir::new(
            "4_d",
            &[DirEntry::File(File::new("4_d/Up.sql", b"SELECT 1"))],
        )),
    ],
);

fn nothing() -> CodeSteps {
    CodeSteps::up(|_| Box::pin(async { Ok(()) }))
}

#[test]
fn versions_are_ordered_as_numbers() -> Result<()> {
    let folder = Folder::with(&[
        ("10_b/up.sql", "SELECT 1"),
        ("9_a/up.sql", "SELECT 1"),
        ("2026-01-31-120000-0000_c/up.sql", "SELECT 1"),
    ])?;
    let loaded = folder.load(Database::Postgres)?;
    assert_eq!(names(&loaded), ["9_a", "10_b", "2026-01-31-120000-0000_c"]);
    assert_eq!(loaded[2].version.as_str(), "202601311200000000");
    Ok(())
}

#[test]
fn the_file_of_the_database_overrides_the_plain_one() -> Result<()> {
    let folder = Folder::with(&[
        ("1_a/up.sql", "plain up"),
        ("1_a/up.sqlite.sql", "sqlite up"),
        ("1_a/down.sql", "plain down"),
        ("1_a/down.mysql.sql", "mysql down"),
        ("1_a/after.postgres.sql", "postgres after"),
    ])?;
    for (database, up, after, down) in [
        (
            Database::Postgres,
            "plain up",
            Some("postgres after"),
            "plain down",
        ),
        (Database::Sqlite, "sqlite up", None, "plain down"),
        (Database::Mysql, "plain up", None, "mysql down"),
    ] {
        let loaded = folder.load(database)?;
        let scripts = scripts(&loaded[0]);
        assert_eq!(text(&scripts.up)?, up);
        assert_eq!(
            scripts.after.as_ref().map(text).transpose()?.as_deref(),
            after
        );
        assert_eq!(
            scripts.down.as_ref().map(text).transpose()?.as_deref(),
            Some(down)
        );
    }
    Ok(())
}

#[test]
fn what_is_none_of_ours_is_left_alone() -> Result<()> {
    let folder = Folder::with(&[
        ("README.md", ""),
        (".keep", ""),
        (".hidden/up.SQL", ""),
        ("1_a/up.sql", "SELECT 1"),
        ("1_a/.up.sql.swp", ""),
        ("1_a/up.sql~", ""),
        ("1_a/notes.md", ""),
        ("1_a/backfill.sql", ""),
        ("1_a/inner/up.sql", ""),
    ])?;
    let loaded = folder.load(Database::Postgres)?;
    assert_eq!(names(&loaded), ["1_a"]);
    assert_eq!(loaded[0].description, None);
    assert!(loaded[0].run_in_transaction);
    assert_eq!(scripts(&loaded[0]).down, None);
    Ok(())
}

#[test]
fn an_empty_folder_holds_no_migrations() -> Result<()> {
    assert_eq!(Folder::with(&[])?.load(Database::Sqlite)?.len(), 0);
    Ok(())
}

#[test]
fn embedded_migrations_are_those_of_the_folder() -> Result<()> {
    let folder = Folder::with(&[
        ("2_b/up.sql", "SELECT 2"),
        (
            "2_b/metadata.toml",
            "run_in_transaction = false\ndescription = \"two\"",
        ),
    ])?;
    let on_disk = folder.load(Database::Mysql)?;
    let embedded = Migrations::embedded(&EMBEDDED).load(Database::Mysql)?;
    assert_eq!(names(&embedded), ["2_b"]);
    assert_eq!(checksum(&embedded[0])?, checksum(&on_disk[0])?);
    assert_eq!(embedded[0].description.as_deref(), Some("two"));
    assert!(!embedded[0].run_in_transaction);
    assert_eq!(scripts(&embedded[0]).up.path(), Path::new("2_b/up.sql"));
    Ok(())
}

#[test]
fn embedded_migrations_are_checked_as_the_folder_is() {
    let problems = problems(Migrations::embedded(&BROKEN).load(Database::Postgres));
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "`3_c/up.sql` is not UTF-8",
            "`3_c` has no `up` for PostgreSQL: it is empty",
            "`4_d/Up.sql` is not read",
        ]
    );
}

#[test]
fn folders_binary_and_rust_are_one_order() -> Result<()> {
    let folder = Folder::with(&[("3_c/up.sql", "SELECT 3")])?;
    let code = CodeMigration::new("1_a", "fills in").on(Database::Postgres, nothing());
    let all = Migrations::folder(folder.path())
        .and(Migrations::embedded(&EMBEDDED))
        .with(code.without_transaction());
    let loaded = all.load(Database::Postgres)?;
    assert_eq!(names(&loaded), ["1_a", "2_b", "3_c"]);
    assert_eq!(loaded[0].description.as_deref(), Some("fills in"));
    assert!(!loaded[0].run_in_transaction);
    assert_eq!(loaded[0].checksum()?, None);
    // On another database it does nothing, and keeps its place.
    assert_eq!(names(&all.load(Database::Sqlite)?), ["1_a", "2_b", "3_c"]);
    Ok(())
}

#[test]
fn a_migration_in_rust_without_steps_is_refused() {
    let code = CodeMigration::new("fill", "");
    let problems = problems(Migrations::default().with(code).load(Database::Mysql));
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "the name of `fill` does not begin with a version",
            "the migration `fill` in Rust has no steps for any database",
        ]
    );
}

#[test]
fn a_migration_in_rust_and_a_folder_cannot_share_a_version() -> Result<()> {
    let folder = Folder::with(&[("1_a/up.sql", "SELECT 3")])?;
    let code = CodeMigration::new("1_b", "").on(Database::Postgres, nothing());
    let loaded = Migrations::folder(folder.path())
        .with(code)
        .load(Database::Postgres);
    let problems = problems(loaded);
    let path = folder.path().join("1_a");
    let message = format!(
        "`{}` and `1_b` in Rust have the same version, `1`",
        path.display()
    );
    assert_eq!(problems[0].message, message);
    assert_eq!(paths(&problems[0]), [path]);
    Ok(())
}

#[test]
fn the_checksum_takes_up_and_after_and_leaves_down_out() -> Result<()> {
    let folder = Folder::with(&[("1_a/up.sql", "SELECT 1;\nSELECT 2;\n")])?;
    let sum = || checksum(&folder.load(Database::Postgres)?[0]);
    let first = sum()?;
    assert_eq!(first, Checksum::of_text("SELECT 1;\nSELECT 2;"));
    folder.write("1_a/up.sql", "\u{feff}SELECT 1;\r\nSELECT 2;\r\n\r\n")?;
    folder.write("1_a/down.sql", "SELECT 3")?;
    assert_eq!(sum()?, first);
    folder.write("1_a/up.sql", "SELECT 1;")?;
    folder.write("1_a/after.sql", "SELECT 2;")?;
    let moved = sum()?;
    assert_ne!(moved, first);
    folder.write("1_a/after.sql", "SELECT 4;")?;
    assert_ne!(sum()?, moved);
    folder.write("1_a/up.postgres.sql", "SELECT 5;")?;
    assert_eq!(
        checksum(&folder.load(Database::Sqlite)?[0])?,
        sum_of("SELECT 1;", "SELECT 4;")
    );
    assert_eq!(sum()?, sum_of("SELECT 5;", "SELECT 4;"));
    Ok(())
}

fn sum_of(up: &str, after: &str) -> Checksum {
    let mut summing = glowplug::model::ChecksumBuilder::default();
    summing.update(up.as_bytes());
    summing.next_script();
    summing.update(after.as_bytes());
    summing.finish()
}

#[test]
fn a_file_that_vanishes_is_an_error_with_its_path() -> Result<()> {
    let folder = Folder::with(&[("1_a/up.sql", "SELECT 1")])?;
    let loaded = folder.load(Database::Postgres)?;
    fs::remove_file(folder.path().join("1_a/up.sql"))?;
    match loaded[0].checksum() {
        Err(Error::Io {
            action: "read",
            path,
            ..
        }) => {
            assert_eq!(path, folder.path().join("1_a/up.sql"));
        }
        other => panic!("{other:?}"),
    }
    Ok(())
}
