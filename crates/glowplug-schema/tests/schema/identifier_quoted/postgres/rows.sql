INSERT INTO "User Accounts" ("Full Name") VALUES ('a');
