-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `nodes` is recreated: SQLite cannot change it in place
CREATE TABLE new_nodes (
    tenant INTEGER,
    id BIGINT,
    parent BIGINT,
    FOREIGN KEY (tenant, parent) REFERENCES nodes (tenant, id),
    PRIMARY KEY (tenant, id)
);
-- table-rewrite: all rows of `nodes` are rewritten
-- may-fail: it fails where rows of `nodes` have no row in `nodes`
INSERT INTO new_nodes (rowid, tenant, id, parent)
SELECT rowid, tenant, id, parent
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
    tenant INTEGER,
    id INTEGER,
    parent INTEGER,
    PRIMARY KEY (tenant, id)
);
-- table-rewrite: all rows of `nodes` are rewritten
-- data-loss: values of `nodes.id` may become others: numbers beyond the range of the new type are cut
-- data-loss: values of `nodes.parent` may become others: numbers beyond the range of the new type are cut
INSERT INTO new_nodes (rowid, tenant, id, parent)
SELECT rowid, tenant, id, parent
FROM nodes;
DROP TABLE nodes;
ALTER TABLE new_nodes RENAME TO nodes;
COMMIT;
PRAGMA foreign_keys = ON;
