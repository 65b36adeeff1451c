//! Prints the folder of PostgreSQL's programs of a major version, which are fetched if this machine
//! does not have them: `cargo run -p glowplug-local --example programs -- 13`.

#![allow(clippy::print_stdout, reason = "the answer of a program")]

fn main() -> anyhow::Result<()> {
    let major = std::env::args().nth(1);
    let programs = match major {
        Some(major) => glowplug_local::Programs::of(major.parse()?)?,
        None => glowplug_local::Programs::find()?,
    };
    println!("{}", programs.bin_dir().display());
    Ok(())
}
