CREATE TABLE rooms (id serial PRIMARY KEY, during tstzrange NOT NULL);
