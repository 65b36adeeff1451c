-- up
CREATE TABLE nothing ();

-- down
-- data-loss: all rows of nothing are lost
DROP TABLE nothing;
