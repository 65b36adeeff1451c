ALTER TABLE users ADD computed int GENERATED ALWAYS AS (factor + 1) VIRTUAL;
ALTER TABLE users ADD CONSTRAINT users_loose CHECK (factor > 1) NOT ENFORCED;
CREATE TABLE stays (room int4range, during tsrange, PRIMARY KEY (room, during WITHOUT OVERLAPS));
