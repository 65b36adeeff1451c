CREATE TABLE members (user_id integer NOT NULL, team_id integer NOT NULL, since date, PRIMARY KEY (user_id));
