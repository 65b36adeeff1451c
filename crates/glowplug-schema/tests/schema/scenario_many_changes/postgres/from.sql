CREATE TABLE customers (
    id serial PRIMARY KEY,
    name varchar(50) NOT NULL,
    phone varchar(20),
    level integer NOT NULL DEFAULT 0,
    CONSTRAINT customers_level CHECK (level >= 0)
);
CREATE INDEX customers_phone ON customers (phone);
CREATE TABLE invoices (
    id serial PRIMARY KEY,
    customer_id integer REFERENCES customers,
    total numeric(8, 2)
);
CREATE TABLE old_stuff (id serial PRIMARY KEY, customer_id integer REFERENCES customers);
