CREATE TABLE "User Accounts" (id serial PRIMARY KEY, "Full Name" text NOT NULL, "select" bigint CHECK ("select" > 0), "we""ird" text UNIQUE);
CREATE INDEX "By Name" ON "User Accounts" (lower("Full Name")) WHERE "select" > 1;
COMMENT ON COLUMN "User Accounts"."we""ird" IS 'it''s ''quoted''';
CREATE TABLE "order" ("user" integer REFERENCES "User Accounts", "group" text, "order" integer, PRIMARY KEY ("order", "user"));
