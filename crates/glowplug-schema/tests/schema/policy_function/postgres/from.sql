CREATE TABLE members (team integer, person integer, PRIMARY KEY (team, person));
