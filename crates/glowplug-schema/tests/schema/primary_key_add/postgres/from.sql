CREATE TABLE members (user_id integer, team_id integer);
