-- up
ALTER TABLE users ADD COLUMN phone text;
-- alone
CREATE UNIQUE INDEX CONCURRENTLY users_phone_key ON users (phone);
-- later
ALTER TABLE users ADD CONSTRAINT users_phone_key UNIQUE USING INDEX users_phone_key;

-- down
ALTER TABLE users DROP CONSTRAINT users_phone_key;
-- data-loss: the values of users.phone are lost
ALTER TABLE users DROP COLUMN phone;
