//! Wrong: text where the column is jsonb.

use diesel::prelude::*;
use tomori_db::schema::servers;

fn main() {
    let _ = servers::config.eq("{}");
}
