//! Wrong: an API key is never serialized.

use tomori_db::secret::ApiKey;

fn save(key: &ApiKey) -> serde_json::Result<String> {
    serde_json::to_string(key)
}

fn main() {}
