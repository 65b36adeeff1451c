-- up
ALTER TABLE users DROP CONSTRAINT users_team_id_fkey;
DROP INDEX users_team_id_idx;
-- data-loss: the values of users.team_id are lost
ALTER TABLE users DROP COLUMN team_id;
-- data-loss: all rows of teams are lost
DROP TABLE teams;

-- down
CREATE TABLE teams (
    id serial PRIMARY KEY,
    name text
);
ALTER TABLE users ADD COLUMN team_id integer REFERENCES teams(id) ON DELETE CASCADE;
-- long-lock: the index is built at once
CREATE INDEX users_team_id_idx ON users (team_id);
