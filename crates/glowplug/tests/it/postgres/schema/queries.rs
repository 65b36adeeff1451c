//! How it is asked for.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Instant;

use diesel_async::{AsyncConnection, AsyncPgConnection};
use glowplug::dialect::postgres::{PostgresSession, connect};
use glowplug::model::Address;
use glowplug::session::{Transaction, TransactionKind};
use glowplug_local::{Settings, TestServer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, UnixStream};

use super::*;
use crate::postgres::support::both;

/// Passes connections on to a server's socket, and counts the statements that are asked for.
async fn counting(socket: String) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = UnixStream::connect(&socket).await.unwrap();
            let (mut from_client, mut to_client) = client.into_split();
            let (mut from_server, mut to_server) = server.into_split();
            tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
            let counted = Arc::clone(&counted);
            tokio::spawn(async move { pass(&mut from_client, &mut to_server, &counted).await });
        }
    });
    (port, count)
}

/// Passes what a client says on, message by message, and counts simple queries and executions of
/// prepared ones.
async fn pass(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    counted: &AtomicUsize,
) -> std::io::Result<()> {
    let mut started = false;
    loop {
        if started {
            let tag = from.read_u8().await?;
            counted.fetch_add(usize::from(matches!(tag, b'Q' | b'E')), SeqCst);
            to.write_u8(tag).await?;
        }
        let length = from.read_u32().await?;
        let mut body = vec![0; length as usize - 4];
        from.read_exact(&mut body).await?;
        to.write_u32(length).await?;
        to.write_all(&body).await?;
        started = true;
    }
}

async fn tables(session: &mut dyn Session, from: usize, to: usize) {
    for number in from..to {
        let sql = format!(
            "CREATE TABLE t{number} (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                name varchar(100) NOT NULL UNIQUE,
                note text DEFAULT 'x',
                amount numeric(10, 2) CHECK (amount > 0),
                parent bigint REFERENCES t{number},
                created_at timestamptz NOT NULL DEFAULT now(),
                updated_at timestamptz NOT NULL DEFAULT now(),
                data jsonb,
                tags text[],
                flag boolean NOT NULL
            );
            CREATE INDEX ON t{number} (parent);
            CREATE INDEX ON t{number} (lower(name)) WHERE flag;
            COMMENT ON COLUMN t{number}.name IS 'name {number}'"
        );
        session.run(&sql).await.unwrap();
    }
}

#[tokio::test]
async fn the_number_of_queries_does_not_grow_with_the_schema() {
    let starting = tokio::task::spawn_blocking(|| {
        let server = TestServer::start(Settings::default()).unwrap();
        let database = server.database().unwrap();
        (server, database)
    });
    let (server, database) = starting.await.unwrap();
    let cluster = server.cluster().unwrap();
    let socket = cluster
        .socket_dir()
        .join(format!(".s.PGSQL.{}", cluster.port()));
    let (port, count) = counting(socket.display().to_string()).await;
    let url = format!("postgres://postgres@127.0.0.1:{port}/{}", database.name());
    let address = Address::parse(&format!("{url}?sslmode=disable")).unwrap();
    let mut own = connect(&address).await.unwrap();
    let connection = AsyncPgConnection::establish(&url).await.unwrap();
    let mut foreign: Box<dyn Session> =
        Box::new(PostgresSession::from_connection(Box::new(connection)));
    let mut counts = Vec::new();
    for (from, to) in [(0, 5), (5, 60)] {
        tables(&mut *own, from, to).await;
        for session in [&mut own, &mut foreign] {
            count.store(0, SeqCst);
            let schema = session.schema().await.unwrap();
            assert_eq!(schema.tables.len(), to);
            counts.push(count.load(SeqCst));
        }
    }
    // Begin, set, ask, roll back; without a tap, whether a transaction is open is asked twice.
    assert_eq!(counts, [4, 6, 4, 6]);
}

#[tokio::test]
async fn nothing_stays_set_and_the_transaction_stays_open() {
    let (database, _session) = filled().await;
    for mut session in both(&database).await {
        let settings = "SELECT string_agg(concat(name, '=', setting), ';' ORDER BY name)
            FROM pg_settings WHERE name NOT LIKE 'transaction%'";
        let before = text(&mut *session, settings).await;
        session.schema().await.unwrap();
        assert_eq!(text(&mut *session, settings).await, before);
        assert_eq!(session.transaction().await.unwrap(), Transaction::None);
        session.begin(TransactionKind::Plain).await.unwrap();
        session.run("CREATE TABLE added (a int)").await.unwrap();
        let schema = session.schema().await.unwrap();
        assert_eq!(table(&schema, "added").columns.len(), 1);
        assert_eq!(text(&mut *session, settings).await, before);
        session.run("DROP TABLE added").await.unwrap();
        session.commit().await.unwrap();
    }
}

#[tokio::test]
async fn settings_of_the_session_do_not_show() {
    let (database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    for mut session in both(&database).await {
        let sql = "SET datestyle = 'German'; SET timezone = 'Asia/Tokyo';
            SET bytea_output = 'escape'; SET quote_all_identifiers = on;
            SET intervalstyle = 'iso_8601'; SET extra_float_digits = 0;
            CREATE TEMPORARY TABLE users (a int)";
        session.run(sql).await.unwrap();
        assert_eq!(session.schema().await.unwrap(), schema);
    }
}

#[tokio::test]
async fn names_stand_alone_in_the_schema_of_the_session_only() {
    let (database, _session) = filled().await;
    for mut session in both(&database).await {
        session
            .run("SET search_path = \"Other place\", public")
            .await
            .unwrap();
        let schema = session.schema().await.unwrap();
        assert_eq!(schema.default_schema.as_deref(), Some("Other place"));
        let place = &column(&schema, "users", "place").data_type.sql;
        assert_eq!(place, "\"Mood\"");
        assert_eq!(
            column(&schema, "users", "moods").data_type.sql,
            "public.mood[]"
        );
        let twice = &function(&schema, "twice", "integer").definition;
        assert!(twice.starts_with("CREATE OR REPLACE FUNCTION public.twice("));
        assert!(view(&schema, "named").query.contains("FROM public.users"));
        session.run("SET search_path = nowhere").await.unwrap();
        let schema = session.schema().await.unwrap();
        assert_eq!(schema.default_schema, None);
        let place = &column(&schema, "users", "place").data_type.sql;
        assert_eq!(place, "\"Other place\".\"Mood\"");
    }
}

#[tokio::test]
async fn somebody_elses_functions_are_not_taken_for_the_servers() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let sql =
        "CREATE FUNCTION starts_with(name, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
        CREATE FUNCTION quote_ident(name) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
        CREATE FUNCTION format_type(oid, smallint) RETURNS text LANGUAGE sql AS 'SELECT ''x''';
        CREATE VIEW pg_class AS SELECT 1 AS one";
    session.run(sql).await.unwrap();
    let mut after = session.schema().await.unwrap();
    after
        .functions
        .retain(|function| schema.functions.contains(function));
    after.views.retain(|view| schema.views.contains(view));
    assert_eq!(after, schema);
}

#[tokio::test]
async fn tables_may_have_many_columns() {
    let columns: Vec<_> = (0..300)
        .map(|number| format!("c{number} int DEFAULT {number}"))
        .collect();
    let schema = made(&format!("CREATE TABLE wide ({})", columns.join(", "))).await;
    let names = schema.tables[0]
        .columns
        .iter()
        .map(|column| column.name.clone());
    assert!(names.eq((0..300).map(|number| format!("c{number}"))));
}

/// `cargo test --release -p glowplug --test it -- --ignored a_thousand_tables --nocapture`
#[tokio::test]
#[ignore = "measures"]
async fn a_thousand_tables_are_read() {
    let database = database().await;
    for mut session in both(&database).await {
        session
            .run("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            .await
            .unwrap();
        tables(&mut *session, 0, 1000).await;
        for _ in 0..3 {
            let start = Instant::now();
            let schema = session.schema().await.unwrap();
            let (count, took) = (schema.tables.len(), start.elapsed());
            writeln!(std::io::stderr(), "{count} tables in {took:?}").unwrap();
        }
    }
}
