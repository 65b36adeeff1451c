CREATE TABLE accounts (id serial PRIMARY KEY, name text NOT NULL, balance numeric NOT NULL DEFAULT 0);
CREATE TABLE transfers (id serial PRIMARY KEY, source integer REFERENCES accounts, target integer REFERENCES accounts, amount numeric NOT NULL);
