CREATE TABLE posts (id int PRIMARY KEY, title text, views bigint, author text);
CREATE FUNCTION greeting() RETURNS text LANGUAGE sql AS $$ SELECT 'hello'::text $$;
CREATE VIEW changed AS SELECT id, title, views FROM posts;
ALTER VIEW changed ALTER COLUMN views SET DEFAULT 7;
CREATE VIEW recreated AS SELECT id, views, author FROM posts;
ALTER VIEW recreated ALTER COLUMN author SET DEFAULT greeting();
CREATE VIEW came AS SELECT id, title FROM posts;
ALTER VIEW came ALTER COLUMN title SET DEFAULT upper(greeting());
