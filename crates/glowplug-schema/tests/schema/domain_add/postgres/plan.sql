-- up
CREATE DOMAIN email AS text
    CONSTRAINT has_at CHECK (VALUE ~~ '%@%'::text);
COMMENT ON DOMAIN email IS 'an address';
-- table-rewrite: each row's value is checked by the domain
-- table-rewrite: values are converted
-- may-fail: t.mail may hold values that the domain does not take
ALTER TABLE t
    ADD COLUMN other email DEFAULT 'x@y'::text,
    ALTER COLUMN mail TYPE email USING mail::email;

-- down
-- data-loss: the values of t.other are lost
ALTER TABLE t DROP COLUMN other;
ALTER TABLE t ALTER COLUMN mail TYPE text USING mail::text;
DROP DOMAIN email;
