-- up
-- nodes_parent is recreated: its columns change
ALTER TABLE nodes DROP FOREIGN KEY nodes_parent;
-- table-rewrite: `id` becomes bigint from int
-- long-lock: `id` becomes bigint from int
-- table-rewrite: `parent_id` becomes bigint from int
-- long-lock: `parent_id` becomes bigint from int
ALTER TABLE nodes
    MODIFY COLUMN id bigint NOT NULL,
    MODIFY COLUMN parent_id bigint;
-- table-rewrite: every row is looked up for `nodes_parent`
-- long-lock: every row is looked up for `nodes_parent`
ALTER TABLE nodes ADD CONSTRAINT nodes_parent FOREIGN KEY (parent_id) REFERENCES nodes (id);

-- down
-- nodes_parent is recreated: its columns change
ALTER TABLE nodes DROP FOREIGN KEY nodes_parent;
-- data-loss: `id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint
-- long-lock: `id` becomes int from bigint
-- data-loss: `parent_id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `parent_id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `parent_id` becomes int from bigint
-- long-lock: `parent_id` becomes int from bigint
ALTER TABLE nodes
    MODIFY COLUMN id int NOT NULL,
    MODIFY COLUMN parent_id int;
-- table-rewrite: every row is looked up for `nodes_parent`
-- long-lock: every row is looked up for `nodes_parent`
ALTER TABLE nodes ADD CONSTRAINT nodes_parent FOREIGN KEY (parent_id) REFERENCES nodes (id);
