//! Statements, their errors, and transactions.

use glowplug::error::Class;
use glowplug::model::{Database, Value};
use glowplug::session::{Access, Caching, Transaction, TransactionKind};

use super::support::{both, database, failure, number, session};

#[tokio::test]
async fn run_takes_several_statements() {
    let database = database().await;
    for mut session in both(&database).await {
        assert_eq!(session.database(), Database::Postgres);
        session
            .run("CREATE TABLE a (b int); INSERT INTO a VALUES (1), (2); SELECT * FROM a")
            .await
            .unwrap();
        assert_eq!(number(&mut *session, "SELECT count(*) FROM a").await, 2);
        session.run("DROP TABLE a").await.unwrap();
    }
}

#[tokio::test]
async fn an_error_says_how_many_statements_were_done() {
    let database = database().await;
    let mut session = session(&database).await;
    let error = failure(&mut *session, "SELECT 1; SELECT 2; SELECT 1 / 0; SELECT 3").await;
    assert_eq!(error.completed, Some(2));
    assert_eq!(error.code.as_deref(), Some("22012"));
}

#[tokio::test]
async fn the_place_of_an_error_is_a_byte() {
    let database = database().await;
    for mut session in both(&database).await {
        let sql = "SELECT 'äöü€', oops";
        let error = failure(&mut *session, sql).await;
        assert_eq!(error.offset, sql.find("oops"), "{error:?}");
        let error = session.query(sql, &[], Caching::Once).await.unwrap_err();
        assert_eq!(error.offset, sql.find("oops"), "{error:?}");
        assert_eq!(error.class, Class::Missing);
    }
}

#[tokio::test]
async fn an_error_inside_a_function_has_no_place_in_the_text() {
    let database = database().await;
    let mut session = session(&database).await;
    let sql = "DO $$ BEGIN PERFORM oops; END $$";
    let error = failure(&mut *session, sql).await;
    assert_eq!(error.offset, None);
    let context = error.context.unwrap();
    assert!(
        context.contains("oops") && context.contains("PL/pgSQL"),
        "{context}"
    );
}

/// Statements and their classes.
const CLASSES: &[(&str, Class)] = &[
    ("SELEC 1", Class::Syntax),
    ("CREATE TABLE known ()", Class::Exists),
    ("CREATE SCHEMA public", Class::Exists),
    ("SELECT * FROM unknown", Class::Missing),
    ("SELECT unknown()", Class::Missing),
    ("DROP TYPE absent", Class::Missing),
    ("CREATE TABLE nowhere.a ()", Class::Missing),
    ("INSERT INTO held VALUES (1)", Class::Constraint),
    ("INSERT INTO held VALUES (NULL)", Class::Constraint),
    ("SELECT 1; VACUUM", Class::RefusesTransaction),
    (
        "BEGIN READ ONLY; INSERT INTO held VALUES (7)",
        Class::ReadOnly,
    ),
    ("SET ROLE pg_monitor; DELETE FROM held", Class::Privilege),
    (
        "RESET ROLE; SET statement_timeout = 20; SELECT pg_sleep(1)",
        Class::StatementTimeout,
    ),
    ("DO $$ BEGIN RAISE EXCEPTION 'own'; END $$", Class::Other),
];

#[tokio::test]
async fn errors_are_told_apart() {
    let database = database().await;
    let sql = "CREATE TABLE known (); CREATE TABLE held (a int PRIMARY KEY);
        INSERT INTO held VALUES (1)";
    session(&database).await.run(sql).await.unwrap();
    for mut session in both(&database).await {
        for (sql, class) in CLASSES {
            let error = failure(&mut *session, sql).await;
            assert_eq!(error.class, *class, "{sql}: {error:?}");
            session.rollback().await.unwrap();
        }
    }
}

#[tokio::test]
async fn copy_from_standard_input_is_refused_and_harms_nothing() {
    let database = database().await;
    let mut session = session(&database).await;
    session.run("CREATE TABLE a (b int)").await.unwrap();
    for sql in ["COPY a FROM STDIN", "COPY a TO STDOUT"] {
        let error = failure(&mut *session, sql).await;
        assert!(error.message.contains("COPY"), "{error:?}");
        assert_eq!(number(&mut *session, "SELECT 7").await, 7);
    }
}

#[tokio::test]
async fn a_terminated_session_has_lost_its_connection() {
    let database = database().await;
    for mut session in both(&database).await {
        let sql = "SELECT pg_terminate_backend(pg_backend_pid())";
        let error = failure(&mut *session, sql).await;
        assert_eq!(error.class, Class::ConnectionLost, "{error:?}");
        let error = failure(&mut *session, "SELECT 1").await;
        assert_eq!(error.class, Class::ConnectionLost, "{error:?}");
        let error = session.begin(TransactionKind::Plain).await.unwrap_err();
        assert_eq!(error.class, Class::ConnectionLost, "{error:?}");
    }
}

#[tokio::test]
async fn a_transaction_is_known_by_its_mark() {
    let database = database().await;
    for mut session in both(&database).await {
        assert_eq!(session.transaction().await.unwrap(), Transaction::None);
        session.begin(TransactionKind::Plain).await.unwrap();
        let mark = session.transaction().await.unwrap();
        assert!(matches!(mark, Transaction::Open(_)));
        session
            .run("SELECT 1; SAVEPOINT s; ROLLBACK TO s")
            .await
            .unwrap();
        assert_eq!(session.transaction().await.unwrap(), mark, "still the same");
        session.run("COMMIT; BEGIN").await.unwrap();
        let other = session.transaction().await.unwrap();
        assert!(other != mark && matches!(other, Transaction::Open(_)));
        failure(&mut *session, "SELECT 1 / 0").await;
        assert_eq!(session.transaction().await.unwrap(), Transaction::Failed);
        session.rollback().await.unwrap();
        assert_eq!(session.transaction().await.unwrap(), Transaction::None);
        session.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn committing_a_failed_transaction_is_an_error() {
    let database = database().await;
    for mut session in both(&database).await {
        session.begin(TransactionKind::Plain).await.unwrap();
        session.run("CREATE TABLE a ()").await.unwrap();
        failure(&mut *session, "SELECT 1 / 0").await;
        assert!(session.commit().await.is_err());
        assert_eq!(session.transaction().await.unwrap(), Transaction::None);
        session.begin(TransactionKind::Plain).await.unwrap();
        session.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_transaction_has_its_isolation_and_respects_a_default_of_reading_only() {
    let database = database().await;
    for mut session in both(&database).await {
        session
            .run(
                "SET default_transaction_isolation = 'serializable';
                 SET default_transaction_read_only = on",
            )
            .await
            .unwrap();
        session.begin(TransactionKind::Plain).await.unwrap();
        let isolation = super::support::text(&mut *session, "SHOW transaction_isolation").await;
        assert_eq!(isolation, "read committed");
        let refused = session.run("CREATE TABLE a ()").await.unwrap_err();
        assert_eq!(refused.class, Class::ReadOnly);
        session.rollback().await.unwrap();
        session.begin(TransactionKind::Plain).await.unwrap();
        let again = session.begin(TransactionKind::Plain).await.unwrap_err();
        assert!(again.message.contains("open"), "{again}");
    }
}

#[tokio::test]
async fn what_is_shown_to_read_cannot_write() {
    let database = database().await;
    for mut session in both(&database).await {
        session
            .run("CREATE TABLE IF NOT EXISTS a (b int)")
            .await
            .unwrap();
        for sql in [
            "INSERT INTO a VALUES (1)",
            "CREATE TABLE c ()",
            "SELECT setval('s', 1) FROM (SELECT 1) x",
            "SET TRANSACTION READ WRITE",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "/* x */ copy a TO '/dev/null'",
        ] {
            assert!(
                session.query_text(sql, Access::ReadOnly).await.is_err(),
                "{sql}"
            );
            assert_eq!(session.transaction().await.unwrap(), Transaction::None);
        }
        assert_eq!(number(&mut *session, "SELECT count(*) FROM a").await, 0);
    }
}

#[tokio::test]
async fn what_comes_again_stays_prepared_and_the_rest_does_not() {
    let database = database().await;
    for mut session in both(&database).await {
        let prepared = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE $1";
        let count = async |session: &mut dyn glowplug::session::Session, like: &str| {
            let values = [Value::from(like)];
            let answer = session
                .query(prepared, &values, Caching::Once)
                .await
                .unwrap();
            answer.rows[0][0].as_integer().unwrap()
        };
        for number in 0..3_i64 {
            let values = [Value::from(number)];
            let once = session.query("SELECT $1 + 1", &values, Caching::Once);
            assert_eq!(once.await.unwrap().rows[0][0], Value::Integer(number + 1));
            let often = session.query("SELECT $1 + 2", &values, Caching::Prepared);
            assert_eq!(often.await.unwrap().rows[0][0], Value::Integer(number + 2));
        }
        assert_eq!(count(&mut *session, "SELECT $1 + 1").await, 0);
        assert_eq!(count(&mut *session, "SELECT $1 + 2").await, 1);
    }
}
