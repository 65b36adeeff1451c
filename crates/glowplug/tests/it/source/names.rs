use super::*;

#[test]
fn two_folders_of_one_version_are_named_with_both_paths() -> Result<()> {
    let folder = Folder::with(&[
        ("2026-01-31_a/up.sql", "SELECT 1"),
        ("20260131_b/up.sql", "SELECT 1"),
    ])?;
    let problems = folder.problems();
    assert_eq!(problems.len(), 1);
    let expected = ["2026-01-31_a", "20260131_b"].map(|name| folder.path().join(name));
    assert_eq!(paths(&problems[0]), expected);
    assert_eq!(
        folder.messages(),
        ["`2026-01-31_a` and `20260131_b` have the same version, `20260131`"]
    );
    Ok(())
}

#[test]
fn versions_that_differ_in_leading_zeros_alone_are_refused() -> Result<()> {
    let folder = Folder::with(&[
        ("1_a/up.sql", "SELECT 1"),
        ("01_b/up.sql", "SELECT 1"),
        ("10_c/up.sql", "SELECT 1"),
    ])?;
    assert_eq!(
        folder.messages(),
        ["the versions of `01_b` and `1_a` are the same number, so their order is ambiguous"]
    );
    Ok(())
}

#[test]
fn everything_that_is_wrong_is_said_at_once() -> Result<()> {
    let folder = Folder::with(&[
        ("1_a/up.sql", ""),
        ("1_b/up.sql", "SELECT 1"),
        ("2_c/up.sqlite.sql", "SELECT 1"),
        ("3_d/Up.sql", "SELECT 1"),
        ("4_e/up.sql/x", ""),
        ("5_f/up.sql", "SELECT 1"),
        ("5_f/down.postgresql.sql", "SELECT 1"),
        ("6_g/metadata.toml", ""),
        ("7_h/inner/up.sql", "SELECT 1"),
        ("create_users/up.sql", "SELECT 1"),
    ])?;
    let long = format!("{}_long/up.sql", "1".repeat(51));
    folder.write(&long, "SELECT 1")?;
    fs::create_dir(folder.path().join("8_i"))?;
    let expected = [
        format!(
            "the version of `{}_long` is longer than 50 characters, which is all that Diesel's \
             table holds",
            "1".repeat(51)
        ),
        "`1_a/up.sql` is empty".to_owned(),
        "`2_c` has no `up` for PostgreSQL: it has `up.sqlite.sql`".to_owned(),
        "`3_d/Up.sql` is not read".to_owned(),
        "`up.sql` of `4_e` is a folder, and should be a file".to_owned(),
        "`5_f/down.postgresql.sql` is not read".to_owned(),
        "`run_in_transaction` is missing".to_owned(),
        "`6_g` has no `up` for PostgreSQL: it has `metadata.toml`".to_owned(),
        "`7_h` has no `up` for PostgreSQL: it has `inner/`".to_owned(),
        "`8_i` has no `up` for PostgreSQL: it is empty".to_owned(),
        "the name of `create_users` does not begin with a version".to_owned(),
        "`1_a` and `1_b` have the same version, `1`".to_owned(),
    ];
    assert_eq!(folder.messages(), expected);
    for problem in folder.problems() {
        assert!(!problem.advice.is_empty(), "{problem:?}");
    }
    Ok(())
}

#[test]
fn a_misspelt_file_is_named_with_what_is_meant() -> Result<()> {
    for (found, meant) in [
        ("Up.sql", "up.sql"),
        ("up.SQL", "up.sql"),
        ("DOWN.sql", "down.sql"),
        ("up.postgresql.sql", "up.postgres.sql"),
        ("up.pg.sql", "up.postgres.sql"),
        ("down.mariadb.sql", "down.mysql.sql"),
        ("after.sqlite3.sql", "after.sqlite.sql"),
        ("up.Sqlite.sql", "up.sqlite.sql"),
        ("Metadata.toml", "metadata.toml"),
    ] {
        let folder = Folder::with(&[("1_a/up.mysql.sql", "SELECT 1")])?;
        folder.write(&format!("1_a/{found}"), "SELECT 1")?;
        let problems = problems(folder.load(Database::Mysql));
        assert_eq!(problems.len(), 1, "{problems:?}");
        let advice = format!("rename it to `{meant}`, or to a name that looks like none of ours");
        assert_eq!(problems[0].advice, advice, "{found}");
        assert_eq!(paths(&problems[0]), [folder.path().join("1_a").join(found)]);
    }
    Ok(())
}

#[test]
fn a_folder_that_is_not_there_comes_with_what_to_do() -> Result<()> {
    let folder = Folder::with(&[("file", "")])?;
    let gone = problems(Migrations::folder(folder.path().join("gone")).load(Database::Sqlite));
    assert!(
        gone[0].message.ends_with("gone` does not exist"),
        "{gone:?}"
    );
    assert!(gone[0].advice.contains("`glowplug init`"), "{gone:?}");
    let file = problems(Migrations::folder(folder.path().join("file")).load(Database::Sqlite));
    assert!(file[0].message.contains("is a file"), "{file:?}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_count_as_what_they_lead_to() -> Result<()> {
    use std::os::unix::fs::symlink;

    let elsewhere = Folder::with(&[("real/up.sql", "SELECT 1"), ("file.sql", "SELECT 2")])?;
    let folder = Folder::with(&[("2_b/README", "")])?;
    symlink(elsewhere.path().join("real"), folder.path().join("1_a"))?;
    symlink(
        elsewhere.path().join("file.sql"),
        folder.path().join("note"),
    )?;
    symlink(
        elsewhere.path().join("file.sql"),
        folder.path().join("2_b/up.sql"),
    )?;
    assert_eq!(names(&folder.load(Database::Postgres)?), ["1_a", "2_b"]);

    symlink(elsewhere.path().join("gone"), folder.path().join("3_c"))?;
    fs::remove_file(elsewhere.path().join("file.sql"))?;
    fs::remove_file(folder.path().join("note"))?;
    let problems = folder.problems();
    let named: Vec<&PathBuf> = problems.iter().flat_map(paths).collect();
    let expected = ["3_c", "2_b/up.sql"].map(|name| folder.path().join(name));
    assert_eq!(named, expected.iter().collect::<Vec<_>>());
    for problem in &problems {
        assert!(problem.message.contains("cannot be read"), "{problem:?}");
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_text_is_refused() -> Result<()> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let folder = Folder::with(&[])?;
    fs::create_dir(folder.path().join(OsStr::from_bytes(b"1_\xFF")))?;
    assert!(folder.messages()[0].ends_with("is not UTF-8"));
    Ok(())
}
