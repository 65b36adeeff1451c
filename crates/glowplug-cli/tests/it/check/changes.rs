//! Manual changes, and what `check` reports about them.

/// Changes by hand, and what they are found as: kind, name and difference of each object.
pub(super) const CHANGES: &[(&str, &[&str])] = &[
    (
        "ALTER TABLE users ADD COLUMN note text",
        &["column users.note unexpected"],
    ),
    (
        "ALTER TABLE users DROP COLUMN age",
        &[
            "column users.age missing",
            "constraint users.users_age_check missing",
        ],
    ),
    (
        "ALTER TABLE posts RENAME COLUMN title TO headline",
        &[
            "column posts.headline unexpected",
            "column posts.title missing",
        ],
    ),
    (
        "ALTER TABLE posts ALTER COLUMN title TYPE varchar",
        &["column posts.title different"],
    ),
    (
        "ALTER TABLE users ALTER COLUMN age TYPE bigint",
        &["column users.age different"],
    ),
    (
        "DROP VIEW names; ALTER TABLE users ALTER COLUMN name TYPE varchar(60); CREATE VIEW names AS SELECT id, name FROM users",
        &["column users.name different", "view names different"],
    ),
    (
        "ALTER TABLE users ALTER COLUMN name SET DEFAULT 'somebody'",
        &["column users.name different"],
    ),
    (
        "ALTER TABLE posts ALTER COLUMN title SET NOT NULL",
        &["column posts.title different"],
    ),
    (
        "CREATE INDEX posts_title_idx ON posts (title)",
        &["index posts.posts_title_idx unexpected"],
    ),
    (
        "DROP INDEX users_name_idx",
        &["index users.users_name_idx missing"],
    ),
    (
        "ALTER TABLE posts ADD CONSTRAINT posts_title_key UNIQUE (title)",
        &["constraint posts.posts_title_key unexpected"],
    ),
    (
        "ALTER TABLE users DROP CONSTRAINT users_email_key",
        &["constraint users.users_email_key missing"],
    ),
    (
        "ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey",
        &["constraint posts.posts_user_id_fkey missing"],
    ),
    (
        "ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey; ALTER TABLE posts ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)",
        &["constraint posts.posts_user_id_fkey different"],
    ),
    (
        "ALTER TABLE users DROP CONSTRAINT users_age_check; ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 1)",
        &["constraint users.users_age_check different"],
    ),
    (
        "ALTER TYPE mood ADD VALUE 'angry'",
        &["enum mood different"],
    ),
    (
        "CREATE TRIGGER posts_touch BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION touch()",
        &["trigger posts.posts_touch unexpected"],
    ),
    (
        "DROP TRIGGER users_touch ON users; CREATE TRIGGER users_touch BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch()",
        &["trigger users.users_touch different"],
    ),
    (
        "ALTER TABLE users DISABLE TRIGGER users_touch",
        &["trigger users.users_touch different"],
    ),
    (
        "CREATE OR REPLACE VIEW names AS SELECT id, name FROM users WHERE id > 0",
        &["view names different"],
    ),
    (
        "CREATE VIEW titles AS SELECT title FROM posts",
        &["view titles unexpected"],
    ),
    (
        "CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 2'",
        &["function one() different"],
    ),
    (
        "CREATE FUNCTION two() RETURNS int LANGUAGE sql AS 'SELECT 2'",
        &["function two() unexpected"],
    ),
    (
        "CREATE TABLE notes (id int PRIMARY KEY, name text UNIQUE)",
        &["table notes unexpected"],
    ),
    ("DROP TABLE posts", &["table posts missing"]),
    (
        "COMMENT ON TABLE users IS 'persons'",
        &["table users different"],
    ),
    (
        "COMMENT ON COLUMN users.name IS 'how they are called'",
        &["column users.name different"],
    ),
    (
        "DROP POLICY posts_own ON posts",
        &["policy posts.posts_own missing"],
    ),
    (
        "ALTER POLICY posts_own ON posts USING (user_id = 2)",
        &["policy posts.posts_own different"],
    ),
    (
        "ALTER TABLE posts DISABLE ROW LEVEL SECURITY",
        &["table posts different"],
    ),
    (
        "CREATE SEQUENCE counting",
        &["sequence counting unexpected"],
    ),
    ("CREATE SCHEMA other", &["schema other unexpected"]),
    (
        "ALTER VIEW names ALTER COLUMN name SET DEFAULT 'somebody'",
        &["view names different"],
    ),
    (
        "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)",
        &["operator ===(integer, integer) unexpected"],
    ),
    (
        "CREATE STATISTICS users_statistics ON age, name FROM users",
        &["statistics users_statistics unexpected"],
    ),
    (
        "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
        &["collation nocase unexpected"],
    ),
    (
        "CREATE CAST (mood AS int) WITH INOUT",
        &["cast (mood AS integer) unexpected"],
    ),
    (
        "CREATE PUBLICATION changes FOR TABLE posts",
        &[
            "publication changes unexpected",
            "published table posts of changes unexpected",
        ],
    ),
    (
        "ALTER TABLE users CLUSTER ON users_name_idx",
        &["cluster mark users unexpected"],
    ),
    (
        "CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
        &[
            "extension postgres_fdw unexpected",
            "foreign server far unexpected",
        ],
    ),
];
