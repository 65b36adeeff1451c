CREATE EXTENSION btree_gist;
CREATE TABLE rooms (id serial PRIMARY KEY, name text NOT NULL, beds integer NOT NULL);
CREATE TABLE guests (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE bookings (id serial PRIMARY KEY, room_id integer NOT NULL REFERENCES rooms, guest_id integer NOT NULL REFERENCES guests, starts date NOT NULL, ends date NOT NULL, CHECK (starts < ends));
