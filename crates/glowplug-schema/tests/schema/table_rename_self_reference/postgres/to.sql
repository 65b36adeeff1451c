CREATE TABLE items (id integer PRIMARY KEY, parent_id integer REFERENCES items ON DELETE CASCADE);
