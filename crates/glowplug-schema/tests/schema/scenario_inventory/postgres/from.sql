CREATE SCHEMA stock;
CREATE TABLE stock.items (sku varchar(20) PRIMARY KEY, title text NOT NULL, amount integer NOT NULL DEFAULT 0);
CREATE TABLE public.suppliers (id serial PRIMARY KEY, name text);
CREATE TABLE stock.supplies (sku varchar(20) REFERENCES stock.items, supplier_id integer REFERENCES suppliers, PRIMARY KEY (sku, supplier_id));
CREATE VIEW stock.low AS SELECT sku, title FROM stock.items WHERE amount < 5;
