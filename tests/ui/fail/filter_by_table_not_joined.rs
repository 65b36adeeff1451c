//! Wrong: a condition on `servers` for rows of `users`.

use diesel::prelude::*;
use tomori_db::schema::{servers, users};

fn main() {
    let _ = diesel::delete(users::table).filter(servers::server_id.eq(7));
}
