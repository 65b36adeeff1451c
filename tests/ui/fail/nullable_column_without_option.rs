//! Wrong: `error_logs.server_id` may be NULL, so its field is an `Option`.

use diesel::prelude::*;
use tomori_db::schema::error_logs;

#[derive(HasQuery)]
#[diesel(table_name = error_logs, check_for_backend(diesel::pg::Pg))]
struct Entry {
    server_id: i64,
}

fn main() {}
