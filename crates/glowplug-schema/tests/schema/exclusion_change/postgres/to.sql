CREATE EXTENSION btree_gist;
CREATE TABLE bookings (
    room integer, during daterange, cancelled boolean,
    CONSTRAINT free EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled AND room BETWEEN 1 AND 9) DEFERRABLE
);
