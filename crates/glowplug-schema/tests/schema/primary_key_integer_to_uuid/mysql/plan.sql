-- up
-- posts_user is recreated: its columns change
ALTER TABLE posts DROP FOREIGN KEY posts_user;
-- `user_id` is converted to text first: the server refuses to convert it directly
-- table-rewrite: `user_id` is converted to text first
-- long-lock: `user_id` is converted to text first
ALTER TABLE posts MODIFY COLUMN user_id varchar(26) NOT NULL;
-- `id` is converted to text first: the server refuses to convert it directly
-- table-rewrite: `id` is converted to text first
-- long-lock: `id` is converted to text first
ALTER TABLE users MODIFY COLUMN id varchar(26) NOT NULL;
-- data-loss: `id` becomes uuid from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes uuid from int: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes uuid from int
-- long-lock: `id` becomes uuid from int
-- data-loss: the counter of `id` is lost: the numbers of deleted rows can be assigned again
ALTER TABLE users MODIFY COLUMN id uuid NOT NULL DEFAULT uuid();
-- data-loss: `user_id` becomes uuid from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `user_id` becomes uuid from int: under strict mode values that do not fit are refused
-- table-rewrite: `user_id` becomes uuid from int
-- long-lock: `user_id` becomes uuid from int
ALTER TABLE posts MODIFY COLUMN user_id uuid NOT NULL;
-- table-rewrite: every row is looked up for `posts_user`
-- long-lock: every row is looked up for `posts_user`
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id);

-- down
-- posts_user is recreated: its columns change
ALTER TABLE posts DROP FOREIGN KEY posts_user;
-- `user_id` is converted to text first: the server refuses to convert it directly
-- table-rewrite: `user_id` is converted to text first
-- long-lock: `user_id` is converted to text first
ALTER TABLE posts MODIFY COLUMN user_id varchar(36) NOT NULL;
-- `id` is converted to text first: the server refuses to convert it directly
-- table-rewrite: `id` is converted to text first
-- long-lock: `id` is converted to text first
ALTER TABLE users MODIFY COLUMN id varchar(36) NOT NULL;
-- data-loss: `id` becomes int from uuid: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from uuid: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from uuid
-- long-lock: `id` becomes int from uuid
-- table-rewrite: `id` becomes AUTO_INCREMENT
-- long-lock: `id` becomes AUTO_INCREMENT
ALTER TABLE users MODIFY COLUMN id int NOT NULL AUTO_INCREMENT;
-- data-loss: `user_id` becomes int from uuid: without strict mode values that do not fit are cut or replaced
-- may-fail: `user_id` becomes int from uuid: under strict mode values that do not fit are refused
-- table-rewrite: `user_id` becomes int from uuid
-- long-lock: `user_id` becomes int from uuid
ALTER TABLE posts MODIFY COLUMN user_id int NOT NULL;
-- table-rewrite: every row is looked up for `posts_user`
-- long-lock: every row is looked up for `posts_user`
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id);
