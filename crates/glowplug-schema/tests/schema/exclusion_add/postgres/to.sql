CREATE TABLE rooms (id serial PRIMARY KEY, during tstzrange NOT NULL, CONSTRAINT rooms_free EXCLUDE USING gist (during WITH &&));
