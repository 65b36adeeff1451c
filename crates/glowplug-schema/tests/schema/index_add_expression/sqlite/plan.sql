-- up
CREATE INDEX docs_key ON docs (json_extract(body, '$.key'));
CREATE INDEX docs_lower ON docs (lower(body), low + high DESC);
-- may-fail: it fails where rows of `docs` have the same key in `docs_unique`
CREATE UNIQUE INDEX docs_unique ON docs (substr(body, 1, 3) COLLATE NOCASE, coalesce(low, 0));

-- down
DROP INDEX docs_key;
DROP INDEX docs_lower;
DROP INDEX docs_unique;
