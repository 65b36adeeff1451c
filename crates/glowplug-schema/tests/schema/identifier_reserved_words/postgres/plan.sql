-- up
CREATE TABLE "table" (
    "table" integer NOT NULL,
    type text NOT NULL,
    "end" date UNIQUE,
    PRIMARY KEY ("table", type)
);
CREATE TABLE "check" (
    "primary" integer,
    "references" text,
    FOREIGN KEY ("primary", "references") REFERENCES "table"("table", type)
);
CREATE TABLE "user" (
    "user" text PRIMARY KEY
);

-- down
-- data-loss: all rows of "check" are lost
DROP TABLE "check";
-- data-loss: all rows of "table" are lost
DROP TABLE "table";
-- data-loss: all rows of "user" are lost
DROP TABLE "user";
