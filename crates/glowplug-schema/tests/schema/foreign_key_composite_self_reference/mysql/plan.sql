-- up
-- table-rewrite: `id` becomes bigint from int
-- long-lock: `id` becomes bigint from int
-- table-rewrite: `parent` becomes bigint from int
-- long-lock: `parent` becomes bigint from int
ALTER TABLE nodes
    MODIFY COLUMN id bigint NOT NULL,
    MODIFY COLUMN parent bigint,
    ADD KEY nodes_parent (tenant, parent);
-- table-rewrite: every row is looked up for `nodes_parent`
-- long-lock: every row is looked up for `nodes_parent`
-- may-fail: rows may violate `nodes_parent`
ALTER TABLE nodes ADD CONSTRAINT nodes_parent FOREIGN KEY (tenant, parent) REFERENCES nodes (tenant, id);

-- down
-- data-loss: `id` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes int from bigint
-- long-lock: `id` becomes int from bigint
-- data-loss: `parent` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `parent` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `parent` becomes int from bigint
-- long-lock: `parent` becomes int from bigint
ALTER TABLE nodes
    DROP FOREIGN KEY nodes_parent,
    DROP KEY nodes_parent,
    MODIFY COLUMN id int NOT NULL,
    MODIFY COLUMN parent int;
