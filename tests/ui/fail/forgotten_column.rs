//! Wrong: an instance without its language model, which the table wants.

use serde_json::json;
use tomori_db::id::ServerId;
use tomori_db::instances::NewInstance;

fn main() {
    let _ = NewInstance {
        server_id: ServerId::new(7),
        personality_data: json!({}),
    };
}
