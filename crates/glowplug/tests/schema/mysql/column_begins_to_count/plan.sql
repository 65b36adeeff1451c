-- up
-- table-rewrite: `id` begins to count
-- long-lock: `id` begins to count
ALTER TABLE tags MODIFY COLUMN id int NOT NULL AUTO_INCREMENT;

-- down
ALTER TABLE tags MODIFY COLUMN id int NOT NULL;
