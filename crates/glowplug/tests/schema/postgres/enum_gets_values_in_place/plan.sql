-- up
ALTER TYPE mood ADD VALUE 'awful' BEFORE 'ok';
ALTER TYPE mood ADD VALUE 'sad' AFTER 'awful';
ALTER TYPE mood ADD VALUE 'good';
ALTER TYPE mood ADD VALUE 'great';

-- down
ALTER TABLE t ALTER COLUMN mood DROP DEFAULT;
-- cannot be changed in place: another one takes its place
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('ok');
-- table-rewrite: values are converted
-- may-fail: t.mood may hold 'awful', 'sad', 'good', 'great'
ALTER TABLE t ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE mood_old;
ALTER TABLE t ALTER COLUMN mood SET DEFAULT 'ok'::mood;
