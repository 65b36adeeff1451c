CREATE TABLE keys (id serial PRIMARY KEY, owner text NOT NULL, secret text NOT NULL);
CREATE TABLE audit (id serial PRIMARY KEY, at timestamp DEFAULT now(), what text);
