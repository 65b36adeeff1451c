-- up
ALTER TABLE t
    ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (INCREMENT BY 10 START WITH 100);
-- the new sequence goes on behind the numbers that are there
SELECT setval(pg_get_serial_sequence('t', 'id'), max(id)) FROM t HAVING max(id) >= 100;

-- down
ALTER TABLE t ALTER COLUMN id DROP IDENTITY;
