-- up
CREATE TABLE teams (
    id serial PRIMARY KEY,
    name text NOT NULL
);
ALTER TABLE users ADD COLUMN team_id integer REFERENCES teams(id);

-- down
ALTER TABLE users DROP CONSTRAINT users_team_id_fkey;
-- data-loss: the values of users.team_id are lost
ALTER TABLE users DROP COLUMN team_id;
-- data-loss: all rows of teams are lost
DROP TABLE teams;
