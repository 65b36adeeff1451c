CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE links (id integer CONSTRAINT links_pkey PRIMARY KEY, a integer CONSTRAINT to_a REFERENCES a);
CREATE TABLE b (id integer PRIMARY KEY, link integer CONSTRAINT b_link REFERENCES links);
