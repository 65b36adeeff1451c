//! Measures the data layer side by side with its peers; `README.md` says how to run it and what
//! came out.
#![allow(clippy::print_stdout, reason = "a report for people")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Parser;
use tokio::runtime::Builder;
use tomori_db_benches::data::{self, Data};
use tomori_db_benches::mix::TASKS;
use tomori_db_benches::operation::Operation;
use tomori_db_benches::processor::OneProcessor;
use tomori_db_benches::report::{Report, median, number, ratio};
use tomori_db_benches::turns::{self, Contenders, Figures, Length, MixFigures};
use tomori_db_benches::{chart, operation, server};

/// Measures every call of the data layer beside its peers, in turns, on a private PostgreSQL.
#[derive(Debug, Parser)]
struct Options {
    /// A small data set and few turns: less than a minute, for figures that only a change of half
    /// shows in.
    #[arg(long)]
    quick: bool,
    /// Only rows whose names hold one of these, for example `add,page,mix`.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Personal memories; a tenth of them is one user's.
    #[arg(long)]
    memories: Option<u64>,
    /// Turns of each contender in each row.
    #[arg(long)]
    rounds: Option<usize>,
    /// Milliseconds of a turn.
    #[arg(long)]
    turn: Option<u64>,
    /// Only contenders whose names hold one of these, beside the limit: `tomori-db,sqlx`.
    #[arg(long, value_delimiter = ',')]
    contenders: Vec<String>,
    /// Leaves the contenders in JavaScript out.
    #[arg(long)]
    no_scripts: bool,
    /// Where `figures.json`, `calls.svg` and `mix.svg` are written.
    #[arg(long, default_value = "target/benches")]
    output: PathBuf,
}

impl Options {
    fn data(&self) -> Data {
        let memories = self
            .memories
            .unwrap_or(if self.quick { 60_000 } else { 1_000_000 });
        Data {
            servers: if self.quick { 100 } else { 1_000 },
            users: if self.quick { 2_000 } else { 20_000 },
            memories,
            server_memories: if self.quick { 8_000 } else { 40_000 },
        }
    }

    fn length(&self) -> Length {
        let (turn, rounds, mix_turn, mix_rounds) = if self.quick {
            (3, 7, 100, 3)
        } else {
            (20, 41, 500, 15)
        };
        Length {
            turn: Duration::from_millis(self.turn.unwrap_or(turn)),
            rounds: self.rounds.unwrap_or(rounds),
            mix_turn: Duration::from_millis(mix_turn),
            mix_rounds: self.rounds.unwrap_or(mix_rounds),
        }
    }

    /// The first is the limit, which the others are compared with.
    fn keep_wanted(&self, contenders: &mut Contenders) {
        let mut place = 0;
        contenders.retain(|contender| {
            place += 1;
            let wanted = self
                .contenders
                .iter()
                .any(|part| contender.name().contains(part));
            place == 1 || self.contenders.is_empty() || wanted
        });
    }

    fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|part| name.contains(part.as_str()))
    }
}

fn main() -> Result<()> {
    let options = Options::parse();
    let (cluster, url) = server::start()?;
    // One call at a time needs one thread, and varies less on it.
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let start = Instant::now();
    runtime.block_on(data::load(&url, &options.data()))?;
    println!("loaded in {:.0} s", start.elapsed().as_secs_f64());
    let machine = runtime.block_on(machine(&url))?;
    let one = OneProcessor::share(cluster.status().pid);
    let calls = runtime.block_on(calls(&url, &options))?;
    drop(runtime);
    drop(one);
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let mix = runtime.block_on(mix(&url, &options))?;
    drop(runtime);
    let data = options.data();
    let report = Report {
        machine,
        data,
        calls,
        mix,
    };
    println!(
        "\n{}\n\n{}\n{}",
        report.machine,
        report.calls_table(),
        report.mix_table()
    );
    write(&report, &options)?;
    cluster.stop_immediate()?;
    Ok(())
}

async fn machine(url: &str) -> Result<String> {
    let admin = data::admin(url).await?;
    let row = admin.query_one("SHOW server_version", &[]).await?;
    Ok(server::machine(row.get(0)))
}

/// All rows on this machine, then those that are worth it with the server far away.
async fn calls(url: &str, options: &Options) -> Result<Vec<(String, Vec<Figures>)>> {
    let near = operation::all(url, &options.data()).await?;
    let far = operation::far(&near, "far server");
    let mut all = measure(url, url, near, options).await?;
    let far_url = server::far(url, Duration::from_millis(1))?;
    all.extend(measure(url, &far_url, far, options).await?);
    Ok(all)
}

async fn measure(
    near_url: &str,
    url: &str,
    mut operations: Vec<Operation>,
    options: &Options,
) -> Result<Vec<(String, Vec<Figures>)>> {
    let data = options.data();
    operations.retain(|operation| options.wants(&operation.name));
    if operations.is_empty() {
        return Ok(Vec::new());
    }
    let admin = data::admin(near_url).await?;
    let mut contenders = server::rust(url).await?;
    if !options.no_scripts {
        contenders.extend(server::scripts(url).await);
    }
    options.keep_wanted(&mut contenders);
    let mut all = Vec::new();
    for operation in operations {
        turns::check(&contenders, &operation, &admin, &data).await?;
        let figures =
            turns::measure(&contenders, &operation, &admin, &data, options.length()).await?;
        show(&operation.name, &figures);
        all.push((operation.name, figures));
    }
    Ok(all)
}

fn show(operation: &str, figures: &[Figures]) {
    println!("{operation}");
    for other in figures {
        let ratio = ratio(&other.micros, &figures[0].micros);
        println!(
            "    {:<30} {:>10} µs {:>8}  ({} to {})",
            other.contender,
            number(median(&other.micros)),
            number(ratio.median),
            number(ratio.low),
            number(ratio.high),
        );
    }
}

async fn mix(url: &str, options: &Options) -> Result<Vec<(usize, Vec<MixFigures>)>> {
    let mut all = Vec::new();
    if !options.wants("mix") {
        return Ok(all);
    }
    let mut contenders = server::pooled(url).await?;
    if !options.no_scripts {
        contenders.extend(server::scripts(url).await);
    }
    options.keep_wanted(&mut contenders);
    let admin = data::admin(url).await?;
    for tasks in TASKS {
        let (data, length) = (options.data(), options.length());
        let figures = turns::measure_mix(&contenders, tasks, &data, length).await?;
        all.push((tasks, figures));
        println!("mix, {tasks} tasks");
        admin
            .batch_execute("VACUUM (ANALYZE) personal_memories, servers")
            .await?;
    }
    Ok(all)
}

fn write(report: &Report, options: &Options) -> Result<()> {
    std::fs::create_dir_all(&options.output)?;
    let file = |name: &str| options.output.join(name);
    std::fs::write(file("figures.json"), serde_json::to_string(report)? + "\n")?;
    std::fs::write(file("calls.svg"), chart::calls(report))?;
    std::fs::write(file("mix.svg"), chart::mix(report))?;
    println!("written to {}", options.output.display());
    Ok(())
}
