-- up
ALTER TYPE tag RENAME TO label;
ALTER TYPE label ADD VALUE 'c';

-- down
ALTER TYPE label RENAME TO tag;
DROP FUNCTION has(tag);
ALTER TABLE t ALTER COLUMN main DROP DEFAULT;
ALTER TABLE t ALTER COLUMN tags DROP DEFAULT;
-- cannot be changed in place: another one takes its place
ALTER TYPE tag RENAME TO tag_old;
CREATE TYPE tag AS ENUM ('a', 'b');
-- table-rewrite: values are converted
-- may-fail: t.main may hold 'c'
-- may-fail: t.tags may hold 'c'
ALTER TABLE t
    ALTER COLUMN main TYPE tag USING main::text::tag,
    ALTER COLUMN tags TYPE tag[] USING tags::text[]::tag[];
DROP TYPE tag_old;
ALTER TABLE t ALTER COLUMN main SET DEFAULT 'b'::tag;
ALTER TABLE t ALTER COLUMN tags SET DEFAULT '{a}'::tag[];
CREATE FUNCTION has(t tag)
 RETURNS boolean
 LANGUAGE sql
AS $function$SELECT true$function$;
