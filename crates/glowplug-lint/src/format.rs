//! Reports for other programs.

mod annotations;
mod code_quality;
mod fingerprint;
mod rdjsonl;
mod sarif;

use std::path::Path;

pub use annotations::{github, github_summary};
pub use code_quality::gitlab;
pub use rdjsonl::rdjsonl;
pub use sarif::sarif;

/// Returns a path with `/`, as URLs and services for code have it.
fn slashes(path: &Path) -> String {
    let text = path.display().to_string();
    let text = text.strip_prefix("./").unwrap_or(&text);
    text.replace('\\', "/")
}
