-- up
CREATE DOMAIN beds AS smallint
    CONSTRAINT beds_check CHECK ((VALUE >= 1) AND (VALUE <= 8));
-- table-rewrite: each row's value is computed
ALTER TABLE bookings
    ADD COLUMN during daterange GENERATED ALWAYS AS (daterange(starts, ends)) STORED;
ALTER TABLE bookings ADD COLUMN cancelled boolean NOT NULL DEFAULT false;
-- may-fail: rows of bookings may conflict with each other
-- long-lock: all rows are looked at
ALTER TABLE bookings
    ADD CONSTRAINT bookings_room_id_during_excl EXCLUDE USING gist (room_id WITH =, during WITH &&) WHERE ((NOT cancelled));
ALTER TABLE rooms ADD COLUMN features text[] NOT NULL DEFAULT '{}'::text[];
-- table-rewrite: values are converted
-- may-fail: rooms.beds may hold numbers beyond the range of the new type
ALTER TABLE rooms ALTER COLUMN beds TYPE beds USING beds::beds;
-- alone
-- may-fail: rows of rooms may have the same name
CREATE UNIQUE INDEX CONCURRENTLY rooms_name_key ON rooms (name);
CREATE INDEX CONCURRENTLY rooms_features_idx ON rooms USING gin (features);
-- later
ALTER TABLE rooms ADD CONSTRAINT rooms_name_key UNIQUE USING INDEX rooms_name_key;

-- down
ALTER TABLE bookings DROP CONSTRAINT bookings_room_id_during_excl;
-- data-loss: the values of bookings.cancelled are lost
ALTER TABLE bookings DROP COLUMN cancelled;
ALTER TABLE bookings DROP COLUMN during;
DROP INDEX rooms_features_idx;
ALTER TABLE rooms DROP CONSTRAINT rooms_name_key;
-- data-loss: the values of rooms.features are lost
ALTER TABLE rooms DROP COLUMN features;
-- table-rewrite: values are converted
ALTER TABLE rooms ALTER COLUMN beds TYPE integer USING beds::integer;
DROP DOMAIN beds;
