INSERT INTO docs (body) VALUES ('some words');
