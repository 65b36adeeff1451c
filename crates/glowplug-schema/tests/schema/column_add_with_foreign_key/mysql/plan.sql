-- up
-- table-rewrite: every row is looked up for `users_team_id_fkey`
-- long-lock: every row is looked up for `users_team_id_fkey`
ALTER TABLE users
    ADD COLUMN team_id int,
    ADD KEY users_team_id_idx (team_id),
    ADD CONSTRAINT users_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL;

-- down
-- data-loss: the values of `team_id` are lost
ALTER TABLE users
    DROP FOREIGN KEY users_team_id_fkey,
    DROP KEY users_team_id_idx,
    DROP COLUMN team_id;
