CREATE EXTENSION IF NOT EXISTS citext;
CREATE TABLE spatial_ref_sys (srid integer NOT NULL PRIMARY KEY CHECK (srid > 0), auth_name varchar(256), auth_srid integer, srtext varchar(2048), tags text[]);
COMMENT ON TABLE spatial_ref_sys IS 'Systems.'; COMMENT ON COLUMN spatial_ref_sys.srid IS 'Key.';
ALTER EXTENSION citext ADD TABLE spatial_ref_sys;
CREATE TABLE places (id int PRIMARY KEY, srid int REFERENCES spatial_ref_sys (srid), name citext);
