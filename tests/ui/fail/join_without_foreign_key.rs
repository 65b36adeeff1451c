//! Wrong: `users` and `tomori_presets` have no foreign key to join by.

use diesel::prelude::*;
use tomori_db::schema::{tomori_presets, users};

fn main() {
    let _ = users::table.inner_join(tomori_presets::table);
}
