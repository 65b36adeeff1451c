//! Times whole runs of the command beside `diesel migration run` and, where it is installed,
//! `dbmate up`, on one private PostgreSQL, in turns, and prints medians and ratios.
//!
//! ```sh
//! cargo bench -p glowplug-cli --bench runs
//! ```
//!
//! `benches/README.md` says what is measured and what came out.
#![allow(clippy::print_stdout, reason = "a report for people")]

mod measure;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use tempfile::TempDir;

use measure::{Server, TURNS, is_installed, median, timed};

fn main() -> Result<()> {
    // `cargo test` runs benches too, without this argument.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let server = Server::start()?;
    println!("{TURNS} turns, medians in ms; ratio to the first row of each block\n");
    for count in [200, 1_000] {
        let project = Project::new(count)?;
        let tools = tools(&project);
        compare(
            &server,
            &tools,
            &format!("up, {count} migrations, empty database"),
            false,
        )?;
        compare(
            &server,
            &tools,
            &format!("up, nothing to do, {count} tables"),
            true,
        )?;
        alone(&server, &project, count)?;
    }
    server.stop()
}

/// A project with migrations that make one table each, for all three tools.
struct Project {
    folder: TempDir,
}

impl Project {
    fn new(count: usize) -> Result<Self> {
        let folder = TempDir::new()?;
        let path = folder.path();
        fs::write(path.join("diesel.toml"), "")?;
        fs::write(
            path.join("with_schema.toml"),
            "[print_schema]\nfile = \"schema.rs\"\n",
        )?;
        fs::create_dir_all(path.join("dbmate"))?;
        for number in 1..=count {
            let version = format!("2026{number:010}");
            let up = format!(
                "CREATE TABLE table_{number} (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY \
                 KEY,\n    name text NOT NULL,\n    created_at timestamptz NOT NULL DEFAULT \
                 now()\n);\n"
            );
            let down = format!("DROP TABLE table_{number};\n");
            let migration = path.join(format!("migrations/{version}_create_table_{number}"));
            fs::create_dir_all(&migration)?;
            fs::write(migration.join("up.sql"), &up)?;
            fs::write(migration.join("down.sql"), &down)?;
            let both = format!("-- migrate:up\n{up}\n-- migrate:down\n{down}");
            let name = format!("dbmate/{version}_create_table_{number}.sql");
            fs::write(path.join(name), both)?;
        }
        Ok(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// A tool and its command line.
struct Tool<'p> {
    name: &'static str,
    program: String,
    arguments: Vec<&'static str>,
    project: &'p Project,
}

fn tools(project: &Project) -> Vec<Tool<'_>> {
    let tool = |name, program: &str, arguments: &[&'static str]| Tool {
        name,
        program: program.to_owned(),
        arguments: arguments.to_vec(),
        project,
    };
    let tools = [
        tool("glowplug up", env!("CARGO_BIN_EXE_glowplug"), &["up"]),
        tool("diesel migration run", "diesel", &["migration", "run"]),
        tool(
            "diesel, with schema.rs",
            "diesel",
            &["migration", "run", "--config-file", "with_schema.toml"],
        ),
        tool(
            "dbmate up",
            "dbmate",
            &["--migrations-dir", "dbmate", "--no-dump-schema", "up"],
        ),
    ];
    tools.into_iter().filter(Tool::is_there).collect()
}

impl Tool<'_> {
    fn is_there(&self) -> bool {
        is_installed(&self.program)
    }

    /// Runs it on a database and gives the time.
    fn run(&self, url: &str) -> Result<Duration> {
        timed(
            Command::new(&self.program)
                .args(&self.arguments)
                .current_dir(self.project.path())
                .env("DATABASE_URL", self.spelt(url)),
        )
    }

    /// dbmate names the folder of a Unix socket in a parameter.
    fn spelt(&self, url: &str) -> String {
        let socket = url
            .strip_prefix("postgres://postgres@")
            .and_then(|rest| rest.split_once(":5432/"))
            .filter(|_| self.program == "dbmate");
        match socket {
            Some((folder, database)) => format!(
                "postgres://postgres@/{database}&socket={}",
                folder.replace("%2F", "/")
            ),
            None => url.to_owned(),
        }
    }
}

/// Times the tools in turns: on a new database, or once more on a database that is done.
fn compare(server: &Server, tools: &[Tool<'_>], title: &str, again: bool) -> Result<()> {
    let mut times: Vec<Vec<Duration>> = tools.iter().map(|_| Vec::new()).collect();
    let mut databases = Vec::new();
    if again {
        for tool in tools {
            let database = server.database()?;
            tool.run(&database)?;
            databases.push(database);
        }
    }
    for _ in 0..TURNS {
        for (index, tool) in tools.iter().enumerate() {
            let took = match databases.get(index) {
                Some(database) => tool.run(database)?,
                None => tool.run(&server.database()?)?,
            };
            times[index].push(took);
        }
    }
    println!("{title}");
    let medians: Vec<f64> = times.into_iter().map(median).collect();
    for (tool, took) in tools.iter().zip(&medians) {
        println!("  {:<26}{took:>9.1}{:>8.2}", tool.name, took / medians[0]);
    }
    println!();
    Ok(())
}

/// What only ours has, and how long a connection alone takes.
fn alone(server: &Server, project: &Project, count: usize) -> Result<()> {
    let url = server.database()?;
    let command = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_glowplug"));
        command
            .args(arguments)
            .current_dir(project.path())
            .env("DATABASE_URL", &url);
        command
    };
    timed(&mut command(&["up"]))?;
    println!("ours alone, {count} migrations");
    let rows: [(&str, &[&str]); 4] = [
        ("--version", &["--version"]),
        ("query 'SELECT 1'", &["query", "SELECT 1"]),
        ("status", &["status"]),
        ("up, nothing to do", &["up"]),
    ];
    for (name, arguments) in rows {
        let times: Result<Vec<Duration>> = (0..TURNS * 3)
            .map(|_| timed(&mut command(arguments)))
            .collect();
        println!("  {name:<26}{:>9.1}", median(times?));
    }
    println!();
    Ok(())
}
