CREATE EXTENSION btree_gist;
CREATE TABLE bookings (
    id bigserial PRIMARY KEY,
    room integer NOT NULL,
    during tstzrange NOT NULL,
    EXCLUDE USING gist (room WITH =, during WITH &&)
);
