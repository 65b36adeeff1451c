//! Edited structs: their differences are reported, and no byte of them is changed.

use std::fs;

use glowplug::Database;
use serde_json::Value;

use super::generated::stage;
use crate::stage::Stage;

/// Each change of the structs of SQLite, and what is told of it: field, difference, expected,
/// found.
const CHANGES: &[(&str, &str, &str)] = &[
    (
        "    pub score: Option<f64>,\n    pub active: bool,",
        "    pub active: bool,",
        "Server score missing_column Option<f64> -",
    ),
    (
        "    pub language: String,",
        "    pub language: String,\n    pub age: i32,",
        "Server age unknown_column - i32",
    ),
    (
        "    pub language: String,",
        "    pub language: i64,",
        "Server language type String i64",
    ),
    (
        "    pub created_at: NaiveDateTime,\n    pub length",
        "    pub created_at: bool,\n    pub length",
        "Server created_at type NaiveDateTime bool",
    ),
    (
        "    pub name: String,\n    pub language: String,",
        "    pub name: Option<String>,\n    pub language: String,",
        "Server name nullability String Option<String>",
    ),
    (
        "    pub note: Option<String>,",
        "    pub note: String,",
        "Server note nullability Option<String> String",
    ),
    (
        "    pub name: String,\n    pub language: Option<String>,",
        "    pub name: Option<String>,\n    pub language: Option<String>,",
        "NewServer name nullability String Option<String>",
    ),
    (
        "    pub name: String,\n    pub language: Option<String>,",
        "    pub language: Option<String>,",
        "NewServer name missing_column String -",
    ),
    (
        // The database has a value for it.
        "    pub score: Option<f64>,\n    pub active: Option<bool>,\n}",
        "    pub score: Option<f64>,\n}",
        "",
    ),
    (
        "    pub score: Option<f64>,\n    pub active: Option<bool>,\n}",
        "    pub score: Option<f64>,\n    pub active: Option<bool>,\n    pub length: Option<i32>,\n}",
        "NewServer length computed - Option<i32>",
    ),
    (
        "    pub note: Option<Option<String>>,\n    pub score: Option<Option<f64>>,",
        "    pub note: Option<String>,\n    pub score: Option<Option<f64>>,",
        "ServerPatch note nullability Option<Option<String>> Option<String>",
    ),
    (
        "Queryable, Selectable, Identifiable, Deserialize, Serialize)]",
        "Queryable)]",
        "",
    ),
];

/// A project whose structs are written.
fn written(database: Database) -> Stage {
    let stage = stage(database).unwrap();
    stage.json(&["models"]);
    stage
}

fn read(stage: &Stage, file: &str) -> String {
    fs::read_to_string(stage.path().join(file)).unwrap()
}

fn write(stage: &Stage, file: &str, text: &str) {
    let path = stage.path().join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// What `--check` says; its exit code fits.
fn checked(stage: &Stage) -> Value {
    let output = stage.run(&["models", "--check", "--json"]);
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let all = said["structs"].as_array().unwrap();
    let same = all.iter().all(|of| of["state"] == "same");
    assert_eq!(
        output.status.code(),
        Some(if same { 0 } else { 3 }),
        "{said}"
    );
    said
}

/// How structs differ: struct, field, difference, expected, found.
fn differences(stage: &Stage) -> Vec<String> {
    let said = checked(stage);
    let mut differences = Vec::new();
    for of in said["structs"].as_array().unwrap() {
        for difference in of["differences"].as_array().unwrap() {
            let text = |key: &str| difference[key].as_str().unwrap_or("-").to_owned();
            assert_ne!(text("suggestion"), "");
            differences.push(format!(
                "{} {} {} {} {}",
                of["name"].as_str().unwrap(),
                text("field"),
                text("difference"),
                text("expected"),
                text("found"),
            ));
        }
    }
    differences
}

/// The names of the structs in a state.
fn names(said: &Value, state: &str) -> Vec<String> {
    let structs = said["structs"].as_array().unwrap().iter();
    let structs = structs.filter(|of| of["state"] == state);
    structs
        .map(|of| of["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_kind_of_difference_is_told_and_nothing_is_touched() {
    const FILE: &str = "src/rows/servers.rs";
    let stage = written(Database::Sqlite);
    let neat = read(&stage, FILE);
    assert_eq!(differences(&stage), [""; 0]);
    for (from, to, expected) in CHANGES {
        let edited = neat.replacen(from, to, 1);
        assert_ne!(edited, neat, "{from}");
        write(&stage, FILE, &edited);
        let expected: Vec<&str> = [*expected]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        assert_eq!(differences(&stage), expected, "{to}");
        let said = stage.json(&["models"]);
        assert_eq!(said["files"].as_array().unwrap().len(), 0);
        assert_eq!(read(&stage, FILE), edited);
    }
}

#[test]
fn the_order_counts_where_rows_are_read_by_it() {
    let stage = stage(Database::Sqlite).unwrap();
    let fields = |first: &str, second: &str| {
        format!(
            "use diesel::prelude::*;\n\n#[derive(Queryable, Insertable, AsChangeset)]\n\
             #[diesel(table_name = crate::schema::words, primary_key(rowid))]\n\
             pub struct Word {{\n    pub {first},\n    pub {second},\n}}\n"
        )
    };
    let file = "src/rows/words.rs";
    write(&stage, file, &fields("word: String", "rowid: i32"));
    let found = differences(&stage);
    assert!(
        found.contains(&"Word - order rowid, word word, rowid".to_owned()),
        "{found:?}"
    );
    write(&stage, file, &fields("rowid: i32", "word: String"));
    assert_eq!(differences(&stage), [""; 0]);
    let other =
        fields("word: String", "rowid: i32").replace("Queryable,", "Queryable, Selectable,");
    write(&stage, file, &other);
    assert_eq!(differences(&stage), [""; 0]);
}

#[test]
fn values_of_enums_that_are_missing_or_unknown_are_told() {
    let stage = written(Database::Postgres);
    assert_eq!(differences(&stage), [""; 0]);
    let models = read(&stage, "src/models.rs");
    // A variant of another name is known by its text.
    write(
        &stage,
        "src/models.rs",
        &models.replace("Value2nd", "Second"),
    );
    assert_eq!(differences(&stage), [""; 0]);
    write(
        &stage,
        "src/models.rs",
        &models.replace("    NotSoGood,\n", "    NotSoGood,\n    Angry,\n"),
    );
    assert_eq!(differences(&stage), ["Mood Angry unknown_value - Angry"]);
    write(&stage, "src/models.rs", &models);
    stage.sql("ALTER TYPE mood ADD VALUE 'angry'").unwrap();
    assert_eq!(differences(&stage), ["Mood angry missing_value Angry -"]);
    assert_eq!(
        stage.json(&["models"])["files"].as_array().unwrap().len(),
        0
    );
}

#[test]
fn what_is_missing_goes_to_the_end_of_the_file_of_its_table() {
    let stage = stage(Database::Sqlite).unwrap();
    // Not neat, and of one's own: it stays so, byte for byte.
    let own = "// Ours.\r\nuse diesel::{Queryable, Selectable};\r\n\r\n#[derive(Queryable,Selectable)]\r\n\
               #[diesel(table_name=crate::schema::words)]\r\npub struct AWord { pub rowid: i32, pub word: Text }\r\n\
               pub type Text = String;";
    write(&stage, "src/vocabulary/words.rs", own);
    let lib = "mod vocabulary;\n";
    write(&stage, "src/lib.rs", lib);
    let said = stage.json(&["models", "words"]);
    assert_eq!(names(&said, "same"), ["AWord"]);
    assert_eq!(names(&said, "missing"), ["NewWord", "WordPatch"]);
    let text = read(&stage, "src/vocabulary/words.rs");
    let added = text.strip_prefix(own).unwrap();
    assert!(
        added.starts_with("\r\n\r\n/// A new row for `words`.\r\n"),
        "{added}"
    );
    assert!(added.contains("#[derive(Clone, Debug, PartialEq, diesel::Insertable, serde::"));
    assert!(!added.replace("\r\n", "").contains('\n'));
    assert_eq!(read(&stage, "src/lib.rs"), lib);
    assert!(!stage.path().join("src/rows").exists());
    assert_eq!(names(&stage.json(&["models", "words"]), "missing"), [""; 0]);
}

#[test]
fn a_table_that_comes_later_gets_its_file_and_its_line_among_the_modules() {
    let stage = written(Database::Sqlite);
    let mut modules = read(&stage, "src/rows.rs");
    modules.insert_str(0, "//! Rows.\n\n");
    modules.push_str("\npub use servers::Server;\n");
    write(&stage, "src/rows.rs", &modules);
    stage.sql("CREATE TABLE roles (id INTEGER PRIMARY KEY NOT NULL, server_id INTEGER NOT NULL REFERENCES servers (server_id))").unwrap();
    let said = stage.json(&["models"]);
    assert_eq!(names(&said, "missing"), ["Role", "NewRole", "RolePatch"]);
    let role = read(&stage, "src/rows/roles.rs");
    assert!(role.starts_with("use super::servers::Server;\n"), "{role}");
    assert_eq!(
        read(&stage, "src/rows.rs"),
        "//! Rows.\n\npub mod accounts;\npub mod channels;\npub mod followers;\npub mod roles;\npub mod servers;\n\
         pub mod words;\n\npub use servers::Server;\n"
    );
}

#[test]
fn own_types_parts_of_rows_and_what_is_ignored_are_no_differences() {
    let stage = written(Database::Sqlite);
    let servers = read(&stage, "src/rows/servers.rs");
    let own = servers
        .replace("pub server_id: i32", "pub server_id: crate::ServerId")
        .replace(
            "pub created_at: NaiveDateTime",
            "#[diesel(deserialize_as = Moment)]\n    pub created_at: i64",
        );
    let part = "\n#[derive(diesel::Queryable, diesel::Selectable)]\n\
                #[diesel(table_name = crate::schema::servers)]\n\
                pub struct ServerName {\n    pub name: String,\n}\n";
    write(&stage, "src/rows/servers.rs", &format!("{own}{part}"));
    assert_eq!(differences(&stage), [""; 0]);
    let wrong = part.replace(
        "pub name: String",
        "pub name: String,\n    pub nickname: i32",
    );
    write(&stage, "src/rows/servers.rs", &format!("{own}{wrong}"));
    assert_eq!(
        differences(&stage),
        ["ServerName nickname unknown_column - i32"]
    );
    let settings =
        "[models]\nout = \"src/rows\"\nignore = [\"ServerName.nickname\", \"WordPatch\"]\n";
    fs::write(stage.path().join(".glowplug.toml"), settings).unwrap();
    assert_eq!(differences(&stage), [""; 0]);
    let words = read(&stage, "src/rows/words.rs");
    let without = words.split("/// A change").next().unwrap();
    write(&stage, "src/rows/words.rs", without);
    assert_eq!(names(&checked(&stage), "missing"), [""; 0]);
}

#[test]
fn a_difference_reads_well() {
    let stage = written(Database::Sqlite);
    let servers = read(&stage, "src/rows/servers.rs");
    let edited = servers
        .replacen("    pub language: String,", "    pub languages: i64,", 1)
        .replacen("pub struct ServerPatch", "pub struct Changes", 1);
    write(&stage, "src/rows/servers.rs", &edited);
    fs::remove_file(stage.path().join("src/rows/words.rs")).unwrap();
    let said = stage.run(&["models", "--check"]);
    insta::assert_snapshot!("models_check", String::from_utf8(said.stdout).unwrap());
    let said = stage.run(&["models"]);
    insta::assert_snapshot!("models_written", String::from_utf8(said.stdout).unwrap());
}

#[test]
fn a_file_that_is_no_rust_is_named_at_its_place() {
    let stage = written(Database::Sqlite);
    write(
        &stage,
        "src/rows/words.rs",
        "pub struct Word {\n    pub word String,\n}\n",
    );
    let output = stage.run(&["models"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("src/rows/words.rs:2:14"), "{said}");
    // Elsewhere it hinders nobody.
    fs::remove_file(stage.path().join("src/rows/words.rs")).unwrap();
    write(&stage, "src/template.rs", "pub struct {{name}};");
    let output = stage.run(&["models"]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("src/template.rs` is passed over"), "{said}");
}

#[test]
fn what_the_crate_has_is_not_needed() {
    let stage = stage(Database::Sqlite).unwrap();
    let needs = |manifest: &str| {
        write(&stage, "Cargo.toml", manifest);
        let needs = stage.json(&["models", "--dry-run"])["needs"].clone();
        let needs: Vec<String> = serde_json::from_value(needs).unwrap();
        needs
            .into_iter()
            .filter(|need| need.contains("chrono"))
            .collect::<Vec<_>>()
    };
    let package = "[package]\nname = \"shop\"\n\n";
    let both = "crate `chrono`, and feature `chrono` of `diesel`";
    assert_eq!(needs(package), [both]);
    let with_crate = format!("{package}[dependencies]\nchrono = \"0.4\"\n");
    assert_eq!(needs(&with_crate), ["feature `chrono` of `diesel`"]);
    let with_both =
        format!("{with_crate}diesel = {{ version = \"2\", features = [\"chrono\"] }}\n");
    assert_eq!(needs(&with_both), [""; 0]);
    let shared = "[workspace.dependencies.diesel]\nversion = \"2\"\nfeatures = [\"chrono\"]\n";
    let inherited = format!("{with_crate}diesel.workspace = true\n\n{shared}");
    assert_eq!(needs(&inherited), [""; 0]);
}

#[test]
fn nothing_is_written_over_that_is_no_file_of_structs() {
    let stage = stage(Database::Sqlite).unwrap();
    write(&stage, "src/schema.rs", "// mine\n");
    let output = stage.run(&["models", "--out", "src/schema.rs"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(read(&stage, "src/schema.rs"), "// mine\n");
}

#[test]
fn a_schema_file_that_is_no_module_is_named_as_the_crate_names_it() {
    let stage = stage(Database::Sqlite).unwrap();
    let settings = "[print_schema]\nfile = \"src/schema.shop-v2.rs\"\n";
    write(&stage, "diesel.toml", settings);
    write(&stage, ".glowplug.toml", "[models]\nout = \"src/rows\"\n");
    write(&stage, "src/schema.shop-v2.rs", "");
    let printed = |stage: &Stage| {
        let output = stage.run(&["models", "--dry-run"]);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    };
    let (out, said) = printed(&stage);
    assert!(
        out.contains("table_name = crate::schema_shop_v2::servers"),
        "{out}"
    );
    assert!(
        said.contains("#[path = \"schema.shop-v2.rs\"] mod schema_shop_v2;"),
        "{said}"
    );
    write(
        &stage,
        "src/lib.rs",
        "#[path = \"schema.shop-v2.rs\"]\nmod shop_tables;\n",
    );
    let (out, said) = printed(&stage);
    assert!(
        out.contains("table_name = crate::shop_tables::servers"),
        "{out}"
    );
    assert!(!said.contains("#[path"), "{said}");
}
