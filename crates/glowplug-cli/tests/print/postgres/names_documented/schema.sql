CREATE TABLE "type" ("type" int PRIMARY KEY, "a""b" varchar(3));
CREATE TABLE "with space" ("Id" int PRIMARY KEY);
