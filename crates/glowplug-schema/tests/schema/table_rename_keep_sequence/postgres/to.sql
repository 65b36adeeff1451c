CREATE SEQUENCE users_id_seq AS integer;
CREATE TABLE people (id integer NOT NULL DEFAULT nextval('users_id_seq'), CONSTRAINT users_pkey PRIMARY KEY (id));
ALTER SEQUENCE users_id_seq OWNED BY people.id;
