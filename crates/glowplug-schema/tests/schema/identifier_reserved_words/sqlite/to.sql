CREATE TABLE "table" ("table" INTEGER, type TEXT, "end" DATE, PRIMARY KEY ("table", type), UNIQUE ("end"));
CREATE TABLE "check" ("primary" INTEGER, "references" TEXT, FOREIGN KEY ("primary", "references") REFERENCES "table");
CREATE TABLE user (user TEXT PRIMARY KEY);
CREATE INDEX "index" ON "check" ("primary");
CREATE TRIGGER "trigger" AFTER INSERT ON user BEGIN DELETE FROM "check" WHERE "primary" = 1; END;
