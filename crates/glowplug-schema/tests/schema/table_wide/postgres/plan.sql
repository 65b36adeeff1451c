-- up
-- data-loss: the values of wide.column_69 are lost
ALTER TABLE wide DROP COLUMN column_69;
ALTER TABLE wide ADD COLUMN column_71 text;
ALTER TABLE wide ADD COLUMN column_72 text;
-- table-rewrite: values are converted
ALTER TABLE wide ALTER COLUMN column_05 TYPE bigint USING column_05::bigint;

-- down
-- data-loss: the values of wide.column_71 are lost
ALTER TABLE wide DROP COLUMN column_71;
-- data-loss: the values of wide.column_72 are lost
ALTER TABLE wide DROP COLUMN column_72;
ALTER TABLE wide ADD COLUMN column_69 integer NOT NULL DEFAULT 69;
-- table-rewrite: values are converted
-- may-fail: wide.column_05 may hold numbers beyond the range of the new type
ALTER TABLE wide ALTER COLUMN column_05 TYPE integer USING column_05::integer;
