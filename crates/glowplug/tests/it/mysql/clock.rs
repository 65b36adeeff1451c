//! The clock of Diesel's table.

use glowplug::model::Database;

use crate::suite::Bench;

#[tokio::test]
async fn another_time_zone_is_no_trace_of_diesel() {
    let Some(bench) = Bench::new(Database::Mysql).await else {
        return;
    };
    bench.project.table("001_users", "users");
    bench.up().await.unwrap();
    let mut runner = bench.runner().await;
    let session = runner.session();
    session.run("SET time_zone = '+05:00'").await.unwrap();
    let status = runner.status().await.unwrap();
    assert_eq!(status.attention, []);
}
