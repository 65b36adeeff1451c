//! The schema as data.

use glowplug::catalog::{Catalog, ConstraintKind, Deferral, ReferentialAction, Table};
use glowplug::catalog::{Constraint, QualifiedName};

use crate::support::TempSqlite;

/// A schema in the words that people use.
const WRITTEN: &str = r#"
    CREATE TABLE __diesel_schema_migrations (version text PRIMARY KEY NOT NULL);
    CREATE TABLE users (
        id integer PRIMARY KEY AUTOINCREMENT, -- a (comment), with signs
        name varchar(40) not null COLLATE nocase UNIQUE,
        age integer DEFAULT (18) CONSTRAINT adult CHECK ((age>=18)),
        "state" text not null default "new",
        loud text AS (upper(name)) STORED
    );
    CREATE TABLE posts (
        user_id integer REFERENCES users ON DELETE CASCADE MATCH FULL,
        "number" integer, reply_to integer, title text DEFAULT 'it''s',
        PRIMARY KEY (user_id, number) ON CONFLICT REPLACE
        CONSTRAINT reply FOREIGN KEY (user_id, reply_to) REFERENCES Posts (USER_ID, number)
            ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED
    ) without rowid, strict;
    CREATE UNIQUE INDEX by_number ON posts ("number" desc, lower(title) COLLATE nocase)
        WHERE number>1;
    CREATE VIEW names(n) AS select u.name from users as u where "state"<>'gone' -- not them
    ;
    CREATE TRIGGER polite after insert on users for each row when NEW.age > 1 BEGIN
        insert into posts(user_id, number) values (new.id, 1);
        SELECT count(*) FROM names; END;
    CREATE TRIGGER shout INSTEAD OF DELETE ON names BEGIN SELECT 1; END;
    CREATE VIRTUAL TABLE words USING fts5(word,  tokenize = 'porter');
"#;

/// The same in other words.
const WRITTEN_AGAIN: &str = r#"
    CREATE TABLE "posts"(
        [user_id] INTEGER NOT NULL, number INTEGER NOT NULL, reply_to INTEGER,
        title TEXT DEFAULT ('it''s'),
        FOREIGN KEY (USER_ID) REFERENCES USERS(ID) ON DELETE CASCADE,
        CONSTRAINT reply FOREIGN KEY (user_id, reply_to) REFERENCES posts
            ON UPDATE SET NULL ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (user_id ASC, `number`) ON CONFLICT REPLACE
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE users (
        id INTEGER, name VARCHAR ( 40 ) COLLATE "NoCase" NOT NULL, age INTEGER DEFAULT 18,
        state TEXT DEFAULT 'new' NOT NULL,
        loud TEXT GENERATED ALWAYS AS ((UPPER("name"))) STORED,
        PRIMARY KEY (id AUTOINCREMENT), UNIQUE (name),
        CONSTRAINT "adult" CHECK (age >= 18)
    );
    CREATE UNIQUE INDEX by_number ON posts
        (number DESC, LOWER(title) COLLATE NOCASE ASC) WHERE (number > 1);
    CREATE VIEW names("n") AS SELECT u."name" FROM users AS u WHERE state != 'gone';
    CREATE TRIGGER shout INSTEAD OF DELETE ON names BEGIN SELECT 1; END;
    CREATE TRIGGER polite AFTER INSERT ON "users" WHEN new.age > 1
    BEGIN
        INSERT INTO posts (user_id, "number") VALUES (new.id, 1);
        select COUNT(*) from names;
    END;
    CREATE VIRTUAL TABLE words USING FTS5(word, tokenize = 'porter');
"#;

async fn schema(sql: &str) -> Catalog {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run(sql).await.unwrap();
    session.schema().await.unwrap()
}

fn table<'c>(catalog: &'c Catalog, name: &str) -> &'c Table {
    catalog.table(&QualifiedName::plain(name)).unwrap()
}

fn definitions(constraints: &[Constraint]) -> Vec<String> {
    let definitions = constraints.iter().map(|constraint| match &constraint.name {
        Some(name) => format!("{name}: {}", constraint.definition),
        None => constraint.definition.clone(),
    });
    definitions.collect()
}

#[tokio::test]
async fn tables_have_every_part() {
    let catalog = schema(WRITTEN).await;
    let names: Vec<_> = catalog
        .tables
        .iter()
        .map(|table| &table.name.name)
        .collect();
    assert_eq!(names, ["posts", "users", "words"]);
    let users = table(&catalog, "users");
    let columns: Vec<String> = users
        .columns
        .iter()
        .map(|column| {
            let default = column.default.as_deref().unwrap_or("-");
            let null = if column.nullable { "NULL" } else { "NOT NULL" };
            format!("{} {} {null} {default}", column.name, column.data_type.sql)
        })
        .collect();
    assert_eq!(
        columns,
        [
            "id INTEGER NULL -",
            "name VARCHAR(40) NOT NULL -",
            "age INTEGER NULL 18",
            "state TEXT NOT NULL 'new'",
            "loud TEXT NULL -",
        ]
    );
}

#[tokio::test]
async fn what_the_pragmas_leave_out_comes_from_the_statements() {
    let catalog = schema(WRITTEN).await;
    let users = table(&catalog, "users");
    assert!(users.columns[0].identity.is_some());
    assert_eq!(users.columns[1].data_type.name.name, "varchar");
    assert_eq!(users.columns[1].data_type.length, Some(40));
    assert_eq!(users.columns[1].collation.as_deref(), Some("NOCASE"));
    let generated = users.columns[4].generated.as_ref().unwrap();
    assert_eq!(
        (generated.expression.as_str(), generated.stored),
        ("upper(name)", true)
    );
    assert_eq!(users.primary_key(), ["id"]);
    assert_eq!(
        definitions(&users.constraints),
        [
            "PRIMARY KEY (id)",
            "UNIQUE (name)",
            "adult: CHECK (age >= 18)"
        ]
    );
    let words = table(&catalog, "words");
    assert_eq!(
        words.virtual_module.as_deref(),
        Some("fts5(word, tokenize = 'porter')")
    );
    assert_eq!(words.columns.len(), 1);
}

#[tokio::test]
async fn tables_have_their_constraints_options_and_indexes() {
    let catalog = schema(WRITTEN).await;
    let posts = table(&catalog, "posts");
    assert_eq!(posts.options, ["STRICT", "WITHOUT ROWID"]);
    assert_eq!(
        definitions(&posts.constraints),
        [
            "FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE",
            "PRIMARY KEY (user_id, number) ON CONFLICT REPLACE",
            "reply: FOREIGN KEY (user_id, reply_to) REFERENCES posts (user_id, number) \
             ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED",
        ]
    );
    let reply = &posts.constraints[2];
    assert_eq!(reply.deferral, Deferral::InitiallyDeferred);
    let ConstraintKind::Foreign(key) = &reply.kind else {
        panic!("{reply:?}");
    };
    assert_eq!(key.on_update, ReferentialAction::SetNull);
    let index = &posts.indexes[0];
    assert_eq!((index.name.as_str(), index.unique), ("by_number", true));
    assert_eq!(index.predicate.as_deref(), Some("number > 1"));
    assert_eq!(index.keys[0].column.as_deref(), Some("number"));
    assert!(index.keys[0].descending);
    assert_eq!(index.keys[1].expression.as_deref(), Some("lower(title)"));
    assert_eq!(index.keys[1].collation.as_deref(), Some("NOCASE"));
}

#[tokio::test]
async fn views_and_triggers_say_what_they_use() {
    let catalog = schema(WRITTEN).await;
    let names = &catalog.views[0];
    assert_eq!(
        names.query,
        "SELECT u.name FROM users AS u WHERE state <> 'gone'"
    );
    assert_eq!(names.columns, [("n".to_owned(), "VARCHAR(40)".to_owned())]);
    assert_eq!(names.options, ["(n)"]);
    assert_eq!(names.triggers[0].name, "shout");
    assert_eq!(
        table(&catalog, "users").triggers[0].definition,
        "CREATE TRIGGER polite AFTER INSERT ON users\nWHEN new.age > 1\nBEGIN\n    \
         INSERT INTO posts (user_id, number) VALUES (new.id, 1);\n    \
         SELECT count(*) FROM names;\nEND"
    );
    let dependencies: Vec<String> = catalog
        .dependencies
        .iter()
        .map(|dependency| format!("{} {}", dependency.object, dependency.uses))
        .collect();
    assert_eq!(
        dependencies,
        [
            "users.polite posts",
            "users.polite posts.number",
            "users.polite posts.user_id",
            "users.polite users.age",
            "users.polite users.id",
            "users.polite names",
            "names users",
            "names users.name",
            "names users.state",
        ]
    );
}

#[tokio::test]
async fn schemas_of_one_meaning_are_equal() {
    let (mut one, mut other) = (schema(WRITTEN).await, schema(WRITTEN_AGAIN).await);
    one.tables.retain(|table| table.name.name != "words");
    other.tables.retain(|table| table.name.name != "words");
    assert_eq!(one, other);
    assert_ne!(
        one,
        schema("CREATE TABLE users (id integer PRIMARY KEY)").await
    );
}

#[tokio::test]
async fn a_broken_view_hides_nothing() {
    let catalog = schema(
        "CREATE TABLE t (a text);
         CREATE VIEW broken AS SELECT * FROM nowhere;
         CREATE VIEW whole AS SELECT a FROM t;",
    )
    .await;
    let columns: Vec<usize> = catalog
        .views
        .iter()
        .map(|view| view.columns.len())
        .collect();
    assert_eq!(columns, [0, 1]);
}
