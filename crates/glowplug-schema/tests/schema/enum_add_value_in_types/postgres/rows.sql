INSERT INTO crossing (sequence, shown) VALUES ('{red}', 'red'), ('{}', NULL);
UPDATE crossing SET shown = NULL;
