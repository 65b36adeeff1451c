-- up
ALTER TABLE users RENAME TO people;
ALTER SEQUENCE users_id_seq RENAME TO people_id_seq;
ALTER TABLE people RENAME CONSTRAINT users_pkey TO people_pkey;
ALTER TABLE people RENAME CONSTRAINT users_email_key TO people_email_key;

-- down
ALTER TABLE people RENAME CONSTRAINT people_email_key TO users_email_key;
ALTER TABLE people RENAME CONSTRAINT people_pkey TO users_pkey;
ALTER SEQUENCE people_id_seq RENAME TO users_id_seq;
ALTER TABLE people RENAME TO users;
