CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('ok');
CREATE TABLE app.users (id serial PRIMARY KEY, mood app.mood);
CREATE TABLE audit (id serial PRIMARY KEY, user_id integer REFERENCES app.users);
