-- up
RENAME TABLE users TO people;
RENAME TABLE posts TO articles;
ALTER TABLE articles RENAME COLUMN user_id TO person_id;
-- table-rewrite: `posts_user_id_fkey` is recreated as `articles_person_id_fkey`
-- long-lock: `posts_user_id_fkey` is recreated as `articles_person_id_fkey`
ALTER TABLE articles
    DROP FOREIGN KEY posts_user_id_fkey,
    ADD CONSTRAINT articles_person_id_fkey FOREIGN KEY (person_id) REFERENCES people (id);
-- table-rewrite: `posts_user_id_check` is recreated as `articles_person_id_check`
-- long-lock: `posts_user_id_check` is recreated as `articles_person_id_check`
ALTER TABLE articles
    DROP CONSTRAINT posts_user_id_check,
    ADD CONSTRAINT articles_person_id_check CHECK (`person_id` > 0);
ALTER TABLE articles
    DROP KEY articles_person_id_fkey,
    ADD KEY posts_user_id_fkey (person_id);

-- down
-- table-rewrite: `articles_person_id_check` is recreated as `posts_user_id_check`
-- long-lock: `articles_person_id_check` is recreated as `posts_user_id_check`
ALTER TABLE articles
    DROP CONSTRAINT articles_person_id_check,
    ADD CONSTRAINT posts_user_id_check CHECK (`person_id` > 0);
-- table-rewrite: `articles_person_id_fkey` is recreated as `posts_user_id_fkey`
-- long-lock: `articles_person_id_fkey` is recreated as `posts_user_id_fkey`
ALTER TABLE articles
    DROP FOREIGN KEY articles_person_id_fkey,
    ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (person_id) REFERENCES people (id);
ALTER TABLE articles RENAME COLUMN person_id TO user_id;
RENAME TABLE articles TO posts;
RENAME TABLE people TO users;
