INSERT INTO "order" VALUES (1, 'x', 'y', 'z', 3); INSERT INTO "Mixed Case" VALUES (1);
