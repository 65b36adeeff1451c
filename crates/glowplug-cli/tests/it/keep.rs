//! A scratch database is kept on its server for the next run, and only reused if it can be trusted.

mod ceiling;
mod left;
mod trust;

use serde_json::{Value, json};

use crate::support::Project;

const DECLARED: &str = "diesel::table! {
    users (id) {
        id -> Int8,
        name -> Text,
    }
}
";

/// A project on a server of its own, whose `schema.rs` declares a column more than is built.
struct Kept {
    project: Project,
}

impl Kept {
    fn new(more: &str) -> Self {
        let project = Project::at("shop");
        project.write("diesel.toml", "[print_schema]\nfile = \"src/schema.rs\"\n");
        let users = "CREATE TABLE users (id bigserial PRIMARY KEY, name text NOT NULL);";
        project.migration(
            "001_users",
            &format!("{users}\n{more}"),
            "DROP TABLE users;",
        );
        project.ok(&["up"]);
        let kept = Self { project };
        kept.declare(
            "name -> Text,",
            "name -> Text,\n        age -> Nullable<Int4>,",
        );
        kept
    }

    fn declare(&self, old: &str, new: &str) {
        self.project
            .write("src/schema.rs", &DECLARED.replace(old, new));
    }

    /// The scratch databases, each with its number and its name without the time of its last use.
    fn databases(&self) -> Vec<(i64, String)> {
        let sql = "SELECT oid::int8 AS oid, regexp_replace(datname, '_scratch_[0-9a-f]+', '') AS name \
            FROM pg_database WHERE datname LIKE 'glowplug_scratch%' ORDER BY 1";
        let rows = self.project.json(&["query", sql])["rows"].clone();
        let read = |row: &Value| {
            let number = row[0]
                .as_str()
                .map(str::to_owned)
                .unwrap_or(row[0].to_string());
            (number.parse().unwrap(), row[1].as_str().unwrap().to_owned())
        };
        rows.as_array().unwrap().iter().map(read).collect()
    }

    /// The one scratch database: its number, and how often it was used.
    fn one(&self) -> (i64, u32) {
        let databases = self.databases();
        assert_eq!(databases.len(), 1, "{databases:?}");
        let (number, name) = &databases[0];
        let uses = name.strip_prefix("glowplug_kept").unwrap();
        let (uses, _) = uses.split_once('_').unwrap();
        (*number, u32::from_str_radix(uses, 16).unwrap())
    }

    /// Runs a statement in the one scratch database.
    fn spoil(&self, sql: &str) {
        let name = "SELECT datname FROM pg_database WHERE datname LIKE 'glowplug_scratch%'";
        let rows = self.project.json(&["query", name])["rows"].clone();
        self.run_in(rows[0][0].as_str().unwrap(), sql);
    }

    /// Runs a statement in a database of the server.
    fn run_in(&self, name: &str, sql: &str) {
        let url = self.project.ok(&["local", "url"]);
        let (server, options) = match url.trim().split_once('?') {
            Some((server, options)) => (server, format!("?{options}")),
            None => (url.trim(), String::new()),
        };
        let (server, _) = server.rsplit_once('/').unwrap();
        let url = format!("{server}/{name}{options}");
        let spoiled = self
            .project
            .run(&["query", sql, "--write", "--database-url", &url]);
        assert_eq!(spoiled.code, 0, "{spoiled:?}");
    }

    fn generate(&self) -> String {
        // A number for a name: the time would differ from run to run.
        self.project
            .ok(&["generate", "more", "--dry-run", "--sequential"])
    }
}

#[test]
fn what_is_built_is_used_again() {
    let kept = Kept::new("");
    let first = kept.generate();
    let (number, uses) = kept.one();
    assert_eq!(uses, 0);
    assert_eq!(kept.generate(), first);
    assert_eq!(kept.one(), (number, 1));
    kept.project.run(&["check"]);
    assert_eq!(kept.one(), (number, 2));

    // Those of more migrations begin where it ends.
    kept.project.ok(&["generate", "more", "--sequential"]);
    assert_eq!(kept.one(), (number, 3));
    kept.project.ok(&["up"]);
    kept.project.ok(&["check"]);
    assert_eq!(kept.one(), (number, 4));
    // What comes before them has another, and so has what only looks like them.
    let up = kept.project.read("migrations/001_users/up.sql");
    kept.project
        .write("migrations/001_users/up.sql", &format!("{up}-- edited\n"));
    kept.project.run(&["check"]);
    assert_eq!(kept.databases().len(), 2);
}

#[test]
fn nothing_is_kept_where_nobody_wants_it() {
    let kept = Kept::new("");
    kept.project
        .ok(&["generate", "more", "--dry-run", "--scratch-keep", "false"]);
    assert_eq!(kept.databases(), []);
    kept.project
        .write(".glowplug.toml", "[scratch]\nkeep = false\n");
    kept.generate();
    assert_eq!(kept.databases(), []);
    let ran = kept.project.with("GLOWPLUG_SCRATCH_KEEP", "true");
    ran.ok(&["generate", "more", "--dry-run"]);
    let kept = Kept { project: ran };
    assert_eq!(kept.one().1, 0);
}

#[test]
fn what_cannot_be_given_back_is_not_kept() {
    // Statistics go with a column, and no way back makes them again.
    let kept = Kept::new("CREATE STATISTICS both_of ON id, name FROM users;");
    kept.generate();
    assert_eq!(kept.one().1, 0);
    kept.declare("        name -> Text,\n", "");
    let words = [
        "generate",
        "less",
        "--dry-run",
        "--drop",
        "users.name",
        "--allow",
        "data-loss",
    ];
    kept.project.ok(&words);
    assert_eq!(kept.databases(), []);

    // Rows that a migration brings are out of the way of what is tried.
    let kept = Kept::new("INSERT INTO users (name) VALUES ('somebody');");
    kept.project.run(&["check"]);
    let (number, _) = kept.one();
    kept.generate();
    assert!(kept.databases().iter().all(|(other, _)| *other != number));
}

#[test]
fn rows_and_numbers_do_not_stay() {
    let kept = Kept::new(
        "CREATE FUNCTION draw() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN PERFORM nextval('users_id_seq'); RETURN NEW; END $$;
        CREATE TRIGGER users_draw BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION draw();",
    );
    kept.generate();
    // The first row of this has the number 1.
    kept.project.migration(
        "002_first",
        "INSERT INTO users (name) VALUES ('first');
        DO $$ BEGIN ASSERT (SELECT array_agg(id) = '{1}' FROM users); END $$;",
        "DELETE FROM users;",
    );
    kept.project.ok(&["up"]);
    let (number, _) = kept.one();
    kept.project.run(&["check"]);
    assert_eq!(kept.one(), (number, 1));
}

#[test]
fn one_that_is_taken_is_not_taken_twice() {
    let kept = Kept::new("");
    kept.generate();
    let runs: Vec<_> = (0..4)
        .map(|_| {
            let mut command = kept.project.command(&["generate", "more", "--dry-run"]);
            command.stdout(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    let kept = kept.databases();
    assert!(
        !kept.is_empty() && kept.iter().all(|(_, name)| name.contains("_kept")),
        "{}",
        json!(kept)
    );
}
