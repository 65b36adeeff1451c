-- up
-- posts_user is recreated: its columns change
ALTER TABLE posts DROP FOREIGN KEY posts_user;
-- users_post is recreated: its columns change
ALTER TABLE users DROP FOREIGN KEY users_post;
-- table-rewrite: `id` becomes bigint from int
-- long-lock: `id` becomes bigint from int
-- table-rewrite: `post_id` becomes bigint from int
-- long-lock: `post_id` becomes bigint from int
-- may-fail: rows with NULL in `name` are refused
-- table-rewrite: whether `name` takes NULL changes
ALTER TABLE users
    MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN post_id bigint,
    MODIFY COLUMN name varchar(20) NOT NULL;
-- table-rewrite: `id` becomes bigint from int
-- long-lock: `id` becomes bigint from int
-- table-rewrite: `user_id` becomes bigint from int
-- long-lock: `user_id` becomes bigint from int
-- may-fail: rows with NULL in `user_id` are refused
-- table-rewrite: whether `user_id` takes NULL changes
ALTER TABLE posts
    MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN user_id bigint NOT NULL;
-- table-rewrite: every row is looked up for `posts_user`
-- long-lock: every row is looked up for `posts_user`
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
-- table-rewrite: every row is looked up for `users_post`
-- long-lock: every row is looked up for `users_post`
ALTER TABLE users ADD CONSTRAINT users_post FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE;

-- down
-- posts_user is recreated: its columns change
ALTER TABLE posts DROP FOREIGN KEY posts_user;
-- users_post is recreated: its columns change
ALTER TABLE users DROP FOREIGN KEY users_post;
-- data-loss: `id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint
-- long-lock: `id` becomes int from bigint
-- data-loss: `post_id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `post_id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `post_id` becomes int from bigint
-- long-lock: `post_id` becomes int from bigint
-- table-rewrite: whether `name` takes NULL changes
ALTER TABLE users
    MODIFY COLUMN id int NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN post_id int,
    MODIFY COLUMN name varchar(20);
-- data-loss: `id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint
-- long-lock: `id` becomes int from bigint
-- data-loss: `user_id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `user_id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `user_id` becomes int from bigint
-- long-lock: `user_id` becomes int from bigint
-- table-rewrite: whether `user_id` takes NULL changes
ALTER TABLE posts
    MODIFY COLUMN id int NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN user_id int;
-- table-rewrite: every row is looked up for `posts_user`
-- long-lock: every row is looked up for `posts_user`
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
-- table-rewrite: every row is looked up for `users_post`
-- long-lock: every row is looked up for `users_post`
ALTER TABLE users ADD CONSTRAINT users_post FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE;
