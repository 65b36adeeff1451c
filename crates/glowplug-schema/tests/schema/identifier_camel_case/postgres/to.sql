CREATE TYPE "OrderStatus" AS ENUM ('NEW', 'PAID');
CREATE TABLE "Order" ("id" text PRIMARY KEY, "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "status" "OrderStatus" NOT NULL DEFAULT 'NEW', "customerId" text NOT NULL DEFAULT '');
CREATE TABLE "_OrderToTag" ("A" text NOT NULL, "B" text NOT NULL);
CREATE UNIQUE INDEX "_OrderToTag_AB_unique" ON "_OrderToTag" ("A", "B");
ALTER TABLE "_OrderToTag" ADD CONSTRAINT "_OrderToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Order" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
