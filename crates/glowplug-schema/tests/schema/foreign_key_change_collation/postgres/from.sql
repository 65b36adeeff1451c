CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE users (name text COLLATE nocase PRIMARY KEY);
CREATE TABLE posts (id serial PRIMARY KEY, author text COLLATE nocase REFERENCES users (name));
