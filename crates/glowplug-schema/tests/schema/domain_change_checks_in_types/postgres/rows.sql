INSERT INTO stock (counts, entry, entries, codes, "from", plain)
VALUES ('{1,2}', '(a,1)', '{"(b,2)"}', '{c}', '[1,5)', 3), ('{}', NULL, '{}', NULL, 'empty', NULL);
