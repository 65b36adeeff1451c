-- up
-- table-rewrite: `id` becomes bigint from int
-- long-lock: `id` becomes bigint from int
-- data-loss: the counter of `id` is lost: the numbers of deleted rows can be assigned again
ALTER TABLE tags MODIFY COLUMN id bigint NOT NULL;

-- down
-- data-loss: `id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint
-- long-lock: `id` becomes int from bigint
-- table-rewrite: `id` becomes AUTO_INCREMENT
-- long-lock: `id` becomes AUTO_INCREMENT
ALTER TABLE tags MODIFY COLUMN id int NOT NULL AUTO_INCREMENT;
