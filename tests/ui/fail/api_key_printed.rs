//! Wrong: an API key is never printed.

use tomori_db::secret::ApiKey;

fn show(key: &ApiKey) -> String {
    format!("{key}")
}

fn main() {}
