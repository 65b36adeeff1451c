//! What tables are read as.

use glowplug::catalog::{
    ConstraintKind, Deferral, ForeignKey, Generated, Identity, Match, Partition, ReferentialAction,
    Sequence,
};

use super::*;
use crate::postgres::support::both;

#[tokio::test]
async fn sessions_with_and_without_a_tap_read_the_same() {
    let (database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    assert_eq!(schema.default_schema.as_deref(), Some("public"));
    let names: Vec<_> = schema.schemas.iter().map(|schema| &schema.name).collect();
    assert_eq!(names, ["Other place", "public"]);
    for mut session in both(&database).await {
        assert_eq!(session.schema().await.unwrap(), schema);
    }
    let text = serde_json::to_string(&schema).unwrap();
    assert!(
        !text.contains("__diesel") && !text.contains("__glowplug") && !text.contains("pg_toast")
    );
    let read: Catalog = serde_json::from_str(&text).unwrap();
    assert_eq!(read, schema);
}

#[tokio::test]
async fn columns_say_everything_about_themselves() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let users = table(&schema, "users");
    assert_eq!(users.comment.as_deref(), Some("who is there"));
    let id = column(&schema, "users", "id");
    let usual = Identity {
        always: true,
        sequence: None,
    };
    assert_eq!((id.identity.as_ref(), id.nullable), (Some(&usual), false));
    let name = column(&schema, "users", "name");
    assert_eq!(name.default.as_deref(), Some("'x'::character varying"));
    assert_eq!(name.comment.as_deref(), Some("how they are called"));
    assert!(!name.nullable && name.identity.is_none() && name.collation.is_none());
    let full = column(&schema, "users", "Full name");
    assert_eq!(full.collation.as_deref(), Some("\"C\""));
    let doubled = column(&schema, "users", "doubled");
    let generated = Generated {
        expression: "twice(factor)".to_owned(),
        stored: true,
    };
    assert_eq!(doubled.generated, Some(generated));
    assert_eq!(doubled.default, None);
    let born = column(&schema, "users", "born").default.as_deref();
    let midday = "'2020-01-31 11:00:00+00'::timestamp with time zone";
    assert_eq!(born, Some(midday));
    let order = column(&schema, "users", "order");
    assert_eq!(
        order.default.as_deref(),
        Some("nextval('counter'::regclass)")
    );
    assert_eq!(order.owned_sequence, None);
    let note = &column(&schema, "users", "note").storage;
    assert_eq!(note[0], "STORAGE EXTERNAL");
    assert_eq!(note[note.len() - 2..], ["STATISTICS 500", "(n_distinct=5)"]);
    if version(&mut *session).await >= 14 {
        assert_eq!(note[1], "COMPRESSION pglz");
    }
    let serial = column(&schema, "posts", "id");
    assert_eq!(serial.owned_sequence, Some(public("posts_id_seq")));
    let sequence = schema
        .sequences
        .iter()
        .find(|of| of.owner.is_some())
        .unwrap();
    assert_eq!(sequence.owner, Some((public("posts"), "id".to_owned())));
}

#[tokio::test]
async fn sequences_say_their_parameters() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let counter = Sequence {
        name: public("counter"),
        data_type: "integer".to_owned(),
        start: 20,
        increment: 5,
        minimum: 10,
        maximum: 1000,
        cache: 3,
        cycles: true,
        unlogged: false,
        owner: None,
        comment: Some("counts".to_owned()),
    };
    assert!(schema.sequences.contains(&counter));
    let counted = column(&schema, "posts", "counted")
        .identity
        .as_ref()
        .unwrap();
    let sequence = counted.sequence.as_ref().unwrap();
    assert!(!counted.always);
    assert_eq!((sequence.start, sequence.increment), (10, 2));
    assert_eq!(sequence.name, public("post_numbers"));
    // That of the identity column is no object of its own.
    assert_eq!(schema.sequences.len(), 2);
}

#[tokio::test]
async fn constraints_are_read_in_parts_and_as_a_whole() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let key = constraint(&schema, "users", "users_pkey");
    assert_eq!(key.comment.as_deref(), Some("the key"));
    let author = constraint(&schema, "posts", "posts_author_fkey");
    let expected = ForeignKey {
        columns: vec!["author".to_owned()],
        references: public("users"),
        referenced: vec!["id".to_owned()],
        on_update: ReferentialAction::Restrict,
        on_delete: ReferentialAction::Cascade,
        sets: Vec::new(),
        matching: Match::Simple,
    };
    assert_eq!(author.foreign_key(), Some(&expected));
    assert_eq!(author.deferral, Deferral::InitiallyDeferred);
    assert!(author.validated && !author.no_inherit);
    let check = constraint(&schema, "posts", "posts_title_check");
    assert!(!check.validated && check.no_inherit);
    let definition = "CHECK ((twice(title) <> ''::text)) NO INHERIT";
    assert_eq!(check.definition, definition);
    let unique = constraint(&schema, "posts", "posts_author_title_slug_key");
    let ConstraintKind::Unique {
        columns, include, ..
    } = &unique.kind
    else {
        panic!("{unique:?}")
    };
    assert_eq!(
        (columns.len(), include.as_slice()),
        (2, &["slug".to_owned()][..])
    );
    let definition = "UNIQUE (author, title) INCLUDE (slug) WITH (fillfactor=70) DEFERRABLE";
    assert_eq!(unique.definition, definition);
    let exclusion = constraint(&schema, "posts", "posts_span_excl");
    assert_eq!(exclusion.kind, ConstraintKind::Exclusion);
    let definition = "EXCLUDE USING gist (span WITH &&) WHERE ((title IS NOT NULL))";
    assert_eq!(exclusion.definition, definition);
}

#[tokio::test]
async fn names_that_need_quotes_stand_plain_in_data_and_quoted_in_definitions() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let name = QualifiedName::new("Other place", "Select");
    let select = schema.table(&name).unwrap();
    assert_eq!(select.primary_key(), ["Table", "user"]);
    let key = select.constraints.iter().find_map(Constraint::foreign_key);
    assert_eq!(key.unwrap().columns, ["post"]);
    let user = &select.constraints[2];
    let definition = "FOREIGN KEY (\"user\") REFERENCES users(id) MATCH FULL ON DELETE SET DEFAULT";
    assert_eq!(user.definition, definition);
    assert!(!user.validated);
    assert_eq!(user.foreign_key().unwrap().matching, Match::Full);
    let place = &column(&schema, "users", "place").data_type;
    assert_eq!(place.sql, "\"Other place\".\"Mood\"");
    assert_eq!(place.name.schema.as_deref(), Some("Other place"));
}

#[tokio::test]
async fn indexes_say_only_what_is_not_usual() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let by_name = index(&schema, "users", "users_name_idx");
    let [lower, full] = by_name.keys.as_slice() else {
        panic!("{by_name:?}")
    };
    assert_eq!(lower.expression.as_deref(), Some("lower((name)::text)"));
    assert!(lower.descending && !lower.nulls_first && lower.collation.is_none());
    assert_eq!(full.column.as_deref(), Some("Full name"));
    assert_eq!(full.collation.as_deref(), Some("\"POSIX\""));
    assert_eq!(full.operator_class, None);
    assert_eq!(by_name.include, ["factor"]);
    assert_eq!(by_name.predicate.as_deref(), Some("(factor > 3)"));
    assert_eq!(by_name.options, ["fillfactor=50"]);
    assert_eq!(by_name.comment.as_deref(), Some("finds names"));
    let pattern = index(&schema, "users", "users_pattern_idx");
    let class = pattern.keys[0].operator_class.as_deref();
    assert_eq!(class, Some("varchar_pattern_ops"));
    let sum = pattern.keys[1].expression.as_deref();
    assert_eq!(sum, Some("((\"order\" + factor))"));
    let document = index(&schema, "users", "users_document_idx");
    assert_eq!((document.method.as_str(), document.unique), ("gin", false));
    let names: Vec<_> = table(&schema, "posts").indexes.iter().collect();
    let own = |index: &&Index| index.name == "posts_span_idx";
    assert!(names.iter().all(own), "those of constraints are left out");
}

#[tokio::test]
async fn a_failed_concurrent_index_is_not_valid() {
    let database = database().await;
    let mut session = session(&database).await;
    let sql = "CREATE TABLE a (b int); INSERT INTO a VALUES (1), (1)";
    session.run(sql).await.unwrap();
    let sql = "CREATE UNIQUE INDEX CONCURRENTLY i ON a (b)";
    assert!(session.run(sql).await.is_err());
    let schema = session.schema().await.unwrap();
    assert!(!index(&schema, "a", "i").valid);
    session.run("DROP INDEX i; TRUNCATE a").await.unwrap();
    session.run(sql).await.unwrap();
    assert!(index(&session.schema().await.unwrap(), "a", "i").valid);
}

#[tokio::test]
async fn partitions_and_heirs_hold_what_is_their_own() {
    let (_database, mut session) = filled().await;
    let schema = session.schema().await.unwrap();
    let events = table(&schema, "events");
    assert_eq!(events.partitioned.as_ref().unwrap().by, "RANGE (at)");
    assert_eq!((events.constraints.len(), events.indexes.len()), (3, 1));
    let part = table(&schema, "events_2020");
    let bound = "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')".to_owned();
    let parent = public("events");
    assert_eq!(part.partition_of, Some(Partition { parent, bound }));
    assert!(part.inherits.is_empty() && part.constraints.is_empty());
    assert_eq!(part.indexes[0].name, "events_2020_author_idx");
    let deep = table(&schema, "events_rest_1");
    assert!(deep.constraints.is_empty() && deep.indexes.is_empty() && deep.triggers.is_empty());
    assert!(deep.columns.iter().all(|column| column.inherited));
    let payload = deep.column("payload").unwrap();
    assert_eq!(payload.default.as_deref(), Some("'{}'::jsonb"));
    assert_eq!(schema.primary_key(deep), ["at", "kind"]);
    assert_eq!(schema.foreign_keys(deep).count(), 1);
    let child = table(&schema, "child");
    assert_eq!(child.inherits, [public("parent")]);
    let inherited = child.columns.iter().map(|column| column.inherited);
    assert_eq!(inherited.collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(child.constraints.len(), 1);
    assert_eq!(child.replica_identity.as_deref(), Some("FULL"));
    let parent = table(&schema, "parent");
    assert_eq!(
        parent.options,
        ["fillfactor=80", "toast.autovacuum_enabled=false"]
    );
    assert!(parent.unlogged && !child.unlogged);
    let replicated = table(&schema, "replicated").replica_identity.as_deref();
    assert_eq!(replicated, Some("USING INDEX replicated_a_idx"));
}
