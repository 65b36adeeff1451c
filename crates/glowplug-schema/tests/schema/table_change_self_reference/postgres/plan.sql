-- up
ALTER TABLE nodes ADD CONSTRAINT nodes_name_null_check CHECK (name IS NOT NULL) NOT VALID;
-- later
-- may-fail: rows of nodes may have no name
ALTER TABLE nodes VALIDATE CONSTRAINT nodes_name_null_check;
ALTER TABLE nodes ALTER COLUMN name SET NOT NULL;
ALTER TABLE nodes DROP CONSTRAINT nodes_name_null_check;

-- down
ALTER TABLE nodes ALTER COLUMN name DROP NOT NULL;
