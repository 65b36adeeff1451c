//! Wrong: two transactions at once on one connection.

use diesel_async::AsyncPgConnection;
use tomori_db::flows::{create_test_data, delete_test_data};

async fn both(conn: &mut AsyncPgConnection) {
    let create = create_test_data(conn);
    let delete = delete_test_data(conn);
    let _ = create.await;
    let _ = delete.await;
}

fn main() {}
