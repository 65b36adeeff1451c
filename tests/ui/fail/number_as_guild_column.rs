//! Wrong: a number compared with the column of Discord's key, which is text.

use diesel::prelude::*;
use tomori_db::schema::servers;

fn main() {
    let _ = servers::discord_server_id.eq(7_i64);
}
