//! Wrong: a condition on `servers` in a query of `users` alone.

use diesel::prelude::*;
use tomori_db::schema::{servers, users};

fn main() {
    let _ = users::table
        .filter(users::user_id.eq(servers::server_id))
        .into_boxed::<diesel::pg::Pg>();
}
