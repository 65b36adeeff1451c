-- up
ALTER TABLE t ADD COLUMN title TEXT NOT NULL DEFAULT '' COLLATE NOCASE;
ALTER TABLE t ADD COLUMN code TEXT COLLATE RTRIM;
CREATE INDEX t_name_idx ON t (name COLLATE NOCASE DESC);
-- may-fail: it fails where rows of `t` have the same key in `t_title_key`
CREATE UNIQUE INDEX t_title_key ON t (title, id);

-- down
DROP INDEX t_name_idx;
DROP INDEX t_title_key;
-- data-loss: the values of `t.title` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN title;
-- data-loss: the values of `t.code` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN code;
