//! Wrong: the fields of a cursor are nobody else's business.

use tomori_db::page::Cursor;

fn key(cursor: Cursor) -> i64 {
    cursor.key
}

fn main() {}
