CREATE TYPE "order" AS ENUM ('desc', 'asc');
CREATE DOMAIN "table" AS integer CHECK (value > 0);
CREATE TYPE "Select" AS ("from" "order", "where" text);
CREATE TABLE "user" (id serial PRIMARY KEY, "order" "order"[] DEFAULT '{asc}', "table" "table", "select" "Select");
