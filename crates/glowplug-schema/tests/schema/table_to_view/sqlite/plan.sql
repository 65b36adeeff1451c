-- up
-- data-loss: all rows of `names` are lost
DROP TABLE names;
CREATE VIEW names AS
SELECT name
FROM users;

-- down
DROP VIEW names;
CREATE TABLE names (
    name TEXT
);
