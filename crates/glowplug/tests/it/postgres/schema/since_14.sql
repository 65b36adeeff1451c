ALTER TABLE users ADD spreads float_multirange;
ALTER TABLE users ALTER note SET COMPRESSION pglz;
CREATE FUNCTION count_users() RETURNS bigint BEGIN ATOMIC SELECT count(id) FROM users; END;
