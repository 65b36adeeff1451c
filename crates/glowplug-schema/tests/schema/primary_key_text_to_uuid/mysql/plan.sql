-- up
-- posts_user is recreated: its columns change
ALTER TABLE posts DROP FOREIGN KEY posts_user;
-- data-loss: `id` becomes uuid from char(36): without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes uuid from char(36): under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes uuid from char(36)
-- long-lock: `id` becomes uuid from char(36)
ALTER TABLE users MODIFY COLUMN id uuid NOT NULL;
-- data-loss: `user_id` becomes uuid from char(36): without strict mode values that do not fit are cut or replaced
-- may-fail: `user_id` becomes uuid from char(36): under strict mode values that do not fit are refused
-- table-rewrite: `user_id` becomes uuid from char(36)
-- long-lock: `user_id` becomes uuid from char(36)
ALTER TABLE posts MODIFY COLUMN user_id uuid;
-- table-rewrite: every row is looked up for `posts_user`
-- long-lock: every row is looked up for `posts_user`
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id);

-- down
-- posts_user is recreated: its columns change
ALTER TABLE posts DROP FOREIGN KEY posts_user;
-- table-rewrite: `id` becomes char(36) from uuid
-- long-lock: `id` becomes char(36) from uuid
ALTER TABLE users MODIFY COLUMN id char(36) NOT NULL;
-- table-rewrite: `user_id` becomes char(36) from uuid
-- long-lock: `user_id` becomes char(36) from uuid
ALTER TABLE posts MODIFY COLUMN user_id char(36);
-- table-rewrite: every row is looked up for `posts_user`
-- long-lock: every row is looked up for `posts_user`
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id);
