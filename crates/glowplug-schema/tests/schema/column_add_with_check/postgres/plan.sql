-- up
ALTER TABLE users ADD COLUMN age integer;
ALTER TABLE users ADD COLUMN state text NOT NULL DEFAULT 'new'::text;
ALTER TABLE users
    ADD CONSTRAINT known CHECK (state = ANY (ARRAY['new'::text, 'old'::text])) NOT VALID;
ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 0) NOT VALID;
-- later
ALTER TABLE users VALIDATE CONSTRAINT known;
ALTER TABLE users VALIDATE CONSTRAINT users_age_check;

-- down
ALTER TABLE users DROP CONSTRAINT known;
ALTER TABLE users DROP CONSTRAINT users_age_check;
-- data-loss: the values of users.age are lost
ALTER TABLE users DROP COLUMN age;
-- data-loss: the values of users.state are lost
ALTER TABLE users DROP COLUMN state;
