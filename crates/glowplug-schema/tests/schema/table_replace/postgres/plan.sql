-- up
ALTER TABLE users DROP CONSTRAINT users_code_id_fkey;
ALTER TABLE codes DROP CONSTRAINT codes_pkey;
-- data-loss: the values of codes.id are lost
ALTER TABLE codes DROP COLUMN id;
ALTER TABLE codes ADD COLUMN meaning text NOT NULL DEFAULT ''::text;
ALTER TABLE codes ADD CONSTRAINT codes_code_null_check CHECK (code IS NOT NULL) NOT VALID;
-- data-loss: the values of users.code_id are lost
ALTER TABLE users DROP COLUMN code_id;
ALTER TABLE users ADD COLUMN code text;
-- alone
-- may-fail: rows of codes may have the same code
CREATE UNIQUE INDEX CONCURRENTLY codes_pkey ON codes (code);
-- later
-- may-fail: rows of codes may have no code
ALTER TABLE codes VALIDATE CONSTRAINT codes_code_null_check;
ALTER TABLE codes ALTER COLUMN code SET NOT NULL;
ALTER TABLE codes DROP CONSTRAINT codes_code_null_check;
ALTER TABLE codes ADD CONSTRAINT codes_pkey PRIMARY KEY USING INDEX codes_pkey;
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_code_fkey FOREIGN KEY (code) REFERENCES codes(code);

-- down
ALTER TABLE users DROP CONSTRAINT users_code_fkey;
ALTER TABLE codes DROP CONSTRAINT codes_pkey;
-- data-loss: the values of codes.meaning are lost
ALTER TABLE codes DROP COLUMN meaning;
-- table-rewrite: each row gets a number
ALTER TABLE codes ADD COLUMN id serial;
ALTER TABLE codes ALTER COLUMN code DROP NOT NULL;
-- long-lock: all rows are looked at
ALTER TABLE codes ADD CONSTRAINT codes_pkey PRIMARY KEY (id);
-- data-loss: the values of users.code are lost
ALTER TABLE users DROP COLUMN code;
ALTER TABLE users ADD COLUMN code_id integer;
-- long-lock: all rows are looked at
ALTER TABLE users
    ADD CONSTRAINT users_code_id_fkey FOREIGN KEY (code_id) REFERENCES codes(id);
