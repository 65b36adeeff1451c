-- up
ALTER SEQUENCE posts_id_seq AS bigint;
ALTER SEQUENCE users_id_seq AS bigint;
-- table-rewrite: values are converted
ALTER TABLE posts
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN user_id TYPE bigint USING user_id::bigint;
-- table-rewrite: values are converted
ALTER TABLE users ALTER COLUMN id TYPE bigint USING id::bigint;

-- down
-- may-fail: posts_id_seq may have counted beyond its new bounds
ALTER SEQUENCE posts_id_seq AS integer;
-- may-fail: users_id_seq may have counted beyond its new bounds
ALTER SEQUENCE users_id_seq AS integer;
-- table-rewrite: values are converted
-- may-fail: posts.id may hold numbers beyond the range of the new type
-- may-fail: posts.user_id may hold numbers beyond the range of the new type
ALTER TABLE posts
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN user_id TYPE integer USING user_id::integer;
-- table-rewrite: values are converted
-- may-fail: users.id may hold numbers beyond the range of the new type
ALTER TABLE users ALTER COLUMN id TYPE integer USING id::integer;
