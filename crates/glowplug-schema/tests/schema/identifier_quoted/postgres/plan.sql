-- up
ALTER TABLE "User Accounts" ADD COLUMN "we""ird" text;
COMMENT ON COLUMN "User Accounts"."we""ird" IS 'it''s ''quoted''';
ALTER TABLE "User Accounts"
    ADD CONSTRAINT "User Accounts_Full Name_null_check" CHECK ("Full Name" IS NOT NULL) NOT VALID;
-- table-rewrite: values are converted
ALTER TABLE "User Accounts" ALTER COLUMN "select" TYPE bigint USING "select"::bigint;
ALTER TABLE "User Accounts"
    ADD CONSTRAINT "User Accounts_select_check" CHECK ("select" > 0) NOT VALID;
CREATE TABLE "order" (
    "user" integer NOT NULL REFERENCES "User Accounts"(id),
    "group" text,
    "order" integer NOT NULL,
    PRIMARY KEY ("order", "user")
);
-- alone
CREATE UNIQUE INDEX CONCURRENTLY "User Accounts_we""ird_key" ON "User Accounts" ("we""ird");
CREATE INDEX CONCURRENTLY "By Name" ON "User Accounts" (lower("Full Name")) WHERE ("select" > 1);
-- later
-- may-fail: rows of "User Accounts" may have no Full Name
ALTER TABLE "User Accounts" VALIDATE CONSTRAINT "User Accounts_Full Name_null_check";
-- may-fail: rows of "User Accounts" may violate "User Accounts_select_check"
ALTER TABLE "User Accounts" VALIDATE CONSTRAINT "User Accounts_select_check";
ALTER TABLE "User Accounts" ALTER COLUMN "Full Name" SET NOT NULL;
ALTER TABLE "User Accounts" DROP CONSTRAINT "User Accounts_Full Name_null_check";
ALTER TABLE "User Accounts"
    ADD CONSTRAINT "User Accounts_we""ird_key" UNIQUE USING INDEX "User Accounts_we""ird_key";

-- down
DROP INDEX "By Name";
ALTER TABLE "User Accounts" DROP CONSTRAINT "User Accounts_select_check";
ALTER TABLE "User Accounts" DROP CONSTRAINT "User Accounts_we""ird_key";
-- data-loss: the values of "User Accounts".we"ird are lost
ALTER TABLE "User Accounts" DROP COLUMN "we""ird";
ALTER TABLE "User Accounts" ALTER COLUMN "Full Name" DROP NOT NULL;
-- table-rewrite: values are converted
-- may-fail: "User Accounts".select may hold numbers beyond the range of the new type
ALTER TABLE "User Accounts" ALTER COLUMN "select" TYPE integer USING "select"::integer;
-- data-loss: all rows of "order" are lost
DROP TABLE "order";
