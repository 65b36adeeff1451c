-- up
-- posts_author is recreated: its columns change
ALTER TABLE posts DROP FOREIGN KEY posts_author;
-- table-rewrite: `name` becomes utf8mb4_bin from utf8mb4_general_ci
-- long-lock: `name` becomes utf8mb4_bin from utf8mb4_general_ci
ALTER TABLE users MODIFY COLUMN name varchar(20) COLLATE utf8mb4_bin NOT NULL;
-- table-rewrite: `author` becomes utf8mb4_bin from utf8mb4_general_ci
-- long-lock: `author` becomes utf8mb4_bin from utf8mb4_general_ci
ALTER TABLE posts MODIFY COLUMN author varchar(20) COLLATE utf8mb4_bin;
-- table-rewrite: every row is looked up for `posts_author`
-- long-lock: every row is looked up for `posts_author`
-- may-fail: rows may violate `posts_author`
ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (name);

-- down
-- posts_author is recreated: its columns change
ALTER TABLE posts DROP FOREIGN KEY posts_author;
-- may-fail: rows may have the same values in the primary key by utf8mb4_general_ci
-- table-rewrite: `name` becomes utf8mb4_general_ci from utf8mb4_bin
-- long-lock: `name` becomes utf8mb4_general_ci from utf8mb4_bin
ALTER TABLE users MODIFY COLUMN name varchar(20) NOT NULL;
-- table-rewrite: `author` becomes utf8mb4_general_ci from utf8mb4_bin
-- long-lock: `author` becomes utf8mb4_general_ci from utf8mb4_bin
ALTER TABLE posts MODIFY COLUMN author varchar(20);
-- table-rewrite: every row is looked up for `posts_author`
-- long-lock: every row is looked up for `posts_author`
ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (name);
