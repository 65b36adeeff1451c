CREATE SCHEMA numbers;
CREATE SEQUENCE numbers."All Ids" START 1000;
CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval('numbers."All Ids"'));
