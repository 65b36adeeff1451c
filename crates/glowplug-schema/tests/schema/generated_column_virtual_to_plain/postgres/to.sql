CREATE TABLE items (id serial PRIMARY KEY, price integer NOT NULL, gross bigint, net integer);
CREATE VIEW totals AS SELECT net FROM items;
