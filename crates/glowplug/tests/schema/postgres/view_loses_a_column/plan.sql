-- up
DROP VIEW w;
DROP VIEW v;
CREATE VIEW v AS
 SELECT users.id,
    (users.age)::bigint AS age
   FROM users;
CREATE VIEW w AS
 SELECT v.id
   FROM v;

-- down
DROP VIEW w;
DROP VIEW v;
CREATE VIEW v AS
 SELECT users.id,
    users.name,
    users.age
   FROM users;
CREATE VIEW w AS
 SELECT v.id
   FROM v;
