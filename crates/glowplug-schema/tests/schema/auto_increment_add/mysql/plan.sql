-- up
-- table-rewrite: `id` becomes AUTO_INCREMENT
-- long-lock: `id` becomes AUTO_INCREMENT
ALTER TABLE tags MODIFY COLUMN id int NOT NULL AUTO_INCREMENT;

-- down
ALTER TABLE tags MODIFY COLUMN id int NOT NULL;
