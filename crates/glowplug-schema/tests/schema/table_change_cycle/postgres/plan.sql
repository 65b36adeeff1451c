-- up
ALTER SEQUENCE posts_id_seq AS bigint;
ALTER SEQUENCE users_id_seq AS bigint;
-- table-rewrite: values are converted
ALTER TABLE posts
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN user_id TYPE bigint USING user_id::bigint;
ALTER TABLE posts
    ADD CONSTRAINT posts_user_id_null_check CHECK (user_id IS NOT NULL) NOT VALID;
-- table-rewrite: values are converted
ALTER TABLE users ALTER COLUMN id TYPE bigint USING id::bigint;
ALTER TABLE users ADD CONSTRAINT users_name_null_check CHECK (name IS NOT NULL) NOT VALID;
-- table-rewrite: values are converted
ALTER TABLE users ALTER COLUMN post_id TYPE bigint USING post_id::bigint;
-- later
-- may-fail: rows of posts may have no user_id
ALTER TABLE posts VALIDATE CONSTRAINT posts_user_id_null_check;
-- may-fail: rows of users may have no name
ALTER TABLE users VALIDATE CONSTRAINT users_name_null_check;
ALTER TABLE posts ALTER COLUMN user_id SET NOT NULL;
ALTER TABLE posts DROP CONSTRAINT posts_user_id_null_check;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_name_null_check;

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
ALTER TABLE posts ALTER COLUMN user_id DROP NOT NULL;
-- table-rewrite: values are converted
-- may-fail: users.id may hold numbers beyond the range of the new type
ALTER TABLE users ALTER COLUMN id TYPE integer USING id::integer;
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
-- table-rewrite: values are converted
-- may-fail: users.post_id may hold numbers beyond the range of the new type
ALTER TABLE users ALTER COLUMN post_id TYPE integer USING post_id::integer;
