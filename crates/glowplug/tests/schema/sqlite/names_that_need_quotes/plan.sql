-- up
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `order` is made again: SQLite cannot change it in place
CREATE TABLE new_order (
    "group" INTEGER PRIMARY KEY,
    "a b" TEXT NOT NULL,
    "quo""te" TEXT DEFAULT '"',
    "select" TEXT,
    "größe" INTEGER,
    "check" TEXT,
    CHECK ("check" <> 'a')
);
-- table-rewrite: all rows of `order` are written again
-- may-fail: it fails where `order.a b` is `NULL`
INSERT INTO new_order ("group", "a b", "quo""te", "select", "größe")
SELECT "group", "a b", "quo""te", "select", "größe"
FROM "order";
DROP TABLE "order";
ALTER TABLE new_order RENAME TO "order";
ALTER TABLE "Mixed Case" ADD COLUMN "where" TEXT;
CREATE INDEX "index" ON "order" ("a b", "select");
CREATE VIEW "from" AS
SELECT "a b" AS "as", "select"
FROM "order";
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW "from";
-- `order` is made again: SQLite cannot change it in place
CREATE TABLE new_order (
    "group" INTEGER PRIMARY KEY,
    "a b" TEXT,
    "quo""te" TEXT DEFAULT '"',
    "select" TEXT,
    "größe" INTEGER
);
-- table-rewrite: all rows of `order` are written again
-- data-loss: the values of `order.check` go
INSERT INTO new_order ("group", "a b", "quo""te", "select", "größe")
SELECT "group", "a b", "quo""te", "select", "größe"
FROM "order";
DROP TABLE "order";
ALTER TABLE new_order RENAME TO "order";
-- data-loss: the values of `Mixed Case.where` go
-- table-rewrite: all rows of `Mixed Case` are written again
ALTER TABLE "Mixed Case" DROP COLUMN "where";
CREATE INDEX "index" ON "order" ("a b", "select" DESC);
COMMIT;
PRAGMA foreign_keys = ON;
