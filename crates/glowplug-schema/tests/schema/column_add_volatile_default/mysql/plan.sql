-- up
ALTER TABLE users
    ADD COLUMN token char(36) NOT NULL DEFAULT uuid(),
    ADD COLUMN luck double NOT NULL DEFAULT rand(),
    ADD COLUMN touched timestamp(6) NOT NULL DEFAULT current_timestamp(6);

-- down
-- data-loss: the values of `token` are lost
-- data-loss: the values of `luck` are lost
-- data-loss: the values of `touched` are lost
ALTER TABLE users
    DROP COLUMN token,
    DROP COLUMN luck,
    DROP COLUMN touched;
