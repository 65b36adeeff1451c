-- up
ALTER TYPE "order" ADD VALUE 'desc' BEFORE 'asc';
CREATE TYPE "Select" AS (
    "from" "order",
    "where" text
);
CREATE DOMAIN "table" AS integer
    CONSTRAINT table_check CHECK (VALUE > 0);
-- table-rewrite: each row's value is checked by the domain
ALTER TABLE "user" ADD COLUMN "table" "table";
ALTER TABLE "user" ADD COLUMN "select" "Select";
-- table-rewrite: values are converted
-- may-fail: "user".order may hold values that cannot be read as the new type
ALTER TABLE "user"
    ALTER COLUMN "order" DROP DEFAULT,
    ALTER COLUMN "order" TYPE "order"[] USING CASE WHEN "order" IS NOT NULL THEN ARRAY["order"::text]::"order"[] END,
    ALTER COLUMN "order" SET DEFAULT '{asc}'::"order"[];

-- down
ALTER TABLE "user" ALTER COLUMN "order" DROP DEFAULT;
-- data-loss: the values of "user".select are gone
ALTER TABLE "user" DROP COLUMN "select";
-- data-loss: the values of "user".table are gone
ALTER TABLE "user" DROP COLUMN "table";
DROP DOMAIN "table";
DROP TYPE "Select";
-- cannot be changed in place: another one takes its place
ALTER TYPE "order" RENAME TO order_old;
CREATE TYPE "order" AS ENUM ('asc');
-- table-rewrite: values are converted
-- may-fail: "user".order may hold 'desc'
ALTER TABLE "user" ALTER COLUMN "order" TYPE "order"[] USING "order"::text[]::"order"[];
DROP TYPE order_old;
-- data-loss: values of "user".order lose all elements but the first
-- table-rewrite: values are converted
-- may-fail: "user".order may hold values that cannot be read as the new type
ALTER TABLE "user" ALTER COLUMN "order" TYPE "order" USING "order"[1]::text::"order";
ALTER TABLE "user" ALTER COLUMN "order" SET DEFAULT 'asc'::"order";
