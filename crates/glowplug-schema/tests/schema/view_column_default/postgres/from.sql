CREATE TABLE posts (id int PRIMARY KEY, title text, views int, author text);
CREATE FUNCTION greeting() RETURNS text LANGUAGE sql AS $$ SELECT 'hello'::text $$;
CREATE VIEW changed AS SELECT id, title, views FROM posts;
ALTER VIEW changed ALTER COLUMN title SET DEFAULT 'none';
ALTER VIEW changed ALTER COLUMN views SET DEFAULT 1;
CREATE VIEW recreated AS SELECT id, views, author FROM posts;
ALTER VIEW recreated ALTER COLUMN author SET DEFAULT greeting();
CREATE VIEW gone AS SELECT id FROM posts;
ALTER VIEW gone ALTER COLUMN id SET DEFAULT 3;
