-- up
ALTER TABLE nodes
    ADD CONSTRAINT nodes_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES nodes(id) ON DELETE CASCADE NOT VALID;
-- later
-- may-fail: rows of nodes may reference no row of nodes
ALTER TABLE nodes VALIDATE CONSTRAINT nodes_parent_id_fkey;

-- down
ALTER TABLE nodes DROP CONSTRAINT nodes_parent_id_fkey;
