//! Wrong: a column of `servers` from a query of `users` alone.

use diesel::prelude::*;
use tomori_db::schema::{servers, users};

fn main() {
    let _ = users::table.select(servers::config);
}
