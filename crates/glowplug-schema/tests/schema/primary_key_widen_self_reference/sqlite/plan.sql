-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `nodes` is recreated: SQLite cannot change it in place
CREATE TABLE new_nodes (
    id BIGINT NOT NULL PRIMARY KEY,
    parent_id BIGINT REFERENCES nodes (id)
);
-- table-rewrite: all rows of `nodes` are rewritten
INSERT INTO new_nodes (rowid, id, parent_id)
SELECT rowid, id, parent_id
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
    id SMALLINT NOT NULL PRIMARY KEY,
    parent_id SMALLINT REFERENCES nodes (id)
);
-- table-rewrite: all rows of `nodes` are rewritten
-- data-loss: values of `nodes.id` may become others: numbers beyond the range of the new type are cut
-- data-loss: values of `nodes.parent_id` may become others: numbers beyond the range of the new type are cut
INSERT INTO new_nodes (rowid, id, parent_id)
SELECT rowid, id, parent_id
FROM nodes;
DROP TABLE nodes;
ALTER TABLE new_nodes RENAME TO nodes;
COMMIT;
PRAGMA foreign_keys = ON;
