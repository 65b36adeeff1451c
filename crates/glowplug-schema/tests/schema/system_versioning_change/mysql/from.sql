CREATE TABLE prices (id int PRIMARY KEY, value int, note text) WITH SYSTEM VERSIONING;
CREATE TABLE items (id int PRIMARY KEY);
