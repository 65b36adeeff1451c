//! Statements that no transaction holds: whether they took effect, and what they left.

use glowplug::error::Class;
use glowplug::model::Database;
use glowplug::session::{Resolution, Session, TransactionKind};
use glowplug::sql::{self, Statement};

use super::support::{both, database, failure, number, session, text};

fn statement(text: &str) -> Statement {
    let mut statements = sql::statements(Database::Postgres, text.as_bytes());
    statements.next().unwrap().unwrap()
}

/// The valid and the invalid indexes, by name.
async fn indexes(session: &mut dyn Session) -> (String, String) {
    let list = "SELECT coalesce(string_agg(c.relname, ' ' ORDER BY c.relname), '')
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace) AND ";
    (
        text(session, &format!("{list} i.indisvalid")).await,
        text(session, &format!("{list} NOT i.indisvalid")).await,
    )
}

/// A table whose rows no unique index can hold.
const TABLE: &str = "DROP TABLE IF EXISTS \"My t\", plain; CREATE TABLE \"My t\" (b int);
    INSERT INTO \"My t\" VALUES (1), (1); CREATE TABLE plain (b int)";

#[tokio::test]
async fn what_failed_left_an_index_that_is_cleared_away() {
    let database = database().await;
    for mut session in both(&database).await {
        session.run(TABLE).await.unwrap();
        for sql in [
            "CREATE UNIQUE INDEX CONCURRENTLY \"Odd\" ON public.\"My t\" (b)",
            "create unique index concurrently if not exists odd on \"My t\" (b)",
            "CREATE UNIQUE INDEX CONCURRENTLY ON \"My t\" (b)",
        ] {
            let step = statement(sql);
            assert!(session.judge()(&step).is_nontransactional);
            let note = session.note_before(&step).await.unwrap();
            let error = failure(&mut *session, sql).await;
            assert_eq!(error.class, Class::Constraint, "{error:?}");
            assert_ne!(indexes(&mut *session).await.1, "", "an invalid one");
            let settled = session
                .resolve_interrupted(&step, note.as_deref())
                .await
                .unwrap();
            assert_eq!(settled, Resolution::Repeat);
            assert_eq!(indexes(&mut *session).await.1, "", "{sql}");
        }
    }
}

#[tokio::test]
async fn what_somebody_elses_failed_run_left_is_cleared_away_by_name() {
    let database = database().await;
    let mut session = session(&database).await;
    session.run(TABLE).await.unwrap();
    let sql = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS odd ON \"My t\" (b)";
    failure(&mut *session, sql).await;
    let other = "CREATE UNIQUE INDEX CONCURRENTLY other ON \"My t\" (b)";
    failure(&mut *session, other).await;
    let settled = session
        .resolve_interrupted(&statement(sql), None)
        .await
        .unwrap();
    assert_eq!(settled, Resolution::Repeat);
    assert_eq!(indexes(&mut *session).await.1, "other", "which is not ours");
}

#[tokio::test]
async fn an_index_that_is_there_now_was_built() {
    let database = database().await;
    for mut session in both(&database).await {
        session.run(TABLE).await.unwrap();
        for sql in [
            "CREATE INDEX CONCURRENTLY \"Odd\" ON \"My t\" (b)",
            "CREATE INDEX CONCURRENTLY ON plain (b)",
        ] {
            let step = statement(sql);
            let note = session.note_before(&step).await.unwrap();
            let settle = session
                .resolve_interrupted(&step, note.as_deref())
                .await
                .unwrap();
            assert_eq!(settle, Resolution::Repeat, "it was not sent");
            session.run(sql).await.unwrap();
            let settle = session
                .resolve_interrupted(&step, note.as_deref())
                .await
                .unwrap();
            assert_eq!(settle, Resolution::Applied, "{sql}");
            let later = session.note_before(&step).await.unwrap();
            let settle = session
                .resolve_interrupted(&step, later.as_deref())
                .await
                .unwrap();
            assert_eq!(settle, Resolution::Repeat, "it was there before");
            let settle = session.resolve_interrupted(&step, None).await.unwrap();
            assert_eq!(settle, Resolution::Repeat);
        }
    }
}

#[tokio::test]
async fn an_index_that_somebody_builds_is_left_alone() {
    let database = database().await;
    let mut session = session(&database).await;
    session.run(TABLE).await.unwrap();
    let mut reader = super::support::session(&database).await;
    reader.begin(TransactionKind::Plain).await.unwrap();
    reader
        .run("LOCK plain IN ROW EXCLUSIVE MODE")
        .await
        .unwrap();
    let mut builder = super::support::session(&database).await;
    let builder_process = number(&mut *builder, "SELECT pg_backend_pid()").await;
    let sql = "CREATE INDEX CONCURRENTLY odd ON plain (b)";
    let building = tokio::spawn(async move { builder.run(sql).await });
    let there = "SELECT count(*) = 1 FROM pg_class WHERE relname = 'odd'";
    super::support::until(&mut *session, there).await;
    session.run("SET lock_timeout = '3s'").await.unwrap();
    let error = session
        .resolve_interrupted(&statement(sql), None)
        .await
        .unwrap_err();
    assert_eq!(error.class, Class::LockTimeout);
    assert!(error.message.contains("is building"), "{error}");
    assert_eq!(error.blockers[0].session, builder_process);
    reader.rollback().await.unwrap();
    building.await.unwrap().unwrap();
    assert_eq!(indexes(&mut *session).await.0, "odd");
}

#[tokio::test]
async fn a_dropped_index_is_gone() {
    let database = database().await;
    for mut session in both(&database).await {
        session.run(TABLE).await.unwrap();
        session
            .run("CREATE INDEX \"Odd\" ON \"My t\" (b)")
            .await
            .unwrap();
        let sql = "DROP INDEX CONCURRENTLY public.\"Odd\"";
        let step = statement(sql);
        let note = session.note_before(&step).await.unwrap();
        let settle = session
            .resolve_interrupted(&step, note.as_deref())
            .await
            .unwrap();
        assert_eq!(settle, Resolution::Repeat);
        session.run(sql).await.unwrap();
        let settle = session
            .resolve_interrupted(&step, note.as_deref())
            .await
            .unwrap();
        assert_eq!(settle, Resolution::Applied);
        let settle = session.resolve_interrupted(&step, None).await.unwrap();
        assert_eq!(settle, Resolution::Repeat, "it was never there for us");
    }
}

#[tokio::test]
async fn what_a_reindex_left_is_cleared_away() {
    let database = database().await;
    let mut session = session(&database).await;
    session.run(TABLE).await.unwrap();
    let sql = "CREATE UNIQUE INDEX CONCURRENTLY odd ON \"My t\" (b)";
    failure(&mut *session, sql).await;
    for sql in [
        "REINDEX TABLE CONCURRENTLY \"My t\"",
        "REINDEX INDEX CONCURRENTLY odd",
        "REINDEX (CONCURRENTLY) SCHEMA public",
    ] {
        // The rows are not unique, so the new index cannot be completed either.
        let error = failure(&mut *session, "REINDEX INDEX CONCURRENTLY odd").await;
        assert_eq!(error.class, Class::Constraint, "{error:?}");
        assert_eq!(indexes(&mut *session).await.1, "odd odd_ccnew");
        let settled = session
            .resolve_interrupted(&statement(sql), None)
            .await
            .unwrap();
        assert_eq!(settled, Resolution::Repeat);
        assert_eq!(indexes(&mut *session).await.1, "odd", "{sql}");
    }
}

#[tokio::test]
async fn a_detached_partition_is_done_with() {
    if super::support::major().await < 14 {
        // There is no `CONCURRENTLY` for partitions yet.
        return;
    }
    let database = database().await;
    let mut session = session(&database).await;
    let sql = "CREATE TABLE p (a int) PARTITION BY LIST (a);
        CREATE TABLE c PARTITION OF p FOR VALUES IN (1)";
    session.run(sql).await.unwrap();
    let sql = "ALTER TABLE p DETACH PARTITION public.c CONCURRENTLY";
    let step = statement(sql);
    let note = session.note_before(&step).await.unwrap();
    let settle = session
        .resolve_interrupted(&step, note.as_deref())
        .await
        .unwrap();
    assert_eq!(settle, Resolution::Repeat);
    // A reader of the parent: the detaching is announced and then has to wait.
    let mut reader = super::support::session(&database).await;
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM p";
    reader.run(begin).await.unwrap();
    let timed = format!("SET lock_timeout = '300ms'; {sql}");
    failure(&mut *session, &timed).await;
    session
        .run("SET statement_timeout = '300ms'")
        .await
        .unwrap();
    failure(&mut *session, sql).await;
    let pending = "SELECT count(*) FROM pg_inherits WHERE inhdetachpending";
    assert_eq!(number(&mut *session, pending).await, 1);
    reader.rollback().await.unwrap();
    session.run("RESET statement_timeout").await.unwrap();
    let settle = session
        .resolve_interrupted(&step, note.as_deref())
        .await
        .unwrap();
    assert_eq!(settle, Resolution::Applied);
    let left = "SELECT count(*) FROM pg_inherits";
    assert_eq!(number(&mut *session, left).await, 0);
    let settle = session
        .resolve_interrupted(&step, note.as_deref())
        .await
        .unwrap();
    assert_eq!(settle, Resolution::Applied);
}

#[tokio::test]
async fn a_database_that_was_not_there_before_was_created() {
    let database = database().await;
    let mut session = session(&database).await;
    let name = format!("\"{} Other\"", database.name());
    let create = format!("CREATE DATABASE {name}");
    let drop = format!("DROP DATABASE {name}");
    for sql in [&create, &drop] {
        let step = statement(sql);
        assert!(session.judge()(&step).is_nontransactional);
        let note = session.note_before(&step).await.unwrap();
        let settle = session
            .resolve_interrupted(&step, note.as_deref())
            .await
            .unwrap();
        assert_eq!(settle, Resolution::Repeat);
        session.run(sql).await.unwrap();
        let settle = session
            .resolve_interrupted(&step, note.as_deref())
            .await
            .unwrap();
        assert_eq!(settle, Resolution::Applied, "{sql}");
    }
}

#[tokio::test]
async fn the_server_says_what_refuses_a_transaction() {
    let database = database().await;
    for mut session in both(&database).await {
        for sql in ["VACUUM", "CREATE INDEX CONCURRENTLY a ON pg_class (oid)"] {
            session.begin(TransactionKind::Plain).await.unwrap();
            let error = failure(&mut *session, sql).await;
            assert_eq!(error.class, Class::RefusesTransaction, "{error:?}");
            session.rollback().await.unwrap();
        }
    }
}
