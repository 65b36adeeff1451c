CREATE TYPE "OrderStatus" AS ENUM ('NEW');
CREATE TABLE "Order" ("id" text PRIMARY KEY, "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "status" "OrderStatus" NOT NULL DEFAULT 'NEW');
