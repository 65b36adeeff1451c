-- up
-- table-rewrite: values are converted
ALTER TABLE tags
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN id TYPE bigint USING id::bigint;
-- data-loss: the counter of tags.id is lost: the numbers of deleted rows can be assigned again
DROP SEQUENCE tags_id_seq;

-- down
CREATE SEQUENCE tags_id_seq AS integer;
-- table-rewrite: values are converted
-- may-fail: tags.id may hold numbers beyond the range of the new type
ALTER TABLE tags ALTER COLUMN id TYPE integer USING id::integer;
ALTER TABLE tags ALTER COLUMN id SET DEFAULT nextval('tags_id_seq'::regclass);
-- the new sequence goes on behind the numbers that are there
SELECT setval('tags_id_seq', max(id)) FROM tags HAVING max(id) >= 1;
ALTER SEQUENCE tags_id_seq OWNED BY tags.id;
