-- up
ALTER TABLE nodes RENAME TO items;
ALTER TABLE items RENAME CONSTRAINT nodes_pkey TO items_pkey;
ALTER TABLE items RENAME CONSTRAINT nodes_parent_id_fkey TO items_parent_id_fkey;

-- down
ALTER TABLE items RENAME CONSTRAINT items_parent_id_fkey TO nodes_parent_id_fkey;
ALTER TABLE items RENAME CONSTRAINT items_pkey TO nodes_pkey;
ALTER TABLE items RENAME TO nodes;
