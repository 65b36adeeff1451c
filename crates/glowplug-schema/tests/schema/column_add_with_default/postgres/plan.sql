-- up
ALTER TABLE users ADD COLUMN name text NOT NULL DEFAULT 'it''s'::text;
ALTER TABLE users ADD COLUMN score integer DEFAULT '-1'::integer;
ALTER TABLE users ADD COLUMN price numeric(10,2) NOT NULL DEFAULT 0.5;
ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true;
ALTER TABLE users ADD COLUMN settings jsonb NOT NULL DEFAULT '{"a": [1, 2]}'::jsonb;
ALTER TABLE users ADD COLUMN tags text[] NOT NULL DEFAULT '{}'::text[];
ALTER TABLE users ADD COLUMN born date DEFAULT CURRENT_DATE;
ALTER TABLE users ADD COLUMN seen timestamptz NOT NULL DEFAULT now();
ALTER TABLE users ADD COLUMN wait interval DEFAULT '1 day 02:00:00'::interval;
ALTER TABLE users ADD COLUMN raw bytea DEFAULT '\x00ff'::bytea;

-- down
-- data-loss: the values of users.active are lost
ALTER TABLE users DROP COLUMN active;
-- data-loss: the values of users.born are lost
ALTER TABLE users DROP COLUMN born;
-- data-loss: the values of users.name are lost
ALTER TABLE users DROP COLUMN name;
-- data-loss: the values of users.price are lost
ALTER TABLE users DROP COLUMN price;
-- data-loss: the values of users.raw are lost
ALTER TABLE users DROP COLUMN raw;
-- data-loss: the values of users.score are lost
ALTER TABLE users DROP COLUMN score;
-- data-loss: the values of users.seen are lost
ALTER TABLE users DROP COLUMN seen;
-- data-loss: the values of users.settings are lost
ALTER TABLE users DROP COLUMN settings;
-- data-loss: the values of users.tags are lost
ALTER TABLE users DROP COLUMN tags;
-- data-loss: the values of users.wait are lost
ALTER TABLE users DROP COLUMN wait;
