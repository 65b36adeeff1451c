-- up
-- table-rewrite: `id` becomes AUTO_INCREMENT
-- long-lock: `id` becomes AUTO_INCREMENT
ALTER TABLE tags MODIFY COLUMN id int NOT NULL AUTO_INCREMENT;

-- down
-- data-loss: the counter of `id` is lost: the numbers of deleted rows can be assigned again
ALTER TABLE tags MODIFY COLUMN id int NOT NULL;
