-- up
ALTER TABLE users DROP CONSTRAINT users_email_key;
ALTER TABLE users DROP CONSTRAINT users_pkey;
-- data-loss: the values of users.id are lost
ALTER TABLE users DROP COLUMN id;
-- alone
-- may-fail: rows of users may have the same email
CREATE UNIQUE INDEX CONCURRENTLY users_pkey ON users (email);
-- later
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;

-- down
-- table-rewrite: each row gets a number
ALTER TABLE users ADD COLUMN id serial;
ALTER TABLE users DROP CONSTRAINT users_pkey;
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
