-- up
CREATE TABLE "check" (
    "primary" INTEGER,
    "references" TEXT,
    FOREIGN KEY ("primary", "references") REFERENCES "table" ("table", type)
);
CREATE TABLE "table" (
    "table" INTEGER,
    type TEXT,
    "end" DATE UNIQUE,
    PRIMARY KEY ("table", type)
);
CREATE TABLE user (
    user TEXT PRIMARY KEY
);
CREATE INDEX "index" ON "check" ("primary");
CREATE TRIGGER "trigger" AFTER INSERT ON user
BEGIN
    DELETE FROM "check" WHERE "primary" = 1;
END;

-- down
-- data-loss: all rows of `check` are lost
DROP TABLE "check";
-- data-loss: all rows of `table` are lost
DROP TABLE "table";
-- data-loss: all rows of `user` are lost
DROP TABLE user;
