-- up
CREATE TABLE bookings (
    id bigserial PRIMARY KEY,
    room integer NOT NULL,
    during tstzrange NOT NULL,
    CONSTRAINT bookings_room_during_excl EXCLUDE USING gist (room WITH =, during WITH &&)
);

-- down
-- data-loss: all rows of bookings are lost
DROP TABLE bookings;
