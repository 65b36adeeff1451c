CREATE TABLE items (
    id serial PRIMARY KEY, price integer NOT NULL, amount integer NOT NULL, gross integer GENERATED ALWAYS AS (price * 2) STORED,
    total integer GENERATED ALWAYS AS (price * amount) VIRTUAL CHECK (total >= 0)
);
