//! Wrong: `servers` has no column `nickname`.

use diesel::prelude::*;
use tomori_db::schema::servers;

fn main() {
    let _ = servers::table.select(servers::nickname);
}
