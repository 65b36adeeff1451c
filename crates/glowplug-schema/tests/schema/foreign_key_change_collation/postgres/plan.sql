-- up
ALTER TABLE posts DROP CONSTRAINT posts_author_fkey;
ALTER TABLE posts ALTER COLUMN author TYPE text;
-- long-lock: the order of texts changes
ALTER TABLE users ALTER COLUMN name TYPE text;
ALTER TABLE posts
    ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES users(name) NOT VALID;
-- later
-- may-fail: rows of posts may reference no row of users
ALTER TABLE posts VALIDATE CONSTRAINT posts_author_fkey;

-- down
ALTER TABLE posts DROP CONSTRAINT posts_author_fkey;
ALTER TABLE posts ALTER COLUMN author TYPE text COLLATE nocase;
-- long-lock: the order of texts changes
-- may-fail: rows of users may have the same name
ALTER TABLE users ALTER COLUMN name TYPE text COLLATE nocase;
-- may-fail: rows of posts may reference no row of users
-- long-lock: all rows are looked at
ALTER TABLE posts
    ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES users(name);
