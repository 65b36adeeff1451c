-- up
ALTER TABLE logs ADD COLUMN at timestamptz DEFAULT now();
ALTER TABLE logs ADD COLUMN level integer;
-- alone
CREATE INDEX CONCURRENTLY logs_at_idx ON logs (at);

-- down
DROP INDEX logs_at_idx;
-- data-loss: the values of logs.at are lost
ALTER TABLE logs DROP COLUMN at;
-- data-loss: the values of logs.level are lost
ALTER TABLE logs DROP COLUMN level;
