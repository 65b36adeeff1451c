-- up
ALTER DOMAIN good_mood DROP CONSTRAINT good_mood_check;
-- cannot be changed in place: another one takes its place
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- cannot be changed in place: another one takes its place
ALTER DOMAIN good_mood RENAME TO good_mood_old;
CREATE DOMAIN good_mood AS mood;
-- table-rewrite: values are converted
-- may-fail: t.mood may hold 'good'
ALTER TABLE t ALTER COLUMN mood TYPE good_mood USING mood::text::good_mood;
DROP DOMAIN good_mood_old;
DROP TYPE mood_old;
ALTER DOMAIN good_mood
    ADD CONSTRAINT good_mood_check CHECK (VALUE <> 'sad'::mood) NOT VALID;
-- later
-- may-fail: columns of type good_mood may hold values that break the check
-- long-lock: all values are looked at
ALTER DOMAIN good_mood VALIDATE CONSTRAINT good_mood_check;

-- down
ALTER TYPE mood ADD VALUE 'good';
