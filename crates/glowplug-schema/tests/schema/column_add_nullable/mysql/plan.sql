-- up
ALTER TABLE users ADD COLUMN email varchar(100) COMMENT 'where mail goes';

-- down
-- data-loss: the values of `email` are lost
ALTER TABLE users DROP COLUMN email;
