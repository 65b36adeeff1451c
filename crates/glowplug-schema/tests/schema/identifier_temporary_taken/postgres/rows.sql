INSERT INTO kind_old (kind, rates) VALUES ('a', '{1}'), (NULL, '{}'); INSERT INTO items VALUES (1, 1), (2, 2);
