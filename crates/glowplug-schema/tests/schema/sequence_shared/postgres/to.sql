CREATE SEQUENCE a_id_seq AS integer;
CREATE TABLE b (id integer PRIMARY KEY DEFAULT nextval('a_id_seq'));
