-- up
CREATE VIEW missing AS
SELECT id
FROM t
EXCEPT VALUES (1), (2);

-- down
DROP VIEW missing;
