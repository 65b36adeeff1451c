-- up
CREATE SEQUENCE t_id_seq AS integer;
ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('t_id_seq'::regclass);
-- the new sequence goes on behind the numbers that are there
SELECT setval('t_id_seq', max(id)) FROM t HAVING max(id) >= 1;
ALTER SEQUENCE t_id_seq OWNED BY t.id;

-- down
ALTER TABLE t ALTER COLUMN id DROP DEFAULT;
-- data-loss: the counter of t.id is lost: the numbers of deleted rows can be assigned again
DROP SEQUENCE t_id_seq;
