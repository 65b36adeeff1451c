CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT, low INTEGER, high INTEGER);
CREATE INDEX docs_lower ON docs (lower(body), low + high DESC);
CREATE INDEX docs_key ON docs (json_extract(body, '$.key'));
CREATE UNIQUE INDEX docs_unique ON docs (substr(body, 1, 3) COLLATE NOCASE, coalesce(low, 0));
