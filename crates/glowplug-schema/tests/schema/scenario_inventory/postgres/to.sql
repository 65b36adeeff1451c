CREATE SCHEMA stock;
CREATE TYPE stock.unit AS ENUM ('piece', 'kg');
CREATE TABLE stock.items (sku varchar(40) PRIMARY KEY, title text NOT NULL, amount numeric(10,3) NOT NULL DEFAULT 0, unit stock.unit NOT NULL DEFAULT 'piece');
CREATE TABLE public.suppliers (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE stock.supplies (sku varchar(40) REFERENCES stock.items ON UPDATE CASCADE, supplier_id integer REFERENCES suppliers, price numeric(10,2), PRIMARY KEY (sku, supplier_id));
CREATE VIEW stock.low AS SELECT sku, title, amount, unit FROM stock.items WHERE amount < 5;
