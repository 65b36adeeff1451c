//! Counts the instructions of the client for one call of each kind, by cachegrind: they do not
//! depend on how busy the machine is. `README.md` says how to run it.
#![allow(clippy::print_stdout, reason = "a report for people")]

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use tokio::runtime::Builder;
use tomori_db_benches::call::Call;
use tomori_db_benches::contender::Contender;
use tomori_db_benches::contenders::diesel_bb8::DieselBb8;
use tomori_db_benches::contenders::plain::{Plain, Variant};
use tomori_db_benches::contenders::sea_orm::SeaOrm;
use tomori_db_benches::contenders::sqlx::Sqlx;
use tomori_db_benches::contenders::tomori::Tomori;
use tomori_db_benches::data::{self, Data};
use tomori_db_benches::{mix, server};

/// Few and many calls: their difference has no start in it.
const FEW: usize = 20;
const MANY: usize = 120;

const KINDS: [&str; 6] = ["checkout", "state", "page", "add", "set_config", "message"];
const CONTENDERS: [&str; 5] = [
    "tokio-postgres",
    "tomori-db",
    "diesel-async",
    "sqlx",
    "SeaORM",
];

const DATA: Data = Data {
    servers: 20,
    users: 400,
    memories: 20_000,
    server_memories: 500,
};

/// Counts the instructions of the client for one call of each kind.
#[derive(Debug, Parser)]
struct Options {
    /// Only these contenders.
    #[arg(long, value_delimiter = ',')]
    contenders: Vec<String>,
    /// Only these kinds of calls.
    #[arg(long, value_delimiter = ',')]
    kinds: Vec<String>,
    /// Also writes what each function takes, for `callgrind_annotate`, into this folder.
    #[arg(long)]
    profile: Option<PathBuf>,
    /// Where the table is written; it belongs into the change that moves it.
    #[arg(long)]
    output: Option<PathBuf>,
    /// The part that is counted: contender, kind, how many calls, database.
    #[arg(long, hide = true, num_args = 4)]
    count: Vec<String>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    if let [contender, kind, calls, url] = options.count.as_slice() {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        return runtime.block_on(make_calls(contender, kind, calls.parse()?, url));
    }
    let (cluster, url) = server::start()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(data::load(&url, &DATA))?;
    let table = table(&options, &url)?;
    println!("{table}");
    if let Some(output) = options.output {
        std::fs::write(output, table)?;
    }
    cluster.stop_immediate()?;
    Ok(())
}

fn wanted<'a>(all: &[&'a str], only: &[String]) -> Vec<&'a str> {
    all.iter()
        .copied()
        .filter(|name| only.is_empty() || only.iter().any(|wanted| wanted == name))
        .collect()
}

/// Thousands of instructions for each call; the ratio is to the first contender.
fn table(options: &Options, url: &str) -> Result<String> {
    let contenders = wanted(&CONTENDERS, &options.contenders);
    let mut table = format!("| | {} |\n| --- |", contenders.join(" | "));
    table += &" --: |".repeat(contenders.len());
    for kind in wanted(&KINDS, &options.kinds) {
        table += &format!("\n| {kind} |");
        let mut limit = None;
        for contender in &contenders {
            if *contender == "SeaORM" && kind == "checkout" {
                table += " |";
                continue;
            }
            let few = count(contender, kind, FEW, url)?;
            let many = count(contender, kind, MANY, url)?;
            // A start that varies by more than the calls take tells nothing of them.
            let Some(more) = many.checked_sub(few) else {
                table += " – |";
                continue;
            };
            let thousands = more as f64 / (MANY - FEW) as f64 / 1e3;
            let ratio = thousands / *limit.get_or_insert(thousands);
            table += &format!(" {thousands:.1} k ({ratio:.2}) |");
            if let Some(folder) = &options.profile {
                profile(contender, kind, folder, url)?;
            }
        }
    }
    Ok(table + "\n")
}

/// This program again, making so many calls.
fn again(
    tool: &mut Command,
    contender: &str,
    kind: &str,
    calls: usize,
    url: &str,
) -> Result<String> {
    let output = tool
        .arg(env::current_exe()?)
        .args(["--count", contender, kind, &calls.to_string(), url])
        .output()
        .context("valgrind is not installed")?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{contender}, {kind}: {said}");
    Ok(said)
}

/// How many instructions so many calls take, the start included.
fn count(contender: &str, kind: &str, calls: usize, url: &str) -> Result<u64> {
    let mut tool = Command::new("valgrind");
    tool.args([
        "--tool=cachegrind",
        "--cache-sim=no",
        "--cachegrind-out-file=/dev/null",
    ]);
    let said = again(&mut tool, contender, kind, calls, url)?;
    let line = said.lines().find(|line| line.contains("refs:"));
    let digits = line.context("valgrind did not count")?;
    let (_, digits) = digits.split_once("refs:").unwrap_or_default();
    Ok(digits.trim().replace(',', "").parse()?)
}

/// Where the instructions are.
fn profile(contender: &str, kind: &str, folder: &Path, url: &str) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join(format!("callgrind.{contender}.{kind}"));
    let mut tool = Command::new("valgrind");
    tool.arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", file.display()));
    again(&mut tool, contender, kind, MANY * 10, url)?;
    Ok(())
}

async fn make_calls(contender: &str, kind: &str, calls: usize, url: &str) -> Result<()> {
    let contender: Arc<dyn Contender> = match contender {
        "tokio-postgres" => Arc::new(Plain::new(url, Variant::Limit).await?),
        "tomori-db" => Arc::new(Tomori::new(url, mix::CONNECTIONS).await?),
        "diesel-async" => Arc::new(DieselBb8::new(url, mix::CONNECTIONS).await?),
        "sqlx" => Arc::new(Sqlx::new(url, mix::CONNECTIONS).await?),
        _ => Arc::new(SeaOrm::new(url, mix::CONNECTIONS).await?),
    };
    // Everybody asks for the same.
    fastrand::seed(7);
    for _ in 0..calls {
        let user = DATA.any_user();
        let call = match kind {
            "checkout" => Call::Checkout,
            "state" => DATA.state(),
            "page" => DATA.page(user),
            "add" => DATA.add(user),
            "set_config" => DATA.set_config(),
            _ => DATA.message(),
        };
        std::hint::black_box(contender.call(&call).await?);
    }
    Ok(())
}
