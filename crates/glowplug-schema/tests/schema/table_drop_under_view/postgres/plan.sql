-- up
DROP VIEW log_users;
CREATE OR REPLACE VIEW active AS
 SELECT u.id,
    u.name
   FROM users u;
-- data-loss: all rows of logs are lost
DROP TABLE logs;

-- down
CREATE TABLE logs (
    id integer PRIMARY KEY,
    user_id integer
);
CREATE OR REPLACE VIEW active AS
 SELECT u.id,
    u.name
   FROM (users u
     JOIN logs l ON ((l.user_id = u.id)));
CREATE VIEW log_users AS
 SELECT logs.user_id
   FROM logs;
