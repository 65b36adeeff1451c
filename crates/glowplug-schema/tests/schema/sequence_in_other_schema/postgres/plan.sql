-- up
CREATE SCHEMA numbers;
CREATE SEQUENCE numbers."All Ids" START WITH 1000;
ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('numbers."All Ids"'::regclass);

-- down
ALTER TABLE t ALTER COLUMN id DROP DEFAULT;
-- data-loss: the number that numbers."All Ids" has reached is lost
DROP SEQUENCE numbers."All Ids";
DROP SCHEMA numbers;
