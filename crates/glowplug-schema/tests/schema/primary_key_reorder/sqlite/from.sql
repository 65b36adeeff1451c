CREATE TABLE likes (user_id INTEGER, post_id INTEGER, PRIMARY KEY (user_id, post_id));
CREATE TABLE notes (id INTEGER PRIMARY KEY, u INTEGER, p INTEGER, FOREIGN KEY (u, p) REFERENCES likes (user_id, post_id));
