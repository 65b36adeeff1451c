//! What stands on tables, and what stands alone.

use glowplug::catalog::{Composite, ConstraintKind, FunctionKind, TriggerState};

use super::*;

#[tokio::test]
async fn triggers_policies_and_rules_stand_on_their_tables() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let users = table(&schema, "users");
    assert!(users.row_security.enabled && users.row_security.forced);
    let [check, touch] = users.triggers.as_slice() else {
        panic!("{:?}", users.triggers)
    };
    assert_eq!(check.state, TriggerState::Disabled);
    assert!(
        check
            .definition
            .starts_with("CREATE CONSTRAINT TRIGGER users_check AFTER INSERT ON users ")
    );
    assert_eq!(touch.state, TriggerState::Enabled);
    assert_eq!(touch.comment.as_deref(), Some("touches"));
    let [everyone, own] = users.policies.as_slice() else {
        panic!("{:?}", users.policies)
    };
    assert_eq!(
        (everyone.command.as_str(), everyone.permissive),
        ("ALL", true)
    );
    assert_eq!(everyone.roles, ["public"]);
    assert_eq!(own.roles, ["pg_monitor", "pg_read_all_stats"]);
    assert_eq!((own.command.as_str(), own.permissive), ("UPDATE", false));
    assert_eq!(own.using.as_deref(), Some("(id = twice(1))"));
    assert_eq!(own.comment.as_deref(), Some("theirs"));
    let quiet = &table(&schema, "posts").rules[0];
    assert!(quiet.definition.contains("ON DELETE TO posts"), "{quiet:?}");
    assert_eq!(quiet.comment.as_deref(), Some("stays"));
}

#[tokio::test]
async fn views_hold_their_query_and_what_stands_on_them() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let named = view(&schema, "named");
    assert_eq!(
        named.options,
        ["check_option=local", "security_barrier=true"]
    );
    assert_eq!(named.comment.as_deref(), Some("those with a name"));
    let comment = ("name".to_owned(), "the name".to_owned());
    assert_eq!(named.column_comments, [comment]);
    let (name, data_type) = &named.columns[1];
    assert_eq!(
        (name.as_str(), data_type.as_str()),
        ("name", "character varying(100)")
    );
    assert_eq!((named.triggers.len(), named.rules.len()), (1, 1));
    assert!(named.query.contains("FROM users") && !named.query.ends_with(';'));
    let kept = view(&schema, "kept");
    assert!(kept.materialized && !named.materialized);
    assert_eq!((kept.indexes.len(), kept.options.len()), (1, 1));
    assert_eq!(kept.comment.as_deref(), Some("kept names"));
}

#[tokio::test]
async fn functions_are_told_apart_by_their_arguments() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let twice = function(&schema, "twice", "integer");
    assert!(
        twice
            .definition
            .starts_with("CREATE OR REPLACE FUNCTION twice(n integer)\n")
    );
    assert_eq!(
        (twice.returns.as_str(), twice.signature.as_str()),
        ("integer", "n integer")
    );
    assert_eq!(twice.comment.as_deref(), Some("doubles"));
    assert_eq!(function(&schema, "twice", "text").comment, None);
    let feel = function(&schema, "feel", "mood");
    let start = "CREATE OR REPLACE FUNCTION \"Other place\".feel(m mood DEFAULT 'good'::mood";
    assert!(feel.definition.starts_with(start), "{feel:?}");
    let work = function(&schema, "work", "integer");
    assert_eq!(
        (work.kind, work.returns.as_str()),
        (FunctionKind::Procedure, "")
    );
    let total = function(&schema, "total", "integer");
    assert_eq!(total.kind, FunctionKind::Aggregate);
    let definition = "CREATE OR REPLACE AGGREGATE total(integer) \
        (SFUNC = int4pl, STYPE = integer, INITCOND = '0', PARALLEL = SAFE)";
    assert_eq!(total.definition, definition);
    assert!(
        function(&schema, "largest", "integer")
            .definition
            .contains("SORTOP")
    );
    // The server takes every definition back, and it means the same.
    for function in &schema.functions {
        session.run(&function.definition).await.unwrap();
    }
    assert_eq!(session.schema().await.unwrap(), schema);
}

#[tokio::test]
async fn types_of_the_project_are_read() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let mood = &schema.enums[1];
    assert_eq!(mood.values, ["good", "bad", "it's \"odd\""]);
    assert_eq!(mood.comment.as_deref(), Some("how it is"));
    let [short, small, smaller] = schema.domains.as_slice() else {
        panic!("{:?}", schema.domains)
    };
    assert_eq!(short.collation.as_deref(), Some("\"C\""));
    assert_eq!(
        (small.nullable, small.default.as_deref()),
        (false, Some("1"))
    );
    assert_eq!(small.comment.as_deref(), Some("a small number"));
    let [even, range] = small.checks.as_slice() else {
        panic!("{small:?}")
    };
    assert_eq!(even.definition, "CHECK (((VALUE % 2) = 0))");
    assert!(!even.validated && range.validated);
    assert_eq!(smaller.data_type.sql, "small");
    let [
        Composite {
            attributes,
            comment,
            ..
        },
    ] = schema.composites.as_slice()
    else {
        panic!("{:?}", schema.composites)
    };
    assert_eq!(attributes[1].0, "B b");
    assert_eq!(attributes[1].2.as_deref(), Some("\"C\""));
    assert_eq!(attributes[2].1.sql, "mood[]");
    assert_eq!(comment.as_deref(), Some("two and a half"));
    let [range] = schema.ranges.as_slice() else {
        panic!("{:?}", schema.ranges)
    };
    let start = "subtype = double precision, subtype_diff = float8mi";
    assert!(range.definition.starts_with(start), "{range:?}");
    // The constructors of the range are its own.
    let constructs = |function: &&Function| function.name.name.starts_with("float_");
    assert_eq!(schema.functions.iter().find(constructs), None);
}

#[tokio::test]
async fn what_later_versions_can_do_is_read_where_it_can_be() {
    let (_database, mut session) = filled().await;
    let version = version(&mut *session).await;
    let schema = session.schema().await.unwrap();
    if version >= 14 {
        let counts = &function(&schema, "count_users", "").definition;
        assert!(counts.contains("BEGIN ATOMIC"), "{counts}");
    }
    if version >= 15 {
        assert!(index(&schema, "posts", "posts_span_idx").nulls_not_distinct);
        let key = constraint(&schema, "posts", "posts_reviewer_author_fkey");
        assert_eq!(key.foreign_key().unwrap().sets, ["reviewer"]);
        let unique = &constraint(&schema, "posts", "posts_title_key").kind;
        let ConstraintKind::Unique {
            nulls_not_distinct: true,
            ..
        } = unique
        else {
            panic!("{unique:?}")
        };
        assert_eq!(view(&schema, "invoked").options, ["security_invoker=true"]);
    }
    if version >= 18 {
        let computed = column(&schema, "users", "computed").generated.as_ref();
        assert!(!computed.unwrap().stored);
        let loose = constraint(&schema, "users", "users_loose");
        assert_eq!(loose.definition, "CHECK ((factor > 1)) NOT ENFORCED");
        let stays = constraint(&schema, "stays", "stays_pkey");
        assert!(stays.definition.contains("WITHOUT OVERLAPS"));
        let mut all = schema.tables.iter().flat_map(|table| &table.constraints);
        assert!(all.all(|constraint| !constraint.definition.starts_with("NOT NULL")));
    }
}

/// The query leaves out what there is nothing of.
#[tokio::test]
async fn what_is_the_only_one_of_its_kind_is_found() {
    let database = database().await;
    let mut session = session(&database).await;
    session.run("CREATE TABLE a (id int)").await.unwrap();
    let before = session.schema().await.unwrap();
    for sql in [
        "CREATE SCHEMA other",
        "CREATE EXTENSION pgcrypto",
        "CREATE TYPE empty AS ENUM ()",
        "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
        "CREATE TYPE nothing AS ()",
        "CREATE TYPE span AS RANGE (subtype = int)",
        "CREATE SEQUENCE numbers",
        "CREATE INDEX ON a (id)",
        "CREATE VIEW seen AS SELECT 1 AS one",
        "CREATE MATERIALIZED VIEW seen AS SELECT 1 AS one",
        "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int)",
        "CREATE TRIGGER b BEFORE UPDATE ON a FOR EACH ROW \
         EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE POLICY b ON a",
        "CREATE RULE b AS ON INSERT TO a DO NOTHING",
        "ALTER TABLE a ADD CHECK (id > 0)",
    ] {
        session.run(&format!("BEGIN; {sql}")).await.unwrap();
        let schema = session.schema().await.unwrap();
        assert_ne!(schema, before, "{sql}");
        session.run("ROLLBACK").await.unwrap();
    }
    assert_eq!(session.schema().await.unwrap(), before);
}
