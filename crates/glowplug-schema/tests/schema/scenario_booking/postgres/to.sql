CREATE EXTENSION btree_gist;
CREATE DOMAIN beds AS smallint CHECK (value BETWEEN 1 AND 8);
CREATE TABLE rooms (id serial PRIMARY KEY, name text NOT NULL UNIQUE, beds beds NOT NULL, features text[] NOT NULL DEFAULT '{}');
CREATE INDEX rooms_features_idx ON rooms USING gin (features);
CREATE TABLE guests (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE bookings (
    id serial PRIMARY KEY, room_id integer NOT NULL REFERENCES rooms, guest_id integer NOT NULL REFERENCES guests, starts date NOT NULL, ends date NOT NULL,
    during daterange GENERATED ALWAYS AS (daterange(starts, ends)) STORED, cancelled boolean NOT NULL DEFAULT false,
    CHECK (starts < ends), EXCLUDE USING gist (room_id WITH =, during WITH &&) WHERE (NOT cancelled)
);
