-- up
ALTER SEQUENCE nodes_id_seq AS bigint;
-- table-rewrite: values are converted
ALTER TABLE nodes
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN parent_id TYPE bigint USING parent_id::bigint;

-- down
-- may-fail: nodes_id_seq may have counted beyond its new bounds
ALTER SEQUENCE nodes_id_seq AS integer;
-- table-rewrite: values are converted
-- may-fail: nodes.id may hold numbers beyond the range of the new type
-- may-fail: nodes.parent_id may hold numbers beyond the range of the new type
ALTER TABLE nodes
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN parent_id TYPE integer USING parent_id::integer;
