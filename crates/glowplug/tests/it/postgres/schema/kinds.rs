//! Whatever a server can hold is compared, named, or known to be no part of a schema.

use glowplug::catalog::Uncompared;
use glowplug::session::Caching;

use super::*;

/// The system catalogs whose rows are compared, or are a part of what is.
const COMPARED: &str = "
    pg_aggregate pg_am pg_amop pg_amproc pg_attrdef pg_attribute pg_cast pg_class pg_collation
    pg_constraint pg_conversion pg_default_acl pg_description pg_enum pg_event_trigger pg_extension
    pg_foreign_data_wrapper pg_foreign_server pg_foreign_table pg_index pg_inherits pg_language
    pg_namespace pg_opclass pg_operator pg_opfamily pg_partitioned_table pg_policy pg_proc
    pg_publication pg_publication_namespace pg_publication_rel pg_range pg_rewrite pg_sequence
    pg_statistic_ext pg_transform pg_trigger pg_ts_config pg_ts_config_map pg_ts_dict pg_type";

/// Those whose rows are named as seen but not compared.
const NAMED: &str = "
    pg_db_role_setting pg_largeobject_metadata pg_seclabel pg_subscription pg_ts_parser pg_ts_template
    pg_user_mapping";

/// Those of the whole server, of contents, and of what follows from others.
const ELSEWHERE: &str = "
    pg_auth_members pg_authid pg_database pg_depend pg_init_privs pg_largeobject pg_parameter_acl
    pg_replication_origin pg_shdepend pg_shdescription pg_shseclabel pg_statistic
    pg_statistic_ext_data pg_subscription_rel pg_tablespace";

#[tokio::test]
async fn every_system_catalog_is_accounted_for() {
    let database = database().await;
    let mut session = session(&database).await;
    let sql = "SELECT relname::text FROM pg_class
        WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' ORDER BY 1";
    let found = session.query(sql, &[], Caching::Once).await.unwrap().rows;
    let known: Vec<&str> = [COMPARED, NAMED, ELSEWHERE]
        .iter()
        .flat_map(|list| list.split_whitespace())
        .collect();
    let found = found.iter().map(|row| row[0].as_text().unwrap());
    let unknown: Vec<&str> = found.filter(|name| !known.contains(name)).collect();
    assert_eq!(unknown, [""; 0], "compare them, name them, or say why not");
}

#[tokio::test]
async fn what_has_no_place_in_a_catalog_is_named() {
    let database = database().await;
    let mut session = session(&database).await;
    for statement in [
        "CREATE TYPE opaque",
        "CREATE FUNCTION read(cstring) RETURNS opaque LANGUAGE internal IMMUTABLE STRICT AS 'int4in'",
        "CREATE FUNCTION write(opaque) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'",
        "CREATE TYPE opaque (INPUT = read, OUTPUT = write, LIKE = int4)",
        "CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = prsd_nexttoken,
            END = prsd_end, LEXTYPES = prsd_lextype)",
        "CREATE FOREIGN DATA WRAPPER nowhere",
        "CREATE SERVER far FOREIGN DATA WRAPPER nowhere",
        "CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (password 'geheim')",
        "SELECT lo_create(4711)",
        "CREATE MATERIALIZED VIEW empty AS SELECT 1 AS one WITH NO DATA",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = 5000', current_database()); END $$",
    ] {
        session.run(statement).await.unwrap();
    }
    let schema = session.schema().await.unwrap();
    let told: Vec<String> = schema.uncompared.0.iter().map(told).collect();
    let user = text(&mut *session, "SELECT quote_ident(current_user)").await;
    assert_eq!(
        told,
        [
            "large object 4711",
            "setting work_mem of the database",
            "text search parser public.words",
            "type opaque",
            "unfilled materialized view empty",
            &format!("user mapping for {user} server far"),
        ]
    );
    assert!(!format!("{schema:?}").contains("geheim"));
}

fn told(of: &Uncompared) -> String {
    format!("{} {}", of.kind, of.name)
}
