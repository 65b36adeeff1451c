-- up
CREATE TABLE things (
    id serial PRIMARY KEY,
    name text NOT NULL DEFAULT 'x'::text,
    size integer
);
CREATE TABLE boats (
    id integer NOT NULL,
    name text NOT NULL,
    sails integer,
    size integer
) INHERITS (things);
ALTER TABLE boats ALTER COLUMN id DROP DEFAULT;
ALTER TABLE boats ALTER COLUMN name DROP DEFAULT;
CREATE TABLE ships (
    name text NOT NULL DEFAULT 'y'::text
) INHERITS (boats);

-- down
-- data-loss: all rows of ships are lost
DROP TABLE ships;
-- data-loss: all rows of boats are lost
DROP TABLE boats;
-- data-loss: all rows of things are lost
DROP TABLE things;
