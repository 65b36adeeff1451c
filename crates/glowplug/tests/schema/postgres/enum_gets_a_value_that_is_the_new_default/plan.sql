-- up
ALTER TYPE mood ADD VALUE 'good';
-- alone
CREATE INDEX CONCURRENTLY good_idx ON t (id) WHERE (mood = 'good'::mood);
-- later
ALTER TABLE t ALTER COLUMN mood SET DEFAULT 'good'::mood;
-- may-fail: rows of t may break it
-- long-lock: all rows are looked at
ALTER TABLE t ADD CONSTRAINT fine CHECK ((mood <> 'good'::mood) OR (id > 0));

-- down
ALTER TABLE t DROP CONSTRAINT fine;
DROP INDEX good_idx;
ALTER TABLE t ALTER COLUMN mood DROP DEFAULT;
-- cannot be changed in place: another one takes its place
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- table-rewrite: values are converted
-- may-fail: t.mood may hold 'good'
ALTER TABLE t ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE mood_old;
ALTER TABLE t ALTER COLUMN mood SET DEFAULT 'ok'::mood;
