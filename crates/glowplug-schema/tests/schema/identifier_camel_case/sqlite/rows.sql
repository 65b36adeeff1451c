INSERT INTO "Order" ("id") VALUES ('a');
