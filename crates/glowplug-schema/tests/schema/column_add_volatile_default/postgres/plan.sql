-- up
-- table-rewrite: the default is another one for each row
ALTER TABLE users
    ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN touched timestamptz NOT NULL DEFAULT clock_timestamp();

-- down
-- data-loss: the values of users.token are lost
ALTER TABLE users DROP COLUMN token;
-- data-loss: the values of users.touched are lost
ALTER TABLE users DROP COLUMN touched;
