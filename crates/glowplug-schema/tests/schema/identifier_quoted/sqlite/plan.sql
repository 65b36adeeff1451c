-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `order` is recreated: SQLite cannot change it in place
CREATE TABLE new_order (
    "group" INTEGER PRIMARY KEY,
    "a b" TEXT NOT NULL,
    "quo""te" TEXT DEFAULT '"',
    "select" TEXT,
    "größe" INTEGER,
    "check" TEXT,
    CHECK ("check" <> 'a')
);
-- table-rewrite: all rows of `order` are rewritten
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
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW "from";
-- `order` is recreated: SQLite cannot change it in place
CREATE TABLE new_order (
    "group" INTEGER PRIMARY KEY,
    "a b" TEXT,
    "quo""te" TEXT DEFAULT '"',
    "select" TEXT,
    "größe" INTEGER
);
-- table-rewrite: all rows of `order` are rewritten
-- data-loss: the values of `order.check` are lost
INSERT INTO new_order ("group", "a b", "quo""te", "select", "größe")
SELECT "group", "a b", "quo""te", "select", "größe"
FROM "order";
DROP TABLE "order";
ALTER TABLE new_order RENAME TO "order";
-- data-loss: the values of `Mixed Case.where` are lost
-- table-rewrite: all rows of `Mixed Case` are rewritten
ALTER TABLE "Mixed Case" DROP COLUMN "where";
CREATE INDEX "index" ON "order" ("a b", "select" DESC);
COMMIT;
PRAGMA foreign_keys = ON;
