//! Wrong: an unchecked number where a page's limit is wanted.

use tomori_db::page::PageRequest;

fn main() {
    let _ = PageRequest {
        limit: 1_000_000,
        after: None,
    };
}
