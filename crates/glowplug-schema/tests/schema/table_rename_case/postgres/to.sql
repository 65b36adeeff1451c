CREATE SEQUENCE "Users_id_seq" AS integer;
CREATE TABLE users (id integer NOT NULL DEFAULT nextval('"Users_id_seq"'), name text, CONSTRAINT users_pkey PRIMARY KEY (id));
ALTER SEQUENCE "Users_id_seq" OWNED BY users.id;
