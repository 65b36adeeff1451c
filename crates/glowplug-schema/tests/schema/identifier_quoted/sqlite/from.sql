CREATE TABLE "order" ("group" INTEGER PRIMARY KEY, "a b" TEXT, "quo""te" TEXT DEFAULT '"', [select] TEXT, `größe` INTEGER);
CREATE INDEX "index" ON "order" ("a b", "select" DESC);
CREATE TABLE "Mixed Case" ("orderId" INTEGER REFERENCES "order" ("group"));
