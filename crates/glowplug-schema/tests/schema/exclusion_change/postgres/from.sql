CREATE EXTENSION btree_gist;
CREATE TABLE bookings (room integer, during daterange, cancelled boolean, CONSTRAINT free EXCLUDE USING gist (during WITH &&));
