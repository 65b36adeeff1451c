//! Wrong: a field of text for a column of `bigint`.

use diesel::prelude::*;
use tomori_db::schema::tomori_instances;

#[derive(Insertable)]
#[diesel(table_name = tomori_instances)]
struct NewInstance {
    server_id: String,
}

fn main() {}
