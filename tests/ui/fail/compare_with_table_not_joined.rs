//! Wrong: a column of `users` compared with one of `servers`, in a query of `users` alone.

use diesel::prelude::*;
use tomori_db::schema::{servers, users};

fn main() {
    let _ = users::table.select(users::user_id.eq(servers::server_id));
}
