INSERT INTO articles (rowid, slug, body) VALUES (2, 'b', 'banana'), (7, 'a', 'apple');
INSERT INTO plain (rowid, a) VALUES (4, 'd'), (9, 'a');
INSERT INTO one_name_taken (oid, rowid, b) VALUES (4, 'd', 'x'), (9, 'a', 'y');
INSERT INTO two_names_taken (_rowid_, rowid, oid, b) VALUES (4, 'd', 'x', 'x'), (9, 'a', 'y', 'y');
INSERT INTO all_names_taken VALUES ('a', 'b', 'c', 'x');
INSERT INTO descending (rowid, id, b) VALUES (4, 40, 'x'), (9, 10, 'y');
INSERT INTO wide (rowid, id, b) VALUES (4, 40, 'x'), (9, 10, 'y');
INSERT INTO numbered (id, b) VALUES (4, 'x'), (9, 'y');
INSERT INTO without VALUES ('a', 'x');
