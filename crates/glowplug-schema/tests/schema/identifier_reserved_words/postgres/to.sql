CREATE TABLE "table" ("table" integer, type text, "end" date, PRIMARY KEY ("table", type), UNIQUE ("end"));
CREATE TABLE "check" ("primary" integer, "references" text, FOREIGN KEY ("primary", "references") REFERENCES "table");
CREATE TABLE "user" ("user" text PRIMARY KEY);
