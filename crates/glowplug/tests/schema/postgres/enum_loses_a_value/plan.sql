-- up
ALTER TABLE t ALTER COLUMN mood DROP DEFAULT;
ALTER TABLE t ALTER COLUMN moods DROP DEFAULT;
-- cannot be changed in place: another one takes its place
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- table-rewrite: values are converted
-- may-fail: t.mood may hold 'good'
-- may-fail: t.moods may hold 'good'
ALTER TABLE t
    ALTER COLUMN mood TYPE mood USING mood::text::mood,
    ALTER COLUMN moods TYPE mood[] USING moods::text[]::mood[];
DROP TYPE mood_old;
ALTER TABLE t ALTER COLUMN mood SET DEFAULT 'ok'::mood;
ALTER TABLE t ALTER COLUMN moods SET DEFAULT '{ok}'::mood[];

-- down
ALTER TYPE mood ADD VALUE 'good';
