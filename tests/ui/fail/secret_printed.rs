//! Wrong: the secret is never printed.

use tomori_db::secret::CryptoSecret;

fn show(secret: &CryptoSecret) -> String {
    format!("{secret}")
}

fn main() {}
