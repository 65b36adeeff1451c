CREATE TABLE customers (
    id bigserial PRIMARY KEY,
    name varchar(120) NOT NULL,
    email varchar(190) UNIQUE,
    level smallint NOT NULL DEFAULT 1,
    CONSTRAINT customers_level CHECK (level BETWEEN 0 AND 9)
);
COMMENT ON TABLE customers IS 'who buys';
COMMENT ON COLUMN customers.level IS 'how good';
CREATE TABLE invoices (
    id serial PRIMARY KEY,
    customer_id bigint REFERENCES customers ON DELETE CASCADE,
    total numeric(12, 2) NOT NULL,
    currency char(3) NOT NULL DEFAULT 'EUR'
);
CREATE TABLE payments (id serial PRIMARY KEY, invoice_id integer NOT NULL REFERENCES invoices);
