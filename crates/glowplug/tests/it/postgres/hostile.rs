//! Operators, functions and types of somebody else's that fit better than the server's own: none of
//! ours may run one.

use std::time::Duration;

use glowplug::Runner;
use glowplug::apply::Mark;
use glowplug::plan::{DownTarget, UpTarget};
use glowplug::session::{Limits, LockAttempt, Session};
use glowplug_local::TestDatabase;

use super::support::{address, both, database, failure, foreign, session, text};
use crate::support::project::Project;

/// Operators for pairs of types for which the server has none of its own, in `public`.
const BETTER: &str = r#"DO $$
DECLARE
    types text[] := '{oid,regclass,regnamespace,regtype,name,text,varchar,bpchar,"\"char\"",int2,int4,int8,bool}';
    a text;
    b text;
    o text;
BEGIN
    FOREACH a IN ARRAY types LOOP
        FOREACH b IN ARRAY types LOOP
            EXECUTE format('CREATE FUNCTION public.hostile(%s, %s) RETURNS boolean LANGUAGE plpgsql
                AS ''BEGIN RAISE EXCEPTION ''''hostile %s %s''''; END''', a, b, replace(a, '"', ''), replace(b, '"', ''));
            EXECUTE format('CREATE FUNCTION public.hostile_text(%s, %s) RETURNS text LANGUAGE plpgsql
                AS ''BEGIN RAISE EXCEPTION ''''hostile %s %s''''; END''', a, b, replace(a, '"', ''), replace(b, '"', ''));
            FOREACH o IN ARRAY '{=,<>,<,>,<=,>=,~,!~,~~,!~~}'::text[] LOOP
                CONTINUE WHEN EXISTS (
                    SELECT FROM pg_operator
                    WHERE oprname = o AND oprleft = a::regtype::oid AND oprright = b::regtype::oid
                );
                EXECUTE format('CREATE OPERATOR public.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = public.hostile)', o, a, b);
            END LOOP;
            FOREACH o IN ARRAY '{||,->>,->,-,+}'::text[] LOOP
                CONTINUE WHEN EXISTS (
                    SELECT FROM pg_operator
                    WHERE oprname = o AND oprleft = a::regtype::oid AND oprright = b::regtype::oid
                );
                EXECUTE format('CREATE OPERATOR public.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = public.hostile_text)', o, a, b);
            END LOOP;
        END LOOP;
    END LOOP;
END $$"#;

/// The server's own operators, functions and types once more, in a schema that is searched before
/// `pg_catalog`.
const EARLIER: &str = r#"CREATE SCHEMA evil;
GRANT ALL ON SCHEMA evil TO public;
DO $$
DECLARE
    f record;
    number int := 0;
BEGIN
    FOR f IN
        SELECT oprname, oprleft::regtype AS l, oprright::regtype AS r, oprresult::regtype AS result
        FROM pg_operator
        WHERE oprkind = 'b' AND oprname IN ('=', '<>', '<', '>', '<=', '>=', '~', '!~', '~~', '||', '->>', '-', '+')
            AND oprleft::regtype::text !~ '^any' AND oprright::regtype::text !~ '^any'
    LOOP
        number := number + 1;
        EXECUTE format('CREATE FUNCTION evil.o%s(%s, %s) RETURNS %s LANGUAGE plpgsql AS
            ''BEGIN RAISE EXCEPTION ''''hostile operator''''; END''', number, f.l, f.r, f.result);
        EXECUTE format('CREATE OPERATOR evil.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = evil.o%s)',
            f.oprname, f.l, f.r, number);
    END LOOP;
    FOR f IN
        SELECT proname, pg_get_function_identity_arguments(oid) AS arguments,
            pg_get_function_result(oid) AS result
        FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' AND NOT proretset
            AND provariadic = 0 AND pg_get_function_arguments(oid) !~ '(any|internal|cstring|OUT|DEFAULT)'
            AND pg_get_function_result(oid) !~ '(any|internal|cstring|trigger|void|record|handler)'
            AND proname ~ '^(lower|format|format_type|quote_|to_|current_|set_config|split_part|parse_ident|pg_get_|pg_table_is|pg_backend|pg_try|pg_adv|host|obj_desc|col_desc|starts_with|pg_database_size|pg_total|version)'
    LOOP
        EXECUTE format('CREATE FUNCTION evil.%I(%s) RETURNS %s LANGUAGE plpgsql AS
            ''BEGIN RAISE EXCEPTION ''''hostile function''''; END''', f.proname, f.arguments, f.result);
    END LOOP;
    FOREACH f.proname IN ARRAY '{text,name,oid,bool,int8,int4,float8,regclass,regnamespace,json,jsonb,timestamptz}'::text[] LOOP
        EXECUTE format('CREATE DOMAIN evil.%s AS pg_catalog.int2 CHECK (false)', f.proname);
    END LOOP;
    FOREACH f.proname IN ARRAY '{pg_class,pg_namespace,pg_type,pg_proc,pg_locks,pg_database,pg_stat_activity,pg_index}'::text[] LOOP
        EXECUTE format('CREATE TABLE evil.%s ()', f.proname);
    END LOOP;
    EXECUTE format('ALTER DATABASE %I SET search_path = public, evil, pg_catalog', current_database());
END $$"#;

fn project() -> Project {
    let project = Project::new();
    project
        .table("001_one", "one")
        .migration(
            "002_index",
            "CREATE INDEX CONCURRENTLY one_note ON one (note);\nREINDEX INDEX CONCURRENTLY one_note;",
            "DROP INDEX CONCURRENTLY one_note;",
        )
        .without_transaction("002_index")
        .table("003_three", "three");
    project
}

/// Everything that a runner and its session do.
async fn everything(database: &TestDatabase, session: Box<dyn Session>) {
    let project = project();
    let limits = Limits {
        lock_timeout: Some(Duration::from_millis(200)),
        lock_retries: 0,
        ..Limits::default()
    };
    let mut runner = Runner::new(session, project.migrations()).limits(limits.clone());
    runner.status().await.unwrap();
    runner.plan_up(&UpTarget::Latest).await.unwrap();
    runner.up(&UpTarget::Latest).await.unwrap();
    runner.history(10).await.unwrap();
    runner.plan_down(&DownTarget::Steps(2)).await.unwrap();
    runner.redo(&DownTarget::Steps(2)).await.unwrap();
    runner.down(&DownTarget::Steps(1)).await.unwrap();
    runner.mark("003", Mark::Applied).await.unwrap();
    runner.mark("003", Mark::Pending).await.unwrap();
    project.file("001_one", "up.sql", "CREATE TABLE one (id integer);");
    assert_eq!(runner.repair().await.unwrap().len(), 1);
    runner.baseline().await.unwrap();
    look(runner.session()).await;
    contend(database, runner.session()).await;
    blocked(database, &limits).await;
    runner.down(&DownTarget::Steps(1)).await.ok();
    runner.mark("003", Mark::Pending).await.ok();
    runner.down(&DownTarget::All).await.unwrap();
}

async fn look(session: &mut dyn Session) {
    session.reset_session(&Limits::default()).await.unwrap();
    session.info().await.unwrap();
    assert!(!session.tables().await.unwrap().is_empty());
    let one = session.describe("one").await.unwrap().unwrap();
    assert_eq!(one.columns.len(), 2);
    assert_eq!(session.count("public.one").await.unwrap(), Some(0));
    session.schema().await.unwrap();
    session.schema().await.unwrap();
}

/// Two that want the lock: the loser is told of the holder.
async fn contend(database: &TestDatabase, session: &mut dyn Session) {
    assert_eq!(session.try_lock().await.unwrap(), LockAttempt::Taken);
    for mut other in both(database).await {
        let LockAttempt::HeldBy(holder) = other.try_lock().await.unwrap() else {
            panic!("two hold it");
        };
        assert!(holder.session.is_some());
    }
    session.unlock().await.unwrap();
}

/// A run that waits for a lock is watched.
async fn blocked(database: &TestDatabase, limits: &Limits) {
    let mut holder = session(database).await;
    holder.run("BEGIN; LOCK TABLE one").await.unwrap();
    let waiting = Project::new();
    waiting.migration(
        "009_wait",
        "ALTER TABLE one ADD COLUMN x integer",
        "SELECT 1",
    );
    let mut runner = Runner::connect(&address(database), waiting.migrations())
        .await
        .unwrap()
        .allow(glowplug::plan::Allow(
            [glowplug::model::InconsistencyKind::Missing].into(),
        ))
        .limits(limits.clone());
    let Err(glowplug::Error::Migration(failure)) = runner.up(&UpTarget::Latest).await else {
        panic!("it got the lock");
    };
    assert_eq!(failure.error.blockers.len(), 1, "{:?}", failure.error);
    holder.run("ROLLBACK").await.unwrap();
}

#[tokio::test]
async fn a_migration_has_the_search_path_of_its_user() {
    let database = database().await;
    let mut maker = session(&database).await;
    let path = "DO $$ BEGIN EXECUTE pg_catalog.format(
        'ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()
    ); END $$";
    maker.run(path).await.unwrap();
    let project = Project::new();
    let seen = "SELECT current_setting('search_path')";
    project
        .migration(
            "001_seen",
            &format!("CREATE TABLE seen AS {seen} AS path;"),
            "SELECT 1;",
        )
        .migration("002_set", "SET search_path = pg_catalog;", "SELECT 1;")
        .migration(
            "003_seen",
            &format!("INSERT INTO seen {seen};"),
            "SELECT 1;",
        )
        .migration(
            "004_steps",
            &format!(
                "SET search_path = pg_catalog, public;
                 CREATE INDEX CONCURRENTLY seen_path ON seen (path);
                 INSERT INTO seen {seen};"
            ),
            "SELECT 1;",
        )
        .without_transaction("004_steps");
    let mut runner = Runner::connect(&address(&database), project.migrations())
        .await
        .unwrap();
    runner.up(&UpTarget::Latest).await.unwrap();
    let all = "SELECT string_agg(path, '; ' ORDER BY path) FROM public.seen";
    assert_eq!(
        text(&mut *session(&database).await, all).await,
        "pg_catalog, public; public, pg_catalog; public, pg_catalog"
    );
}

#[tokio::test]
async fn operators_that_fit_better_are_not_used() {
    let database = database().await;
    let mut maker = session(&database).await;
    maker.run(BETTER).await.unwrap();
    let plain = "SELECT 1::oid = 'pg_class'::regclass";
    assert!(
        failure(&mut *maker, plain)
            .await
            .message
            .contains("hostile")
    );
    everything(&database, session(&database).await).await;
    everything(&database, foreign(&database).await).await;
}

#[tokio::test]
async fn what_is_searched_before_the_servers_own_is_not_used() {
    let database = database().await;
    let mut maker = session(&database).await;
    maker.run(EARLIER).await.unwrap();
    let mut maker = session(&database).await;
    let plain = "SELECT pg_catalog.current_database() = 'a'";
    assert!(
        failure(&mut *maker, plain)
            .await
            .message
            .contains("hostile")
    );
    everything(&database, session(&database).await).await;
}
