-- up
DROP VIEW names;
CREATE OR REPLACE VIEW adults AS
 SELECT users.id,
    users.name
   FROM users
  WHERE (users.age >= 18);
CREATE VIEW ages WITH (check_option=local, security_barrier=true) AS
 SELECT users.age AS years
   FROM users;
COMMENT ON VIEW ages IS 'of all';
COMMENT ON COLUMN ages.years IS 'since birth';

-- down
DROP VIEW ages;
DROP VIEW adults;
CREATE VIEW adults AS
 SELECT users.id
   FROM users
  WHERE (users.age > 18);
CREATE VIEW names AS
 SELECT users.name
   FROM users;
