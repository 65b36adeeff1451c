-- up
ALTER TYPE "OrderStatus" ADD VALUE 'PAID';
ALTER TABLE "Order" ADD COLUMN "customerId" text NOT NULL DEFAULT ''::text;
CREATE TABLE "_OrderToTag" (
    "A" text NOT NULL REFERENCES "Order"(id) ON UPDATE CASCADE ON DELETE CASCADE,
    "B" text NOT NULL
);
CREATE UNIQUE INDEX "_OrderToTag_AB_unique" ON "_OrderToTag" ("A", "B");

-- down
ALTER TABLE "Order" ALTER COLUMN status DROP DEFAULT;
-- cannot be changed in place: another one takes its place
ALTER TYPE "OrderStatus" RENAME TO "OrderStatus_old";
CREATE TYPE "OrderStatus" AS ENUM ('NEW');
-- table-rewrite: values are converted
-- may-fail: "Order".status may hold 'PAID'
ALTER TABLE "Order"
    ALTER COLUMN status TYPE "OrderStatus" USING status::text::"OrderStatus";
DROP TYPE "OrderStatus_old";
-- data-loss: the values of "Order".customerId are gone
ALTER TABLE "Order" DROP COLUMN "customerId";
ALTER TABLE "Order" ALTER COLUMN status SET DEFAULT 'NEW'::"OrderStatus";
-- data-loss: all rows of "_OrderToTag" are gone
DROP TABLE "_OrderToTag";
