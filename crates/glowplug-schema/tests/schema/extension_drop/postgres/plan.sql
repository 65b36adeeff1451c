-- up
ALTER TABLE t
    ALTER COLUMN mail DROP DEFAULT,
    ALTER COLUMN mail TYPE text USING mail::text,
    ALTER COLUMN mail SET DEFAULT 'x'::text;
DROP EXTENSION citext;

-- down
CREATE EXTENSION citext;
ALTER TABLE t
    ALTER COLUMN mail DROP DEFAULT,
    ALTER COLUMN mail TYPE citext USING mail::citext,
    ALTER COLUMN mail SET DEFAULT 'x'::citext;
