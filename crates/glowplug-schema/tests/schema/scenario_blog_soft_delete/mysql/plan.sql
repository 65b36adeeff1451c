-- up
ALTER TABLE comments DROP FOREIGN KEY comments_post_id_fkey;
ALTER TABLE posts DROP FOREIGN KEY posts_user_id_fkey;
-- table-rewrite: `body` becomes text from varchar(1000)
-- long-lock: `body` becomes text from varchar(1000)
-- table-rewrite: every row is looked up for `comments_parent_id_fkey`
-- long-lock: every row is looked up for `comments_parent_id_fkey`
ALTER TABLE comments
    MODIFY COLUMN body text NOT NULL,
    ADD COLUMN parent_id int AFTER post_id,
    ADD KEY comments_parent_id_fkey (parent_id),
    ADD CONSTRAINT comments_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES comments (id);
-- table-rewrite: `body` becomes mediumtext from text
-- long-lock: `body` becomes mediumtext from text
-- table-rewrite: every row is checked for `posts_slug_check`
-- long-lock: every row is checked for `posts_slug_check`
ALTER TABLE posts
    DROP KEY posts_user_id_fkey,
    MODIFY COLUMN body mediumtext NOT NULL,
    ADD COLUMN slug varchar(100) AFTER title,
    ADD COLUMN updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
    ADD COLUMN deleted_at datetime,
    ADD UNIQUE KEY posts_slug_key (user_id, slug),
    ADD CONSTRAINT posts_slug_check CHECK (`slug` regexp '^[a-z0-9-]+$');
-- may-fail: rows may have the same values in `users_email_key`
ALTER TABLE users
    MODIFY COLUMN email varchar(190) NOT NULL,
    ADD COLUMN deleted_at datetime,
    ADD UNIQUE KEY users_email_key (email);
-- table-rewrite: every row is looked up for `comments_post_id_fkey`
-- long-lock: every row is looked up for `comments_post_id_fkey`
ALTER TABLE comments ADD CONSTRAINT comments_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE;
-- table-rewrite: every row is looked up for `posts_user_id_fkey`
-- long-lock: every row is looked up for `posts_user_id_fkey`
ALTER TABLE posts ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
CREATE OR REPLACE VIEW published_posts AS
select `p`.`id` AS `id`,`p`.`title` AS `title`,`u`.`username` AS `username`,`p`.`slug` AS `slug` from (`posts` `p` join `users` `u` on(`u`.`id` = `p`.`user_id`)) where `p`.`published` <> 0 and `p`.`deleted_at` is null;

-- down
ALTER TABLE posts DROP FOREIGN KEY posts_user_id_fkey;
ALTER TABLE comments DROP FOREIGN KEY comments_post_id_fkey;
-- data-loss: the values of `parent_id` are lost
-- data-loss: `body` becomes varchar(1000) from text: without strict mode values that do not fit are cut or replaced
-- may-fail: `body` becomes varchar(1000) from text: under strict mode values that do not fit are refused
-- table-rewrite: `body` becomes varchar(1000) from text
-- long-lock: `body` becomes varchar(1000) from text
ALTER TABLE comments
    DROP FOREIGN KEY comments_parent_id_fkey,
    DROP KEY comments_parent_id_fkey,
    DROP COLUMN parent_id,
    MODIFY COLUMN body varchar(1000) NOT NULL;
-- data-loss: the values of `slug` are lost
-- data-loss: the values of `updated_at` are lost
-- data-loss: the values of `deleted_at` are lost
-- data-loss: `body` becomes text from mediumtext: without strict mode values that do not fit are cut or replaced
-- may-fail: `body` becomes text from mediumtext: under strict mode values that do not fit are refused
-- table-rewrite: `body` becomes text from mediumtext
-- long-lock: `body` becomes text from mediumtext
ALTER TABLE posts
    DROP CONSTRAINT posts_slug_check,
    DROP KEY posts_slug_key,
    DROP COLUMN slug,
    DROP COLUMN updated_at,
    DROP COLUMN deleted_at,
    MODIFY COLUMN body text NOT NULL,
    ADD KEY posts_user_id_fkey (user_id);
-- data-loss: the values of `deleted_at` are lost
-- data-loss: `email` becomes varchar(100) from varchar(190): without strict mode values that do not fit are cut or replaced
-- may-fail: `email` becomes varchar(100) from varchar(190): under strict mode values that do not fit are refused
-- table-rewrite: `email` becomes varchar(100) from varchar(190)
-- long-lock: `email` becomes varchar(100) from varchar(190)
ALTER TABLE users
    DROP KEY users_email_key,
    DROP COLUMN deleted_at,
    MODIFY COLUMN email varchar(100) NOT NULL;
-- table-rewrite: every row is looked up for `posts_user_id_fkey`
-- long-lock: every row is looked up for `posts_user_id_fkey`
ALTER TABLE posts ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);
-- table-rewrite: every row is looked up for `comments_post_id_fkey`
-- long-lock: every row is looked up for `comments_post_id_fkey`
ALTER TABLE comments ADD CONSTRAINT comments_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts (id);
CREATE OR REPLACE VIEW published_posts AS
select `p`.`id` AS `id`,`p`.`title` AS `title`,`u`.`username` AS `username` from (`posts` `p` join `users` `u` on(`u`.`id` = `p`.`user_id`)) where `p`.`published` <> 0;
