CREATE TABLE items (
    id serial PRIMARY KEY,
    price integer NOT NULL,
    gross integer GENERATED ALWAYS AS (price * 2) VIRTUAL,
    net integer GENERATED ALWAYS AS (price * 3) VIRTUAL
);
CREATE VIEW totals AS SELECT net FROM items;
