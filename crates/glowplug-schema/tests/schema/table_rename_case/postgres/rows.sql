INSERT INTO "Users" ("Name") VALUES ('a');
