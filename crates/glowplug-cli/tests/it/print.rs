//! `print-schema` on the schemas in `tests/print`: each folder has a `schema.sql`, what its project
//! says (`diesel.toml`, `arguments`, a patch, `rustfmt.toml`), and in `expected.rs` what
//! `diesel print-schema` printed. A file `without_diesel` says why Diesel prints nothing; what is
//! expected is then ours. So it is beside a file `otherwise`, which says why ours is not Diesel's.
//!
//! `GLOWPLUG_BLESS=1` writes what Diesel prints now; `GLOWPLUG_CASE=name` runs one case alone.

mod behind;
mod handwritten;
mod patched;
mod refresh;
mod workspace;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use glowplug::Database;
use similar::TextDiff;

use crate::neighbour::is_installed;
use crate::stage::{Stage, block_on, copy, side_by_side};

#[test]
fn every_schema_is_printed_as_diesel_prints_it_on_postgres() {
    run(Database::Postgres);
}

#[test]
fn every_schema_is_printed_as_diesel_prints_it_on_sqlite() {
    run(Database::Sqlite);
}

#[test]
fn every_schema_is_printed_as_diesel_prints_it_on_mysql() {
    run(Database::Mysql);
}

fn run(database: Database) {
    // Said loudly, once, where there is no such server, or no Diesel.
    let Some(stage) = Stage::new(database) else {
        return;
    };
    let is_mariadb = database == Database::Mysql && is_mariadb(&stage);
    let diesel = is_installed(database);
    let bless = std::env::var_os("GLOWPLUG_BLESS").is_some_and(|value| value == "1");
    assert!(diesel || !bless, "only Diesel knows what is expected");
    let wanted = std::env::var("GLOWPLUG_CASE").ok();
    let cases = folders(database).into_iter().filter(|case| {
        let name = case.file_name().unwrap().to_string_lossy();
        let of_server = is_mariadb || !name.starts_with("mariadb_");
        of_server && wanted.as_ref().is_none_or(|wanted| name == wanted.as_str())
    });
    let differences = side_by_side(cases, |case| {
        let play = Play::new(&case, database)?;
        if bless {
            play.bless();
        }
        play.difference(diesel)
    });
    let differences: Vec<String> = differences.into_iter().flatten().collect();
    assert!(
        differences.is_empty(),
        "{} schemas are printed otherwise than expected:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

fn folders(database: Database) -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/print");
    let folder = all.join(database.name());
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(folders.len() > 20, "{} cases", folders.len());
    folders
}

fn is_mariadb(stage: &Stage) -> bool {
    let version = stage.sql("SELECT version()").unwrap().rows;
    version[0][0].as_deref().unwrap().contains("MariaDB")
}

/// One schema in a database.
struct Play {
    case: PathBuf,
    stage: Stage,
    words: Vec<String>,
}

impl Play {
    fn new(case: &Path, database: Database) -> Option<Self> {
        let stage = Stage::new(database)?;
        copy(case, stage.path());
        let sql = fs::read_to_string(case.join("schema.sql")).unwrap();
        load(&stage, &sql);
        let arguments = fs::read_to_string(case.join("arguments")).unwrap_or_default();
        let mut words = vec!["print-schema".to_owned()];
        words.extend(shlex::split(&arguments).unwrap());
        Some(Self {
            case: case.to_owned(),
            stage,
            words,
        })
    }

    fn printed(&self, program: &str) -> Output {
        let mut command = self.stage.program(program);
        command.args(&self.words).output().unwrap()
    }

    fn ours(&self) -> Output {
        self.printed(env!("CARGO_BIN_EXE_glowplug"))
    }

    fn has_diesel(&self) -> bool {
        !self.case.join("without_diesel").exists() && !self.is_otherwise()
    }

    fn is_otherwise(&self) -> bool {
        self.case.join("otherwise").exists()
    }

    fn bless(&self) {
        let output = match self.has_diesel() {
            true => self.printed("diesel"),
            false => self.ours(),
        };
        assert!(
            output.status.success(),
            "{}: {output:?}",
            self.case.display()
        );
        fs::write(self.case.join("expected.rs"), output.stdout).unwrap();
    }

    /// How ours, and Diesel's where it is installed, differ from what is expected.
    fn difference(&self, diesel: bool) -> Option<String> {
        let path = self.case.join("expected.rs");
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let ours = self.ours();
        let mut differences = vec![differs(&path, &expected, &ours, "ours")];
        if diesel && self.has_diesel() {
            differences.push(differs(
                &path,
                &expected,
                &self.printed("diesel"),
                "diesel's",
            ));
        } else if diesel && self.is_otherwise() {
            let theirs = self.printed("diesel").stdout;
            let same = theirs == expected.as_bytes();
            differences.push(same.then(|| format!("{} is Diesel's", path.display())));
        } else if diesel && self.printed("diesel").status.success() {
            differences.push(Some(format!("{} is printed by Diesel", path.display())));
        }
        let differences: Vec<String> = differences.into_iter().flatten().collect();
        (!differences.is_empty()).then(|| differences.join("\n"))
    }
}

/// Runs a script in the database.
pub(crate) fn load(stage: &Stage, sql: &str) {
    block_on(async {
        let mut session = stage.session().await;
        session
            .run(sql)
            .await
            .unwrap_or_else(|error| panic!("{error:?} in {sql}"));
    });
}

fn differs(path: &Path, expected: &str, output: &Output, whose: &str) -> Option<String> {
    let printed = String::from_utf8_lossy(&output.stdout);
    if output.status.success() && printed == expected {
        return None;
    }
    let diff = TextDiff::from_lines(expected, &printed);
    let name = path.display().to_string();
    let said = String::from_utf8_lossy(&output.stderr);
    Some(format!(
        "{}{said}",
        diff.unified_diff().header(&name, whose)
    ))
}
