CREATE TABLE orders (id serial PRIMARY KEY, status text NOT NULL DEFAULT 'new');
