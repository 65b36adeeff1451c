//! Runs the README's walk, step by step, on this workspace's migrations.

#[allow(dead_code, unreachable_pub, reason = "as a project has them")]
#[path = "walk/categories.rs"]
mod models;
mod schema;
mod used;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use glowplug_local::{TestDatabase, TestServer};

use crate::stage::block_on;
use crate::support::Project;

/// A block of the README: its language and its text.
type Block = (String, String);

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The blocks of the walk, in order.
fn blocks() -> Vec<Block> {
    let readme = fs::read_to_string(workspace().join("README.md")).unwrap();
    let (_, walk) = readme
        .split_once("### A walk: a table of categories\n")
        .unwrap();
    let (walk, _) = walk.split_once("\n## ").unwrap();
    let mut blocks = Vec::new();
    for block in walk.split("```").skip(1).step_by(2) {
        let (language, text) = block.split_once('\n').unwrap();
        blocks.push((language.to_owned(), text.to_owned()));
    }
    blocks
}

/// The project of this workspace, with an empty database.
fn project() -> (TestDatabase, Project) {
    let database = TestServer::shared().unwrap().database().unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    for file in ["diesel.toml", "src/schema.rs"] {
        project.write(file, &fs::read_to_string(workspace().join(file)).unwrap());
    }
    for folder in fs::read_dir(workspace().join("migrations")).unwrap() {
        let folder = folder.unwrap().path();
        for file in fs::read_dir(&folder).into_iter().flatten() {
            let path = file.unwrap().path();
            let below = path.strip_prefix(workspace()).unwrap();
            project.write(below.to_str().unwrap(), &fs::read_to_string(&path).unwrap());
        }
    }
    project.ok(&["up"]);
    (database, project)
}

/// Runs the lines of a block, as a shell would.
fn run(project: &Project, (language, lines): &Block) {
    assert_eq!(language, "sh", "{lines}");
    for line in lines.lines() {
        if line.starts_with("rm ") {
            let mut remove = Command::new("sh");
            remove.args(["-c", line]).current_dir(project.path());
            assert!(remove.status().unwrap().success(), "{line}");
            continue;
        }
        let (line, file) = line.split_once(" > ").unwrap_or((line, ""));
        let words: Vec<&str> = line.split(' ').collect();
        assert_eq!(words[..2], ["cargo", "db"], "{line}");
        let said = project.ok(&words[2..]);
        if !file.is_empty() {
            project.write(file, &said);
        }
    }
}

/// The migration that was generated.
fn generated(project: &Project) -> PathBuf {
    let folders = fs::read_dir(project.path().join("migrations")).unwrap();
    let mut folders = folders.map(|entry| entry.unwrap().path());
    let is_it = |path: &PathBuf| path.to_string_lossy().ends_with("_add_categories");
    folders.find(is_it).unwrap()
}

fn append(path: &Path, text: &str) {
    let before = fs::read_to_string(path).unwrap();
    fs::write(path, format!("{before}\n{text}")).unwrap();
}

/// A line that a rule of the repository finds wrong.
#[derive(diesel::QueryableByName)]
struct Wrong {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

/// Holds the database to the rules that the repository's own tests hold it to.
async fn keeps_the_rules(url: &str) {
    let mut connection = AsyncPgConnection::establish(url).await.unwrap();
    let rules = fs::read_dir(workspace().join("tests/it/catalog")).unwrap();
    let mut held = 0;
    for rule in rules.map(|entry| entry.unwrap().path()) {
        let sql = fs::read_to_string(&rule).unwrap();
        let sql = format!("SELECT line::text FROM ({sql}) AS found (line)");
        let wrong: Vec<Wrong> = diesel::sql_query(sql).load(&mut connection).await.unwrap();
        let lines: Vec<String> = wrong.into_iter().map(|of| of.line).collect();
        assert!(lines.is_empty(), "{}: {lines:?}", rule.display());
        held += 1;
    }
    assert_eq!(held, 5);
}

/// Holds the structs to the lint that the repository turns on: every public item has docs.
fn has_docs(source: &str) {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    for (before, line) in lines.iter().zip(&lines[1..]) {
        if line.starts_with("pub ") {
            assert!(
                before.starts_with("///") || before.starts_with("#["),
                "no docs: {line}"
            );
        }
    }
}

/// Uses the table through the structs that were written, which are those of this test.
async fn used(project: &Project, url: &str) {
    let written = project.read("src/models/categories.rs");
    let written = written.replace("crate::schema::", "crate::walk::schema::");
    assert_eq!(written, include_str!("walk/categories.rs"));
    has_docs(&written);
    let mut connection = AsyncPgConnection::establish(url).await.unwrap();
    let server = "INSERT INTO servers (discord_server_id) VALUES ('1') ON CONFLICT DO NOTHING";
    let insert = diesel::sql_query(server);
    insert.execute(&mut connection).await.unwrap();
    let server_id: i64 = schema::servers::table
        .select(schema::servers::server_id)
        .first(&mut connection)
        .await
        .unwrap();
    let names = used::use_it(&mut connection, server_id).await.unwrap();
    assert_eq!(names, ["songs"]);
}

#[test]
fn the_walk_of_the_readme_can_be_gone() {
    let (database, project) = project();
    let blocks = blocks();
    let [
        declared,
        generate,
        unique,
        apply,
        typed,
        back,
        printed,
        settings,
        table,
        again,
    ] = blocks.as_slice()
    else {
        panic!("{blocks:?}");
    };
    let before = project.read("src/schema.rs");
    let list = "allow_tables_to_appear_in_same_query!(";
    let both = before.replace(list, &format!("{list}\n    categories,"));
    project.write("src/schema.rs", &format!("{both}\n{}", declared.1));
    run(&project, generate);
    append(&generated(&project).join("up.sql"), &unique.1);
    run(&project, apply);
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let code = squeezed(include_str!("walk/used.rs"));
    assert!(code.contains(&squeezed(&typed.1)), "{}", typed.1);
    block_on(used(&project, database.url()));
    block_on(keeps_the_rules(database.url()));
    run(&project, back);
    assert_eq!(project.read("src/schema.rs"), before);

    run(&project, printed);
    project.write(".glowplug.toml", &settings.1);
    append(&project.path().join("schema.sql"), &table.1);
    let (language, lines) = again;
    let (forth, down) = lines.trim_end().rsplit_once('\n').unwrap();
    run(&project, &(language.clone(), forth.to_owned()));
    block_on(used(&project, database.url()));
    block_on(keeps_the_rules(database.url()));
    run(&project, &(language.clone(), down.to_owned()));
    assert_eq!(project.read("src/schema.rs"), before);
}
