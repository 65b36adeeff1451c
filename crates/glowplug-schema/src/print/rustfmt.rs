//! Runs `rustfmt`, which Diesel applies to every schema. It is run only if the formatting depends
//! on the settings of the project, or on something that is not implemented here.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use toml::{Table, Value};

/// Settings that do not affect what is printed.
const HARMLESS: &[&str] = &[
    "edition",
    "style_edition",
    "version",
    "use_field_init_shorthand",
    "use_try_shorthand",
    "merge_derives",
    "imports_granularity",
    "imports_indent",
    "imports_layout",
    "group_imports",
    "reorder_imports",
    "reorder_modules",
    "reorder_impl_items",
    "match_arm_blocks",
    "match_arm_leading_pipes",
    "match_block_trailing_comma",
    "unstable_features",
    "format_strings",
    "format_code_in_doc_comments",
];

/// Returns true if `rustfmt`, run here, formats the text as with its default settings.
pub(super) fn is_usual() -> bool {
    settings().is_none_or(|path| {
        let text = fs::read_to_string(path).unwrap_or_default();
        text.parse::<Table>()
            .is_ok_and(|settings| settings.iter().all(|(key, value)| is_harmless(key, value)))
    })
}

fn is_harmless(key: &str, value: &Value) -> bool {
    match key {
        "max_width" => value.as_integer() == Some(100),
        "tab_spaces" => value.as_integer() == Some(4),
        "hard_tabs" => value.as_bool() == Some(false),
        "newline_style" => matches!(value.as_str(), Some("Auto" | "Unix")),
        "use_small_heuristics" => value.as_str() == Some("Default"),
        _ => HARMLESS.contains(&key),
    }
}

/// Returns the settings file that `rustfmt` would find: here or in a parent folder, else that of
/// the user.
///
/// They are read as data: `rustfmt` itself is never started in the project.
fn settings() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    let home = env::home_dir();
    let config = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
    let config = config.or_else(|| Some(home.as_ref()?.join(".config")));
    let above = here.ancestors().map(Path::to_owned);
    let users = home
        .into_iter()
        .chain(config.map(|config| config.join("rustfmt")));
    above.chain(users).find_map(|folder| {
        let files = [".rustfmt.toml", "rustfmt.toml"].map(|name| folder.join(name));
        files.into_iter().find(|file| file.is_file())
    })
}

/// Returns the program as found on `PATH`, ignoring relative entries.
fn program() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let name = format!("rustfmt{}", env::consts::EXE_SUFFIX);
    let mut folders = env::split_paths(&path).filter(|folder| folder.is_absolute());
    folders.find_map(|folder| Some(folder.join(&name)).filter(|file| file.is_file()))
}

/// Returns a folder without a project: the root.
fn neutral() -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let root = here.ancestors().last();
    root.map_or_else(|| here.clone(), Path::to_owned)
}

/// Formats a text with `rustfmt`; `None` if it is not installed or cannot parse the text.
pub(super) fn format(text: &str) -> Option<String> {
    let mut command = Command::new(program()?);
    // In the project, `rustup` would start whatever its `rust-toolchain.toml` names.
    command.current_dir(neutral());
    if let Some(settings) = settings() {
        command.arg("--config-path").arg(settings);
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let text = text.to_owned();
    // A thread writes the input, so that nothing depends on `rustfmt` reading all of it before it
    // writes.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    let formatted = output.status.success();
    formatted
        .then(|| String::from_utf8(output.stdout).ok())
        .flatten()
}
