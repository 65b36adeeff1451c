-- up
-- table-rewrite: values are converted
-- may-fail: t.id may hold values that cannot be read as the new type
ALTER TABLE t
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN id TYPE uuid USING id::text::uuid,
    ALTER COLUMN id SET DEFAULT gen_random_uuid();
-- data-loss: the counter of t.id is lost: the numbers of deleted rows can be assigned again
DROP SEQUENCE t_id_seq;

-- down
CREATE SEQUENCE t_id_seq AS integer;
-- table-rewrite: values are converted
-- may-fail: t.id may hold values that cannot be read as the new type
ALTER TABLE t
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN id TYPE integer USING id::text::integer,
    ALTER COLUMN id SET DEFAULT nextval('t_id_seq'::regclass);
-- the new sequence goes on behind the numbers that are there
SELECT setval('t_id_seq', max(id)) FROM t HAVING max(id) >= 1;
ALTER SEQUENCE t_id_seq OWNED BY t.id;
