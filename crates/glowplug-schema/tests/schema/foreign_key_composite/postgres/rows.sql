INSERT INTO books VALUES ('a', 'b');
INSERT INTO copies (author, title) VALUES ('a', 'b');
