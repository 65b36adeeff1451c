-- up
CREATE INDEX t_desc ON t (a DESC, b COLLATE NOCASE);
CREATE INDEX t_json ON t (j ->> '$.x');
-- may-fail: it fails where rows of `t` have the same key in `t_once`
CREATE UNIQUE INDEX t_once ON t (b, a);

-- down
DROP INDEX t_desc;
DROP INDEX t_json;
DROP INDEX t_once;
