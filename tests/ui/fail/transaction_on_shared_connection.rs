//! Wrong: a transaction wants the connection for itself, `&mut`.

use diesel_async::AsyncPgConnection;
use tomori_db::flows::{ServerSetup, setup_server};
use tomori_db::secret::KeyRing;

async fn set_up(conn: &AsyncPgConnection, ring: &KeyRing, setup: &ServerSetup) {
    let _ = setup_server(conn, ring, setup).await;
}

fn main() {}
