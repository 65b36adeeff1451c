CREATE TABLE "type" ("type" INTEGER PRIMARY KEY, "table" INT, "columns" INT, "fn" INT);
CREATE TABLE "Mixed Case" ("Id" INTEGER PRIMARY KEY, "camelCase" INT, "with space" INT, "a""quote" INT, "it's" INT, "1st" INT, "日本" INT);
CREATE TABLE same (same INTEGER PRIMARY KEY, mixed INT REFERENCES "Mixed Case" ("Id"));
CREATE TABLE "it's" (id INTEGER PRIMARY KEY, t INT REFERENCES "type" ("type"));
CREATE TABLE __hidden (id INTEGER PRIMARY KEY);
CREATE TABLE _shown (id INTEGER PRIMARY KEY);
CREATE TABLE sqlitefoo (id INTEGER PRIMARY KEY);
CREATE TABLE Zebra (id INTEGER PRIMARY KEY);
CREATE TABLE [brackets] ([id] INTEGER PRIMARY KEY, `ticks` TEXT);
