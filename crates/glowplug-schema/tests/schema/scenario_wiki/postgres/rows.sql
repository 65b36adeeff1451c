INSERT INTO pages VALUES ('Home', 'hello', 'ann');
INSERT INTO links VALUES ('Home', 'Away');
