CREATE TABLE likes (user_id integer, post_id integer, PRIMARY KEY (user_id, post_id));
CREATE TABLE notes (id integer PRIMARY KEY, u integer, p integer, FOREIGN KEY (u, p) REFERENCES likes (user_id, post_id));
