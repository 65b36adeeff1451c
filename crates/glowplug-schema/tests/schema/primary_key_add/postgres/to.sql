CREATE TABLE members (user_id integer, team_id integer, PRIMARY KEY (user_id, team_id));
