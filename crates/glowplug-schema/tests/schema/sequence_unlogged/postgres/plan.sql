-- up
CREATE UNLOGGED SEQUENCE came INCREMENT BY 5;
ALTER SEQUENCE becomes SET UNLOGGED;
ALTER SEQUENCE was SET LOGGED;
CREATE UNLOGGED TABLE another (
    id serial PRIMARY KEY
);

-- down
ALTER SEQUENCE becomes SET LOGGED;
ALTER SEQUENCE was SET UNLOGGED;
-- data-loss: the number that came has reached is lost
DROP SEQUENCE came;
-- data-loss: all rows of another are lost
DROP TABLE another;
