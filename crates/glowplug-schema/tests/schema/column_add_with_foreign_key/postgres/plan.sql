-- up
ALTER TABLE users ADD COLUMN team_id integer REFERENCES teams(id) ON DELETE SET NULL;
-- alone
CREATE INDEX CONCURRENTLY users_team_id_idx ON users (team_id);

-- down
ALTER TABLE users DROP CONSTRAINT users_team_id_fkey;
DROP INDEX users_team_id_idx;
-- data-loss: the values of users.team_id are lost
ALTER TABLE users DROP COLUMN team_id;
