//! Times `print-schema` and `generate` beside `diesel` and, where it is installed, `drizzle-kit`, on
//! one private PostgreSQL, in turns, and prints medians and ratios.
//!
//! ```sh
//! cargo bench -p glowplug-cli --bench schema
//! cargo bench -p glowplug-cli --bench schema -- generate    # only blocks with this in their title
//! ```
//!
//! `benches/README.md` says what is measured and what came out.
#![allow(clippy::print_stdout, reason = "a report for people")]

mod measure;

use std::fs;
use std::path::{Path, PathBuf};
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
    for count in [10, 200, 1_000] {
        let project = Project::new(&server, count)?;
        let print: [Tool; 3] = [
            ("glowplug print-schema", Project::print_ours),
            ("diesel print-schema", Project::print_diesel),
            ("drizzle-kit pull", Project::pull),
        ];
        compare(&project, &format!("print, {count} tables"), &print)?;
        let generate: [Tool; 4] = [
            ("glowplug generate", Project::generate_ours),
            (
                "glowplug generate, one migration",
                Project::generate_from_one,
            ),
            ("diesel, --diff-schema", Project::generate_diesel),
            ("drizzle-kit generate", Project::generate_drizzle),
        ];
        compare(&project, &format!("generate, {count} tables"), &generate)?;
    }
    server.stop()
}

/// What is timed, by its name; `None` where the program is not installed.
type Tool = (&'static str, fn(&Project) -> Option<Command>);

/// Tables in a database, and a declaration with one table and one column more.
struct Project {
    folder: TempDir,
    url: String,
}

const DRIZZLE: &str = "drizzle-kit";

impl Project {
    fn new(server: &Server, count: usize) -> Result<Self> {
        let project = Self {
            folder: TempDir::new()?,
            url: server.database()?,
        };
        let path = project.path();
        fs::write(
            path.join("diesel.toml"),
            "[print_schema]\nfile = \"schema.rs\"\n",
        )?;
        let mut all = String::new();
        for number in 1..=count {
            let table = table(number);
            project.migration("migrations", &format!("{number:04}_table"), &table)?;
            all.push_str(&table);
        }
        project.migration("one", "0001_tables", &all)?;
        timed(&mut project.glowplug(&["up"]))?;
        let schema = path.join("schema.rs");
        let more = "table_1 (id) {\n        more -> Nullable<Text>,";
        let declared = fs::read_to_string(&schema)?.replace("table_1 (id) {", more);
        let table = "\ndiesel::table! {\n    another (id) {\n        id -> Int8,\n    }\n}\n";
        fs::write(&schema, declared + table)?;
        if is_installed(DRIZZLE) {
            project.prepare_drizzle(count)?;
        }
        Ok(project)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn migration(&self, folder: &str, name: &str, up: &str) -> Result<()> {
        let folder = self.path().join(folder).join(name);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("up.sql"), up)?;
        let tables = up
            .lines()
            .filter_map(|line| line.strip_prefix("CREATE TABLE "));
        let drops = tables.map(|line| format!("DROP TABLE {};\n", line.trim_end_matches(" (")));
        fs::write(folder.join("down.sql"), drops.collect::<String>())?;
        Ok(())
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(self.path())
            .env("DATABASE_URL", &self.url);
        command
    }

    fn glowplug(&self, arguments: &[&str]) -> Command {
        self.command(env!("CARGO_BIN_EXE_glowplug"), arguments)
    }

    fn print_ours(&self) -> Option<Command> {
        Some(self.glowplug(&["print-schema"]))
    }

    fn print_diesel(&self) -> Option<Command> {
        let arguments = ["print-schema"];
        is_installed("diesel").then(|| self.command("diesel", &arguments))
    }

    fn pull(&self) -> Option<Command> {
        let url = format!("--url={}", self.url);
        let arguments = ["pull", "--dialect=postgresql", "--out=pulled", &url];
        is_installed(DRIZZLE).then(|| self.command(DRIZZLE, &arguments))
    }

    fn generate_ours(&self) -> Option<Command> {
        Some(self.glowplug(&["generate", "more", "--dry-run"]))
    }

    /// The same tables, made by one migration.
    fn generate_from_one(&self) -> Option<Command> {
        Some(self.glowplug(&["generate", "more", "--dry-run", "--migrations-dir", "one"]))
    }

    /// Compares with the database itself, and proves nothing.
    fn generate_diesel(&self) -> Option<Command> {
        let arguments = [
            "migration",
            "generate",
            "--diff-schema=schema.rs",
            "--migration-dir=generated",
            "more",
        ];
        let folder = self.path().join("generated");
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).ok()?;
        is_installed("diesel").then(|| self.command("diesel", &arguments))
    }

    /// Compares with the snapshot of its last migration, without a database.
    fn generate_drizzle(&self) -> Option<Command> {
        let arguments = ["generate", "--dialect=postgresql", "--schema=more.ts"];
        let folder = self.path().join("drizzle");
        fs::remove_dir_all(&folder).ok();
        copy(&self.path().join("snapshot"), &folder).ok()?;
        is_installed(DRIZZLE).then(|| self.command(DRIZZLE, &arguments))
    }

    /// The tables in TypeScript, and the snapshot of a first migration.
    fn prepare_drizzle(&self, count: usize) -> Result<()> {
        let import = "import { pgTable, bigint, text, timestamp } from 'drizzle-orm/pg-core';\n";
        let key = "id: bigint({ mode: 'number' }).primaryKey()";
        let typed = |number: usize, more: &str| {
            format!(
                "export const table{number} = pgTable('table_{number}', {{ {key}\
                 .generatedAlwaysAsIdentity(), name: text().notNull(), created_at: timestamp({{ \
                 withTimezone: true }}).notNull().defaultNow(){more} }});\n"
            )
        };
        let rest: String = (2..=count).map(|number| typed(number, "")).collect();
        let another = format!("export const another = pgTable('another', {{ {key} }});\n");
        let path = self.path();
        fs::write(
            path.join("first.ts"),
            format!("{import}{}{rest}", typed(1, "")),
        )?;
        let more = typed(1, ", more: text()");
        fs::write(
            path.join("more.ts"),
            format!("{import}{more}{rest}{another}"),
        )?;
        let arguments = ["generate", "--dialect=postgresql", "--schema=first.ts"];
        timed(&mut self.command(DRIZZLE, &arguments))?;
        fs::rename(path.join("drizzle"), path.join("snapshot"))?;
        Ok(())
    }
}

fn table(number: usize) -> String {
    format!(
        "CREATE TABLE table_{number} (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n    \
         name text NOT NULL,\n    created_at timestamptz NOT NULL DEFAULT now()\n);\n"
    )
}

fn copy(from: &Path, to: &PathBuf) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        match path.is_dir() {
            true => copy(&path, &target)?,
            false => drop(fs::copy(&path, &target)?),
        }
    }
    Ok(())
}

/// Times the tools in turns.
fn compare(project: &Project, title: &str, tools: &[Tool]) -> Result<()> {
    let mut words = std::env::args().skip(1);
    if words.any(|word| !word.starts_with("--") && !title.contains(&word)) {
        return Ok(());
    }
    let mut times: Vec<Vec<Duration>> = tools.iter().map(|_| Vec::new()).collect();
    for _ in 0..TURNS {
        for ((_, tool), times) in tools.iter().zip(&mut times) {
            if let Some(mut command) = tool(project) {
                times.push(timed(&mut command)?);
            }
        }
    }
    println!("{title}");
    let medians: Vec<f64> = times.into_iter().map(median).collect();
    for ((name, _), took) in tools.iter().zip(&medians) {
        println!("  {name:<34}{took:>9.1}{:>8.2}", took / medians[0]);
    }
    println!();
    Ok(())
}
