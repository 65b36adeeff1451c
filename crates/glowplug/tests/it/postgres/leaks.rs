//! What a schema change leaves in the session by running a function: the next migration of the
//! batch must not see it, however harmless the statement looks.

use glowplug::Runner;
use glowplug::plan::UpTarget;

use super::support::{address, database, number, session, text};
use crate::support::project::Project;

/// A function that sets something in the session, and what statements can be made to run it.
const SETUP: &str = "
    CREATE SCHEMA hidden;
    CREATE FUNCTION leak() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
        PERFORM set_config('app.leak', 'leaked', false);
        PERFORM set_config('search_path', 'hidden', false);
        PERFORM pg_advisory_lock(4242);
        RETURN 1;
    END $$;
    CREATE FUNCTION pure(b int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
        RETURN public.leak();
    END $$;
    CREATE FUNCTION compare(int, int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
        PERFORM public.leak();
        RETURN $1 - $2;
    END $$;
    CREATE OPERATOR CLASS leaky FOR TYPE int USING btree AS
        OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
        FUNCTION 1 compare(int, int);
    CREATE TABLE a (b int);
    INSERT INTO a VALUES (1), (2);
    CREATE VIEW leaking AS SELECT pure(1) AS b;
    CREATE DOMAIN checked AS int CHECK (pure(VALUE) > 0);
    CREATE DOMAIN filled AS int DEFAULT leak();
    CREATE TABLE parent (b int) PARTITION BY LIST (pure(b));
    CREATE TABLE attached (b int);
    INSERT INTO attached VALUES (1);
    CREATE TABLE ranges (b int) PARTITION BY RANGE (b);
    CREATE TABLE child (b int);
    INSERT INTO child VALUES (1);
    ALTER TABLE child ADD CHECK (pure(b) > 0) NOT VALID";

const VEHICLES: &[&str] = &[
    "ALTER TABLE a ADD COLUMN c int GENERATED ALWAYS AS (pure(b)) STORED",
    "ALTER TABLE a ADD COLUMN c checked",
    "ALTER TABLE a ADD COLUMN c filled",
    "ALTER TABLE a ADD CHECK (pure(b) > 0)",
    "ALTER TABLE child VALIDATE CONSTRAINT child_b_check",
    "ALTER TABLE a ALTER b TYPE checked",
    "ALTER TABLE parent ATTACH PARTITION attached FOR VALUES IN (1)",
    "CREATE INDEX ON a (pure(b))",
    "CREATE INDEX ON a (b) WHERE pure(b) > 0",
    "CREATE INDEX ON a (b leaky)",
    "CREATE UNIQUE INDEX ON child (b)",
    "CREATE MATERIALIZED VIEW kept AS TABLE leaking",
    "CREATE TABLE public.kept AS TABLE leaking",
    "CREATE TABLE public.kept AS VALUES (pure(1))",
    "CREATE TABLE c (b int GENERATED ALWAYS AS (pure(1)) STORED)",
    "CREATE TABLE part PARTITION OF ranges FOR VALUES FROM (pure(1)) TO (5)",
];

/// What mentions the function and does not run it: nothing is reset behind these.
const INERT: &[&str] = &[
    "CREATE TABLE c (b int DEFAULT pure(1) CHECK (pure(1) > 0), UNIQUE (b))",
    "CREATE VIEW v AS SELECT pure(1) AS b FROM a WHERE pure(1) > 0",
    "CREATE FUNCTION f(b int DEFAULT pure(1)) RETURNS int LANGUAGE sql AS 'SELECT pure(1)'",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT pure(1); END",
    "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'DECLARE b int := pure(1); BEGIN RETURN b; END'",
    "DROP VIEW leaking",
];

/// What fires the event trigger.
const FIRING: &[&str] = &[
    "COMMENT ON TABLE a IS 'seen'",
    "CREATE TABLE c (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)",
    "CREATE INDEX ON a (b)",
    "DROP TABLE child",
    "GRANT SELECT ON a TO pg_monitor",
];

const EVENT_TRIGGER: &str = "
    CREATE FUNCTION fired() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM public.leak();
    END $$;
    CREATE EVENT TRIGGER firing ON ddl_command_end WHEN TAG IN
        ('COMMENT', 'CREATE TABLE', 'CREATE INDEX', 'DROP TABLE', 'GRANT')
        EXECUTE FUNCTION fired()";

const SWITCH_OFF: &str = "ALTER EVENT TRIGGER firing DISABLE";

const SEEN: &str = "CREATE TABLE public.seen AS SELECT
    coalesce(nullif(current_setting('app.leak', true), ''), 'nothing') AS setting,
    (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4242
        AND pid = pg_backend_pid()) AS locks";

/// Applies a batch in which `vehicle` stands before others; says what those found of it.
async fn leak(setup: &[&str], vehicle: &str, between: &str) -> Option<String> {
    let database = database().await;
    let mut observer = session(&database).await;
    for sql in setup {
        observer.run(sql).await.unwrap();
    }
    let project = Project::new();
    project
        .table("001_before", "before")
        .migration("002_vehicle", vehicle, "")
        .migration("003_victim", between, "")
        .migration("004_seen", SEEN, "");
    let connected = Runner::connect(&address(&database), project.migrations()).await;
    let report = connected.unwrap().up(&UpTarget::Latest).await;
    assert!(report.is_ok(), "{vehicle}: {report:?}");
    let hidden = "SELECT count(*) FROM pg_tables WHERE schemaname = 'hidden'";
    let hidden = number(&mut *observer, hidden).await;
    let seen = "SELECT setting || ', ' || locks FROM seen";
    let seen = text(&mut *observer, seen).await;
    (hidden != 0 || seen != "nothing, 0").then(|| format!("{vehicle}: {seen}, {hidden} hidden"))
}

#[tokio::test]
async fn what_a_function_sets_is_kept_from_the_next_migration() {
    let mut leaks = Vec::new();
    for vehicle in VEHICLES.iter().chain(INERT) {
        leaks.extend(leak(&[SETUP], vehicle, "CREATE TABLE victim (id int)").await);
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[tokio::test]
async fn what_an_event_trigger_sets_is_kept_from_the_next_migration() {
    let mut leaks = Vec::new();
    for firing in FIRING {
        leaks.extend(leak(&[SETUP, EVENT_TRIGGER], firing, SWITCH_OFF).await);
    }
    let installing = format!("{EVENT_TRIGGER}; COMMENT ON TABLE a IS 'seen'");
    leaks.extend(leak(&[SETUP], &installing, SWITCH_OFF).await);
    let installed_before = format!("{EVENT_TRIGGER}; {SWITCH_OFF}");
    let setup = [SETUP, installed_before.as_str()];
    let switching = "ALTER EVENT TRIGGER firing ENABLE; COMMENT ON TABLE a IS 'seen'";
    leaks.extend(leak(&setup, switching, SWITCH_OFF).await);
    assert!(leaks.is_empty(), "{leaks:#?}");
}
