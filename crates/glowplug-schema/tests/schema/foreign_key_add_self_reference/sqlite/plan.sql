-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `nodes` is recreated: SQLite cannot change it in place
CREATE TABLE new_nodes (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES nodes (id) ON DELETE CASCADE
);
-- table-rewrite: all rows of `nodes` are rewritten
-- may-fail: it fails where rows of `nodes` have no row in `nodes`
INSERT INTO new_nodes (id, parent_id)
SELECT id, parent_id
FROM nodes;
DROP TABLE nodes;
ALTER TABLE new_nodes RENAME TO nodes;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `nodes` is recreated: SQLite cannot change it in place
CREATE TABLE new_nodes (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER
);
-- table-rewrite: all rows of `nodes` are rewritten
INSERT INTO new_nodes (id, parent_id)
SELECT id, parent_id
FROM nodes;
DROP TABLE nodes;
ALTER TABLE new_nodes RENAME TO nodes;
COMMIT;
PRAGMA foreign_keys = ON;
