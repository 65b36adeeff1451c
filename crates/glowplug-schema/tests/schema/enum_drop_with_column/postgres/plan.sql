-- up
-- data-loss: the values of t.mood are lost
ALTER TABLE t DROP COLUMN mood;
DROP TYPE mood;

-- down
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE t ADD COLUMN mood mood DEFAULT 'ok'::mood;
