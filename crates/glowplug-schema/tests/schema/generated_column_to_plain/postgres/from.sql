CREATE TABLE items (id serial PRIMARY KEY, price integer NOT NULL, gross integer GENERATED ALWAYS AS (price * 2) STORED);
