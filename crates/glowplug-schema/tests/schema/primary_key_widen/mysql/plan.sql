-- up
-- books_author_id_fkey is recreated: its columns change
ALTER TABLE books DROP FOREIGN KEY books_author_id_fkey;
-- data-loss: `id` becomes bigint unsigned from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes bigint unsigned from int: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes bigint unsigned from int
-- long-lock: `id` becomes bigint unsigned from int
ALTER TABLE authors MODIFY COLUMN id bigint unsigned NOT NULL AUTO_INCREMENT;
-- data-loss: `id` becomes bigint unsigned from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes bigint unsigned from int: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes bigint unsigned from int
-- long-lock: `id` becomes bigint unsigned from int
-- data-loss: `author_id` becomes bigint unsigned from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `author_id` becomes bigint unsigned from int: under strict mode values that do not fit are refused
-- table-rewrite: `author_id` becomes bigint unsigned from int
-- long-lock: `author_id` becomes bigint unsigned from int
ALTER TABLE books
    MODIFY COLUMN id bigint unsigned NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN author_id bigint unsigned NOT NULL;
-- table-rewrite: every row is looked up for `books_author_id_fkey`
-- long-lock: every row is looked up for `books_author_id_fkey`
ALTER TABLE books ADD CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE;

-- down
-- books_author_id_fkey is recreated: its columns change
ALTER TABLE books DROP FOREIGN KEY books_author_id_fkey;
-- data-loss: `id` becomes int from bigint unsigned: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint unsigned: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint unsigned
-- long-lock: `id` becomes int from bigint unsigned
ALTER TABLE authors MODIFY COLUMN id int NOT NULL AUTO_INCREMENT;
-- data-loss: `id` becomes int from bigint unsigned: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint unsigned: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint unsigned
-- long-lock: `id` becomes int from bigint unsigned
-- data-loss: `author_id` becomes int from bigint unsigned: without strict mode values that do not fit are cut or replaced
-- may-fail: `author_id` becomes int from bigint unsigned: under strict mode values that do not fit are refused
-- table-rewrite: `author_id` becomes int from bigint unsigned
-- long-lock: `author_id` becomes int from bigint unsigned
ALTER TABLE books
    MODIFY COLUMN id int NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN author_id int NOT NULL;
-- table-rewrite: every row is looked up for `books_author_id_fkey`
-- long-lock: every row is looked up for `books_author_id_fkey`
ALTER TABLE books ADD CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE;
