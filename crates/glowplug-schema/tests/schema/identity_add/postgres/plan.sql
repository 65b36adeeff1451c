-- up
ALTER TABLE t
    ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (INCREMENT BY 10 START WITH 100);
-- the new sequence goes on behind the numbers that are there
SELECT setval(pg_get_serial_sequence('t', 'id'), max(id)) FROM t HAVING max(id) >= 100;

-- down
-- data-loss: the counter of t.id is lost: the numbers of deleted rows can be assigned again
ALTER TABLE t ALTER COLUMN id DROP IDENTITY;
