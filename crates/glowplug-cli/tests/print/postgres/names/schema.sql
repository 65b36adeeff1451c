CREATE TABLE "type" ("type" int PRIMARY KEY, "table" int, "columns" int, "is_nullable" int, "fn" int, "self" int, "Self" int, "async" int, "union" int, "gen" int, "dyn" int, "try" int);
CREATE TABLE "Mixed Case" ("Id" int PRIMARY KEY, "camelCase" int, "with space" int, "with-dash" int, "1st" int, "a""quote" int, "a#hash" int, "a""#both" int, "ünï" int, "日本" int, "a  b" int);
CREATE TABLE "same" ("same" int PRIMARY KEY, other int);
CREATE TABLE "_hidden" (id int PRIMARY KEY);
CREATE TABLE "__hidden" (id int PRIMARY KEY);
CREATE TABLE "table" (id int PRIMARY KEY, "__x" int, "__y_" int);
CREATE TABLE "2fa" (id int PRIMARY KEY, user_id int);
CREATE TABLE "a.b" (id int PRIMARY KEY, "c.d" int REFERENCES "2fa" (id));
CREATE TABLE "dash-ed" ("type" int PRIMARY KEY REFERENCES "type" ("type"));
