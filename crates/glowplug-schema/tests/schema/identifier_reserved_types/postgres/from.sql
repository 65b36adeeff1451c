CREATE TYPE "order" AS ENUM ('asc');
CREATE TABLE "user" (id serial PRIMARY KEY, "order" "order" DEFAULT 'asc');
