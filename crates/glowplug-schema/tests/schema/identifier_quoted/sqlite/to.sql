CREATE TABLE "order" ("group" INTEGER PRIMARY KEY, "a b" TEXT NOT NULL, "quo""te" TEXT DEFAULT '"', [select] TEXT, `größe` INTEGER, "check" TEXT CHECK ("check" <> 'a'));
CREATE INDEX "index" ON "order" ("a b", "select");
CREATE TABLE "Mixed Case" ("orderId" INTEGER REFERENCES "order" ("group"), "where" TEXT);
CREATE VIEW "from" AS SELECT "a b" AS "as", "select" FROM "order";
