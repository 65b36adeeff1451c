-- up
CREATE TABLE categories (
    id bigint unsigned NOT NULL AUTO_INCREMENT,
    name varchar(50) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY categories_name_key (name)
);
-- table-rewrite: every row is looked up for `posts_category_id_fkey`
-- long-lock: every row is looked up for `posts_category_id_fkey`
ALTER TABLE posts
    ADD COLUMN category_id bigint unsigned,
    ADD KEY posts_category_id_idx (category_id),
    ADD CONSTRAINT posts_category_id_fkey FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE SET NULL;

-- down
-- data-loss: the values of `category_id` are lost
ALTER TABLE posts
    DROP FOREIGN KEY posts_category_id_fkey,
    DROP KEY posts_category_id_idx,
    DROP COLUMN category_id;
-- data-loss: the rows of categories are lost
DROP TABLE categories;
