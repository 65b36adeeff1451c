-- up
ALTER TABLE boats ADD CONSTRAINT boats_id_null_check CHECK (id IS NOT NULL) NOT VALID;
ALTER TABLE things ADD COLUMN weight numeric;
ALTER TABLE boats ADD COLUMN weight numeric;
-- data-loss: values of things.name lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE things ALTER COLUMN name TYPE varchar(80) USING name::varchar(80);
-- data-loss: values of boats.name lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE boats ALTER COLUMN name TYPE varchar(80) USING name::varchar(80);
-- later
-- may-fail: rows of boats may have no id
ALTER TABLE boats VALIDATE CONSTRAINT boats_id_null_check;
ALTER TABLE boats ALTER COLUMN id SET NOT NULL;
ALTER TABLE boats DROP CONSTRAINT boats_id_null_check;
ALTER TABLE boats INHERIT things;

-- down
ALTER TABLE boats NO INHERIT things;
-- data-loss: the values of boats.weight are lost
ALTER TABLE boats DROP COLUMN weight;
ALTER TABLE boats ALTER COLUMN id DROP NOT NULL;
ALTER TABLE boats ALTER COLUMN name TYPE text USING name::text;
-- data-loss: the values of things.weight are lost
ALTER TABLE things DROP COLUMN weight;
ALTER TABLE things ALTER COLUMN name TYPE text USING name::text;
