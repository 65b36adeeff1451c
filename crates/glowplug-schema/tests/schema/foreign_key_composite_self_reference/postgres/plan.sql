-- up
-- table-rewrite: values are converted
ALTER TABLE nodes
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN parent TYPE bigint USING parent::bigint;
ALTER TABLE nodes
    ADD CONSTRAINT nodes_tenant_parent_fkey FOREIGN KEY (tenant, parent) REFERENCES nodes(tenant, id) NOT VALID;
-- later
-- may-fail: rows of nodes may reference no row of nodes
ALTER TABLE nodes VALIDATE CONSTRAINT nodes_tenant_parent_fkey;

-- down
ALTER TABLE nodes DROP CONSTRAINT nodes_tenant_parent_fkey;
-- table-rewrite: values are converted
-- may-fail: nodes.id may hold numbers beyond the range of the new type
-- may-fail: nodes.parent may hold numbers beyond the range of the new type
ALTER TABLE nodes
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN parent TYPE integer USING parent::integer;
