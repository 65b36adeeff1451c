CREATE TABLE items (id serial PRIMARY KEY, price integer, gross integer GENERATED ALWAYS AS (price * 2) STORED);
