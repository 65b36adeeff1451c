-- up
CREATE TABLE nothing ();

-- down
-- data-loss: all rows of nothing are gone
DROP TABLE nothing;
