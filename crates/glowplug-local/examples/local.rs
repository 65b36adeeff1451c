//! The project's own PostgreSQL by hand: `cargo run -p glowplug-local --example local -- stop`.
//!
//! `start`, `stop`, `status`, `url [DATABASE]` and `reset` (which deletes its data) work on the
//! cluster in `.glowplug/` of the current folder.
#![expect(clippy::print_stdout, reason = "it talks to people")]

use std::env;

use anyhow::{Result, bail};
use glowplug_local::Cluster;

fn main() -> Result<()> {
    let cluster = Cluster::development(env::current_dir()?)?;
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["start"] => cluster.start()?,
        ["stop"] => cluster.stop()?,
        ["reset"] => cluster.reset()?,
        ["status"] => {
            let status = cluster.status();
            println!("{:?} in {}", status.state, status.data_dir.display());
        }
        ["url"] => println!("{}", cluster.url("postgres")),
        ["url", database] => println!("{}", cluster.ensure_database(database)?),
        _ => bail!("say start, stop, status, url [DATABASE] or reset"),
    }
    Ok(())
}
