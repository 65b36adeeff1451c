//! Bookkeeping that belongs to another role.

use glowplug::Runner;
use glowplug::error::{Error, UntrustedTable};
use glowplug::model::Address;
use glowplug::plan::UpTarget;
use glowplug::session::Session;
use glowplug_local::TestDatabase;

use super::support::{address, database, session, text};
use crate::support::project::Project;

/// Diesel's table, as the role has it that is named.
const TABLE: &str = "CREATE TABLE __diesel_schema_migrations (
    version VARCHAR(50) PRIMARY KEY NOT NULL,
    run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
)";

/// Two roles that are the server's, so that each test has its own names.
async fn roles(session: &mut dyn Session, name: &str) -> (String, String) {
    let (plain, owner) = (format!("{name}_plain"), format!("{name}_owner"));
    let sql = format!(
        "CREATE ROLE {plain} LOGIN; CREATE ROLE {owner} LOGIN;
         GRANT CREATE ON SCHEMA public TO {plain}, {owner}"
    );
    session.run(&sql).await.unwrap();
    (plain, owner)
}

async fn as_role(session: &mut dyn Session, role: &str, sql: &str) {
    let sql = format!("SET ROLE {role}; {sql}; RESET ROLE");
    session.run(&sql).await.unwrap();
}

async fn up(address: &Address) -> glowplug::Result<usize> {
    let project = Project::new();
    project.table("001_one", "one");
    let mut runner = Runner::connect(address, project.migrations()).await?;
    let report = runner.up(&UpTarget::Latest).await?;
    Ok(report.done.len())
}

async fn refused(database: &TestDatabase) -> UntrustedTable {
    match up(&address(database)).await {
        Err(Error::Untrusted(mut tables)) if tables.len() == 1 => tables.remove(0),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_table_of_another_role_is_refused_by_its_name_and_owner() {
    let database = database().await;
    let mut session = session(&database).await;
    let (plain, _) = roles(&mut *session, "stranger_refused").await;
    let trigger = format!(
        "{TABLE};
         CREATE FUNCTION rise() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN CREATE TABLE risen (); RETURN new; END $$;
         CREATE TRIGGER rise BEFORE INSERT ON __diesel_schema_migrations
         FOR EACH ROW EXECUTE FUNCTION rise()"
    );
    as_role(&mut *session, &plain, &trigger).await;
    let distrust = refused(&database).await;
    assert_eq!(distrust.table, "public.__diesel_schema_migrations");
    assert!(
        distrust.reason.contains(&format!("`{plain}`")),
        "{distrust}"
    );
    assert!(distrust.advice.contains("OWNER TO"), "{distrust:?}");
    let risen = "SELECT coalesce(to_regclass('risen')::text, 'no')";
    assert_eq!(text(&mut *session, risen).await, "no");
}

#[tokio::test]
async fn a_table_in_a_schema_that_is_searched_first_is_no_way_around_the_own_one() {
    let database = database().await;
    assert_eq!(up(&address(&database)).await.unwrap(), 1);
    let mut session = session(&database).await;
    let (plain, _) = roles(&mut *session, "stranger_first").await;
    let sql = format!(
        "CREATE SCHEMA early; GRANT ALL ON SCHEMA early TO {plain};
         DO $$ BEGIN EXECUTE pg_catalog.format(
            'ALTER DATABASE %I SET search_path = early, public', current_database()
         ); END $$"
    );
    session.run(&sql).await.unwrap();
    let table = TABLE.replace("TABLE ", "TABLE early.");
    as_role(&mut *session, &plain, &table).await;
    let distrust = refused(&database).await;
    assert_eq!(distrust.table, "early.__diesel_schema_migrations");
}

#[tokio::test]
async fn the_owner_of_the_database_may_have_made_the_tables() {
    let database = database().await;
    let mut session = session(&database).await;
    let (_, owner) = roles(&mut *session, "stranger_owner").await;
    let own = format!(
        "DO $$ BEGIN EXECUTE pg_catalog.format(
            'ALTER DATABASE %I OWNER TO {owner}', current_database()
         ); END $$"
    );
    session.run(&own).await.unwrap();
    as_role(&mut *session, &owner, TABLE).await;
    assert_eq!(up(&address(&database)).await.unwrap(), 1);
}

#[tokio::test]
async fn rules_and_policies_on_the_bookkeeping_are_refused() {
    for (sql, word, unreadable) in [
        (
            "CREATE RULE other AS ON INSERT TO __diesel_schema_migrations DO ALSO SELECT 1",
            "`other`",
            false,
        ),
        (
            "ALTER TABLE __diesel_schema_migrations ENABLE ROW LEVEL SECURITY",
            "row-level security",
            true,
        ),
    ] {
        let database = database().await;
        let mut session = session(&database).await;
        session.run(TABLE).await.unwrap();
        session.run(sql).await.unwrap();
        let distrust = refused(&database).await;
        assert!(distrust.reason.contains(word), "{distrust}");
        assert_eq!(distrust.unreadable, unreadable);
    }
}

#[tokio::test]
async fn a_temporary_table_does_not_pass_for_the_applied_versions() {
    let database = database().await;
    let project = Project::new();
    project.table("001_one", "one");
    let mut runner = Runner::connect(&address(&database), project.migrations())
        .await
        .unwrap();
    let temporary = TABLE.replace("TABLE ", "TEMP TABLE ");
    runner.session().run(&temporary).await.unwrap();
    let Err(Error::Untrusted(tables)) = runner.status().await else {
        panic!("it is read");
    };
    assert!(tables[0].reason.contains("temporary table"), "{tables:?}");
    assert_eq!(up(&address(&database)).await.unwrap(), 1);
}
