//! The content of a database or a checkout is data: it does not control the terminal, start
//! programs or overflow a parser.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use glowplug_local::{TestDatabase, TestServer};

use crate::support::{Project, Ran, skipped};

const CONFIG: &str = "[print_schema]\nfile = \"src/schema.rs\"\n";
/// Sets the title, goes back to the start of the line, turns the text around, cleans the screen.
const HOSTILE: &str = "\u{1b}]0;x\u{7}\r\u{202e}\u{9b}2J";

fn postgres() -> (TestDatabase, Project) {
    let database = TestServer::shared().unwrap().database().unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    project.write("diesel.toml", CONFIG);
    (database, project)
}

fn assert_steers_nothing(ran: &Ran, words: &[&str]) {
    let steers = |c: char| {
        (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}')
    };
    assert!(!ran.all().contains(steers), "{words:?}: {ran:?}");
}

#[test]
fn nothing_that_comes_from_outside_steers_the_terminal() {
    let (_database, project) = postgres();
    let escape = |text: &str| text.replace('\'', "''");
    let up = format!(
        "CREATE TABLE \"a{HOSTILE}\" (id integer PRIMARY KEY, \"b{HOSTILE}\" text);
         DO $$ BEGIN RAISE NOTICE '{HOSTILE}'; END $$;"
    );
    let down = format!("DROP TABLE \"a{HOSTILE}\";");
    project.migration(&format!("001_{HOSTILE}"), &up, &down);
    let comment = format!("COMMENT ON TABLE \"a{HOSTILE}\" IS '{}'", escape(HOSTILE));
    let select = format!("SELECT '{HOSTILE}' AS \"{HOSTILE}\"");
    let fails = format!("SELECT 1 FROM \"{HOSTILE}\"");
    for words in [
        &["up", "--dry-run"][..],
        &["-v", "up"],
        &["status"],
        &["query", "--write", &comment],
        &["check"],
        &["check", "--json"],
        &["describe", &format!("a{HOSTILE}")],
        &["describe", HOSTILE],
        &["tables"],
        &["query", &select],
        &["query", "--json", &select],
        &["query", &fails],
        &["history"],
        &["down", "--dry-run"],
        &["down"],
        &["mark", HOSTILE, "--applied"],
        &["new", HOSTILE],
        &[HOSTILE],
    ] {
        assert_steers_nothing(&project.run(words), words);
    }
}

#[test]
fn csv_is_data_in_a_file_and_text_on_a_terminal() {
    let project = Project::sqlite();
    project.run(&["up"]);
    let select = "SELECT char(27) || ']0;x' AS a, '=1+1' AS b, -1 AS c";
    let ran = project.run(&["query", "--csv", select]);
    assert_eq!(ran.stdout, "a,b,c\n\u{1b}]0;x,'=1+1,-1\n");
    assert!(ran.stderr.contains("`--raw`"), "{ran:?}");
    let raw = project.run(&["query", "--csv", "--raw", select]);
    assert_eq!(raw.stdout, "a,b,c\n\u{1b}]0;x,=1+1,-1\n");
    let glowplug = env!("CARGO_BIN_EXE_glowplug");
    let typed = format!("{glowplug} query --csv \"{select}\"");
    let terminal = project
        .command(&[])
        .env("PATH", std::env::var_os("PATH").unwrap())
        .get_envs()
        .fold(
            std::process::Command::new("script"),
            |mut command, (name, value)| {
                match value {
                    Some(value) => command.env(name, value),
                    None => command.env_remove(name),
                };
                command
            },
        )
        .args(["-qc", &typed, "/dev/null"])
        .current_dir(project.path())
        .output();
    match terminal {
        Ok(output) => assert!(!output.stdout.contains(&0x1b), "{output:?}"),
        Err(_) => skipped("there is no `script` to make a terminal"),
    }
}

#[test]
fn a_file_that_nests_is_refused_with_its_place() {
    let project = Project::sqlite();
    project.write("diesel.toml", CONFIG);
    project.ok(&["up"]);
    let nested = format!(
        "const X: i32 = {}1{};",
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    project.write("src/schema.rs", &nested);
    for words in [&["check"][..], &["generate", "x", "--dry-run"]] {
        let ran = project.run(words);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.stderr.contains("src/schema.rs:1:"), "{ran:?}");
        assert!(ran.stderr.contains("nests too deep"), "{ran:?}");
    }
    project.write("src/schema.rs", "");
    project.write("src/deep.rs", &nested);
    let ran = project.run(&["models", "--dry-run"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stderr.contains("src/deep.rs` is passed over"),
        "{ran:?}"
    );
    project.write("src/models.rs", &nested);
    let ran = project.run(&["models"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stderr.contains("src/models.rs:1:"), "{ran:?}");
}

#[test]
fn no_depth_of_sql_toml_or_json_ends_a_command_otherwise_than_by_an_error() {
    let deep =
        |open: &str, close: &str| format!("{}1{}", open.repeat(50_000), close.repeat(50_000));
    for sql in [
        format!("SELECT {};", deep("(", ")")),
        format!("SELECT {}1;", "-".repeat(50_000)),
        format!("SELECT {};", deep("CASE WHEN 1 THEN ", " END")),
        format!(
            "CREATE TABLE t (id INTEGER PRIMARY KEY CHECK ({}));",
            deep("(", ")")
        ),
        format!("{}{}", "/* ".repeat(50_000), "*/ ".repeat(50_000)),
        "BEGIN ".repeat(50_000),
    ] {
        let project = Project::empty().with("DATABASE_URL", "shop.db");
        project.migration("001_a", &sql, "SELECT 1;");
        let ran = project.run(&["up"]);
        assert_eq!(ran.code, 1, "{}", &ran.all()[..ran.all().len().min(500)]);
    }
    let project = Project::sqlite();
    project.write("diesel.toml", &format!("a = {}", deep("[", "]")));
    assert_eq!(project.run(&["check"]).code, 1);
    project.write("diesel.toml", "");
    project.write(
        "migrations/001_create_users/metadata.toml",
        &format!("a = {}", deep("[", "]")),
    );
    assert_eq!(project.run(&["up"]).code, 1);
}

#[test]
fn no_program_of_the_checkout_is_started() {
    let project = Project::sqlite();
    project.write("diesel.toml", CONFIG);
    project.ok(&["up"]);
    project.write("rustfmt.toml", "max_width = 80\n");
    let program = "#!/bin/sh\npwd > \"$GLOWPLUG_TEST_STARTED\"\necho \"$@\" >> \"$GLOWPLUG_TEST_STARTED\"\ncat\n";
    let started = project.outside().join("started");
    for folder in ["bin", "here"] {
        project.write(&format!("{folder}/rustfmt"), program);
        let path = project.path().join(folder).join("rustfmt");
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let check = |path: &str| {
        let mut command = project.command(&["check"]);
        command
            .env("PATH", path)
            .env("GLOWPLUG_TEST_STARTED", &started);
        command.output().unwrap()
    };
    check(".:bin:./here:");
    assert!(
        !started.exists(),
        "a program was started by a relative path"
    );
    // One that the user names is started, but not where the project's files choose its version.
    check(project.path().join("here").to_str().unwrap());
    let said = fs::read_to_string(&started).unwrap();
    let settings = project.path().join("rustfmt.toml");
    assert_eq!(said, format!("/\n--config-path {}\n", settings.display()));
}

#[test]
fn comments_and_names_are_text_in_what_is_printed() {
    let (_database, project) = postgres();
    let docs = "with_docs = \"only-database-comments\"\n";
    project.write("diesel.toml", &format!("{CONFIG}{docs}"));
    let create = "
        CREATE TYPE \"a\\\" AS ENUM ('x'); CREATE TYPE \"b))] fn c(){} //\" AS ENUM ('x');
        CREATE TYPE \"!\" AS ENUM ('x');
        CREATE TABLE users (id integer PRIMARY KEY, \"d\\\" \"a\\\" NOT NULL,
            e \"b))] fn c(){} //\" NOT NULL, f \"!\", amount integer);
        COMMENT ON TABLE users IS E'Who may log in.\\n```\\npanic!()\\n```\\nhttps://example.com';
        COMMENT ON COLUMN users.amount IS 'in [cents], never < 0, a Vec<u8>';";
    for statement in create.split(';').filter(|sql| !sql.trim().is_empty()) {
        project.ok(&["query", "--write", statement]);
    }
    let printed = project.run(&["print-schema"]);
    for said in [
        "    /// Who may log in.\n    /// \\```\n    /// panic!()\n    /// \\```\n    /// <https://example.com>\n",
        "        /// in \\[cents], never < 0, a Vec\\<u8>\n",
        "name = r#\"a\\\"#",
        "name = \"b))] fn c(){} //\"",
        "#[sql_name = r#\"d\\\"#]",
    ] {
        assert!(printed.stdout.contains(said), "{said}\n{}", printed.stdout);
    }
    assert!(
        printed.stderr.contains("users.f` is left out"),
        "{printed:?}"
    );
    project.write("src/schema.rs", &printed.stdout);
    let models = project.ok(&["models", "--dry-run"]);
    assert!(!models.contains("/// ```"), "{models}");
    assert!(
        models.contains("/// in \\[cents], never < 0, a Vec\\<u8>"),
        "{models}"
    );
    // A comment that was written down by another tool says the same.
    let theirs = printed
        .stdout
        .replace("\\```", "```")
        .replace("\\[", "[")
        .replace("\\<", "<");
    project.write(
        "src/schema.rs",
        &theirs.replace("<https://example.com>", "https://example.com"),
    );
    project.write("migrations/.keep", "");
    let compared = project.run(&["check", "--json"]).data();
    assert_eq!(compared["schema"][0]["differences"], serde_json::json!([]));
}

#[test]
fn a_mark_at_the_head_of_a_file_is_passed_over() {
    let project = Project::empty();
    let marked = |file: &str, text: &str| project.write(file, &format!("\u{feff}{text}"));
    marked(".env", "DATABASE_URL=shop.db\n");
    marked("diesel.toml", CONFIG);
    marked(".glowplug.toml", "keep = []\n");
    marked(
        "migrations/001_a/up.sql",
        "CREATE TABLE a (id INTEGER PRIMARY KEY NOT NULL);",
    );
    marked("migrations/001_a/down.sql", "DROP TABLE a;");
    marked(
        "migrations/001_a/metadata.toml",
        "run_in_transaction = true\n",
    );
    project.ok(&["up"]);
    let printed = project.read("src/schema.rs");
    marked("src/schema.rs", &printed);
    project.ok(&["check"]);
    assert_eq!(project.run(&["print-schema", "--check"]).code, 0);
    assert_eq!(
        project.json(&["status"])["differing"],
        serde_json::Value::Null
    );
    marked("src/lib.rs", "pub mod schema;\n");
    project.ok(&["models"]);
    marked(
        "schema.sql",
        "CREATE TABLE a (id INTEGER PRIMARY KEY NOT NULL);",
    );
    project.ok(&["generate", "x", "--schema", "schema.sql"]);
}

#[test]
fn the_settings_of_a_checkout_write_nothing_outside_of_it() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    let outside = project.outside().join("elsewhere");
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("main.rs"), "fn main() {}\n").unwrap();
    let out = |path: &Path| {
        project.write(
            ".glowplug.toml",
            &format!("[models]\nout = {:?}\n", path.display().to_string()),
        );
        project.run(&["models"])
    };
    let link = project.path().join("link");
    symlink(&outside, &link).unwrap();
    for path in [
        outside.join("new"),
        outside.join("main.rs"),
        link.join("new"),
    ] {
        let ran = out(&path);
        assert_ne!(ran.code, 0, "{ran:?}");
        let told = "`[models] out` leads out of the project";
        assert!(ran.stderr.contains(told), "{ran:?}");
    }
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    let main = fs::read_to_string(outside.join("main.rs")).unwrap();
    assert_eq!(main, "fn main() {}\n");

    fs::remove_file(project.path().join(".glowplug.toml")).unwrap();
    let file = outside.join("schema.rs").display().to_string();
    let config = format!("[print_schema]\nfile = {file:?}\n");
    project.write("diesel.toml", &config);
    for words in [&["up"][..], &["print-schema", "--check"], &["models"]] {
        let ran = project.run(words);
        assert_ne!(ran.code, 0, "{ran:?}");
        let told = "`[print_schema] file` leads out of the project";
        assert!(ran.stderr.contains(told), "{ran:?}");
    }
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
}

#[test]
fn a_file_that_is_no_schema_is_not_shown() {
    let project = Project::sqlite();
    project.write("secret.txt", "root:secret\n");
    project.write(".glowplug.toml", "schema = \"secret.txt\"\n");
    let ran = project.run(&["generate", "change"]);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stderr.contains("`schema` names a file that is neither"),
        "{ran:?}"
    );
    assert!(!ran.all().contains("root:secret"), "{ran:?}");
}
