CREATE TABLE tags (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE posts (id serial PRIMARY KEY, tag_id integer REFERENCES tags);
