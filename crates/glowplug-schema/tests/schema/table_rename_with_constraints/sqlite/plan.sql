-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    CONSTRAINT articles_person_id_check CHECK (user_id > 0),
    CONSTRAINT articles_person_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
-- table-rewrite: all rows of `posts` are rewritten
INSERT INTO new_posts (id, user_id)
SELECT id, user_id
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
ALTER TABLE users RENAME TO people;
ALTER TABLE posts RENAME TO articles;
ALTER TABLE articles RENAME COLUMN user_id TO person_id;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `articles` is recreated: SQLite cannot change it in place
CREATE TABLE new_articles (
    id INTEGER PRIMARY KEY,
    person_id INTEGER,
    CONSTRAINT posts_user_id_check CHECK (person_id > 0),
    CONSTRAINT posts_user_id_fkey FOREIGN KEY (person_id) REFERENCES people (id)
);
-- table-rewrite: all rows of `articles` are rewritten
INSERT INTO new_articles (id, person_id)
SELECT id, person_id
FROM articles;
DROP TABLE articles;
ALTER TABLE new_articles RENAME TO articles;
ALTER TABLE articles RENAME COLUMN person_id TO user_id;
ALTER TABLE articles RENAME TO posts;
ALTER TABLE people RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
