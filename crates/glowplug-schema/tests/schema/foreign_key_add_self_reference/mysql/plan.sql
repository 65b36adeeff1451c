-- up
-- table-rewrite: every row is looked up for `nodes_parent`
-- long-lock: every row is looked up for `nodes_parent`
-- may-fail: rows may violate `nodes_parent`
ALTER TABLE nodes
    ADD KEY nodes_parent (parent_id),
    ADD CONSTRAINT nodes_parent FOREIGN KEY (parent_id) REFERENCES nodes (id) ON DELETE CASCADE;

-- down
ALTER TABLE nodes
    DROP FOREIGN KEY nodes_parent,
    DROP KEY nodes_parent;
