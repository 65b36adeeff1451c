use super::*;

/// A problem: line, column, what is marked, message, advice.
type Said = (u64, u64, String, String, String);

/// What is said of one `metadata.toml`.
fn said(metadata: &str) -> Result<Vec<Said>> {
    let folder = Folder::with(&[("1_a/up.sql", "SELECT 1"), ("1_a/metadata.toml", metadata)])?;
    let problems = folder.problems().into_iter();
    Ok(problems
        .map(|problem| match problem.place {
            ProblemPlace::Point(point) => {
                assert_eq!(point.path, folder.path().join("1_a/metadata.toml"));
                let marked = point.excerpt.text[point.excerpt.marked.clone()].to_owned();
                (
                    point.line,
                    point.column,
                    marked,
                    problem.message,
                    problem.advice,
                )
            }
            ProblemPlace::Paths(paths) => panic!("{paths:?}"),
        })
        .collect())
}

fn metadata(text: &str) -> Result<Migration> {
    let folder = Folder::with(&[("1_a/up.sql", "SELECT 1"), ("1_a/metadata.toml", text)])?;
    folder
        .load(Database::Postgres)?
        .pop()
        .context("a migration")
}

#[test]
fn both_keys_are_read() -> Result<()> {
    let read = metadata("# why\nrun_in_transaction = false\ndescription = 'in parts'\n")?;
    assert!(!read.run_in_transaction);
    assert_eq!(read.description.as_deref(), Some("in parts"));
    let read = metadata("\u{feff}run_in_transaction = true\r\ndescription = \" \"\r\n")?;
    assert!(read.run_in_transaction);
    assert_eq!(read.description, None);
    Ok(())
}

#[test]
fn a_file_without_the_key_is_refused() -> Result<()> {
    for text in ["", "# nothing\n", "description = 'x'\n"] {
        let said = said(text)?;
        let [(1, 1, _, message, advice)] = said.as_slice() else {
            panic!("{said:?}");
        };
        assert_eq!(message, "`run_in_transaction` is missing");
        assert!(
            advice.contains("Diesel takes the file as it is for `false`"),
            "{advice}"
        );
    }
    Ok(())
}

#[test]
fn a_misspelt_key_is_named_with_the_one_that_is_meant() -> Result<()> {
    for key in [
        "run_in_transction",
        "run-in-transaction",
        "Run_In_Transaction",
        "run_in_tx",
    ] {
        let said = said(&format!("description = 'é'\n{key} = false\n"))?;
        let [(2, 1, marked, message, advice)] = said.as_slice() else {
            panic!("{said:?}");
        };
        assert_eq!(marked, key);
        assert_eq!(*message, format!("`{key}` is not a known key"));
        assert!(
            advice.starts_with("write `run_in_transaction`; Diesel"),
            "{advice}"
        );
    }
    let said = said("run_in_transaction = true\ndesciption = 'x'\nauthor = 'ann'\n")?;
    let advice: Vec<&str> = said.iter().map(|said| said.4.as_str()).collect();
    assert_eq!(
        advice,
        [
            "remove it: only `run_in_transaction`, `description` and `irreversible` are known",
            "write `description`",
        ]
    );
    Ok(())
}

#[test]
fn a_value_of_the_wrong_type_is_refused_where_it_stands() -> Result<()> {
    let said = said("description = 7\nrun_in_transaction = \"false\"\n")?;
    let [
        (1, 15, seven, description, _),
        (2, 22, quoted, transaction, advice),
    ] = said.as_slice()
    else {
        panic!("{said:?}");
    };
    assert_eq!((seven.as_str(), quoted.as_str()), ("7", "\"false\""));
    assert_eq!(
        description,
        "`description` is an integer, and should be a string"
    );
    assert_eq!(
        transaction,
        "`run_in_transaction` is a string, and should be `true` or `false`"
    );
    let expected = "write `run_in_transaction = false`, without quotes; Diesel takes the file as \
                    it is for `true`";
    assert_eq!(advice, expected);
    Ok(())
}

#[test]
fn what_is_no_toml_is_refused_where_it_breaks() -> Result<()> {
    for (text, line, column) in [
        ("run_in_transaction: false\n", 1, 19),
        ("description = 'x'\nrun_in_transaction = \n", 2, 22),
        (
            "run_in_transaction = true\nrun_in_transaction = false\n",
            2,
            1,
        ),
    ] {
        let said = said(text)?;
        let [(found_line, found_column, _, message, advice)] = said.as_slice() else {
            panic!("{said:?}");
        };
        assert_eq!((*found_line, *found_column), (line, column), "{said:?}");
        assert!(message.starts_with("invalid TOML: "), "{message}");
        assert!(advice.contains("for `true`"), "{advice}");
    }
    Ok(())
}

#[test]
fn bytes_that_are_no_text_are_refused() -> Result<()> {
    let folder = Folder::with(&[("1_a/up.sql", "SELECT 1")])?;
    fs::write(
        folder.path().join("1_a/metadata.toml"),
        b"description = '\xFF'",
    )?;
    assert!(folder.messages()[0].starts_with("`1_a/metadata.toml` cannot be read"));
    Ok(())
}
