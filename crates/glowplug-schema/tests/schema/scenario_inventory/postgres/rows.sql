INSERT INTO stock.items VALUES ('a', 'A', 1);
INSERT INTO suppliers (name) VALUES ('s');
INSERT INTO stock.supplies VALUES ('a', 1);
