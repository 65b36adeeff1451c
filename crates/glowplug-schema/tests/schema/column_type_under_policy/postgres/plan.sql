-- up
DROP POLICY own ON t;
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN owner TYPE bigint USING owner::bigint;
CREATE POLICY own ON t
    USING ((owner = (current_setting('app.user'::text))::integer) AND (tenant = ANY (ARRAY['a'::text, 'b'::text])));

-- down
DROP POLICY own ON t;
-- table-rewrite: values are converted
-- may-fail: t.owner may hold numbers beyond the range of the new type
ALTER TABLE t ALTER COLUMN owner TYPE integer USING owner::integer;
CREATE POLICY own ON t
    USING ((owner = (current_setting('app.user'::text))::integer) AND (tenant = ANY (ARRAY['a'::text, 'b'::text])));
